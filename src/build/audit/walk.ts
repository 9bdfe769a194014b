// The files below a folder that nobody has described: a build folder, an unpacked package. Within limits, and never through links.
import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../../support/errors.js';

const entriesMax = 20_000;
const notEntered = new Set(['node_modules', '.git']);

export interface WalkedFile {
  /** Whole path. */
  file: string;
  /** Relative to the folder, with `/`. */
  name: string;
  size: number;
  /** Text of a symbolic link. */
  target?: string;
}

/** Files and links below a folder, in the order of their names; at most 20,000. None when it is not there. */
export async function walkFiles(folder: string): Promise<WalkedFile[]> {
  const found: WalkedFile[] = [];
  const visit = async (directory: string, prefix: string): Promise<void> => {
    const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= entriesMax) return;
      const file = path.join(directory, entry.name);
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory() && !notEntered.has(entry.name)) await visit(file, `${name}/`);
      if (entry.isFile()) found.push({ file, name, size: (await lstat(file)).size });
      if (entry.isSymbolicLink()) found.push({ file, name, size: 0, target: await readlink(file) });
    }
  };
  await visit(folder, '');
  return found;
}
