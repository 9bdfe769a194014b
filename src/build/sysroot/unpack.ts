// From package files to a folder that compilers, pkg-config and qemu can use as `/` of a camera.
import { lstat, mkdir, readdir, readlink, rm, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { inParallel, run } from '../../support/process.js';

const dropped = [
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  'usr/share/info',
  'usr/share/lintian',
  'usr/share/bug',
  'usr/share/bash-completion',
  'usr/share/gtk-doc',
  'usr/share/fonts',
  'usr/share/icons',
  'usr/bin',
  'usr/sbin',
  'bin',
  'sbin',
  'etc',
  'var',
  'usr/games',
  'usr/share/gdb',
  'usr/lib/aarch64-linux-gnu/gconv',
  'usr/lib/arm-linux-gnueabihf/gconv',
];

/** Unpacks the package files and makes the result relocatable. */
export async function unpackSysroot(archives: string[], root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await inParallel(archives, 2, (archive) => run('dpkg-deb', ['-x', archive, root]));
  await Promise.all(dropped.map((folder) => rm(path.join(root, folder), { recursive: true, force: true })));
  await relativeLinks(root, root);
}

/** Absolute links would lead into the host's own /, so nothing would link. */
async function relativeLinks(root: string, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await relativeLinks(root, file);
    else if (entry.isSymbolicLink()) await makeRelative(root, file);
  }
}

async function makeRelative(root: string, file: string): Promise<void> {
  const target = await readlink(file);
  if (!path.isAbsolute(target)) return;
  await unlink(file);
  await symlink(path.relative(path.dirname(file), path.join(root, target)), file);
}

/** Whether `file` exists, without following a link. */
export async function present(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}
