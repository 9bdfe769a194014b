// What a package tells without being unpacked: every hash, the texts, the programs; and hostile packages that would fill the memory.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import t from 'tap';
import { readPackageDetails } from '../../src/package/details.js';
import { contentReaders } from '../../src/package/member-content.js';
import { packagePath } from '../../src/support/package-root.js';
import { codesOf } from '../support/findings.js';
import { makeEap, packFiles, type RawHeader, rawTar, writeRawEap } from '../support/make-eap.js';
import { makeKey, signEap } from '../support/sign-eap.js';

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const library = readFileSync(packagePath('build', 'aarch64', 'simulator', 'libaxparameter.so.1'));

t.test('hashes, texts and programs', async (t) => {
  const dir = t.testdir();
  const script = '#!/bin/sh\nexec true\n';
  const large = 'x'.repeat(65_537);
  const file = makeEap(dir, {
    program: script,
    files: {
      'lib/libx.so.1': library,
      'lib/cut.so': library.subarray(0, 5000),
      'html/large.txt': large,
      'html/empty': '',
      'html/binary': Buffer.from([1, 0, 2]),
      'param.conf': 'Mode="1" type="int"\n',
    },
  });
  const details = await readPackageDetails(file);
  const member = (name: string) => details.members.find((one) => one.path === name);
  t.match(member('hello'), { sha256: sha256(script), text: script, mode: 0o755 });
  t.match(member('lib/libx.so.1'), {
    sha256: sha256(library),
    elf: { machine: 'aarch64', soname: 'libaxparameter.so.1' },
  });
  t.match(member('lib/cut.so'), {
    sha256: sha256(library.subarray(0, 5000)),
    elfProblem: 'damaged',
    elf: undefined,
  });
  t.match(member('html/large.txt'), { sha256: sha256(large), text: undefined });
  t.match(member('html/empty'), { sha256: sha256(''), size: 0 });
  t.match(member('html/binary'), { text: undefined, elfProblem: undefined });
  const packed = readFileSync(file);
  t.match(details, {
    file,
    bytes: packed.length,
    sha256: sha256(packed),
    tarSha256: sha256(gunzipSync(packed)),
    unpackedBytes: details.members.reduce((sum, { size }) => sum + size, 0),
    parameters: [{ name: 'Mode', default: '1', type: 'int' }],
    signed: false,
  });
  const signed = path.join(dir, 'signed.eap');
  await signEap(file, signed, await makeKey('Test'));
  const same = await readPackageDetails(signed);
  t.equal(same.signed, true);
  t.equal(same.tarSha256, details.tarSha256, 'the archive is the same');
  t.equal(same.sha256, sha256(readFileSync(signed)), 'the file is not');
});

t.test('the gzip header', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'a.eap');
  writeRawEap(file, [{ name: 'app', content: 'run' }]);
  const plain = readFileSync(file);
  t.match((await readPackageDetails(file)).compression, { mtime: 0, system: 3, name: undefined });
  const head = Buffer.from(plain.subarray(0, 10));
  head[3] = 12;
  head.writeUInt32LE(1_500_000_000, 4);
  head[8] = 4;
  const extra = Buffer.from([2, 0, 65, 66]);
  writeFileSync(file, Buffer.concat([head, extra, Buffer.from('app.tar\0'), plain.subarray(10)]));
  t.same((await readPackageDetails(file)).compression, {
    mtime: 1_500_000_000,
    extraFlags: 4,
    system: 3,
    name: 'app.tar',
  });
});

t.test('files that come in pieces', async (t) => {
  const { sink, found } = contentReaders();
  for (const [name, data, step] of [
    ['program', library, 1000],
    ['program bit by bit', library.subarray(0, 64), 1],
    ['text', Buffer.from('a text'), 1],
    ['two letters', Buffer.from('ab'), 1],
  ] as const) {
    const reader = sink(name, data.length);
    for (let at = 0; at < data.length; at += step) reader.write(data.subarray(at, at + step));
    reader.end();
    t.equal(found.get(name)?.sha256, sha256(data), name);
  }
  t.equal(found.get('program')?.elf?.machine, 'aarch64');
  t.equal(found.get('program bit by bit')?.elfProblem, 'damaged');
  t.equal(found.get('text')?.text, 'a text');
  t.equal(found.get('two letters')?.text, 'ab');
});

/** A 32-bit library with as many symbols as may be, all of one name. */
function manySymbols(count: number): Buffer {
  const data = Buffer.alloc(8192 + 16 * count);
  const words = (at: number, ...values: number[]): void => {
    for (const [i, value] of values.entries()) data.writeUInt32LE(value, at + 4 * i);
  };
  data.write('\x7fELF\x01\x01\x01', 'latin1');
  data.writeUInt16LE(40, 18);
  words(28, 52, 256);
  // Sizes and counts of the two tables are half-words: 32 × 2 segments, 40 × 1 sections.
  words(40, 32 << 16, 2 | (40 << 16), 1);
  words(52, 1, 0, 0, 0, data.length);
  words(84, 2, 512, 512, 0, 24);
  words(256, 0, 11, 0, 0, 0, 16 * count, 0, 0, 0, 16);
  words(512, 5, 1024, 6, 8192, 0, 0);
  data.write('\0name\0', 1024);
  for (let at = 8192; at < data.length; at += 16) {
    data.writeUInt32LE(1, at);
    data[at + 12] = 0x10;
  }
  return data;
}

t.test('programs without end are not looked into', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'a.eap');
  const content = manySymbols(200_000);
  const members = Array.from({ length: 7 }, (_, i): RawHeader => ({ name: `lib/lib${i}.so`, content }));
  // Nothing more is held in memory then, so that nobody notices the damage of the last one.
  members.push({ name: 'lib/damaged.so', content: library.subarray(0, 5000) });
  writeFileSync(file, gzipSync(rawTar(members), { level: 1 }));
  const details = await readPackageDetails(file, { ratio: 10_000 });
  const read = details.members.filter(({ elf }) => elf?.imports.length === 199_999);
  t.equal(read.length, 5, 'a million symbols are enough');
  t.same(
    details.members.slice(5).map(({ elfProblem }) => elfProblem),
    ['too large', 'too large', 'too large'],
  );
});

t.test('texts without end are not kept', async (t) => {
  const { sink, found } = contentReaders();
  const text = Buffer.alloc(65_536, 'x');
  for (let i = 0; i < 1030; i += 1) {
    const reader = sink(`${i}`, text.length);
    reader.write(text);
    reader.end();
  }
  t.equal([...found.values()].filter((facts) => facts.text !== undefined).length, 1024);
});

t.test('a large manifest is kept, an endless one is not', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'a.eap');
  const manifest = JSON.stringify({ schemaVersion: '1.7.3', padding: 'x'.repeat(100_000) });
  packFiles(file, { app: 'run', 'manifest.json': manifest });
  const details = await readPackageDetails(file);
  t.equal(details.members.find((member) => member.path === 'manifest.json')?.text, manifest);
  packFiles(file, { app: 'run', 'manifest.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}` });
  t.same(await codesOf(() => readPackageDetails(file)), ['package/bad-manifest']);
  packFiles(file, { app: 'run', 'manifest.json': `${'['.repeat(60)}${']'.repeat(60)}` });
  t.same(await codesOf(() => readPackageDetails(file)), []);
});

t.test('progress, and files that are no package', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'a.eap');
  writeRawEap(file, [{ name: 'zeros', content: Buffer.alloc(150 * 2 ** 20) }]);
  const seen: number[] = [];
  await readPackageDetails(file, {
    ratio: 10_000,
    onProgress: (bytes) => seen.push(Math.floor(bytes / 2 ** 26)),
  });
  t.same(seen, [1, 2]);
  t.same(await codesOf(() => readPackageDetails(file)), ['package/too-large'], 'a bomb');
  t.same(await codesOf(() => readPackageDetails(path.join(dir, 'none.eap'))), ['package/not-found']);
  t.same(await codesOf(() => readPackageDetails(dir)), ['package/not-a-file']);
  writeFileSync(file, 'text');
  t.same(await codesOf(() => readPackageDetails(file)), ['package/damaged']);
});
