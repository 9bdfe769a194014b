// What the toolchain made: the right machine, hard float, NEON, only the wanted exports, glibc within the profile, no executable stack.
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { prebuildFolder } from '../../src/build/addon.js';
import { llvmTool } from '../../src/build/compiler.js';
import { osProfile, type TargetName } from '../../src/build/profiles.js';
import { compareVersions } from '../../src/manifest/versions.js';
import { packagePath } from '../../src/support/package-root.js';
import { buildAddonProbe } from '../support/addon-probe.js';

const execute = promisify(execFile);

async function tool(name: string, ...args: string[]): Promise<string> {
  return (await execute(await llvmTool(name), args, { maxBuffer: 1 << 28 })).stdout;
}

const machines: Record<TargetName, RegExp> = {
  host: process.arch === 'arm64' ? /Machine:\s+AArch64/ : /Machine:\s+Advanced Micro Devices X86-64/,
  aarch64: /Machine:\s+AArch64/,
  armv7hf: /Machine:\s+ARM\b/,
};

async function addonOf(target: TargetName): Promise<string> {
  const folder = packagePath('prebuilds', prebuildFolder(target));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.node'));
  return path.join(folder, names[0] ?? 'none');
}

/** Highest glibc symbol version that a file needs. */
async function glibcOf(file: string): Promise<string> {
  const text = await tool('llvm-readelf', '-V', file);
  const versions = [...text.matchAll(/GLIBC_(\d+(?:\.\d+)+)/g)].map((match) => match[1] ?? '');
  return versions.sort(compareVersions).at(-1) ?? '0';
}

async function checkFile(t: Test, file: string, target: TargetName): Promise<void> {
  const name = path.basename(file);
  const header = await tool('llvm-readelf', '-h', '-l', '-d', file);
  t.match(header, machines[target], `${name}: machine`);
  t.match(header, /GNU_STACK[^\n]*RW /, `${name}: the stack is not executable`);
  t.notMatch(header, /GNU_STACK[^\n]*RWE/, `${name}: really not`);
  t.match(header, /GNU_RELRO/, `${name}: RELRO`);
  t.notMatch(header, /TEXTREL/, `${name}: no text relocations`);
  if (target === 'host') return;
  const ceiling = osProfile('os12').glibcMax;
  const needs = await glibcOf(file);
  t.ok(compareVersions(needs, ceiling) <= 0, `${name}: needs glibc ${needs}, the profile has ${ceiling}`);
}

async function checkArm(t: Test, file: string): Promise<void> {
  const name = path.basename(file);
  // 0x400 is EF_ARM_ABI_FLOAT_HARD. The linker takes a library's attributes from its first object, so those say nothing.
  const flags = /Flags:\s+0x([0-9a-f]+)/i.exec(await tool('llvm-readelf', '-h', file))?.[1] ?? '0';
  t.ok(Number.parseInt(flags, 16) & 0x400, `${name}: hard float`);
}

for (const target of ['host', 'aarch64', 'armv7hf'] as const) {
  t.test(`addon for ${target}`, async (t) => {
    const file = await addonOf(target);
    await checkFile(t, file, target);
    const symbols = await tool('llvm-nm', '-D', '--defined-only', '--format=just-symbols', file);
    t.same(
      symbols.trim().split('\n').sort(),
      ['napi_register_module_v1', 'node_api_module_get_api_version_v1'],
      'exports',
    );
    if (target === 'armv7hf') await checkArm(t, file);
  });

  t.test(`native files for ${target}`, async (t) => {
    const folder = packagePath('build', target);
    const names = [
      'simulator/libvdostream.so.1',
      'simulator/libaxevent.so.1',
      'simulator/libaxparameter.so.1',
      'shim/acapkit-launcher',
    ];
    for (const name of names) {
      await checkFile(t, path.join(folder, name), target);
      if (target === 'armv7hf') await checkArm(t, path.join(folder, name));
    }
    if (target !== 'host')
      await checkFile(t, path.join(folder, 'simulator/libacapkit-guest-exec.so'), target);
  });
}

/** Vector instructions in an ARM file: loads and sums of several lanes, which only NEON has. */
async function neonInstructions(file: string): Promise<number> {
  const triple = '--triple=thumbv7-linux-gnueabihf';
  const code = await tool('llvm-objdump', '-d', '--no-show-raw-insn', triple, '--mattr=+neon', file);
  return code.match(/\sv(ld1|movl|paddl|padal|addw?|addl)\.[ui]?\d+\s/g)?.length ?? 0;
}

t.test('cmake-js keeps the processor flags: NEON instructions in code that can use them', async (t) => {
  const { directory, file } = await buildAddonProbe(t, 'armv7hf');
  t.ok((await neonInstructions(file)) >= 4);
  const without = path.join(directory, 'luma.o');
  const flags = [
    '--target=arm-linux-gnueabihf',
    '-mcpu=cortex-a9',
    '-mfpu=vfpv3-d16',
    '-mthumb',
    '-O2',
    '-ffreestanding',
  ];
  const include = path.join(packagePath('node_modules'), 'node-api-headers', 'include');
  await tool(
    'clang',
    ...flags,
    `-I${include}`,
    '-c',
    path.join(directory, 'native', 'luma.c'),
    '-o',
    without,
  );
  t.equal(await neonInstructions(without), 0, 'the check can fail');
});
