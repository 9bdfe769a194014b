// Our packages mean the same to everyone: our reader, GNU tar and Python's tarfile find the same members, modes, links and contents.
import { chmod, cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { parseManifest } from '../../src/manifest/parse.js';
import type { Manifest } from '../../src/manifest/types.js';
import { layoutPackage } from '../../src/package/layout.js';
import { writePackage } from '../../src/package/write.js';
import { type Plant, plant, scratch } from '../support/archives.js';
import { type SeenMember, seenByPython, seenByTar, seenByUs } from '../support/read-by-others.js';
import { specPath } from '../support/vectors.js';

/** Packs the folder and lets all readers tell what they find; gives our reader's answer. */
async function agree(t: Test, directory: string, manifest: Manifest): Promise<SeenMember[]> {
  const out = await scratch(t, 'readers');
  const file = path.join(out, 'a.eap');
  const { entries } = await layoutPackage({ directory, manifest, otherFiles: [] });
  await writePackage(entries, 1_500_000_000, file);
  const ours = await seenByUs(file, path.join(out, 'ours'));
  t.same(
    ours.map((member) => member.path),
    entries.map(({ name }) => name),
  );
  await mkdir(path.join(out, 'theirs'));
  t.same(await seenByTar(file, path.join(out, 'theirs')), ours, 'GNU tar finds the same');
  const python = await seenByPython(file);
  if (python) t.same(python, ours, 'Python finds the same');
  else t.comment('there is no python3; only GNU tar was asked');
  return ours;
}

const text = (name: string, data: string | Buffer, mode = 0o644): Plant => ({
  type: 'file',
  path: name,
  mode,
  data,
});
const folder = (name: string, mode = 0o755): Plant => ({ type: 'dir', path: name, mode });

t.test('links, long names, empty folders and names of all scripts', async (t) => {
  const directory = await scratch(t, 'edge');
  const long = `html/${'l'.repeat(80)}/${'Ω'.repeat(60)}`;
  await plant(directory, [
    text('app', Buffer.alloc(300_000, 'program '), 0o4755),
    text('LICENSE', 'terms\n', 0o640),
    folder('html', 0o775),
    folder('html/empty', 0o1777),
    text('html/zero', ''),
    text('html/a block', 'x'.repeat(512)),
    text('html/Größe 日本語 🎥.txt', 'é'),
    text(long, 'far'),
    { type: 'hardlink', path: `${long}2`, target: long },
    { type: 'hardlink', path: 'html/again', target: 'html/zero' },
    { type: 'symlink', path: 'html/long', target: `${'l'.repeat(80)}/${'Ω'.repeat(60)}` },
    folder('lib'),
    text('lib/libx.so.1.2', 'library', 0o755),
    { type: 'symlink', path: 'lib/libx.so.1', target: 'libx.so.1.2' },
    { type: 'symlink', path: 'lib/libx.so', target: 'libx.so.1' },
    { type: 'symlink', path: 'lib/folder', target: '../html/empty' },
    { type: 'symlink', path: 'lib/nothing', target: 'missing' },
    { type: 'hardlink', path: 'lib/program', target: 'app' },
  ]);
  const seen = await agree(t, directory, {
    schemaVersion: '1.7.3',
    acapPackageConf: { setup: { appName: 'app', architecture: 'all', vendor: 'Ö' } },
  });
  const count = (kind: string): number => seen.filter((member) => member.kind === kind).length;
  t.same(['file', 'directory', 'symlink', 'hardlink'].map(count), [10, 4, 5, 3]);
});

interface Fixtures {
  fixtures: Record<string, { files: { path: string; mode: string }[] }>;
}

const list = specPath('packaging', 'vectors', 'rs4acap-fixtures.json');

if (list === undefined)
  t.test('conformance vectors', { skip: 'they are not beside this checkout' }, async () => undefined);
else {
  const { fixtures } = JSON.parse(await readFile(list, 'utf8')) as Fixtures;
  for (const [name, { files }] of Object.entries(fixtures)) {
    t.test(name, async (t) => {
      const directory = await scratch(t, 'vector');
      await cp(path.join(path.dirname(list), 'rs4acap', name), directory, { recursive: true });
      for (const file of files) await chmod(path.join(directory, file.path), Number.parseInt(file.mode, 8));
      const { value } = parseManifest(await readFile(path.join(directory, 'manifest.json'), 'utf8'), name);
      await agree(t, directory, completeManifest(value, { architecture: 'aarch64' }));
    });
  }
}
