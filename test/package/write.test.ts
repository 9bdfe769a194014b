// Layout and writing: the right members, and nothing half-done after a failure.
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { serializeManifest } from '../../src/manifest/serialize.js';
import type { Manifest } from '../../src/manifest/types.js';
import { packageFileName } from '../../src/package/file-name.js';
import { layoutPackage } from '../../src/package/layout.js';
import { packageConf } from '../../src/package/package-conf.js';
import { readPackage } from '../../src/package/reader.js';
import { packageTime, writePackage } from '../../src/package/write.js';
import { codesOf } from '../support/findings.js';

const manifest: Manifest = {
  schemaVersion: '1.7.3',
  acapPackageConf: {
    setup: {
      appName: 'app',
      friendlyName: 'My App',
      vendor: 'V',
      runMode: 'once',
      version: '1.2.3-beta',
      architecture: 'aarch64',
    },
    installation: { postInstallScript: 'post.sh' },
    uninstallation: { preUninstallScript: 'pre.sh' },
    configuration: {
      httpConfig: [{ type: 'fastCgi', name: '/cgi', access: 'admin' }],
      paramConfig: [
        { name: 'A', default: 'x', type: 'string' },
        { name: 'B', default: 'y', type: '' },
      ],
    },
  },
};

async function project(t: Test): Promise<string> {
  const folder = t.testdir({
    app: '#!/bin/sh\n',
    LICENSE: 'terms\n',
    'post.sh': '',
    'pre.sh': '',
    html: { 'index.html': '<p>' },
    lib: { 'a.so': '' },
    data: { f: '' },
  });
  await chmod(path.join(folder, 'app'), 0o777);
  return folder;
}

t.test('members come in the order of Axis’ tool, with normal modes', async (t) => {
  const directory = await project(t);
  const layout = await layoutPackage({ directory, manifest, otherFiles: ['data/f'], normalizeModes: true });
  const names = layout.entries.map((entry) => entry.name);
  t.same(names, [
    'app',
    'package.conf',
    'param.conf',
    'LICENSE',
    'manifest.json',
    'post.sh',
    'data/f',
    'pre.sh',
    'html',
    'html/index.html',
    'lib',
    'lib/a.so',
    'cgi.conf',
  ]);
  const mode = (name: string) =>
    layout.entries.find((entry) => entry.name === name && entry.type !== 'symlink');
  t.match(mode('app'), { mode: 0o755 });
  t.match(mode('manifest.json'), { mode: 0o600 });
  const text = (name: string): string => {
    const entry = layout.entries.find((candidate) => candidate.name === name);
    return entry?.type === 'file' && Buffer.isBuffer(entry.data) ? entry.data.toString() : '';
  };
  t.equal(text('param.conf'), 'A="x" type="string"\nB=y\n');
  t.equal(text('cgi.conf'), 'administrator /cgi fastCgi\n');
  t.match(text('package.conf'), /^OTHERFILES="data\/f pre.sh"$/m);
  t.match(text('package.conf'), /^APPMICROVERSION="3"$/m);
});

t.test('what is written can be read again, and twice gives the same bytes', async (t) => {
  const directory = await project(t);
  const layout = await layoutPackage({ directory, manifest, otherFiles: [], normalizeModes: true });
  const file = path.join(directory, 'out', packageFileName(manifest));
  t.equal(path.basename(file), 'My_App_1_2_3_aarch64.eap');
  const first = await writePackage(layout.entries, 1_700_000_000, file);
  const second = await writePackage(layout.entries, 1_700_000_000, file);
  t.equal(first.sha256, second.sha256);
  const read = await readPackage(file);
  t.same(
    read.members.map((member) => member.path.replace(/\/$/, '')),
    layout.entries.map((entry) => entry.name),
  );
  t.same(await readdir(path.dirname(file)), [path.basename(file)], 'no partial file is left');
});

t.test('everything that is missing is told at once', async (t) => {
  const directory = t.testdir({ LICENSE: '', 'pre.sh': '' });
  const error = await layoutPackage({ directory, manifest, otherFiles: ['model.bin'] }).catch(
    (e: unknown) => e,
  );
  const findings = (error as { findings: { code: string; location: { file: string } }[] }).findings;
  t.same(
    findings.map((finding) => path.basename(finding.location.file)),
    ['app', 'LICENSE', 'post.sh', 'model.bin'],
  );
});

t.test('a failed write leaves the old package as it was', async (t) => {
  const directory = await project(t);
  const file = path.join(directory, 'out', 'a.eap');
  await mkdir(path.dirname(file));
  await writeFile(file, 'old');
  const gone = {
    type: 'file' as const,
    name: 'gone',
    mode: 0o644,
    size: 3,
    data: { path: path.join(directory, 'nothing') },
  };
  await t.rejects(writePackage([gone], 0, file));
  t.equal(await readFile(file, 'utf8'), 'old');
  t.same(await readdir(path.dirname(file)), ['a.eap']);
});

t.test('what a killed process left is taken away; what a living one writes is not', async (t) => {
  const directory = await project(t);
  const file = path.join(directory, 'out', 'a.eap');
  await mkdir(path.dirname(file));
  const dead = spawnSync('true').pid;
  await writeFile(`${file}.${dead}.partial`, 'half');
  await writeFile(`${file}.${process.ppid}.partial`, 'under way');
  await writePackage([], 0, file);
  t.same((await readdir(path.dirname(file))).sort(), ['a.eap', `a.eap.${process.ppid}.partial`]);
});

t.test('texts', async (t) => {
  t.equal(
    serializeManifest({ ...manifest, $schema: 'Ω\u007f😀' })
      .split('\n')
      .at(-2),
    '    "$schema": "\\u03a9\\u007f\\ud83d\\ude00"',
  );
  const setup = { ...manifest.acapPackageConf.setup, friendlyName: 'a`id`' };
  t.same(await codesOf(() => packageConf({ ...manifest, acapPackageConf: { setup } }, [])), [
    'package/shell-text',
  ]);
  t.same(
    await codesOf(() =>
      packageFileName({ ...manifest, acapPackageConf: { setup: { ...setup, friendlyName: 'a/b' } } }),
    ),
    ['package/file-name'],
  );
  const bare: Manifest = { schemaVersion: '1.2', acapPackageConf: { setup: { appName: 'a' } } };
  t.equal(
    completeManifest(bare, { architecture: 'armv7hf' }).acapPackageConf.setup.architecture,
    undefined,
    '1.2 has no such field',
  );
  t.equal(
    completeManifest({ ...bare, schemaVersion: '1.10.0' }, { architecture: 'armv7hf' }).acapPackageConf.setup
      .architecture,
    'armv7hf',
  );
});

t.test('the time of the members', async (t) => {
  const before = process.env.SOURCE_DATE_EPOCH;
  t.teardown(() => {
    if (before === undefined) delete process.env.SOURCE_DATE_EPOCH;
    else process.env.SOURCE_DATE_EPOCH = before;
  });
  delete process.env.SOURCE_DATE_EPOCH;
  t.equal(packageTime(77), 77);
  process.env.SOURCE_DATE_EPOCH = '12';
  t.equal(packageTime(77), 12);
  process.env.SOURCE_DATE_EPOCH = 'now';
  t.same(await codesOf(() => packageTime(77)), ['package/source-date-epoch']);
});
