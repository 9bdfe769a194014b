// The environment of a cross build, with the variable names of Axis' SDK, so that Makefiles written for it work here.

import type { TargetFiles } from './camera-api.js';
import { llvmTool } from './compiler.js';
import { osProfile, profileTable } from './profiles.js';

const hardening = ['-fstack-protector-strong', '-Wformat', '-Wformat-security'];
const linkHardening = '-fuse-ld=lld -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now';

/** Compiler flags that choose the processor. The CMake toolchain files hold the same ones; a test compares them. */
export const cpuFlags = {
  aarch64: ['-mcpu=cortex-a53', '-march=armv8-a+crc+crypto'],
  armv7hf: ['-mthumb', '-mcpu=cortex-a9', '-mfpu=neon', '-mfloat-abi=hard'],
  host: [],
} as const;

function pkgConfig(files: TargetFiles): Record<string, string> {
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

/** Variables for make and for anything else that reads CC, CXX and friends. */
export async function buildEnvironment(files: TargetFiles, debug = false): Promise<Record<string, string>> {
  const { target } = files;
  const architecture = target === 'host' ? undefined : profileTable.architectures[target];
  const select = architecture ? [`--target=${architecture.triple}`, `--sysroot=${files.directory}`] : [];
  const flags = [...cpuFlags[target], ...hardening, ...targetDefines(files).map((define) => `-D${define}`)];
  const compiler = async (name: string): Promise<string> =>
    [await llvmTool(name), ...select, ...flags].join(' ');
  const optimise = debug ? '-O0 -g' : '-O2 -D_FORTIFY_SOURCE=2';
  return {
    CC: await compiler('clang'),
    CXX: await compiler('clang++'),
    CPP: `${await compiler('clang')} -E`,
    LD: await llvmTool('ld.lld'),
    AR: await llvmTool('llvm-ar'),
    NM: await llvmTool('llvm-nm'),
    RANLIB: await llvmTool('llvm-ranlib'),
    STRIP: await llvmTool('llvm-strip'),
    OBJCOPY: await llvmTool('llvm-objcopy'),
    OBJDUMP: await llvmTool('llvm-objdump'),
    CFLAGS: optimise,
    CXXFLAGS: optimise,
    LDFLAGS: linkHardening,
    SDKTARGETSYSROOT: files.directory,
    OECORE_TARGET_ARCH: target === 'armv7hf' ? 'arm' : target === 'aarch64' ? 'aarch64' : 'x86_64',
    ...pkgConfig(files),
  };
}
