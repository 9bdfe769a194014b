// A folder of the cache is made once, by one of those who want it, and again only when it is damaged.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { cachedFolderPlace, digestOf, ensureCachedFolder } from '../../src/build/cached-folder.js';

t.beforeEach((t) => {
  const before = process.env.ACAPKIT_CACHE;
  process.env.ACAPKIT_CACHE = t.testdir();
  t.teardown(() => {
    if (before === undefined) delete process.env.ACAPKIT_CACHE;
    else process.env.ACAPKIT_CACHE = before;
  });
});

t.test('two who want it at once', async (t) => {
  let times = 0;
  const fill = async (working: string): Promise<void> => {
    times += 1;
    t.not(working, cachedFolderPlace('one'), 'made beside its final place');
    await mkdir(working);
    await writeFile(path.join(working, 'file'), `made ${times} times`);
  };
  const places = await Promise.all([ensureCachedFolder('one', fill), ensureCachedFolder('one', fill)]);
  t.same(places, [cachedFolderPlace('one'), cachedFolderPlace('one')]);
  t.equal(times, 1);
  const file = path.join(cachedFolderPlace('one'), 'file');
  await writeFile(file, 'damaged');
  await ensureCachedFolder('one', fill);
  t.equal(await readFile(file, 'utf8'), 'made 2 times');
});

t.test('one that failed leaves nothing that would be used', async (t) => {
  const fail = async (working: string): Promise<void> => {
    await mkdir(working);
    throw new Error('no more disk');
  };
  await t.rejects(ensureCachedFolder('two', fail), /no more disk/);
  const place = await ensureCachedFolder('two', async (working) => {
    await mkdir(working);
    await writeFile(path.join(working, 'file'), 'whole');
  });
  t.equal(await readFile(path.join(place, 'file'), 'utf8'), 'whole');
});

t.test('a digest tells values, names and contents apart', async (t) => {
  const folder = t.testdir({ a: { b: { 'c.h': '1' } } });
  const first = digestOf(['x'], [folder]);
  t.match(first, /^[0-9a-f]{12}$/);
  t.equal(digestOf(['x'], [folder]), first);
  t.not(digestOf(['y'], [folder]), first);
  await writeFile(path.join(folder, 'a/b/c.h'), '2');
  t.not(digestOf(['x'], [folder]), first);
  await writeFile(path.join(folder, 'a/b/c.h'), '1');
  await writeFile(path.join(folder, 'a/d.h'), '');
  t.not(digestOf(['x'], [folder]), first);
});
