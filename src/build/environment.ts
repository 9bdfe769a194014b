// The environment of a cross build, with the variable names of Axis' SDK (those of a Yocto SDK), so that Makefiles written for it work
// here. All compiler flags stand here once; toolchains/*.cmake hold the same ones, and a test compares them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packagePath } from '../support/package-root.js';
import type { TargetFiles } from './camera-api.js';
import { compilerLauncher, findProgram, llvmTool } from './compiler.js';
import { osProfile, profileTable } from './profiles.js';
import { type BuildSettings, noSettings } from './settings.js';
import { quoteWord, quoteWords, splitWords } from './shell-words.js';

/** Compiler flags that choose the processor. */
export const cpuFlags = {
  aarch64: ['-mcpu=cortex-a53', '-march=armv8-a+crc+crypto'],
  armv7hf: ['-mthumb', '-mcpu=cortex-a9', '-mfpu=neon', '-mfloat-abi=hard'],
  host: [],
} as const;

/** What every compilation gets. */
export const hardeningFlags = ['-fstack-protector-strong', '-Wformat', '-Wformat-security'] as const;

/** Apps are written for gcc, often with -Werror: an option that only gcc knows, or that this call does not need, is no error. */
export const gccMannersFlags = [
  '-Wno-unknown-warning-option',
  '-Wno-ignored-optimization-argument',
  '-Qunused-arguments',
] as const;

/** What every link gets. */
export const linkFlags = ['-fuse-ld=lld', '-Wl,-z,noexecstack', '-Wl,-z,relro', '-Wl,-z,now'] as const;

/** Options for the compiler in a file of the target's folder: warnings that only clang has stay warnings under -Werror. */
export const compilerOptionsFile = 'acapkit-compile.rsp';
export function compilerOptions(): string {
  const text = readFileSync(packagePath('toolchains', 'clang-only-warnings.txt'), 'utf8');
  const names = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
  return names.map((name) => `-Wno-error=${name}\n`).join('');
}

/**
 * Options for the linker that stand in a file of the target's folder, because `$ORIGIN` would not survive make, ninja and shells in a
 * variable. With them an app finds the libraries of its own package; RPATH rather than RUNPATH, because only that is used for the libraries
 * that those libraries need.
 */
export const linkerOptions = '--disable-new-dtags -rpath $ORIGIN/lib\n';
export const linkerOptionsFile = 'acapkit-link.rsp';

/** The options of every link for a target. They are among the words of CC, because some Makefiles set LDFLAGS anew. */
export const targetLinkFlags = (files: TargetFiles): string[] => [
  ...linkFlags,
  `-Wl,@${path.join(files.directory, linkerOptionsFile)}`,
];

/** Variables whose value is added to ours; all others of a project's settings replace. */
const flagVariables = ['CFLAGS', 'CXXFLAGS', 'CPPFLAGS', 'LDFLAGS'] as const;
type FlagVariable = (typeof flagVariables)[number];
const isFlagVariable = (name: string): boolean => flagVariables.some((known) => known === name);

/** Where pkg-config looks: only into the target's folder, with the camera libraries in it. */
export function pkgConfigEnvironment(files: TargetFiles): Record<string, string> {
  if (files.target === 'host') {
    const inherited = process.env.PKG_CONFIG_PATH;
    return {
      PKG_CONFIG_PATH: inherited ? `${files.pkgConfigDirectory}:${inherited}` : files.pkgConfigDirectory,
    };
  }
  const { triple } = profileTable.architectures[files.target];
  const folders = [`usr/lib/${triple}/pkgconfig`, 'usr/lib/pkgconfig', 'usr/share/pkgconfig'];
  const inSysroot = (names: string[]): string => names.map((name) => `${files.directory}/${name}`).join(':');
  return {
    PKG_CONFIG_SYSROOT_DIR: files.directory,
    PKG_CONFIG_LIBDIR: inSysroot(folders),
    PKG_CONFIG_PATH: inSysroot(folders),
    // The compiler looks there by itself; named again, the C++ headers would no longer find the C ones behind them.
    PKG_CONFIG_SYSTEM_INCLUDE_PATH: inSysroot(['usr/include', `usr/include/${triple}`]),
    PKG_CONFIG_SYSTEM_LIBRARY_PATH: inSysroot([`usr/lib/${triple}`, 'usr/lib']),
  };
}

/** Preprocessor definitions of the OS profile for this target. */
export function targetDefines(files: TargetFiles): string[] {
  return files.target === 'host' ? [] : (osProfile(files.profile).defines[files.target] ?? []);
}

/** The options that choose target and sysroot; none for the host. */
export function selectFlags(files: TargetFiles): string[] {
  if (files.target === 'host') return [];
  return [`--target=${profileTable.architectures[files.target].triple}`, `--sysroot=${files.directory}`];
}

/** The options of every compilation for a target, without those of optimisation. */
export function compileFlags(files: TargetFiles): string[] {
  const defines = targetDefines(files).map((define) => `-D${define}`);
  const manners = [...gccMannersFlags, `@${path.join(files.directory, compilerOptionsFile)}`];
  return [...cpuFlags[files.target], ...hardeningFlags, ...manners, ...defines];
}

/** The words that a project's settings add to a flag variable such as CFLAGS. */
export const addedFlags = (settings: BuildSettings, name: FlagVariable): string[] =>
  splitWords(settings.environment[name] ?? '');

/** The variables of a project's settings that replace ours. */
export function replacedVariables(settings: BuildSettings): Record<string, string> {
  return Object.fromEntries(Object.entries(settings.environment).filter(([name]) => !isFlagVariable(name)));
}

/** The names by which Yocto's environment script calls the target; see toolchain-scripts.bbclass in poky. */
function sdkNames(files: TargetFiles): Record<string, string> {
  const { target } = files;
  const names = { SDKTARGETSYSROOT: files.directory, OECORE_TARGET_SYSROOT: files.directory };
  // Programs of the SDK that run on this machine are this machine's own: $OECORE_NATIVE_SYSROOT/usr/bin.
  const native = { OECORE_NATIVE_SYSROOT: '/', OECORE_TARGET_OS: 'linux' };
  if (target === 'host') return { ...names, ...native, OECORE_TARGET_ARCH: 'x86_64' };
  const { triple } = profileTable.architectures[target];
  const build = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return {
    ...names,
    ...native,
    OECORE_TARGET_ARCH: target === 'armv7hf' ? 'arm' : 'aarch64',
    ARCH: target === 'armv7hf' ? 'arm' : 'arm64',
    TARGET_PREFIX: `${triple}-`,
    CROSS_COMPILE: `${triple}-`,
    CONFIGURE_FLAGS: `--host=${triple} --build=${build}`,
  };
}

async function toolVariables(files: TargetFiles): Promise<Record<string, string>> {
  const launcher = await compilerLauncher();
  const select = [...selectFlags(files), ...compileFlags(files), ...targetLinkFlags(files)];
  const [c, cxx] = [await llvmTool('clang'), await llvmTool('clang++')];
  const sysroot = files.target === 'host' ? [] : [`--sysroot=${files.directory}`];
  const cached = launcher === undefined ? [] : [launcher];
  const tools = {
    AR: 'llvm-ar',
    NM: 'llvm-nm',
    RANLIB: 'llvm-ranlib',
    STRIP: 'llvm-strip',
    OBJCOPY: 'llvm-objcopy',
    OBJDUMP: 'llvm-objdump',
    READELF: 'llvm-readelf',
  };
  const found = Object.entries(tools).map(async ([name, tool]) => [name, quoteWord(await llvmTool(tool))]);
  return {
    CC: quoteWords([...cached, c, ...select]),
    CXX: quoteWords([...cached, cxx, ...select]),
    CPP: quoteWords([c, ...select, '-E']),
    AS: quoteWords([c, ...select, '-c']),
    LD: quoteWords([await llvmTool('ld.lld'), ...sysroot]),
    ...Object.fromEntries(await Promise.all(found)),
    PKG_CONFIG: (await findProgram('pkg-config', 'pkgconf')) ?? 'pkg-config',
  };
}

/**
 * Variables for make and for anything else that reads CC, CXX and friends. CFLAGS, CXXFLAGS, CPPFLAGS and LDFLAGS of the settings are added
 * to ours, their other variables replace. Paths with blanks are quoted as a shell takes them.
 */
export async function buildEnvironment(
  files: TargetFiles,
  debug = false,
  settings: BuildSettings = noSettings,
): Promise<Record<string, string>> {
  const optimise = debug ? '-O0 -g' : '-O2 -D_FORTIFY_SOURCE=2';
  const own = {
    CFLAGS: optimise,
    CXXFLAGS: optimise,
    CPPFLAGS: '',
    LDFLAGS: linkFlags.join(' '),
  };
  const flags = flagVariables.map((name) => [
    name,
    [own[name], settings.environment[name] ?? ''].filter((text) => text !== '').join(' '),
  ]);
  return {
    ...(await toolVariables(files)),
    ...Object.fromEntries(flags),
    ...sdkNames(files),
    ...pkgConfigEnvironment(files),
    ...replacedVariables(settings),
  };
}
