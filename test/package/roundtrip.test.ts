// Random trees: packed by us they are what GNU tar makes of them, byte for byte, and read again they are what was on the disk.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import t, { type Test } from 'tap';
import { collect } from '../../src/package/collect.js';
import type { Entry } from '../../src/package/entry.js';
import { extractPackage } from '../../src/package/extract.js';
import { readPackage } from '../../src/package/reader.js';
import { writePackage } from '../../src/package/write.js';
import { archiveOf, gnuTar, type Plant, plant, scratch } from '../support/archives.js';

const seed = Number(process.env.ACAPKIT_SEED ?? 20_260_101);

type Node =
  | { kind: 'file'; mode: number; data: Buffer }
  | { kind: 'folder'; mode: number; children: [string, Node][] }
  | { kind: 'link'; target: string }
  | { kind: 'again'; pick: number };

/** Units of names: what sorts around the slash, blanks, signs that shells and regular expressions act on, several scripts, one long one. */
const unit = fc.constantFrom(
  ..."abzAZ09 -+.,!'$()[]*=@^_{}",
  'ä',
  'é',
  'Ω',
  '日',
  '🎥',
  '\\',
  'n'.repeat(50),
);
const name = fc
  .oneof(
    { weight: 8, arbitrary: fc.array(unit, { minLength: 1, maxLength: 5 }).map((units) => units.join('')) },
    { weight: 1, arbitrary: fc.constantFrom('.git', 'CVS', 'old~', '.gitignore', '.github') },
  )
  .filter((text) => text !== '.' && text !== '..' && Buffer.byteLength(text) <= 150);
/** Targets that cannot go round in a circle, which our reader refuses. */
const target = fc.oneof(
  fc.constant('.'),
  name.map((text) => `none/${text}`),
);
const size = fc.oneof(fc.constantFrom(0, 1, 511, 512, 513, 10_240, 70_000), fc.nat(3000));
const data = fc
  .tuple(size, fc.nat(255))
  .map(([length, byte]) => Buffer.alloc(length, Buffer.from([byte, 10, 65])));
const mode = fc.constantFrom(0o644, 0o600, 0o755, 0o444, 0o664);

/** Names in a folder differ in more than letter case, because our reader refuses what some disks cannot hold. */
const children = (node: fc.Arbitrary<Node>): fc.Arbitrary<[string, Node][]> =>
  fc.uniqueArray(fc.tuple(name, node), { maxLength: 6, selector: ([text]) => text.toLowerCase() });

const { tree } = fc.letrec<{ tree: Node; node: Node }>((tie) => ({
  tree: fc.record({
    kind: fc.constant('folder' as const),
    mode: fc.constant(0o755),
    children: children(tie('node')),
  }),
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'tree' },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('file' as const), mode, data }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('link' as const), target }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), pick: fc.nat() }) },
    { weight: 3, arbitrary: tie('tree') },
  ),
}));

/** What to make on the disk; `again` becomes a hard link to one of the files before it. */
function plantsOf(at: string, node: Node, files: string[]): Plant[] {
  if (node.kind === 'folder')
    return [
      { type: 'dir', path: at, mode: node.mode },
      ...node.children.flatMap(([child, inner]) => plantsOf(`${at}/${child}`, inner, files)),
    ];
  if (node.kind === 'link') return [{ type: 'symlink', path: at, target: node.target }];
  if (node.kind === 'again') {
    const target = files[node.pick % Math.max(files.length, 1)];
    return target === undefined ? [] : [{ type: 'hardlink', path: at, target }];
  }
  files.push(at);
  return [{ type: 'file', path: at, mode: node.mode, data: node.data }];
}

const seenAs = (entry: Entry): object => ({
  path: entry.name,
  kind: entry.type,
  mode: entry.type === 'symlink' ? 0o777 : entry.mode,
  size: entry.type === 'file' ? entry.size : 0,
  ...('target' in entry ? { target: entry.target } : {}),
});

/** Packs the tree and throws at the first difference. */
async function roundTrip(t: Test, root: Node): Promise<void> {
  const folder = await scratch(t, 'trip');
  const plants = plantsOf('top', root, []);
  await plant(folder, plants);
  const { entries } = await collect(folder, ['top']);
  if (!(await archiveOf(entries, 77)).equals(await gnuTar(folder, ['top'], 77)))
    throw new Error('GNU tar writes other bytes');
  const file = path.join(folder, 'a.eap');
  await writePackage(entries, 77, file);
  const { members } = await readPackage(file);
  const [got, wanted] = [JSON.stringify(members), JSON.stringify(entries.map(seenAs))];
  if (got !== wanted) throw new Error(`members differ:\n${got}\n${wanted}`);
  const out = path.join(folder, 'out');
  await extractPackage(file, out);
  for (const { path: member, kind } of members) {
    if (kind !== 'file' && kind !== 'hardlink') continue;
    const [before, after] = [
      await readFile(path.join(folder, member)),
      await readFile(path.join(out, member)),
    ];
    if (!before.equals(after)) throw new Error(`${member} has another content`);
  }
}

t.test('random trees', async (t) => {
  t.comment(`seed ${seed}; ACAPKIT_SEED sets another`);
  let kinds = '';
  await fc.assert(
    fc.asyncProperty(tree, async (root) => {
      kinds += plantsOf('top', root, []).map(({ type }) => type);
      await roundTrip(t, root);
    }),
    { seed, numRuns: 50 },
  );
  for (const kind of ['file', 'dir', 'symlink', 'hardlink']) t.match(kinds, kind, `some trees had a ${kind}`);
});
