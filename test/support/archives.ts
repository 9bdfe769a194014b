// Archives for tests of the packer: ours in memory, and what GNU tar makes of the same files.
import { execFile } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import type { Entry } from '../../src/package/entry.js';
import { writeTar } from '../../src/package/tar-writer.js';

const execute = promisify(execFile);

/** The archive that our writer makes of the entries. */
export async function archiveOf(entries: Entry[], mtime = 0): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of writeTar(entries, mtime)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The operands as GNU tar packs them with the options of Axis' tool. */
export async function gnuTar(folder: string, operands: string[], mtime: number): Promise<Buffer> {
  const options = [
    '--format=gnu',
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    `--mtime=@${mtime}`,
    '--exclude-vcs',
    '--exclude=*~',
  ];
  const { stdout } = await execute('tar', ['-c', ...options, '--', ...operands], {
    cwd: folder,
    encoding: 'buffer',
    maxBuffer: 1 << 26,
  });
  return stdout;
}

/** An empty folder outside the checkout, which goes with the test. */
export async function scratch(t: Test, name = 'tar'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `acapkit-${name}-`));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Something in a folder; `target` of a hard link is the path of its first name. */
export type Plant =
  | { type: 'file'; path: string; mode: number; data: string | Buffer }
  | { type: 'dir'; path: string; mode: number }
  | { type: 'symlink' | 'hardlink'; path: string; target: string };

/** Makes the tree on the disk, with exact modes. Folders on the way are made too. */
export async function plant(folder: string, plants: Plant[]): Promise<void> {
  for (const item of plants) {
    const at = path.join(folder, item.path);
    await mkdir(path.dirname(at), { recursive: true });
    if (item.type === 'file') await writeFile(at, item.data);
    else if (item.type === 'dir') await mkdir(at, { recursive: true });
    else if (item.type === 'symlink') await symlink(item.target, at);
    else await link(path.join(folder, item.target), at);
  }
  for (const item of plants) if ('mode' in item) await chmod(path.join(folder, item.path), item.mode);
}
