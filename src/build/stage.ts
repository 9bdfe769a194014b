// The folder that becomes a package: build/<target>/package in the project. Only what changed is copied, so that make stays incremental.
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../project/load.js';
import type { TargetName } from './profiles.js';

/** What of a project staging looks at. */
export type StagedProject = Pick<Project, 'directory' | 'manifestFile'>;

const neverCopied = new Set(['build', 'dist', 'node_modules', 'prebuilds', '.git', '.acapkit', '.vscode']);

export const targetDirectory = (project: string, target: TargetName): string =>
  path.join(project, 'build', target);
export const stageDirectory = (project: string, target: TargetName): string =>
  path.join(targetDirectory(project, target), 'package');

/**
 * Empties a target's folder when it was built in another way: make looks at times only, so it would keep what other flags, another sysroot
 * or another manifest made.
 */
export async function forgetOtherBuilds(project: string, target: TargetName, way: unknown): Promise<void> {
  const folder = targetDirectory(project, target);
  const record = path.join(folder, 'way.json');
  const text = JSON.stringify(way);
  if ((await readFile(record, 'utf8').catch(() => undefined)) === text) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(record, text);
}

async function copyEntry(from: string, to: string): Promise<void> {
  const source = await lstat(from);
  if (source.isSymbolicLink()) {
    await rm(to, { force: true, recursive: true });
    await symlink(await readlink(from), to);
    return;
  }
  if (!source.isFile()) return;
  const target = await lstat(to).catch(() => undefined);
  // Times are set with less precision than they are read, so a copy may seem a fraction of a millisecond older.
  if (target?.isFile() && target.size === source.size && target.mtimeMs > source.mtimeMs - 1) return;
  await rm(to, { force: true, recursive: true });
  await copyFile(from, to);
  await chmod(to, source.mode & 0o777);
  await utimes(to, source.atimeMs / 1000, source.mtimeMs / 1000);
}

/** Copies a folder's content, keeping times and links. Returns the files, relative to it. */
export async function copyTree(
  from: string,
  to: string,
  leaveOut: (name: string) => boolean = () => false,
): Promise<string[]> {
  await mkdir(to, { recursive: true });
  const files: string[] = [];
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (leaveOut(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory())
      files.push(...(await copyTree(source, target)).map((file) => path.join(entry.name, file)));
    else {
      await copyEntry(source, target);
      files.push(entry.name);
    }
  }
  return files;
}

/**
 * Brings the project's files into the stage, beside what earlier builds left there. Files that the project no longer has are taken out
 * again, or a package would hold what its author deleted.
 */
export async function stageProject(project: StagedProject, target: TargetName): Promise<string> {
  const { directory, manifestFile } = project;
  const stage = stageDirectory(directory, target);
  const record = path.join(targetDirectory(directory, target), 'staged.json');
  const before: string[] = JSON.parse(await readFile(record, 'utf8').catch(() => '[]'));
  const other = manifestFile === 'manifest.json' ? undefined : 'manifest.json';
  const files = await copyTree(
    directory,
    stage,
    (name) => neverCopied.has(name) || name.endsWith('.eap') || name === other,
  );
  if (other !== undefined)
    await stageFile(path.join(directory, manifestFile), path.join(stage, other), 0o644);
  const present = new Set(files);
  await Promise.all(
    before.filter((file) => !present.has(file)).map((file) => rm(path.join(stage, file), { force: true })),
  );
  await writeFile(record, JSON.stringify(files));
  return stage;
}

/** Copies a single file into the stage with the given mode. */
export async function stageFile(from: string, to: string, mode: number): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await copyEntry(from, to);
  await chmod(to, mode);
}
