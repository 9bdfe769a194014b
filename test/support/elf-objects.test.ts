// Object files, archives and the section of looked-up functions, as builds make them and as hostile files pretend to be.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { llvmTool } from '../../src/build/compiler.js';
import { archiveMembers, isArchive, undefinedSymbols } from '../../src/support/elf/objects.js';
import { parseElf, readingElf } from '../../src/support/elf.js';
import { lookupSection, Workbench } from '../build/audit-binaries.js';
import { codesOf } from './findings.js';

t.test('what an object file asks for', async (t) => {
  for (const architecture of ['aarch64', 'armv7hf'] as const) {
    const work = new Workbench(t.testdir({ [architecture]: {} }), architecture);
    work.program('app', {
      calls: { video: ['strlcpy', '?maybe'] },
      linkFlags: ['-Wl,--unresolved-symbols=ignore-all'],
    });
    const object = readFileSync(path.join(work.folder, 'objects', 'video.o'));
    t.same([...undefinedSymbols(object)].sort(), ['maybe', 'strlcpy'], architecture);
    t.equal(parseElf(object).kind, 'object');
  }
});

t.test('members of an archive, with long names', async (t) => {
  const work = new Workbench(t.testdir(), 'aarch64');
  const long = 'a_unit_whose_name_does_not_fit_into_a_header';
  work.program('app', {
    calls: { short: ['one'], [long]: ['two'] },
    linkFlags: ['-Wl,--unresolved-symbols=ignore-all'],
  });
  const archive = path.join(work.folder, 'libapp.a');
  const objects = ['short', long].map((name) => path.join(work.folder, 'objects', `${name}.o`));
  execFileSync(await llvmTool('llvm-ar'), ['rcs', archive, ...objects]);
  const data = readFileSync(archive);
  t.ok(isArchive(data));
  t.same(
    archiveMembers(data).map((member) => [member.name, [...undefinedSymbols(member.data)]]),
    [
      ['short.o', ['one']],
      [`${long}.o`, ['two']],
    ],
  );
  t.throws(() => archiveMembers(data.subarray(0, data.length - 100)), RangeError, 'cut');
  const endless = Buffer.from(data);
  endless.write('-1        ', 8 + 48, 'latin1');
  t.throws(() => archiveMembers(endless), RangeError, 'a size below zero');
  t.equal(isArchive(Buffer.from('!<thin>\n')), false, 'without its members');
});

t.test('functions that are looked up at the start', async (t) => {
  const work = new Workbench(t.testdir(), 'armv7hf');
  const build = (pairs: [string, string][]) =>
    readFileSync(work.program('app', { assembly: lookupSection(pairs) }));
  const app = build([
    ['mdb', 'mdb_error_destroy'],
    ['larod', 'larodConnect'],
  ]);
  t.same(parseElf(app).lookups, [
    { library: 'mdb', symbol: 'mdb_error_destroy' },
    { library: 'larod', symbol: 'larodConnect' },
  ]);
  const many = Array.from({ length: 30_000 }, (_, i): [string, string] => ['mdb', `${'x'.repeat(30)}${i}`]);
  t.same(await codesOf(() => parseElf(build(many))), ['elf/damaged'], 'a section of more than 1 MiB');
});

t.test('damaged objects', async (t) => {
  const work = new Workbench(t.testdir(), 'aarch64');
  work.program('app', { calls: { video: ['strlcpy'] }, linkFlags: ['-Wl,--unresolved-symbols=ignore-all'] });
  const object = readFileSync(path.join(work.folder, 'objects', 'video.o'));
  for (let length = 0; length < object.length; length += 16) {
    const cut = Buffer.from(object.subarray(0, length));
    t.same(
      await codesOf(() => readingElf(cut, () => undefinedSymbols(cut))),
      ['elf/damaged'],
      `${length} bytes`,
    );
  }
});
