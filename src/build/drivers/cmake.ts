// cmake with our toolchain files.
import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../project/load.js';
import { packagePath } from '../../support/package-root.js';
import { run } from '../../support/process.js';
import type { TargetFiles } from '../camera-api.js';
import { llvmTool } from '../compiler.js';
import { buildEnvironment, targetDefines } from '../environment.js';
import { stageProject, targetDirectory } from '../stage.js';
import type { BuildOptions, BuildResult } from '../types.js';
import { requireExecutable } from './make.js';

async function settings(files: TargetFiles, options: BuildOptions): Promise<string[]> {
  const common = {
    CMAKE_BUILD_TYPE: options.debug ? 'Debug' : 'Release',
    CMAKE_EXPORT_COMPILE_COMMANDS: 'ON',
  };
  const own =
    files.target === 'host'
      ? { CMAKE_C_COMPILER: await llvmTool('clang'), CMAKE_CXX_COMPILER: await llvmTool('clang++') }
      : {
          CMAKE_TOOLCHAIN_FILE: packagePath('toolchains', `${files.target}.cmake`),
          ACAPKIT_SYSROOT: files.directory,
          ACAPKIT_DEFINES: targetDefines(files).join(';'),
        };
  return Object.entries({ ...common, ...own }).map(([name, value]) => `-D${name}=${value}`);
}

export async function buildWithCmake(
  project: Project,
  files: TargetFiles,
  options: BuildOptions,
): Promise<BuildResult> {
  const build = path.join(targetDirectory(project.directory, files.target), 'cmake');
  const directory = await stageProject(project, files.target);
  const { PKG_CONFIG_PATH } = await buildEnvironment(files);
  const runOptions = {
    env: { PKG_CONFIG_PATH: files.target === 'host' ? PKG_CONFIG_PATH : '' },
    ...(options.onLine ? { onLine: options.onLine } : {}),
  };
  await run(
    'cmake',
    ['-S', project.directory, '-B', build, '-G', 'Ninja', ...(await settings(files, options))],
    runOptions,
  );
  await run('cmake', ['--build', build], runOptions);
  const { appName } = project.manifest.value.acapPackageConf.setup;
  const built = (await readdir(build)).includes(appName) ? path.join(build, appName) : undefined;
  if (built) await copyFile(built, path.join(directory, appName));
  await requireExecutable(path.join(directory, appName), appName, 'cmake');
  return { target: files.target, profile: files.profile, directory, otherFiles: [] };
}
