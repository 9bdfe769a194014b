// Unpacking without trust. The tree grows under a name of its own, links come last, and it gets its place in one step when every member
// was checked: whoever looks there sees the whole package or nothing.
import fs from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, failure } from '../support/errors.js';
import { type ArchiveLimits, archiveLimits } from './archive-limits.js';
import type { PackageMember } from './archive-members.js';
import { type ContentSink, readArchive } from './archive-stream.js';
import { partialName, removeAbandoned } from './partial-name.js';

async function refuseOccupied(directory: string): Promise<void> {
  const names = await readdir(directory).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  });
  if (names[0] === undefined) return;
  throw failure('package/not-empty', 'a package is unpacked into an empty folder only', {
    location: { file: directory },
    found: names[0],
    fix: 'choose a new folder',
  });
}

/** Unpacks a package into a folder that must be empty or missing. Throws as `readPackage` does, and leaves nothing then. */
export async function extractPackage(
  file: string,
  directory: string,
  limits: Partial<ArchiveLimits> = {},
): Promise<PackageMember[]> {
  await refuseOccupied(directory);
  const working = path.join(path.dirname(directory), partialName(path.basename(directory), process.pid));
  try {
    await mkdir(path.dirname(directory), { recursive: true });
    await removeAbandoned(directory);
    await mkdir(working);
    const members = await writeTree(file, working, { ...archiveLimits, ...limits });
    await rename(working, directory);
    return members;
  } catch (error) {
    await rm(working, { recursive: true, force: true });
    throw error;
  }
}

async function writeTree(file: string, root: string, limits: ArchiveLimits): Promise<PackageMember[]> {
  const tree = new TreeWriter(root);
  try {
    const members = await readArchive(file, limits, (member) => tree.file(member));
    for (const member of members) tree.folder(member);
    // Links come last, so that no file can be written through one; by now all of them are known to stay inside.
    for (const member of members) tree.link(member);
    for (const member of members)
      if (member.kind === 'directory') fs.chmodSync(path.join(root, member.path), member.mode | 0o700);
    return members;
  } finally {
    tree.close();
  }
}

const flags = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_NOFOLLOW;

/** Writes members into a folder in which no link exists yet. */
class TreeWriter {
  readonly #folders = new Set(['']);
  readonly #open = new Set<number>();

  constructor(private readonly root: string) {}

  /** The folder that a member is or lies in. */
  folder({ kind, path: name }: PackageMember): void {
    const folder = kind === 'directory' ? name : path.posix.dirname(`/${name}`).slice(1);
    if (this.#folders.has(folder)) return;
    fs.mkdirSync(path.join(this.root, folder), { recursive: true });
    this.#folders.add(folder);
  }

  /** A new file; its content goes into the sink. */
  file(member: PackageMember): ContentSink {
    this.folder(member);
    const descriptor = fs.openSync(path.join(this.root, member.path), flags, 0o600);
    this.#open.add(descriptor);
    return {
      write: (chunk) => fs.writeFileSync(descriptor, chunk),
      end: () => {
        fs.fchmodSync(descriptor, member.mode);
        fs.closeSync(descriptor);
        this.#open.delete(descriptor);
      },
    };
  }

  link({ kind, path: name, target }: PackageMember): void {
    if (target === undefined) return;
    const at = path.join(this.root, name);
    if (kind === 'hardlink') fs.linkSync(path.join(this.root, target), at);
    else fs.symlinkSync(target, at);
  }

  close(): void {
    for (const descriptor of this.#open) fs.closeSync(descriptor);
  }
}
