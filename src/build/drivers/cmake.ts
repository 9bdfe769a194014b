// cmake with our toolchain files.
import path from 'node:path';
import type { Project } from '../../project/load.js';
import { packagePath } from '../../support/package-root.js';
import type { TargetFiles } from '../camera-api.js';
import { compilerLauncher } from '../compiler.js';
import { publishCompileCommands } from '../editor.js';
import { addedFlags, pkgConfigEnvironment, replacedVariables, targetDefines } from '../environment.js';
import { type BuildSettings, noSettings } from '../settings.js';
import { stageProject, targetDirectory } from '../stage.js';
import type { BuildOptions, BuildResult } from '../types.js';
import { stageArtefacts } from './artefacts.js';
import { runTool } from './run-tool.js';

/** What cmake has to be told to build for a target: variables for -D. Lists are separated by semicolons. */
export function toolchainSettings(
  files: TargetFiles,
  settings: BuildSettings = noSettings,
): Record<string, string> {
  const preprocessor = addedFlags(settings, 'CPPFLAGS');
  const list = (words: string[]): string => words.map((word) => word.replaceAll(';', '\\;')).join(';');
  return {
    CMAKE_TOOLCHAIN_FILE: packagePath('toolchains', `${files.target}.cmake`),
    ACAPKIT_SYSROOT: files.directory,
    ACAPKIT_DEFINES: list(targetDefines(files)),
    ACAPKIT_C_FLAGS: list([...preprocessor, ...addedFlags(settings, 'CFLAGS')]),
    ACAPKIT_CXX_FLAGS: list([...preprocessor, ...addedFlags(settings, 'CXXFLAGS')]),
    ACAPKIT_LINK_FLAGS: list(addedFlags(settings, 'LDFLAGS')),
  };
}

/** The environment of cmake. Flags of a shell that was set up for another target must not slip in: they come as settings. */
export function cmakeEnvironment(
  files: TargetFiles,
  settings: BuildSettings,
): Record<string, string | undefined> {
  const none = { CC: undefined, CXX: undefined, CFLAGS: undefined, CXXFLAGS: undefined, LDFLAGS: undefined };
  return { ...none, ...pkgConfigEnvironment(files), ...replacedVariables(settings) };
}

async function ownSettings(options: BuildOptions): Promise<Record<string, string>> {
  const launcher = (await compilerLauncher()) ?? '';
  return {
    CMAKE_BUILD_TYPE: options.debug ? 'Debug' : 'Release',
    CMAKE_EXPORT_COMPILE_COMMANDS: 'ON',
    // The toolchain file says where an app finds its libraries; folders of this machine are not among them.
    CMAKE_BUILD_WITH_INSTALL_RPATH: 'ON',
    CMAKE_C_COMPILER_LAUNCHER: launcher,
    CMAKE_CXX_COMPILER_LAUNCHER: launcher,
  };
}

export async function buildWithCmake(
  project: Project,
  files: TargetFiles,
  options: BuildOptions,
): Promise<BuildResult> {
  const { settings = noSettings } = options;
  const folder = targetDirectory(project.directory, files.target);
  const build = path.join(folder, 'cmake');
  const directory = await stageProject(project, files.target);
  const variables = { ...(await ownSettings(options)), ...toolchainSettings(files, settings) };
  const place = { files, project: project.directory, stage: build };
  const env = cmakeEnvironment(files, settings);
  const cmake = (args: string[]): Promise<void> => runTool('cmake', args, place, { ...options, env });
  const defines = Object.entries(variables).map(([name, value]) => `-D${name}=${value}`);
  await cmake(['-S', project.directory, '-B', build, '-G', 'Ninja', ...defines, ...settings.buildArguments]);
  await cmake(['--build', build]);
  await publishCompileCommands(build, folder);
  await stageArtefacts(project, files.target, build, 'cmake');
  return { target: files.target, profile: files.profile, directory, otherFiles: [] };
}
