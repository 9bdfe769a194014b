#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
// Makes toolchains/clang-only-warnings.txt anew: the warnings that clang gives under the options of camera apps and that gcc does not know.
// For maintainers, when the compiler changes. Needs gcc, g++ and clang's diagtool (package clang-tools-19).
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const diagtool = '/usr/lib/llvm-19/bin/diagtool';
const options = [
  '-Wall',
  '-Wextra',
  '-Wformat=2',
  '-Wpedantic',
  '-Wpointer-arith',
  '-Wbad-function-cast',
  '-Wstrict-prototypes',
];
const more = [
  '-Wmissing-prototypes',
  '-Winline',
  '-Wfloat-equal',
  '-Wstack-protector',
  '-Wshadow',
  '-Wconversion',
];
// Warnings of other languages and systems, which no camera app can see.
const elsewhere =
  /objc|objective|^arc-|^NS|^CFString|^Independent|microsoft|^ms|-ms-|hlsl|opencl|openmp|^omp|omp-|cuda|hip-|dll|swift|darwin|ios-|apinotes|extractapi|installapi|module|iboutlet|property|protocol|^clang-cl|visual|^aix|altivec|avr-|^dxil|wasm|riscv|sycl|unguarded|availability|availab/i;

function output(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (result.error) throw result.error;
  return `${result.stdout}${result.stderr}`;
}

function clangGroups(folder) {
  const groups = new Map();
  for (const [name, standard] of [
    ['a.c', '-std=c17'],
    ['a.cc', '-std=c++20'],
  ]) {
    const file = path.join(folder, name);
    writeFileSync(file, 'int main(void) { return 0; }\n');
    for (const line of output(diagtool, ['show-enabled', ...options, ...more, standard, file]).split('\n')) {
      const [, level, group] = /^([A-Z])\s.*\[-W(.*)\]$/.exec(line) ?? [];
      if (group !== undefined) groups.set(group, (groups.get(group) ?? '') + level);
    }
  }
  // What clang takes for an error by itself stays one.
  return [...groups].filter(([, levels]) => !/[EF]/.test(levels)).map(([group]) => group);
}

function gccNames() {
  const calls = [
    ['gcc', '--help=warnings'],
    ['gcc', '--help=warnings,c'],
    ['g++', '--help=warnings,c++'],
  ];
  const text = calls.map(([compiler, option]) => output(compiler, [option])).join('\n');
  return new Set([...text.matchAll(/^\s*-W([a-z0-9+-]+)/gm)].map(([, name]) => name));
}

const folder = mkdtempSync(path.join(tmpdir(), 'acapkit-warnings-'));
const known = gccNames();
const names = clangGroups(folder).filter((name) => !known.has(name) && !elsewhere.test(name));
rmSync(folder, { recursive: true });
const head = [
  '# Warnings that clang 19 gives under the options of camera apps and that gcc 12 does not know. Apps are written for gcc, often with',
  '# -Werror; for acapkit these stay warnings. Made by setup/clang-warnings.mjs.',
];
const file = fileURLToPath(new URL('../toolchains/clang-only-warnings.txt', import.meta.url));
writeFileSync(file, `${[...head, ...names.sort()].join('\n')}\n`);
console.log(`${names.length} warnings`);
