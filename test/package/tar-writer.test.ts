// The archive's bytes: against literal header bytes, and against what GNU tar itself writes.
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { collect } from '../../src/package/collect.js';
import { type Entry, textEntry } from '../../src/package/entry.js';
import { memberHeader, writeTar } from '../../src/package/tar-writer.js';
import { archiveOf, gnuTar, plant, scratch } from '../support/archives.js';
import { codesOf } from '../support/findings.js';

t.test('a header, byte by byte', async (t) => {
  const header = memberHeader(
    { type: 'file', name: 'app', mode: 0o755, size: 5, data: Buffer.from('hello') },
    1,
  );
  const at = (from: number, to: number): string => header.toString('latin1', from, to);
  t.equal(at(0, 4), 'app\0');
  t.equal(at(100, 108), '0000755\0');
  t.equal(at(108, 124), '0000000\x000000000\0');
  t.equal(at(124, 136), '00000000005\0');
  t.equal(at(136, 148), '00000000001\0');
  t.equal(at(156, 157), '0');
  t.equal(at(257, 265), 'ustar  \0');
  t.equal(at(265, 512), '\0'.repeat(247), 'no names of users');
  const sum = [...header].reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  t.equal(at(148, 156), `${sum.toString(8).padStart(6, '0')}\0 `);
});

t.test('the header of a hard link has the mode of its file, no size, and the first name', async (t) => {
  const header = memberHeader({ type: 'hardlink', name: 'two', mode: 0o4755, target: 'lib/one' }, 7);
  t.equal(header.toString('latin1', 100, 108), '0004755\0');
  t.equal(header.toString('latin1', 124, 136), '00000000000\0');
  t.equal(header.toString('latin1', 156, 165), '1lib/one\0');
});

t.test('long names and long targets come in records of their own, the target first', async (t) => {
  const name = 'n'.repeat(101);
  const target = 't'.repeat(101);
  for (const entry of [
    { type: 'symlink', name, target },
    { type: 'hardlink', name, mode: 0o644, target },
  ] as const) {
    const header = memberHeader(entry, 7);
    t.equal(header.length, 5 * 512);
    t.equal(header.toString('latin1', 0, 14), '././@LongLink\0');
    t.equal(header.toString('latin1', 124, 136), '00000000146\0', 'with the final NUL');
    t.equal(header.toString('latin1', 156, 157), 'K');
    t.equal(header.toString('latin1', 512, 614), `${target}\0`);
    t.equal(header.toString('latin1', 1024 + 156, 1024 + 157), 'L');
    t.equal(header.toString('latin1', 2048, 2148), 'n'.repeat(100));
    t.equal(header.toString('latin1', 2048 + 157, 2048 + 257), 't'.repeat(100));
  }
  const fits = memberHeader({ type: 'symlink', name: 'n'.repeat(100), target: 't'.repeat(100) }, 7);
  t.equal(fits.length, 512, '100 bytes still fit');
  t.equal(memberHeader({ type: 'directory', name: 'd'.repeat(100), mode: 0o755 }, 7).length, 3 * 512);
});

t.test('an archive is a multiple of 10240 bytes and ends in zeros', async (t) => {
  const tar = await archiveOf([textEntry('a', 'x'.repeat(9000), 0o644)]);
  t.equal(tar.length, 10240 * 2);
  t.ok(tar.subarray(-1024).every((byte) => byte === 0));
});

t.test('the same bytes as GNU tar', async (t) => {
  const folder = await scratch(t);
  const long = 'n'.repeat(60);
  await mkdir(path.join(folder, 'html', 'a', '.git'), { recursive: true });
  await mkdir(path.join(folder, 'html', long, long), { recursive: true });
  await mkdir(path.join(folder, 'html', 'a-b'));
  await mkdir(path.join(folder, 'html', 'empty'));
  for (const name of [
    'app',
    'html/a/x',
    'html/a.txt',
    'html/a/x~',
    'html/a/.git/config',
    'html/Ω',
    // By bytes these two come the other way round than by UTF-16.
    'html/ﬀ',
    'html/🎥',
    `html/${long}/${long}/file`,
    'html/zero',
  ]) {
    await writeFile(
      path.join(folder, name),
      name === 'html/zero' ? '' : `content of ${name}\n`.repeat(name.length),
    );
    await chmod(path.join(folder, name), name === 'app' ? 0o755 : 0o640);
  }
  await symlink('a.txt', path.join(folder, 'html', 'link'));
  await symlink(`${long}/${long}/${long}`, path.join(folder, 'html', 'dangling'));
  await symlink('a', path.join(folder, 'html', 'to-folder'));
  const collected = await collect(folder, ['app', 'html']);
  t.same(collected.excluded, ['html/a/.git', 'html/a/x~']);
  const ours = await archiveOf(collected.entries, 1234567890);
  const theirs = await gnuTar(folder, ['app', 'html'], 1234567890);
  t.ok(ours.equals(theirs), 'equal');
});

t.test('files larger than a chunk, and many small ones, as GNU tar packs them', async (t) => {
  const folder = await scratch(t);
  const big = Buffer.alloc(700_001, 'some text ');
  await plant(folder, [{ type: 'file', path: 'd/big', mode: 0o644, data: big }]);
  for (let i = 0; i < 300; i++) await writeFile(path.join(folder, 'd', `small${i}`), 'x'.repeat(i * 7));
  const { entries } = await collect(folder, ['d']);
  t.ok((await archiveOf(entries, 1)).equals(await gnuTar(folder, ['d'], 1)));
});

t.test('a file that changes while it is packed is an error', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'f');
  await writeFile(file, 'short');
  const entry = (size: number, name = file): Entry => ({
    type: 'file',
    name: 'f',
    mode: 0o644,
    size,
    data: { path: name },
  });
  t.same(await codesOf(() => archiveOf([entry(100)])), ['package/file-changed'], 'it has shrunk');
  t.same(await codesOf(() => archiveOf([entry(3)])), ['package/file-changed'], 'it has grown');
  await symlink('f', path.join(folder, 'l'));
  t.same(await codesOf(() => archiveOf([entry(5, path.join(folder, 'l'))])), ['package/file-changed']);
  t.same(await codesOf(() => archiveOf([entry(5, folder)])), ['package/file-changed'], 'it is a folder now');
  t.same(await codesOf(() => archiveOf([entry(5, path.join(folder, 'none'))])), ['package/file-missing']);
  t.equal(await readFile(file, 'utf8'), 'short');
});

t.test('a file that is written to while it is read is an error', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'f');
  await writeFile(file, Buffer.alloc(2_000_000));
  const { entries } = await collect(folder, ['f']);
  const codes = await codesOf(async () => {
    for await (const chunk of writeTar(entries, 0))
      await writeFile(file, Buffer.alloc(2_000_000, chunk.length));
  });
  t.same(codes, ['package/file-changed']);
});

t.test('numbers beyond what the format holds are refused', async (t) => {
  const entry = (size: number): Entry => ({
    type: 'file',
    name: 'f',
    mode: 0o644,
    size,
    data: Buffer.alloc(0),
  });
  t.same(await codesOf(() => memberHeader(entry(8 * 2 ** 30), 0)), ['package/file-too-large']);
  t.equal(
    memberHeader(entry(8 * 2 ** 30 - 1), 2 ** 33 - 1).toString('latin1', 124, 148),
    '77777777777\0'.repeat(2),
  );
  for (const mtime of [2 ** 33, -1, 1.5, Number.NaN])
    t.same(await codesOf(() => memberHeader(entry(0), mtime)), ['package/time'], String(mtime));
});
