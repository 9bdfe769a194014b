// One symbol table per camera library → everything that must agree with it: the link stub an app links against, the version
// script of the drop-in library, and the trampolines of the run-time shim. Plain JavaScript without dependencies, because CMake
// and node-gyp run it before anything else is built.
//
//   node generate.mjs [--out FILE] stub|version-script LIBRARY
//   node generate.mjs lookup ARCH LIBRARY FOLDER           one file for each function that is looked up when an app starts
//   node generate.mjs [--out FILE] shim ARCH LIBRARY...    assembly and table (ARCH: x86_64, aarch64, arm)
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lookupAssembly } from './lookup.mjs';

/** Reads `<library>.tsv`: header lines `# key: value`, then one row per symbol. */
export function readTable(library) {
  const file = fileURLToPath(new URL(`${library}.tsv`, import.meta.url));
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const header = Object.fromEntries(
    lines.flatMap((line) => {
      const [, key, value] = /^# ([\w-]+):(.*)$/.exec(line) ?? [];
      return key ? [[key, value.trim()]] : [];
    }),
  );
  const words = (key) => (header[key] ?? '').split(' ').filter(Boolean);
  const rows = lines.filter((line) => !line.startsWith('#')).slice(1);
  const symbols = rows.map((row) => {
    const [name, firstOs, removedIn, versionNode, basis] = row.split('\t');
    return { name, firstOs, removedIn, versionNode, basis };
  });
  return {
    library,
    soname: header.soname,
    link: header.link,
    candidates: words('candidates'),
    pkgConfig: words('pkg-config'),
    requires: header.requires ?? '',
    headers: words('headers'),
    archive: words('archive'),
    symbols,
  };
}

/** Numeric order of version nodes: VDOSTREAM_2.10 comes before VDOSTREAM_6.25. */
function compareNodes(a, b) {
  const parts = (node) => node.split('_').at(-1).split('.').map(Number);
  const [x, y] = [parts(a), parts(b)];
  return x[0] - y[0] || x[1] - y[1];
}

/** The GNU ld version script that gives the known symbols their nodes and leaves the rest unversioned. */
export function versionScript(table) {
  const nodes = [...new Set(table.symbols.map((s) => s.versionNode))]
    .filter((n) => n !== '-')
    .sort(compareNodes);
  const block = (node, previous) => {
    const names = table.symbols.filter((s) => s.versionNode === node).map((s) => `    ${s.name};\n`);
    // C++ library templates are visible by declaration; they must not leave a drop-in library.
    const local = previous ? '' : '  local:\n    _Z*;\n';
    return `${node} {\n  global:\n${names.join('')}${local}}${previous ? ` ${previous}` : ''};\n`;
  };
  // An empty script is a syntax error; the anonymous node exports the same names without versions.
  if (nodes.length === 0)
    return `{\n  global:\n${sharedSymbols(table)
      .map((s) => `    ${s.name};\n`)
      .join('')}  local: *;\n};\n`;
  return nodes.map((node, i) => block(node, nodes[i - 1])).join('');
}

/** The functions of the shared library: without those that live in a static archive beside it. */
function sharedSymbols(table) {
  return table.symbols.filter(({ name }) => !table.archive.includes(name));
}

/** C source of a library with the right names and no behaviour: only for linking, never packaged. */
export function stubSource(table) {
  const functions = sharedSymbols(table).map((s) => `void ${s.name}(void) { __builtin_trap(); }\n`);
  return `// Link stub of ${table.soname}.\n${functions.join('')}`;
}

const trampolines = {
  x86_64: {
    jump: (slot) => `  jmpq *acapkit_shim_slots+${slot * 8}(%rip)\n`,
    miss: (slot) => `  movl $${slot}, %edi\n  andq $-16, %rsp\n  call acapkit_shim_missing@PLT\n`,
    word: '.quad',
    type: '@function',
    prologue: '',
  },
  aarch64: {
    jump: (slot) =>
      `  adrp x16, acapkit_shim_slots+${slot * 8}\n  ldr x16, [x16, :lo12:acapkit_shim_slots+${slot * 8}]\n  br x16\n`,
    miss: (slot) => `  mov w0, #${slot}\n  b acapkit_shim_missing\n`,
    word: '.xword',
    type: '%function',
    prologue: '',
  },
  arm: {
    jump: (slot) =>
      `  ldr ip, 2f\n1:\n  ldr pc, [pc, ip]\n2:\n  .word acapkit_shim_slots+${slot * 4} - (1b+8)\n`,
    miss: (slot) => `  ldr r0, =${slot}\n  b acapkit_shim_missing\n  .ltorg\n`,
    word: '.word',
    type: '%function',
    prologue: '.syntax unified\n.arm\n',
  },
};

/**
 * Assembly of the run-time shim: each camera function jumps through a slot. A slot first points at code that reports its number,
 * and acapkit_shim_load() overwrites it with the real function. No signature is needed, so by-value structs pass untouched.
 */
export function shimAssembly(architecture, tables) {
  const code = trampolines[architecture];
  if (!code)
    throw new Error(`unknown architecture ${architecture}; known: ${Object.keys(trampolines).join(', ')}`);
  const all = tables.flatMap((table, library) => table.symbols.map((symbol) => ({ ...symbol, library })));
  const text = all.map(
    (s, i) => functionText(code, s.name, code.jump(i)) + localText(code, `acapkit_miss_${i}`, code.miss(i)),
  );
  const string = (value) => `  .asciz "${value}"\n`;
  const strings = all.map((s) => string(s.name) + string(s.firstOs)).join('');
  return [
    code.prologue,
    '.text\n',
    text.join(''),
    '.data\n.balign 8\n.hidden acapkit_shim_slots\n.globl acapkit_shim_slots\nacapkit_shim_slots:\n',
    all.map((_, i) => `  ${code.word} acapkit_miss_${i}\n`).join(''),
    '.section .rodata\n.hidden acapkit_shim_sonames\n.globl acapkit_shim_sonames\nacapkit_shim_sonames:\n',
    tables.map((table) => string(table.soname)).join(''),
    '  .byte 0\n',
    '.hidden acapkit_shim_symbols\n.globl acapkit_shim_symbols\nacapkit_shim_symbols:\n',
    `${strings}  .byte 0\n`,
    '.balign 4\n.hidden acapkit_shim_libraries\n.globl acapkit_shim_libraries\nacapkit_shim_libraries:\n',
    all.map((s) => `  .byte ${s.library}\n`).join(''),
    '  .byte 255\n',
    '.section .note.GNU-stack,"",%progbits\n',
  ].join('');
}

function functionText(code, name, body) {
  return `.hidden ${name}\n.globl ${name}\n.type ${name}, ${code.type}\n.balign 8\n${name}:\n${body}`;
}

function localText(code, name, body) {
  return `.type ${name}, ${code.type}\n.balign 8\n${name}:\n${body}`;
}

/** Writes `<symbol>.s` for each function of the library; returns the names. */
function writeLookup(architecture, table, folder) {
  const names = sharedSymbols(table).map((symbol) => {
    writeFileSync(path.join(folder, `${symbol.name}.s`), lookupAssembly(architecture, table, symbol));
    return symbol.name;
  });
  return `${names.join('\n')}\n`;
}

function main([what, ...rest]) {
  if (what === 'stub') return stubSource(readTable(rest[0]));
  if (what === 'version-script') return versionScript(readTable(rest[0]));
  if (what === 'lookup') return writeLookup(rest[0], readTable(rest[1]), rest[2]);
  if (what === 'shim') return shimAssembly(rest[0], rest.slice(1).map(readTable));
  throw new Error(`unknown output ${what}; known: stub, version-script, lookup, shim`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const file = args[0] === '--out' ? args.splice(0, 2)[1] : undefined;
  if (file === undefined) process.stdout.write(main(args));
  else writeFileSync(file, main(args));
}
