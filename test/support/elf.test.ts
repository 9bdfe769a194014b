// The ELF reader against llvm-readelf on real files of all machines, and against files that were cut or changed by chance.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { llvmTool } from '../../src/build/compiler.js';
import { type ElfFacts, isElf, parseElf } from '../../src/support/elf.js';
import { packagePath } from '../../src/support/package-root.js';
import { codesOf } from './findings.js';

const execute = promisify(execFile);
const machineNames: Record<string, ElfFacts['machine']> = {
  AArch64: 'aarch64',
  ARM: 'arm',
  'Advanced Micro Devices X86-64': 'x86_64',
};
/** A file this small is read in microseconds; the limit leaves room for a busy machine. */
const parseMsMax = 1000;

function sorted<T>(items: T[]): string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}

interface Listed {
  name: string;
  version: string;
  weak: boolean;
  defined: boolean;
}

/** The lines of `--dyn-syms` that others see: `Num: Value Size Type Bind Vis Ndx Name@VERSION (n)`. */
function listedSymbols(text: string): Listed[] {
  const pattern =
    /^ *\d+: [0-9a-f]+ +\S+ +\S+ +(GLOBAL|WEAK|UNIQUE) +\S+ +(?:\[[^\]]*\] +)?(\S+) ([^@\s]+)(?:@@?(\S+))?/gm;
  return [...text.matchAll(pattern)].map(([, bind, section, name = '', version = '']) => ({
    name,
    version,
    weak: bind === 'WEAK',
    defined: section !== 'UND',
  }));
}

function listedNeeds(text: string): ElfFacts['versionNeeds'] {
  const needs: ElfFacts['versionNeeds'] = [];
  let library = '';
  const section = text.slice(Math.max(0, text.indexOf('Version needs section')));
  for (const [, file, version] of section.matchAll(/File: (\S+)|Name: (\S+)/g)) {
    if (file !== undefined) library = file;
    else if (version !== undefined) needs.push({ library, version });
  }
  return needs;
}

type Linked = Pick<
  ElfFacts,
  'kind' | 'interpreter' | 'pie' | 'executableStack' | 'textRelocations' | 'relro' | 'stripped' | 'floatAbi'
>;

/** How it was linked, from the headers of segments and sections and from the dynamic section. */
function listedTraits(text: string): Linked {
  const interpreter = /Requesting program interpreter: (.*)\]/.exec(text)?.[1];
  const pie = /Type: +DYN/.test(text) && (interpreter !== undefined || /FLAGS_1\).*PIE/.test(text));
  const program = pie || /Type: +EXEC/.test(text);
  const now = /\(BIND_NOW\)|\(FLAGS\).*BIND_NOW|FLAGS_1\).*NOW/.test(text);
  const flags = Number(/Machine: +ARM\n(?:.*\n)*? +Flags: +(0x[0-9a-f]+)/i.exec(text)?.[1] ?? 0);
  return {
    kind: program ? 'program' : 'library',
    ...(interpreter === undefined ? {} : { interpreter }),
    pie,
    executableStack: !/GNU_STACK.* RW /.test(text),
    textRelocations: /TEXTREL/.test(text),
    relro: /GNU_RELRO/.test(text) ? (now ? 'full' : 'partial') : 'none',
    stripped: !/ \.symtab /.test(text),
    ...((flags & 0x400) !== 0 ? { floatAbi: 'hard' as const } : {}),
  };
}

const listedFolders = (text: string, kind: string): string[] =>
  [...text.matchAll(new RegExp(`\\(${kind}\\) +Library ${kind.toLowerCase()}: \\[(.*)\\]`, 'g'))].flatMap(
    ([, folders = '']) => folders.split(':'),
  );

/** What llvm-readelf says, in the form of ElfFacts. */
async function readelf(file: string): Promise<Omit<ElfFacts, 'imports' | 'exports'> & { symbols: Listed[] }> {
  const options = ['-h', '-l', '-S', '-d', '-V', '--dyn-syms', '--wide', file];
  const { stdout } = await execute(await llvmTool('llvm-readelf'), options, { maxBuffer: 1 << 28 });
  const soname = /\(SONAME\) +Library soname: \[(.*)\]/.exec(stdout)?.[1];
  return {
    machine: machineNames[/Machine: +(.*)/.exec(stdout)?.[1] ?? ''] ?? 'other',
    ...listedTraits(stdout),
    needed: [...stdout.matchAll(/\(NEEDED\) +Shared library: \[(.*)\]/g)].map((match) => match[1] ?? ''),
    ...(soname === undefined ? {} : { soname }),
    rpath: listedFolders(stdout, 'RPATH'),
    runpath: listedFolders(stdout, 'RUNPATH'),
    lookups: [],
    loopback: [],
    dlpuDevices: [],
    licenceStandIn: false,
    symbols: listedSymbols(stdout),
    versionNeeds: listedNeeds(stdout),
  };
}

const asListed = (facts: ElfFacts): Listed[] =>
  (['imports', 'exports'] as const).flatMap((kind) =>
    facts[kind].map(({ name, version = '', weak }) => ({ name, version, weak, defined: kind === 'exports' })),
  );

async function libraries(target: string): Promise<string[]> {
  const folder = packagePath('build', target, 'simulator');
  const names = (await readdir(folder)).filter((name) => /\.so\.\d+$/.test(name));
  return [
    ...names.map((name) => path.join(folder, name)),
    packagePath('build', target, 'shim', 'acapkit-launcher'),
  ];
}

t.test('reads what llvm-readelf reads', async (t) => {
  const found = await Promise.all(['host', 'aarch64', 'armv7hf'].map(libraries));
  t.ok(
    found.every((names) => names.length > 3),
    'the native builds are there',
  );
  for (const file of [...found.flat(), process.execPath]) {
    const facts = parseElf(await readFile(file));
    const { symbols, ...theirs } = await readelf(file);
    const { imports: _, exports: __, ...ours } = facts;
    t.same(ours, theirs, `${path.basename(file)}: machine, libraries, versions, how it was linked`);
    t.same(sorted(asListed(facts)), sorted(symbols), `${path.basename(file)}: ${symbols.length} symbols`);
    t.ok(symbols.length > 10);
  }
});

/** A repeatable stream of numbers below 2^32 (xorshift). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** What the reader makes of damaged bytes: `read` or the code of its finding. Other errors fail the test. */
async function verdict(data: Buffer): Promise<{ code: string; ms: number }> {
  const started = performance.now();
  const [code = 'read'] = await codesOf(() => parseElf(data));
  return { code, ms: performance.now() - started };
}

async function small(): Promise<{ name: string; data: Buffer }[]> {
  const names = ['aarch64', 'armv7hf', 'host'].map((target) =>
    packagePath('build', target, 'simulator', 'libaxparameter.so.1'),
  );
  return Promise.all(
    names.map(async (name) => ({ name: path.relative(packagePath(), name), data: await readFile(name) })),
  );
}

t.test('cut files', async (t) => {
  for (const { name, data } of await small()) {
    const counts = new Map<string, number>();
    let slowest = 0;
    for (let length = 0; length < data.length; length += 64) {
      const { code, ms } = await verdict(Buffer.from(data.subarray(0, length)));
      counts.set(code, (counts.get(code) ?? 0) + 1);
      slowest = Math.max(slowest, ms);
    }
    t.same([...counts.keys()], ['elf/damaged'], `${name}: every cut is noticed`);
    t.ok(slowest < parseMsMax, `${name}: at most ${slowest.toFixed(1)} ms`);
  }
});

t.test('changed files', async (t) => {
  const files = await small();
  const next = numbers(20_251);
  const counts: Record<string, number> = {};
  let slowest = 0;
  for (let round = 0; round < 2000; round++) {
    const { data } = files[round % files.length] ?? { data: Buffer.alloc(0) };
    const changed = Buffer.from(data);
    // Half of the changes go to the headers and tables at the start, where they matter most.
    const range = round % 2 === 0 ? Math.min(8192, data.length) : data.length;
    for (let i = 0; i <= next() % 8; i++) changed[next() % range] = next() & 0xff;
    const { code, ms } = await verdict(changed);
    counts[code] = (counts[code] ?? 0) + 1;
    slowest = Math.max(slowest, ms);
  }
  t.same(Object.keys(counts).sort(), ['elf/damaged', 'read'], JSON.stringify(counts));
  t.ok(slowest < parseMsMax, `at most ${slowest.toFixed(1)} ms`);
});

/** A 64-bit file with one segment over all of it; `dynamic` lies at 4096. */
function crafted(size: number, dynamic: [key: number, value: number][]): Buffer {
  const data = Buffer.alloc(size);
  data.write('\x7fELF\x02\x01\x01', 'latin1');
  data.writeUInt16LE(183, 18);
  data.writeBigUInt64LE(64n, 32);
  data.writeUInt16LE(56, 54);
  data.writeUInt16LE(2, 56);
  const segment = (at: number, type: number, offset: number, length: number): void => {
    data.writeUInt32LE(type, at);
    data.writeBigUInt64LE(BigInt(offset), at + 8);
    data.writeBigUInt64LE(BigInt(offset), at + 16);
    data.writeBigUInt64LE(BigInt(length), at + 32);
  };
  segment(64, 1, 0, size);
  segment(120, 2, 4096, dynamic.length * 16);
  dynamic.forEach(([key, value], i) => {
    data.writeBigUInt64LE(BigInt(key), 4096 + 16 * i);
    data.writeBigUInt64LE(BigInt(value), 4104 + 16 * i);
  });
  return data;
}

/** Adds a section table that tells the number of dynamic symbols. */
function countedSymbols(data: Buffer, count: number): void {
  data.writeBigUInt64LE(7168n, 40);
  data.writeUInt16LE(64, 58);
  data.writeUInt16LE(1, 60);
  data.writeUInt32LE(11, 7172);
  data.writeBigUInt64LE(BigInt(24 * count), 7168 + 32);
  data.writeBigUInt64LE(24n, 7168 + 56);
}

async function refusedSoon(t: Test, data: Buffer, name: string): Promise<void> {
  const { code, ms } = await verdict(data);
  t.equal(code, 'elf/damaged', name);
  t.ok(ms < parseMsMax, `${name}: ${ms.toFixed(1)} ms`);
}

t.test('small files that stand for endless tables', async (t) => {
  const strings: [number, number] = [5, 65_536];
  const many = crafted(1 << 21, [strings, [0x6ffffffe, 131_072], [0x6fffffff, 4_000_000_000]]);
  for (let at = 131_072; at < 2_000_000; at += 16) many.writeUInt32LE(16, at + 12);
  await refusedSoon(t, many, 'version entries');

  const needed = Array.from({ length: 60_000 }, (): [number, number] => [1, 0]);
  const names = crafted(1 << 21, [[5, 1_500_000], ...needed]);
  names.fill('a', 1_500_000, 1_504_000);
  await refusedSoon(t, names, 'names that overlap');

  const endless = crafted(
    1 << 22,
    Array.from({ length: 200_000 }, (): [number, number] => [99, 0]),
  );
  await refusedSoon(t, endless, 'dynamic entries');

  const symbols = crafted(5 << 20, [strings, [6, 131_072]]);
  countedSymbols(symbols, 200_001);
  await refusedSoon(t, symbols, 'symbols');
  countedSymbols(symbols, 1000);
  t.match(parseElf(symbols), { machine: 'aarch64', needed: [], imports: [], exports: [], versionNeeds: [] });
});

t.test('a version that is not the default one of its symbol', async (t) => {
  const data = crafted(1 << 15, [
    [5, 8192],
    [6, 12_288],
    [0x6ffffff0, 16_384],
    [0x6ffffffc, 20_480],
    [0x6ffffffd, 1],
  ]);
  countedSymbols(data, 2);
  data.write('\0open\0V_1\0', 8192);
  data.writeUInt32LE(1, 12_288 + 24);
  data.writeUInt8(0x12, 12_288 + 28);
  data.writeUInt16LE(7, 12_288 + 30);
  // The highest bit hides the version; its number is 2.
  data.writeUInt16LE(0x8002, 16_386);
  data.writeUInt16LE(2, 20_484);
  data.writeUInt32LE(20, 20_492);
  data.writeUInt32LE(6, 20_500);
  t.same(parseElf(data).exports, [{ name: 'open', version: 'V_1', weak: false }]);
});

t.test('other formats', async (t) => {
  t.equal(isElf(Buffer.from('#!/bin/sh\necho this is no program\n')), false);
  const big = crafted(8192, []);
  t.equal((await verdict(big)).code, 'read', 'without a dynamic section');
  big[5] = 2;
  t.equal((await verdict(big)).code, 'elf/damaged', 'big-endian');
  big[5] = 1;
  big[4] = 0;
  t.equal((await verdict(big)).code, 'elf/damaged', 'no word size');
});
