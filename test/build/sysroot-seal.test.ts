// Seals: every way in which a cached folder can be damaged is seen, and folders that share files by hard links do not disturb each other.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { isWhole, seal } from '../../src/build/sysroot/seal.js';

async function sealed(t: Test): Promise<string> {
  const folder = t.testdir({
    root: { usr: { lib: { 'libc.so.6': 'library', 'crt1.o': 'object' }, include: {} } },
  });
  const root = path.join(folder, 'root');
  await symlink('libc.so.6', path.join(root, 'usr/lib/libc.so'));
  await seal(root);
  t.ok(await isWhole(root), 'whole at first');
  return root;
}

const damages: Record<string, (root: string) => Promise<void>> = {
  'no seal, as after a killed build': (root) => rm(path.join(root, '.acapkit-seal')),
  'a truncated seal': (root) => truncate(path.join(root, '.acapkit-seal'), 10),
  'an empty seal': (root) => truncate(path.join(root, '.acapkit-seal'), 0),
  'a removed file': (root) => rm(path.join(root, 'usr/lib/crt1.o')),
  'a truncated file': (root) => truncate(path.join(root, 'usr/lib/libc.so.6'), 3),
  'a file changed in place': async (root) => {
    const file = path.join(root, 'usr/lib/libc.so.6');
    await utimes(file, 1, 1);
    await seal(root);
    await writeFile(file, 'LIBRARY');
  },
  'an added file': (root) => writeFile(path.join(root, 'usr/include/own.h'), ''),
  'a removed folder': (root) => rm(path.join(root, 'usr/include'), { recursive: true }),
  'a link that leads elsewhere': async (root) => {
    await rm(path.join(root, 'usr/lib/libc.so'));
    await symlink('crt1.o', path.join(root, 'usr/lib/libc.so'));
  },
  'a folder that is gone': (root) => rm(root, { recursive: true }),
};

for (const [name, damage] of Object.entries(damages))
  t.test(name, async (t) => {
    const root = await sealed(t);
    await damage(root);
    t.notOk(await isWhole(root));
  });

t.test('a copy by hard links gets a seal of its own', async (t) => {
  const root = await sealed(t);
  const copy = `${root}-copy`;
  await promisify(execFile)('cp', ['-al', root, copy]);
  t.ok(await isWhole(copy), 'the same content');
  await mkdir(path.join(copy, 'usr/include/axsdk'));
  await seal(copy);
  t.ok(await isWhole(copy));
  t.ok(await isWhole(root), 'the first one keeps its seal');
  t.not(
    await readFile(path.join(root, '.acapkit-seal'), 'utf8'),
    await readFile(path.join(copy, '.acapkit-seal'), 'utf8'),
  );
});
