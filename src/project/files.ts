// The files of an app's folder as rules see them. Only what a package would hold is looked at, and old packages beside it.
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { type AppFiles, type FileFact, packedFolders } from '../manifest/rules/files.js';
import { elfFactsOf } from '../support/elf/file.js';
import { isElf } from '../support/elf.js';
import { failure } from '../support/errors.js';

const textBytesMax = 65_536;
const elfBytesMax = 256 * 2 ** 20;
const filesMax = 50_000;

/** Content that rules look at: of scripts, short texts and ELF files. */
async function contentFacts(file: string, size: number): Promise<Pick<FileFact, 'text' | 'elf'>> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(Math.min(size, textBytesMax));
    await handle.read(head, 0, head.length, 0);
    if (isElf(head)) {
      const elf = size > elfBytesMax ? undefined : await elfFactsOf(file);
      return elf === undefined ? {} : { elf };
    }
    return size > textBytesMax || head.includes(0) ? {} : { text: head.toString('utf8') };
  } finally {
    await handle.close();
  }
}

async function factOf(directory: string, name: string): Promise<FileFact | undefined> {
  const file = path.join(directory, name);
  const facts = await lstat(file).catch(() => undefined);
  if (facts === undefined) return undefined;
  const common = { name, mode: facts.mode & 0o7777, size: facts.isFile() ? facts.size : 0 };
  if (facts.isSymbolicLink()) return { ...common, type: 'symlink', target: await readlink(file) };
  if (facts.isDirectory()) return { ...common, type: 'directory' };
  if (!facts.isFile()) return { ...common, type: 'special' };
  const identity = facts.nlink > 1 ? { identity: `${facts.dev}:${facts.ino}` } : {};
  return { ...common, type: 'file', ...identity, ...(await contentFacts(file, facts.size)) };
}

async function walk(directory: string, name: string, into: Map<string, FileFact>): Promise<void> {
  if (into.has(name)) return;
  const fact = await factOf(directory, name);
  if (fact === undefined) return;
  into.set(name, fact);
  if (into.size > filesMax)
    throw failure('project/too-many-files', `the app has more than ${filesMax} files to pack`, {
      location: { file: directory },
      fix: 'pack less, or put the files into an archive',
    });
  if (fact.type !== 'directory') return;
  for (const child of await readdir(path.join(directory, name)))
    await walk(directory, `${name}/${child}`, into);
}

/** Looks at all files that packing the folder would take. `otherFiles` are names as given with --add. */
export async function scanFiles(directory: string, otherFiles: string[] = []): Promise<AppFiles> {
  const into = new Map<string, FileFact>();
  const top = await readdir(directory, { withFileTypes: true });
  const added = otherFiles.map((name) => path.posix.normalize(name).replace(/\/+$/, ''));
  const inside = added.filter((name) => name !== '.' && !name.startsWith('..') && !name.startsWith('/'));
  const single = top.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  for (const name of [...packedFolders, ...inside, ...single]) await walk(directory, name, into);
  return {
    root: directory,
    kind: 'project',
    files: [...into.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    otherFiles,
    packages: single.filter((name) => name.endsWith('.eap')),
  };
}
