// A Node addon for one target: cmake-js builds it, prebuildify puts it into prebuilds/<platform>-<arch>/, node-gyp-build finds it there.
import { createRequire } from 'node:module';
import path from 'node:path';
import { packagePath } from '../support/package-root.js';
import { run } from '../support/process.js';
import type { TargetFiles } from './camera-api.js';
import { compilerLauncher, llvmTool } from './compiler.js';
import { cmakeEnvironment, toolchainSettings } from './drivers/cmake.js';
import { profileTable, type TargetName } from './profiles.js';
import { type BuildSettings, noSettings } from './settings.js';

const require = createRequire(import.meta.url);

/** Where cmake-js builds the addon of the package in `directory`. */
export const addonBuildFolder = (directory: string, target: TargetName): string =>
  path.join(directory, 'build', `addon-${target}`);

/** Node's name of a target's architecture. */
export function nodeArchitecture(target: TargetName): string {
  return target === 'host' ? process.arch : profileTable.architectures[target].node;
}

/** The folder that prebuildify writes for a target, such as `linux-arm64`. */
export const prebuildFolder = (target: TargetName): string => `linux-${nodeArchitecture(target)}`;

/** cmake-js looks for `g++` or `clang++` by exactly these names and stops when there is neither; so the compilers are named. */
async function cmakeArguments(files: TargetFiles, settings: BuildSettings): Promise<string[]> {
  const compilers = ['--cc', await llvmTool('clang'), '--cxx', await llvmTool('clang++')];
  const launcher = (await compilerLauncher()) ?? '';
  const variables = {
    ...toolchainSettings(files, settings),
    CMAKE_EXPORT_COMPILE_COMMANDS: 'ON',
    CMAKE_C_COMPILER_LAUNCHER: launcher,
    CMAKE_CXX_COMPILER_LAUNCHER: launcher,
  };
  const defines = Object.entries(variables).map(([name, value]) => `--CD${name}=${value}`);
  return [...compilers, ...defines, ...settings.buildArguments];
}

function binFile(packageName: string, file: string): string {
  return path.join(path.dirname(require.resolve(`${packageName}/package.json`)), file);
}

/** Builds the addon of the package in `directory`; returns the prebuild's folder. */
export async function buildAddon(
  directory: string,
  name: string,
  files: TargetFiles,
  onLine?: (line: string) => void,
  settings: BuildSettings = noSettings,
): Promise<string> {
  const arch = nodeArchitecture(files.target);
  const driver = {
    cmakeJs: binFile('cmake-js', 'bin/cmake-js'),
    buildDirectory: addonBuildFolder(directory, files.target),
    arch,
    arguments: await cmakeArguments(files, settings),
  };
  const options = [
    '--napi',
    '--strip',
    '--platform',
    'linux',
    '--arch',
    arch,
    '--name',
    name,
    '--target',
    '20.0.0',
    '--cache',
    driver.buildDirectory,
  ];
  await run(
    process.execPath,
    [binFile('prebuildify', 'bin.js'), ...options, ...(arch === 'arm' ? ['--tag-armv'] : [])],
    {
      cwd: directory,
      env: {
        ...cmakeEnvironment(files, settings),
        ACAPKIT_ADDON: JSON.stringify(driver),
        PREBUILD_NODE_GYP: packagePath('toolchains', 'prebuildify-cmake-js.mjs'),
        PREBUILD_STRIP_BIN: await llvmTool('llvm-strip'),
        PREBUILD_ARMV: '7',
      },
      ...(onLine ? { onLine } : {}),
    },
  );
  return path.join(directory, 'prebuilds', prebuildFolder(files.target));
}
