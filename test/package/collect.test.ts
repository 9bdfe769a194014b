// Which files are packed, under which names and as what, beside GNU tar on the same folder.
import { execFile } from 'node:child_process';
import { link, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { collect } from '../../src/package/collect.js';
import { archiveOf, gnuTar, plant, scratch } from '../support/archives.js';
import { codesOf } from '../support/findings.js';

const execute = promisify(execFile);

t.test('hard links and repeated operands as GNU tar packs them', async (t) => {
  const folder = await scratch(t);
  const far = `e/${'f'.repeat(110)}`;
  await plant(folder, [
    { type: 'file', path: 'app', mode: 0o755, data: 'app' },
    { type: 'file', path: 'd/a', mode: 0o640, data: 'a' },
    { type: 'hardlink', path: 'd/b', target: 'd/a' },
    { type: 'hardlink', path: 'd/program', target: 'app' },
    { type: 'symlink', path: 'd/link', target: 'a' },
    { type: 'hardlink', path: 'e/again', target: 'd/a' },
    { type: 'file', path: far, mode: 0o600, data: 'far' },
    { type: 'hardlink', path: `${far}2`, target: far },
  ]);
  await link(path.join(folder, 'd', 'link'), path.join(folder, 'd', 'link2'));
  const operands = ['app', 'e', 'd', './d/a', 'd/', 'app', 'd//b'];
  const { entries } = await collect(folder, operands);
  t.match(
    entries.find(({ name }) => name === 'd/program'),
    { type: 'hardlink', target: 'app', mode: 0o755 },
  );
  t.match(
    entries.find(({ name }) => name === 'd/link2'),
    { type: 'hardlink', target: 'd/link', mode: 0o777 },
  );
  t.ok((await archiveOf(entries, 9)).equals(await gnuTar(folder, operands, 9)));
});

t.test('what is left out: at every depth, and of the operands too', async (t) => {
  const folder = await scratch(t);
  const names = [
    'CVS/in',
    'd~/in',
    'd~/s/deep',
    's/.git/c',
    's/.git/RCS',
    's/x~',
    's/{arch}',
    's/.github',
    'k',
  ];
  await plant(
    folder,
    names.map((name) => ({ type: 'file', path: name, mode: 0o644, data: name })),
  );
  const operands = ['k', 'CVS', 'CVS/in', 'd~/in', './d~/s', 's/.git/', 's/.git/c', './s/.git/RCS', 's'];
  const { entries, excluded } = await collect(folder, operands);
  t.same(
    entries.map(({ name }) => name),
    ['k', 'CVS/in', 's/.git/c', 's', 's/.github'],
  );
  t.same(excluded, ['CVS', 'd~/in', './d~/s', 's/.git', './s/.git/RCS', 's/.git', 's/x~', 's/{arch}']);
  t.ok((await archiveOf(entries, 0)).equals(await gnuTar(folder, operands, 0)));
});

t.test('an operand keeps its spelling', async (t) => {
  const folder = await scratch(t);
  await plant(folder, [
    { type: 'file', path: 'f1', mode: 0o644, data: '1' },
    { type: 'file', path: 'd/x', mode: 0o644, data: 'x' },
  ]);
  const operands = ['./f1', 'd//x', './d/'];
  const { entries } = await collect(folder, operands);
  t.same(
    entries.map(({ name }) => name),
    ['./f1', 'd//x', './d', './d/x'],
  );
  t.ok((await archiveOf(entries, 0)).equals(await gnuTar(folder, operands, 0)));
});

t.test('all that cannot be packed is told at once', async (t) => {
  const folder = await scratch(t);
  await plant(folder, [
    { type: 'file', path: 'd/ok and with blanks', mode: 0o644, data: '' },
    { type: 'file', path: 'd/line\nend', mode: 0o644, data: '' },
    { type: 'symlink', path: 'd/target', target: 'a\u0007b' },
    { type: 'symlink', path: 'way', target: 'd' },
  ]);
  await writeFile(Buffer.concat([Buffer.from(`${folder}/d/`), Buffer.from([0xc3, 0x28])]), '');
  await execute('mkfifo', [path.join(folder, 'd', 'pipe')]);
  const server = createServer().listen(path.join(folder, 's'));
  t.teardown(() => server.close());
  const operands = [
    '/etc/passwd',
    '../outside',
    'd/../d',
    'a b',
    'a\tb',
    '',
    './/.',
    'way/line',
    'gone',
    'd',
    's',
  ];
  t.same(await codesOf(() => collect(folder, operands)), [
    ...Array<string>(7).fill('package/other-file-name'),
    'package/behind-link',
    'package/file-missing',
    'package/member-name',
    'package/special-file',
    'package/member-name',
    'package/member-name',
    'package/special-file',
  ]);
  await execute('mknod', [path.join(folder, 'null'), 'c', '1', '3']).then(
    async () => t.same(await codesOf(() => collect(folder, ['null'])), ['package/special-file']),
    () => t.comment('only root makes device nodes'),
  );
});

t.test('a package has at most as many members as our reader takes', async (t) => {
  const folder = await scratch(t);
  await writeFile(path.join(folder, 'f'), '');
  const { entries } = await collect(folder, Array<string>(50_000).fill('f'));
  t.equal(entries.length, 50_000);
  t.same(await codesOf(() => collect(folder, Array<string>(50_005).fill('f'))), ['package/too-many-entries']);
});

t.test('the newest time is that of files', async (t) => {
  const folder = await scratch(t);
  await plant(folder, [{ type: 'file', path: 'd/x', mode: 0o644, data: 'x' }]);
  await execute('touch', ['-d', '@1000000000.9', path.join(folder, 'd', 'x')]);
  t.equal((await collect(folder, ['d'])).newest, 1_000_000_000);
});
