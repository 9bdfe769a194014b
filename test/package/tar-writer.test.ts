// The archive's bytes: against literal header bytes, and against what GNU tar itself writes.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { collect } from '../../src/package/collect.js';
import { type Entry, textEntry } from '../../src/package/entry.js';
import { memberHeader, writeTar } from '../../src/package/tar-writer.js';
import { codesOf } from '../support/findings.js';

const execute = promisify(execFile);

async function archive(entries: Entry[], mtime = 0): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeTar(entries, mtime)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The folder as GNU tar packs it with the options of Axis' tool. */
async function gnuTar(folder: string, operands: string[], mtime: number): Promise<Buffer> {
  const options = [
    '--format=gnu',
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    `--mtime=@${mtime}`,
    '--exclude-vcs',
    '--exclude=*~',
  ];
  const { stdout } = await execute('tar', ['-c', ...options, ...operands], {
    cwd: folder,
    encoding: 'buffer',
    maxBuffer: 1 << 26,
  });
  return stdout;
}

async function scratch(t: Test): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-tar-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

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

t.test('an archive is a multiple of 10240 bytes and ends in zeros', async (t) => {
  const tar = await archive([textEntry('a', 'x'.repeat(9000), 0o644)]);
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
  const ours = await archive(collected.entries, 1234567890);
  const theirs = await gnuTar(folder, ['app', 'html'], 1234567890);
  t.ok(ours.equals(theirs), 'equal');
});

t.test('names that cannot be packed', async (t) => {
  const folder = await scratch(t);
  await execute('mkfifo', [path.join(folder, 'pipe')]);
  for (const name of ['/etc/passwd', '../outside', 'a b']) {
    t.same(await codesOf(() => collect(folder, [name])), ['package/other-file-name']);
  }
  t.same(await codesOf(() => collect(folder, ['pipe'])), ['package/special-file']);
});

t.test('a file that changes while it is packed is an error', async (t) => {
  const folder = await scratch(t);
  const file = path.join(folder, 'f');
  await writeFile(file, 'short');
  const entry: Entry = { type: 'file', name: 'f', mode: 0o644, size: 100, data: { path: file } };
  t.same(await codesOf(() => archive([entry])), ['package/file-changed']);
  t.equal(await readFile(file, 'utf8'), 'short');
});

t.test('a file beyond what the format holds is refused', async (t) => {
  const entry: Entry = { type: 'file', name: 'f', mode: 0o644, size: 8 * 2 ** 30, data: Buffer.alloc(0) };
  t.same(await codesOf(() => memberHeader(entry, 0)), ['package/file-too-large']);
});
