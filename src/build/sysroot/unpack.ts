// From package files to a folder that compilers, pkg-config and qemu can use as `/` of a camera.
import { lstat, mkdir, readdir, readlink, rm, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { inParallel, run } from '../../support/process.js';
import { profileTable } from '../profiles.js';

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

/** Libraries of gcc's own sanitizers, which clang has no use for. */
const gccSanitizer = /^lib(asan|hwasan|itm|lsan|tsan|ubsan)[._]/;

/** Unpacks the package files and makes the result relocatable. */
export async function unpackSysroot(archives: string[], root: string, triple: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await inParallel(archives, 2, (archive) => run('dpkg-deb', ['-x', archive, root]));
  await Promise.all(dropped.map((folder) => rm(path.join(root, folder), { recursive: true, force: true })));
  await dropSanitizers(path.join(root, 'usr/lib/gcc', triple));
  await mergeLib(root);
  await relativeLinks(root, root);
  await addAliases(path.join(root, 'usr/lib', triple, 'pkgconfig'));
}

async function dropSanitizers(folder: string): Promise<void> {
  for (const version of await readdir(folder).catch(() => []))
    for (const name of await readdir(path.join(folder, version)))
      if (gccSanitizer.test(name)) await rm(path.join(folder, version, name), { force: true });
}

/**
 * /lib becomes a link to usr/lib, as on an installed Debian. From trixie on nothing else puts libc.so.6 under /lib, where linker scripts look.
 * In older suites the loader of armhf takes /lib/<triple> for absent after the first library that is not there: it asks with statx, for
 * which qemu's -L has no effect (seen with qemu 7.2).
 */
async function mergeLib(root: string): Promise<void> {
  const lib = path.join(root, 'lib');
  const facts = await lstat(lib).catch(() => undefined);
  if (facts?.isSymbolicLink()) return;
  if (facts) await run('cp', ['-alf', `${lib}/.`, path.join(root, 'usr/lib')]);
  await rm(lib, { recursive: true, force: true });
  await symlink('usr/lib', lib);
}

/** Names of pkg-config files on cameras that Debian writes in another way. */
async function addAliases(folder: string): Promise<void> {
  for (const [alias, name] of Object.entries(profileTable.sysroot.pkgConfigAliases)) {
    const file = path.join(folder, `${alias}.pc`);
    if (!(await present(file)) && (await present(path.join(folder, `${name}.pc`))))
      await symlink(`${name}.pc`, file);
  }
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
