// Which members a package has, in which order and with which modes; and what is packed once although it is asked for twice.
import { link, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { Entry } from '../../src/package/entry.js';
import { layoutPackage, type PackageInput } from '../../src/package/layout.js';
import { archiveOf } from '../support/archives.js';
import { codesOf } from '../support/findings.js';
import { files, manifest, project, textOf } from '../support/layouts.js';

const modeOf = (entry: Entry): number | string => ('mode' in entry ? entry.mode : 'none');

async function modes(input: PackageInput): Promise<[string, string][]> {
  const { entries } = await layoutPackage(input);
  return entries.map((entry) => [entry.name, modeOf(entry).toString(8)]);
}

t.test('members come in the order of Axis’ tool, with the modes of the disk', async (t) => {
  const directory = await project(t);
  t.same(await modes({ directory, manifest, otherFiles: ['model', 'data/f'], generatedMode: 0o664 }), [
    ['app', '4777'],
    ['package.conf', '664'],
    ['param.conf', '664'],
    ['LICENSE', '664'],
    ['manifest.json', '600'],
    ['post.sh', '775'],
    ['model', '644'],
    ['data/f', '600'],
    ['pre.sh', '700'],
    ['httpd.conf.local.a', '644'],
    ['httpd.conf.local.b', '644'],
    ['mime.types.local.a', '644'],
    ['html', '775'],
    ['html/css', '775'],
    ['html/css/a.css', '644'],
    ['html/index.html', '666'],
    ['declarations', '775'],
    ['declarations/d.json', '644'],
    ['lib', '775'],
    ['lib/a.so', '755'],
    ['cgi.conf', '664'],
  ]);
  const { entries } = await layoutPackage({ directory, manifest, otherFiles: ['model', 'data/f'] });
  t.match(textOf(entries, 'package.conf'), /^OTHERFILES="model data\/f pre.sh"$/m);
  t.equal(textOf(entries, 'cgi.conf'), 'administrator /cgi fastCgi\n');
  t.notMatch(textOf(entries, 'param.conf'), 'old');
});

t.test('normal modes: what may be run and folders 0755, all else 0644, the manifest 0600', async (t) => {
  const directory = await project(t);
  await symlink('a.so', path.join(directory, 'lib', 'link'));
  await link(path.join(directory, 'lib', 'link'), path.join(directory, 'lib', 'link2'));
  await link(path.join(directory, 'app'), path.join(directory, 'lib', 'program'));
  const found = await modes({ directory, manifest, otherFiles: [], normalizeModes: true });
  t.same(
    found.filter(([, mode]) => !['644', '755'].includes(mode)),
    [
      ['manifest.json', '600'],
      ['lib/link', 'none'],
      ['lib/link2', '777'],
    ],
    'a further name of a link keeps the mode of links',
  );
  t.same(
    found.filter(([name]) => /^(app|pre\.sh|post\.sh|html|LICENSE|lib\/program|package\.conf)$/.test(name)),
    [
      ['app', '755'],
      ['package.conf', '644'],
      ['LICENSE', '644'],
      ['post.sh', '755'],
      ['pre.sh', '755'],
      ['html', '755'],
      ['lib/program', '755'],
    ],
  );
});

t.test('what is packed anyway is packed once, at its place, and not listed', async (t) => {
  const directory = await project(t);
  const plain = await layoutPackage({ directory, manifest, otherFiles: ['model', './data/g'] });
  const repeated = [
    ...['app', './app', 'package.conf', 'param.conf', 'LICENSE', './/LICENSE', 'manifest.json', 'cgi.conf'],
    ...[
      'post.sh',
      'pre.sh',
      './pre.sh',
      'html',
      'html/',
      './html/.',
      'html/css/a.css',
      'lib/',
      'declarations',
    ],
    ...['httpd.conf.local.a', './model', 'model', 'data/g', 'data//g'],
  ];
  const otherFiles = ['model', './data/g', ...repeated];
  const layout = await layoutPackage({ directory, manifest, otherFiles });
  t.same(layout.duplicates, repeated);
  t.equal(textOf(layout.entries, 'package.conf'), textOf(plain.entries, 'package.conf'));
  t.match(textOf(layout.entries, 'package.conf'), /^OTHERFILES="model .\/data\/g pre.sh"$/m);
  t.ok((await archiveOf(layout.entries)).equals(await archiveOf(plain.entries)));
});

t.test('a file of a folder that is given too is packed once, with the folder', async (t) => {
  const directory = await project(t);
  const { entries, duplicates } = await layoutPackage({
    directory,
    manifest,
    otherFiles: ['data/f', 'data/', 'data'],
  });
  t.same(duplicates, ['data/f', 'data']);
  t.same(
    entries.map(({ name }) => name).filter((name) => name.startsWith('data')),
    ['data', 'data/f', 'data/g'],
  );
  t.match(textOf(entries, 'package.conf'), /^OTHERFILES="data\/ pre.sh"$/m, 'spelled as given');
});

t.test('cgi.conf is a file like others when the manifest makes none', async (t) => {
  const directory = await project(t);
  const { setup } = manifest.acapPackageConf;
  const input = {
    directory,
    manifest: { ...manifest, acapPackageConf: { setup } },
    otherFiles: ['cgi.conf'],
  };
  const { entries, duplicates } = await layoutPackage(input);
  t.same(duplicates, []);
  t.equal(entries.filter(({ name }) => name === 'cgi.conf').length, 1);
});

t.test('one script for both occasions is packed once', async (t) => {
  const directory = await project(t);
  const acapPackageConf = {
    ...manifest.acapPackageConf,
    uninstallation: { preUninstallScript: 'post.sh' },
  };
  const { entries } = await layoutPackage({
    directory,
    manifest: { ...manifest, acapPackageConf },
    otherFiles: [],
  });
  t.equal(entries.filter(({ name }) => name === 'post.sh').length, 1);
  t.match(textOf(entries, 'package.conf'), /^OTHERFILES="post.sh"$/m);
});

t.test('links are never followed', async (t) => {
  const directory = await project(t);
  await rename(path.join(directory, 'html'), path.join(directory, 'pages'));
  await symlink('pages', path.join(directory, 'html'));
  const { entries } = await layoutPackage({ directory, manifest, otherFiles: [] });
  t.same(
    entries.filter(({ name }) => name.startsWith('html')),
    [{ type: 'symlink', name: 'html', target: 'pages' }],
  );
  await symlink('data', path.join(directory, 'way'));
  t.same(await codesOf(() => layoutPackage({ directory, manifest, otherFiles: ['way/f'] })), [
    'package/behind-link',
  ]);
});

t.test('a file met again under another name is a hard link, across all operands', async (t) => {
  const directory = await project(t);
  await link(path.join(directory, 'app'), path.join(directory, 'html', 'program'));
  await link(path.join(directory, 'LICENSE'), path.join(directory, 'lib', 'terms'));
  const { entries } = await layoutPackage({ directory, manifest, otherFiles: [] });
  t.same(
    entries.filter(({ type }) => type === 'hardlink'),
    [
      { type: 'hardlink', name: 'html/program', mode: 0o4777, target: 'app' },
      { type: 'hardlink', name: 'lib/terms', mode: 0o664, target: 'LICENSE' },
    ],
  );
});

t.test('names that are left out still stand in OTHERFILES', async (t) => {
  const directory = await project(t);
  await writeFile(path.join(directory, 'old~'), '');
  await writeFile(path.join(directory, 'html', '.gitignore'), '');
  const { entries, excluded } = await layoutPackage({ directory, manifest, otherFiles: ['old~'] });
  t.same(excluded, ['old~', 'html/.gitignore']);
  t.match(textOf(entries, 'package.conf'), /^OTHERFILES="old~ pre.sh"$/m);
});

t.test('the newest time is that of the files and of the manifest', async (t) => {
  const directory = await project(t);
  for (const [name] of files) await utimes(path.join(directory, name), 1000, 1000);
  t.equal((await layoutPackage({ directory, manifest, otherFiles: [] })).newest, 1000);
  await utimes(path.join(directory, 'package.conf'), 3000, 3000);
  await utimes(path.join(directory, 'manifest.json'), 2000, 2000.9);
  t.equal((await layoutPackage({ directory, manifest, otherFiles: [] })).newest, 2000);
  await utimes(path.join(directory, 'html', 'css', 'a.css'), 2500, 2500);
  t.equal((await layoutPackage({ directory, manifest, otherFiles: [] })).newest, 2500);
});
