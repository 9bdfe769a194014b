// meson with a machine file that is made for each build: a cross file for cameras, a native file for this machine.
import path from 'node:path';
import type { Project } from '../../project/load.js';
import { replaceFile } from '../../support/replace-file.js';
import type { TargetFiles } from '../camera-api.js';
import { compilerLauncher, findProgram, llvmTool } from '../compiler.js';
import { publishCompileCommands } from '../editor.js';
import {
  addedFlags,
  compileFlags,
  pkgConfigEnvironment,
  replacedVariables,
  selectFlags,
  targetLinkFlags,
} from '../environment.js';
import { profileTable } from '../profiles.js';
import { type BuildSettings, noSettings } from '../settings.js';
import { stageProject, targetDirectory } from '../stage.js';
import { present } from '../sysroot/unpack.js';
import type { BuildOptions, BuildResult } from '../types.js';
import { stageArtefacts } from './artefacts.js';
import { runTool } from './run-tool.js';

/** A text of a machine file; meson knows the escapes of Python. */
const text = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const texts = (words: readonly string[]): string => `[${words.map(text).join(', ')}]`;
const section = (name: string, values: Record<string, string>): string =>
  [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${value}`), ''].join('\n');

async function binaries(files: TargetFiles): Promise<Record<string, string>> {
  const launcher = await compilerLauncher();
  const compiler = async (name: string): Promise<string> =>
    texts([...(launcher === undefined ? [] : [launcher]), await llvmTool(name), ...selectFlags(files)]);
  return {
    c: await compiler('clang'),
    cpp: await compiler('clang++'),
    ar: text(await llvmTool('llvm-ar')),
    strip: text(await llvmTool('llvm-strip')),
    nm: text(await llvmTool('llvm-nm')),
    objcopy: text(await llvmTool('llvm-objcopy')),
    pkgconfig: text((await findProgram('pkg-config', 'pkgconf')) ?? 'pkg-config'),
  };
}

/** Settings that the command line may still change. */
function builtInOptions(files: TargetFiles, debug: boolean, settings: BuildSettings): Record<string, string> {
  const common = [...compileFlags(files), ...addedFlags(settings, 'CPPFLAGS')];
  const fortify = debug ? [] : ['-D_FORTIFY_SOURCE=2'];
  const link = texts([...targetLinkFlags(files), ...addedFlags(settings, 'LDFLAGS')]);
  return {
    c_args: texts([...common, ...fortify, ...addedFlags(settings, 'CFLAGS')]),
    cpp_args: texts([...common, ...fortify, ...addedFlags(settings, 'CXXFLAGS')]),
    c_link_args: link,
    cpp_link_args: link,
    optimization: text(debug ? '0' : '2'),
    debug: String(debug),
    b_ndebug: text('false'),
    b_pie: 'true',
  };
}

function machine(files: TargetFiles): string[] {
  if (files.target === 'host') return [];
  const facts = profileTable.architectures[files.target];
  const { PKG_CONFIG_LIBDIR = '' } = pkgConfigEnvironment(files);
  const properties = {
    sys_root: text(files.directory),
    pkg_config_libdir: texts(PKG_CONFIG_LIBDIR.split(':')),
    needs_exe_wrapper: 'true',
  };
  const host = {
    system: text('linux'),
    cpu_family: text(files.target === 'armv7hf' ? 'arm' : 'aarch64'),
    cpu: text(facts.processor),
    endian: text('little'),
  };
  return [section('properties', properties), section('host_machine', host)];
}

/** The text of meson's machine file for a target. */
export async function mesonMachineFile(
  files: TargetFiles,
  debug = false,
  settings: BuildSettings = noSettings,
): Promise<string> {
  return [
    section('binaries', await binaries(files)),
    section('built-in options', builtInOptions(files, debug, settings)),
    ...machine(files),
  ].join('\n');
}

/** meson's option that names a machine file. */
export const machineFileOption = (files: TargetFiles, file: string): string =>
  `--${files.target === 'host' ? 'native' : 'cross'}-file=${file}`;

/** Flags of a shell that was set up for another target must not slip in; they come as settings. */
function environment(files: TargetFiles, settings: BuildSettings): Record<string, string | undefined> {
  const names = ['CC', 'CXX', 'CFLAGS', 'CXXFLAGS', 'CPPFLAGS', 'LDFLAGS'];
  const none = Object.fromEntries(names.map((name) => [name, undefined]));
  const { PKG_CONFIG_PATH, ...pkgConfig } = pkgConfigEnvironment(files);
  // For a camera, meson takes it from the machine file; what stands in the environment would be for programs of this machine.
  const search = files.target === 'host' ? { PKG_CONFIG_PATH } : { PKG_CONFIG_PATH: undefined };
  return { ...none, ...pkgConfig, ...search, ...replacedVariables(settings) };
}

export async function buildWithMeson(
  project: Project,
  files: TargetFiles,
  options: BuildOptions,
): Promise<BuildResult> {
  const { settings = noSettings } = options;
  const folder = targetDirectory(project.directory, files.target);
  const build = path.join(folder, 'meson');
  const directory = await stageProject(project, files.target);
  const place = { files, project: project.directory, stage: build };
  const env = environment(files, settings);
  const meson = (args: string[]): Promise<void> => runTool('meson', args, place, { ...options, env });
  // The folder is emptied when target, flags or settings change (forgetOtherBuilds); ninja sees changes of the project itself.
  if (!(await present(path.join(build, 'build.ninja')))) {
    const file = path.join(folder, 'meson-machine.ini');
    await replaceFile(file, await mesonMachineFile(files, options.debug, settings));
    const own = machineFileOption(files, file);
    await meson(['setup', own, ...settings.buildArguments, build, project.directory]);
  }
  await meson(['compile', '-C', build]);
  await publishCompileCommands(build, folder);
  await stageArtefacts(project, files.target, build, 'meson');
  return { target: files.target, profile: files.profile, directory, otherFiles: [] };
}
