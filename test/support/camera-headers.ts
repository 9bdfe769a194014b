// What the tests of the camera headers share: compilers with the flags of an app's build, and the functions that a header declares.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram, llvmTool } from '../../src/build/compiler.js';
import {
  cpuFlags,
  hardeningFlags,
  pkgConfigEnvironment,
  selectFlags,
  targetDefines,
} from '../../src/build/environment.js';
import { profileName } from '../../src/build/profiles.js';
import type { CameraLibrary } from '../../src/build/symbol-tables.js';
import { findSysroot } from '../../src/build/sysroot/sysroot.js';
import { packagePath } from '../../src/support/package-root.js';
import { run } from '../../src/support/process.js';

export const includeFolder = packagePath('native', 'include');

/** Strict is what the official examples compile with; the second list is for C only. */
export const strictWarnings =
  '-Wall -Wextra -W -Wformat=2 -Wpointer-arith -Winline -Wdisabled-optimization -Wfloat-equal -Wpedantic -Wstack-protector -Werror'.split(
    ' ',
  );
export const strictWarningsC = '-Wbad-function-cast -Wstrict-prototypes -Wmissing-prototypes'.split(' ');

/** A C and a C++ compiler for one target. */
export interface Toolchain {
  name: string;
  c: string;
  cxx: string;
  flags: string[];
  /** Options that make headers of pkg-config packages visible, as system headers: their warnings are not ours. */
  packageFlags: (packages: string[]) => Promise<string[]>;
}

function packageFlags(environment: Record<string, string>): Toolchain['packageFlags'] {
  return async (packages) => {
    if (packages.length === 0) return [];
    const { stdout } = await run('pkg-config', ['--cflags', ...packages], { env: environment });
    return stdout
      .split(/\s+/)
      .filter(Boolean)
      .map((flag) => flag.replace(/^-I/, '-isystem'));
  };
}

/** Our headers come from the source tree with -I, because compilers say nothing about headers inside a sysroot. */
async function clangFor(target: 'host' | 'aarch64' | 'armv7hf'): Promise<Toolchain | undefined> {
  const profile = profileName();
  const sysroot = target === 'host' ? { directory: '/' } : await findSysroot(profile, target);
  if (sysroot === undefined) return undefined;
  const files = { target, profile, directory: sysroot.directory, pkgConfigDirectory: '' };
  const defines = targetDefines(files).map((define) => `-D${define}`);
  return {
    name: `clang ${target}`,
    c: await llvmTool('clang'),
    cxx: await llvmTool('clang++'),
    // Without what builds of apps forgive: our headers shall need no leniency.
    flags: [...selectFlags(files), ...cpuFlags[target], ...hardeningFlags, ...defines, `-I${includeFolder}`],
    packageFlags: packageFlags(target === 'host' ? {} : pkgConfigEnvironment(files)),
  };
}

async function hostGcc(): Promise<Toolchain | undefined> {
  const [c, cxx] = [await findProgram('gcc'), await findProgram('g++')];
  if (c === undefined || cxx === undefined) return undefined;
  return { name: 'gcc host', c, cxx, flags: [`-I${includeFolder}`], packageFlags: packageFlags({}) };
}

/** clang for this machine and for each target whose sysroot is in the cache, and gcc where it is installed. */
export async function toolchains(): Promise<{ host: Toolchain; all: Toolchain[] }> {
  const [host, ...others] = await Promise.all([
    clangFor('host'),
    hostGcc(),
    clangFor('aarch64'),
    clangFor('armv7hf'),
  ]);
  if (host === undefined) throw new Error('there is always a toolchain for the host');
  return { host, all: [host, ...others.filter((one) => one !== undefined)] };
}

/** Compiles files in one run; returns what the compiler said, '' when it was content. */
export async function compile(toolchain: Toolchain, files: string[], options: string[]): Promise<string> {
  const cxx = files.every((file) => file.endsWith('.cc'));
  const args = [...toolchain.flags, ...options, ...files];
  const { code, stderr } = await run(cxx ? toolchain.cxx : toolchain.c, args, { allowFailure: true });
  return code === 0 || stderr !== '' ? stderr : `ended with code ${code}`;
}

/** A source that includes headers and is not empty without them. */
export const sourceIncluding = (headers: string[], text = ''): string =>
  `${headers.map((header) => `#include <${header}>\n`).join('')}typedef int acapkit_not_empty;\n${text}`;

/** Functions declared in C text without comments and preprocessor lines, in order; inline functions do not count. */
export function declaredIn(text: string): string[] {
  let flat = text.replace(/__attribute__\s*\(\((?:[^()]|\([^()]*\))*\)\)/g, '');
  for (let before = ''; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\{[^{}]*\}/g, ';');
  }
  return flat
    .split(';')
    .map((statement) => statement.replace('__extension__', '').trim())
    .filter((statement) => !/^(typedef|static)\b/.test(statement))
    .flatMap((statement) => /(\w+)\s*\(/.exec(statement)?.[1] ?? []);
}

/** Functions that the headers of a library declare, seen with nothing but the packages that its table names. */
export async function declaredFunctions(
  toolchain: Toolchain,
  folder: string,
  library: Pick<CameraLibrary, 'name' | 'headers' | 'requires'>,
  options: string[] = [],
): Promise<string[]> {
  const source = path.join(folder, `${library.name}.c`);
  const output = path.join(folder, `${library.name}.i`);
  await writeFile(source, sourceIncluding(library.headers));
  const packages = await toolchain.packageFlags(library.requires);
  await run(toolchain.c, [...toolchain.flags, ...packages, ...options, '-E', '-o', output, source]);
  let ours = false;
  const kept = (await readFile(output, 'utf8')).split('\n').filter((line) => {
    const marker = /^# \d+ "(.*?)"/.exec(line);
    if (marker) ours = marker[1]?.startsWith(includeFolder) === true;
    return ours && !line.startsWith('#');
  });
  return declaredIn(kept.join('\n'));
}
