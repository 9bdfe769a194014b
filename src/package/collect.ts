// Which files of a folder go into the archive, in the order GNU tar gives them with --sort=name: entries of a directory by the bytes of
// their own name, a directory followed at once by its content.
import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../support/errors.js';
import type { Entry } from './entry.js';

const versionControlNames = new Set([
  '.arch-ids',
  '.bzr',
  '.bzrignore',
  '.bzrtags',
  'CVS',
  '.cvsignore',
  '_darcs',
  '.git',
  '.gitattributes',
  '.gitignore',
  '.gitmodules',
  '.hg',
  '.hgignore',
  '.hgtags',
  'RCS',
  'SCCS',
  '.svn',
  '{arch}',
  '=RELEASE-ID',
  '=meta-update',
  '=update',
]);

/** Whether tar's --exclude-vcs or --exclude='*~' drops a file of this name. */
export const isExcluded = (name: string): boolean => versionControlNames.has(name) || name.endsWith('~');

export interface Collected {
  entries: Entry[];
  /** Names that were left out. */
  excluded: string[];
  /** Newest modification time in seconds. */
  newest: number;
}

/** An operand must stay inside the project: a camera would unpack it elsewhere, and tar would silently rename it. */
function refuseOutside(name: string): void {
  if (!path.isAbsolute(name) && !name.split('/').includes('..') && !/\s/.test(name)) return;
  throw failure('package/other-file-name', `${JSON.stringify(name)} cannot be packed under this name`, {
    expected: 'a relative path without ".." and without blanks',
    found: name,
    fix: 'copy or rename the file inside the project',
  });
}

async function addFile(folder: string, name: string, into: Collected): Promise<void> {
  if (isExcluded(path.posix.basename(name))) {
    into.excluded.push(name);
    return;
  }
  const file = path.join(folder, name);
  const facts = await lstat(file);
  into.newest = Math.max(into.newest, Math.floor(facts.mtimeMs / 1000));
  const mode = facts.mode & 0o7777;
  if (facts.isSymbolicLink()) {
    into.entries.push({ type: 'symlink', name, target: await readlink(file) });
  } else if (facts.isFile()) {
    into.entries.push({ type: 'file', name, mode, size: facts.size, data: { path: file } });
  } else if (facts.isDirectory()) {
    into.entries.push({ type: 'directory', name, mode });
    await addChildren(folder, name, into);
  } else {
    throw failure('package/special-file', `${name} is a socket, pipe or device`, {
      location: { file },
      expected: 'files, directories and symbolic links',
      fix: 'remove it from the package',
    });
  }
}

async function addChildren(folder: string, name: string, into: Collected): Promise<void> {
  const children = await readdir(path.join(folder, name));
  children.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const child of children) await addFile(folder, `${name}/${child}`, into);
}

/** Collects the operands in the given order, directories with all that is below them. */
export async function collect(folder: string, operands: string[]): Promise<Collected> {
  const result: Collected = { entries: [], excluded: [], newest: 0 };
  for (const operand of operands) {
    refuseOutside(operand);
    await addFile(folder, operand.replace(/\/+$/, ''), result);
  }
  return result;
}
