// Writing gives the same bytes everywhere, under a name that has room, with a time that can be told.
import { createHash } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import t from 'tap';
import { textEntry } from '../../src/package/entry.js';
import { layoutPackage } from '../../src/package/layout.js';
import { readPackage } from '../../src/package/reader.js';
import { packageTime, writePackage } from '../../src/package/write.js';
import { scratch } from '../support/archives.js';
import { codesOf } from '../support/findings.js';
import { manifest, packInChild, plantedTexts, smallProject } from '../support/packing.js';

t.test('what is written can be read again, and twice gives the same bytes', async (t) => {
  const directory = await smallProject(t);
  const layout = await layoutPackage({ directory, manifest, otherFiles: [], normalizeModes: true });
  const file = path.join(directory, 'out', 'a.eap');
  const first = await writePackage(layout.entries, 1_700_000_000, file);
  const second = await writePackage(layout.entries, 1_700_000_000, file);
  t.same(first, second);
  const bytes = await readFile(file);
  t.equal(first.bytes, bytes.length);
  t.equal(first.sha256, createHash('sha256').update(bytes).digest('hex'));
  t.equal(first.tarSha256, createHash('sha256').update(gunzipSync(bytes)).digest('hex'));
  t.equal(bytes.toString('hex', 0, 10), '1f8b0800000000000203', 'no name and no time');
  t.same(
    (await readPackage(file)).members.map((member) => member.path),
    layout.entries.map((entry) => entry.name),
  );
  t.same(await readdir(path.dirname(file)), ['a.eap'], 'no partial file is left');
});

t.test('umask, time zone, language and path change nothing', async (t) => {
  const settings: [number, Record<string, string>][] = [
    [0o022, { TZ: 'UTC', LC_ALL: 'C' }],
    [0o077, { TZ: 'Asia/Tokyo', LC_ALL: 'C.UTF-8', LANG: 'de_DE.UTF-8' }],
    [0o000, { TZ: 'America/Caracas', LC_ALL: '', LANG: '', GZIP: '--list', GZIP_OPT: '-1' }],
  ];
  const answers = await Promise.all(
    settings.map(async ([umask, env], index) => {
      const directory = path.join(await scratch(t, 'project'), 'x'.repeat(40 * index), 'app');
      await mkdir(path.join(directory, 'html'), { recursive: true });
      await chmod(directory, 0o777);
      const job = {
        directory,
        manifest,
        umask,
        plant: plantedTexts,
        file: path.join(directory, 'out', 'a.eap'),
      };
      return packInChild(job, { env });
    }),
  );
  const [first, ...others] = answers.map(({ written }) => [written?.tarSha256, written?.sha256]);
  t.match(first?.[0], /^[0-9a-f]{64}$/);
  for (const other of others) t.same(other, first);
});

t.test('without GNU gzip the archive is the same, and any gunzip reads it', async (t) => {
  const directory = await smallProject(t);
  const empty = path.join(directory, 'empty');
  await mkdir(empty);
  const job = { directory, manifest, file: path.join(directory, 'out', 'a.eap') };
  const gnu = (await packInChild(job)).written;
  const zlib = (await packInChild(job, { env: { PATH: empty } })).written;
  t.equal(zlib?.compressor, 'zlib');
  t.equal(zlib?.tarSha256, gnu?.tarSha256);
  t.equal(
    createHash('sha256')
      .update(gunzipSync(await readFile(job.file)))
      .digest('hex'),
    gnu?.tarSha256,
  );
  t.equal(
    (await readFile(job.file)).toString('hex', 0, 8),
    '1f8b080000000000',
    'no name and no time here either',
  );
});

t.test('a package with the longest possible name', async (t) => {
  const file = path.join(await scratch(t, 'write'), `${'n'.repeat(251)}.eap`);
  t.equal((await writePackage([textEntry('a', 'a', 0o644)], 0, file)).file, file);
  t.same(await readdir(path.dirname(file)), [path.basename(file)]);
});

t.test('a package that lies in a packed folder is not packed', async (t) => {
  const directory = await smallProject(t);
  const elsewhere = await mkdtemp(path.join(tmpdir(), 'acapkit-link-'));
  t.teardown(() => rm(elsewhere, { recursive: true }));
  await symlink(directory, path.join(elsewhere, 'way'));
  const outputs = [path.join(elsewhere, 'way', 'html', 'a.eap'), path.join(directory, 'html', 'b.eap')];
  const input = { directory, manifest, otherFiles: [], outputs, normalizeModes: true };
  const hashes = [];
  for (const file of [...outputs, ...outputs]) {
    const { entries, newest } = await layoutPackage(input);
    hashes.push((await writePackage(entries, 0, file)).tarSha256);
    await writeFile(`${file}.${process.ppid}.partial`, 'of another process');
    await utimes(file, 4_000_000_000, 4_000_000_000);
    t.ok(newest < 4_000_000_000, 'nor does its time count');
  }
  t.equal(new Set(hashes).size, 1);
  t.equal((await stat(path.join(directory, 'html', 'a.eap'))).isFile(), true);
  const { entries } = await layoutPackage({ ...input, outputs: [] });
  t.ok(
    entries.some(({ name }) => name === 'html/a.eap'),
    'other packages are files like all others',
  );
});

t.test('the time of the members', async (t) => {
  const before = process.env.SOURCE_DATE_EPOCH;
  t.teardown(() => {
    if (before === undefined) delete process.env.SOURCE_DATE_EPOCH;
    else process.env.SOURCE_DATE_EPOCH = before;
  });
  for (const setting of [undefined, '']) {
    if (setting === undefined) delete process.env.SOURCE_DATE_EPOCH;
    else process.env.SOURCE_DATE_EPOCH = setting;
    t.same(packageTime({ newest: 77 }), { seconds: 77, source: 'newest' });
    t.same(packageTime({ commit: undefined, newest: 77 }), { seconds: 77, source: 'newest' });
    t.same(packageTime({ commit: 0, newest: 77 }), { seconds: 0, source: 'commit' });
  }
  process.env.SOURCE_DATE_EPOCH = '12';
  t.same(packageTime({ commit: 5, newest: 77 }), { seconds: 12, source: 'SOURCE_DATE_EPOCH' });
  process.env.SOURCE_DATE_EPOCH = String(2 ** 33 - 1);
  t.equal(packageTime({ newest: 77 }).seconds, 2 ** 33 - 1);
  for (const setting of ['now', '-1', '1.5', '1e3', ' 1', String(2 ** 33), '9'.repeat(400)]) {
    process.env.SOURCE_DATE_EPOCH = setting;
    t.same(await codesOf(() => packageTime({ newest: 77 })), ['package/source-date-epoch'], setting);
  }
});
