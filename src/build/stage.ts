// The folder that becomes a package: build/<target>/package in the project. Only what changed is copied, so that make stays incremental.
import { chmod, copyFile, lstat, mkdir, readdir, readlink, rm, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { TargetName } from './profiles.js';

const neverCopied = new Set(['build', 'dist', 'node_modules', 'prebuilds', '.git', '.acapkit', '.vscode']);

export const targetDirectory = (project: string, target: TargetName): string =>
  path.join(project, 'build', target);
export const stageDirectory = (project: string, target: TargetName): string =>
  path.join(targetDirectory(project, target), 'package');

async function copyEntry(from: string, to: string): Promise<void> {
  const source = await lstat(from);
  if (source.isSymbolicLink()) {
    await rm(to, { force: true, recursive: true });
    await symlink(await readlink(from), to);
    return;
  }
  if (!source.isFile()) return;
  const target = await lstat(to).catch(() => undefined);
  if (target?.isFile() && target.size === source.size && target.mtimeMs >= source.mtimeMs) return;
  await rm(to, { force: true, recursive: true });
  await copyFile(from, to);
  await chmod(to, source.mode & 0o777);
  await utimes(to, source.atime, source.mtime);
}

/** Copies a folder's content, keeping times and links. Skips build results and version control at the top level. */
export async function copyTree(from: string, to: string, top = true): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (top && (neverCopied.has(entry.name) || entry.name.endsWith('.eap'))) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target, false);
    else await copyEntry(source, target);
  }
}

/** Copies a single file into the stage with the given mode. */
export async function stageFile(from: string, to: string, mode: number): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await copyEntry(from, to);
  await chmod(to, mode);
}
