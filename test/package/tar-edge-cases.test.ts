// Four trees whose archives are known byte for byte: sorting, long names, exclusions and links, as GNU tar packs them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import t from 'tap';
import { collect } from '../../src/package/collect.js';
import { archiveOf, gnuTar, type Plant, plant, scratch } from '../support/archives.js';
import { specPath } from '../support/vectors.js';

interface Case {
  name: string;
  epoch: number;
  operands: string[];
  tree: { path: string; type: Plant['type']; mode?: string; data?: string; target?: string }[];
  tarBytes: number;
  tarSha256: string;
  memberNames: string[];
}

function plantOf({ path, type, mode = '0644', data = '', target = '' }: Case['tree'][number]): Plant {
  if (type === 'file') return { type, path, mode: Number.parseInt(mode, 8), data };
  return type === 'dir' ? { type, path, mode: Number.parseInt(mode, 8) } : { type, path, target };
}

const list = specPath('packaging', 'vectors', 'tar-edge-cases.json');

if (list === undefined)
  t.test('conformance vectors', { skip: 'they are not beside this checkout' }, async () => undefined);
else {
  const { cases } = JSON.parse(await readFile(list, 'utf8')) as { cases: Case[] };
  t.same(
    cases.map(({ name }) => name),
    ['sort', 'long-names', 'exclude', 'links'],
  );
  for (const { name, epoch, operands, tree, tarBytes, tarSha256, memberNames } of cases) {
    t.test(name, async (t) => {
      const folder = await scratch(t);
      await plant(folder, tree.map(plantOf));
      const { entries } = await collect(folder, operands);
      const names = entries.map((entry) => (entry.type === 'directory' ? `${entry.name}/` : entry.name));
      t.same(names, memberNames);
      const tar = await archiveOf(entries, epoch);
      t.equal(tar.length, tarBytes);
      t.equal(createHash('sha256').update(tar).digest('hex'), tarSha256);
      t.ok(tar.equals(await gnuTar(folder, operands, epoch)), 'and what the tar of this machine writes');
    });
  }
}
