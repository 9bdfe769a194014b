// Programs and libraries for cameras that tests build themselves: small, without a sysroot, linked against libraries that are made on the
// spot with the SONAMEs and symbol versions that a case needs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AuditedFile } from '../../src/build/audit/types.js';
import { clang } from '../../src/build/compiler.js';
import { cpuFlags } from '../../src/build/environment.js';
import type { Architecture } from '../../src/build/profiles.js';
import { parseElf } from '../../src/support/elf.js';

const compiler = await clang();
const triples: Record<Architecture, string> = {
  aarch64: 'aarch64-linux-gnu',
  armv7hf: 'arm-linux-gnueabihf',
};

/** A library of the camera or of the app: its functions, by symbol version where it has versions. */
export interface LibrarySpec {
  functions?: string[];
  versions?: Record<string, string[]>;
  /** File name and SONAME. */
  soname: string;
  /** Libraries that it needs itself. */
  needs?: string[];
  linkFlags?: string[];
}

export interface ProgramSpec {
  /** Functions that each source file calls: `video` → object file `video.o`. Those that begin with `?` are weak. */
  calls?: Record<string, string[]>;
  /** Further assembly text. */
  assembly?: string;
  needs?: string[];
  linkFlags?: string[];
  compileFlags?: string[];
}

const callSource = (name: string, functions: string[]): string =>
  [
    ...functions.map(
      (call) =>
        `extern int ${call.replace('?', '')}(void)${call.startsWith('?') ? ' __attribute__((weak))' : ''};`,
    ),
    `int use_${name}(void) { return 0${functions.map((call) => ` + ${call.replace('?', '')}()`).join('')}; }`,
  ].join('\n');

/** A folder in which things are built for one architecture. Link stubs lie in `stubs`, object files in `objects`. */
export class Workbench {
  constructor(
    readonly folder: string,
    readonly architecture: Architecture,
  ) {
    for (const name of ['stubs', 'objects']) mkdirSync(path.join(folder, name), { recursive: true });
  }

  #run(args: string[]): void {
    const select = [`--target=${triples[this.architecture]}`, ...cpuFlags[this.architecture], '-fuse-ld=lld'];
    execFileSync(compiler, [...select, '-nostdlib', '-ffreestanding', '-fno-builtin', '-w', ...args]);
  }

  /** Builds a shared library; returns its path. It can be linked against by its SONAME. */
  library(spec: LibrarySpec, into = 'stubs'): string {
    const versions = Object.entries(spec.versions ?? {});
    const all = [...(spec.functions ?? []), ...versions.flatMap(([, names]) => names)];
    const source = path.join(this.folder, 'stubs', `${spec.soname}.c`);
    writeFileSync(source, all.map((name) => `int ${name}(void) { return 0; }`).join('\n'));
    const script = path.join(this.folder, 'stubs', `${spec.soname}.map`);
    writeFileSync(
      script,
      versions.map(([node, names]) => `${node} { global: ${names.join('; ')}; };`).join('\n'),
    );
    const file = path.join(this.folder, into, spec.soname);
    mkdirSync(path.dirname(file), { recursive: true });
    const versioned = versions.length > 0 ? [`-Wl,--version-script=${script}`] : [];
    const needs = (spec.needs ?? []).map((name) => path.join(this.folder, 'stubs', name));
    const flags = ['-shared', '-fPIC', `-Wl,-soname,${spec.soname}`, ...versioned, ...(spec.linkFlags ?? [])];
    this.#run([...flags, '-o', file, source, '-Wl,--no-as-needed', ...needs]);
    return file;
  }

  /** Builds a program (or, with `-shared` among the flags, a library) of objects; returns its path. */
  program(name: string, spec: ProgramSpec): string {
    const calls = Object.entries({ main: [], ...spec.calls });
    const objects = calls.map(([unit, functions]) => this.#object(unit, callSource(unit, functions), spec));
    const entry = [
      '.globl _start',
      '_start:',
      ...calls.map(([unit]) => `bl use_${unit}`),
      spec.assembly ?? '',
    ];
    const start = path.join(this.folder, 'objects', 'start.s');
    writeFileSync(start, `.text\n${entry.join('\n')}\n.section .note.GNU-stack,"",%progbits\n`);
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const needs = (spec.needs ?? []).map((library) => path.join(this.folder, 'stubs', library));
    const hardening = ['-pie', '-Wl,-z,relro', '-Wl,-z,now', '-Wl,-z,noexecstack'];
    this.#run([
      ...hardening,
      ...(spec.linkFlags ?? []),
      '-o',
      file,
      start,
      ...objects,
      '-Wl,--no-as-needed',
      ...needs,
    ]);
    return file;
  }

  #object(unit: string, source: string, spec: ProgramSpec): string {
    const file = path.join(this.folder, 'objects', `${unit}.c`);
    writeFileSync(file, source);
    const object = file.replace(/\.c$/, '.o');
    this.#run(['-c', '-fPIC', '-O1', ...(spec.compileFlags ?? []), '-o', object, file]);
    return object;
  }

  /** A built file as the audit takes it. */
  audited(file: string): AuditedFile {
    return { name: path.relative(this.folder, file), elf: parseElf(readFileSync(file)) };
  }
}

/** glibc with the functions of `calls` under the given versions. */
export const glibc = (versions: Record<string, string[]>): LibrarySpec => ({ soname: 'libc.so.6', versions });

/** The section that a program has when it looks functions up (native/symbols/lookup.mjs). */
export const lookupSection = (pairs: [library: string, symbol: string][]): string =>
  [
    '.section .acapkit.lookup,"a",%progbits',
    ...pairs.flatMap((pair) => pair.map((word) => `.asciz "${word}"`)),
    '.text',
  ].join('\n');
