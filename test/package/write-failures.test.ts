// Whatever goes wrong while a package is written: a finding in clear words, the older package as it was, nothing half-done beside it.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { type Entry, textEntry } from '../../src/package/entry.js';
import { writeFailure, writePackage } from '../../src/package/write.js';
import { AcapkitError } from '../../src/support/errors.js';
import { scratch } from '../support/archives.js';
import { codesOf } from '../support/findings.js';
import { manifest, oldPackage, packInChild, smallProject, stillOld } from '../support/packing.js';

t.test('a missing input leaves the old package as it was', async (t) => {
  const file = await oldPackage(t);
  const gone: Entry = {
    type: 'file',
    name: 'gone',
    mode: 0o644,
    size: 3,
    data: { path: path.join(path.dirname(file), 'nothing') },
  };
  const error = await writePackage([textEntry('a', 'a', 0o644), gone], 0, file).catch((e: unknown) => e);
  t.ok(error instanceof AcapkitError);
  t.match(error, { findings: [{ code: 'package/file-missing', location: { file: /nothing$/ } }] });
  await stillOld(t, file);
});

t.test('a file that changes half-way leaves the old package as it was', async (t) => {
  const file = await oldPackage(t);
  const input = path.join(path.dirname(path.dirname(file)), 'input');
  await writeFile(input, randomBytes(3_000_000));
  const entry: Entry = { type: 'file', name: 'input', mode: 0o644, size: 3_000_000, data: { path: input } };
  const writing = codesOf(() => writePackage([textEntry('a', 'a', 0o644), entry], 0, file));
  await truncate(input, 1_000_000);
  t.same(await writing, ['package/file-changed']);
  await stillOld(t, file);
});

t.test('a full disk leaves the old package as it was', async (t) => {
  const directory = await smallProject(t);
  await writeFile(path.join(directory, 'app'), randomBytes(400_000));
  const file = await oldPackage(t);
  const job = { directory, manifest, file };
  // A limit on the size of files fails in the middle of writing as a full disk does, and needs no disk of its own.
  const answers = [
    await packInChild(job, { shell: 'ulimit -f 100;' }),
    await packInChild(job, { shell: 'ulimit -f 100;', env: { PATH: directory } }),
  ];
  for (const answer of answers) t.same(answer, { codes: ['package/no-space'] });
  await stillOld(t, file);
  t.ok((await packInChild(job)).written, 'without the limit it is packed');
  for (const code of ['ENOSPC', 'EDQUOT'])
    t.match(writeFailure(Object.assign(new Error(code), { code }), file), {
      findings: [{ code: 'package/no-space', location: { file }, found: code }],
    });
  const bug = new TypeError('no finding');
  t.equal(writeFailure(bug, file), bug, 'what is no fault of the disk stays as it is');
});

t.test('a disk that really is full', async (t) => {
  const file = await oldPackage(t);
  const mount = path.dirname(file);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', mount]);
  if (status !== 0) return t.comment('only root may mount a small disk; the limit above stands for it');
  try {
    await writeFile(file, 'old');
    const entry = textEntry('a', randomBytes(400_000).toString('hex'), 0o644);
    t.same(await codesOf(() => writePackage([entry], 0, file)), ['package/no-space']);
    await stillOld(t, file);
  } finally {
    spawnSync('umount', [mount]);
  }
});

t.test('a folder that cannot be written leaves the old package as it was', async (t) => {
  const directory = await smallProject(t);
  await chmod(directory, 0o755);
  const file = await oldPackage(t);
  await chmod(path.dirname(path.dirname(file)), 0o755);
  await chmod(path.dirname(file), 0o555);
  const user = process.getuid?.() === 0 ? { user: 65_534 } : {};
  t.same(await packInChild({ directory, manifest, file, ...user }), { codes: ['package/not-writable'] });
  await chmod(path.dirname(file), 0o755);
  await stillOld(t, file);
  t.same(await codesOf(() => writePackage([], 0, path.join(file, 'below', 'b.eap'))), [
    'package/not-writable',
  ]);
  await mkdir(path.join(directory, 'folder.eap', 'in'), { recursive: true });
  t.same(await codesOf(() => writePackage([], 0, path.join(directory, 'folder.eap'))), [
    'package/not-writable',
  ]);
  t.same(
    (await readdir(directory)).filter((name) => name.includes('partial')),
    [],
  );
});

t.test('a gzip that fails is told in its own words', async (t) => {
  const fake = await scratch(t, 'gzip');
  const gzip = async (lines: string): Promise<void> => {
    const script = `#!/bin/sh\n[ "$1" = --version ] && echo 'gzip 1.12' && exit\n${lines}\n`;
    await writeFile(path.join(fake, 'gzip'), script, { mode: 0o755 });
  };
  const before = process.env.PATH;
  process.env.PATH = `${fake}:${before}`;
  t.teardown(() => {
    process.env.PATH = before;
  });
  const big = textEntry('a', randomBytes(2_000_000).toString('hex'), 0o644);
  for (const [lines, found] of [
    ['head -c 100000; echo out of memory >&2; exit 3', 'ended with code 3: out of memory'],
    ['head -c 100000; kill -9 $$', 'ended by SIGKILL'],
    ['exit 1', 'ended with code 1'],
  ] as const) {
    await gzip(lines);
    const file = await oldPackage(t);
    const error = await writePackage([big], 0, file).catch((e: unknown) => e);
    t.match(error, { findings: [{ code: 'package/compressor', found }] }, found);
    await stillOld(t, file);
  }
});

t.test('what a killed process left is taken away; what a living one writes is not', async (t) => {
  const file = await oldPackage(t);
  const dead = spawnSync('true').pid;
  await writeFile(`${file}.${dead}.partial`, 'half');
  await writeFile(`${file}.${process.ppid}.partial`, 'under way');
  await writePackage([], 0, file);
  t.same((await readdir(path.dirname(file))).sort(), ['a.eap', `a.eap.${process.ppid}.partial`]);
});
