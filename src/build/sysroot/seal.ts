// Whether a cached folder is still what was put there. A seal holds a digest of every name, size and time of change below the folder, which
// costs 20 ms for a sysroot to look at; a killed build leaves no seal, a deleted, shortened or changed file another digest. Only damage that
// keeps size and time of a file (a failing disk) goes unseen: reading 150 MB in each build would be too slow.
import { createHash, type Hash } from 'node:crypto';
import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../../support/replace-file.js';

const sealName = '.acapkit-seal';

function addFolder(hash: Hash, root: string, below: string): void {
  const entries = readdirSync(path.join(root, below), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path.join(below, entry.name);
    if (name === sealName) continue;
    const file = path.join(root, name);
    if (entry.isDirectory()) {
      hash.update(`d ${name}\n`);
      addFolder(hash, root, name);
    } else if (entry.isSymbolicLink()) hash.update(`l ${name} ${readlinkSync(file)}\n`);
    else {
      const { size, mtimeMs } = lstatSync(file);
      hash.update(`f ${name} ${size} ${Math.floor(mtimeMs / 1000)}\n`);
    }
  }
}

function treeDigest(root: string): string {
  const hash = createHash('sha256');
  addFolder(hash, root, '');
  return hash.digest('hex');
}

/** Seals a folder that is complete. Do it before the folder gets its final name. */
export async function seal(folder: string): Promise<void> {
  // The folder may share files with another sealed one by hard links: the seal is replaced, never written into.
  await rm(path.join(folder, sealName), { force: true });
  await replaceFile(path.join(folder, sealName), `${treeDigest(folder)}\n`);
}

/** Whether a folder is sealed and nothing in it was added, taken away or changed since. */
export async function isWhole(folder: string): Promise<boolean> {
  const text = await readFile(path.join(folder, sealName), 'utf8').catch(() => undefined);
  return text !== undefined && text.trim() === treeDigest(folder);
}
