// The camera API as an app's compiler sees it: headers, link stubs and .pc files, laid over a sysroot (or beside the host's own /usr).
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../support/cache.js';
import { withLock } from '../support/file-lock.js';
import { packagePath } from '../support/package-root.js';
import { run } from '../support/process.js';
import { checkSonames, makeCameraLibraries } from './camera-libraries.js';
import { compilerOptions, compilerOptionsFile, linkerOptions, linkerOptionsFile } from './environment.js';
import { profileTable, type TargetName } from './profiles.js';
import { ensureSysroot, type SysrootOptions } from './sysroot/sysroot.js';
import { present } from './sysroot/unpack.js';

/** What a compiler needs to build for one target. */
export interface TargetFiles {
  target: TargetName;
  profile: string;
  /** Folder with the camera API: a whole sysroot for ARM, only our own files for the host. */
  directory: string;
  /** Where pkg-config finds the camera libraries. */
  pkgConfigDirectory: string;
  /** Folder for `qemu -L` (no stubs in it), undefined for the host. */
  runtimeSysroot?: string;
}

type Sonames = Record<string, string>;

export interface TargetOptions extends SysrootOptions {
  /** SONAMEs by library for those that link directly instead of being looked up at run time. */
  sonames?: Sonames;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function cameraApiDigest(sonames: Sonames): Promise<string> {
  const hash = createHash('sha256').update(
    JSON.stringify([Object.entries(sonames).sort(), compilerOptions(), linkerOptions]),
  );
  for (const folder of ['include', 'symbols', 'shim']) {
    for (const file of await filesBelow(packagePath('native', folder)))
      hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Finds or makes the files for a target. The first call for an ARM target may download a sysroot. */
export async function ensureTarget(
  target: TargetName,
  profile: string,
  options: TargetOptions = {},
): Promise<TargetFiles> {
  const { sonames = {} } = options;
  checkSonames(sonames);
  const sysroot = target === 'host' ? undefined : await ensureSysroot(profile, target, options);
  const key = `${sysroot ? path.basename(sysroot.directory) : 'host'}-${await cameraApiDigest(sonames)}`;
  const directory = path.join(cacheDirectory(), 'targets', key);
  const triple = target === 'host' ? '' : profileTable.architectures[target].triple;
  const files: TargetFiles = {
    target,
    profile,
    directory,
    pkgConfigDirectory: path.join(directory, 'usr/lib', triple, 'pkgconfig'),
    ...(sysroot ? { runtimeSysroot: sysroot.directory } : {}),
  };
  if (await present(directory)) return files;
  await withLock(path.join(cacheDirectory(), 'locks', `target-${key}.lock`), async () => {
    if (await present(directory)) return;
    const working = `${directory}.partial`;
    await rm(working, { recursive: true, force: true });
    await mkdir(path.dirname(working), { recursive: true });
    // Hard links: a whole copy of a sysroot would cost 150 MB for a few kilobytes of additions.
    if (sysroot) await run('cp', ['-al', sysroot.directory, working]);
    await layCameraApi(working, directory, target, sonames);
    await rename(working, directory);
  });
  return files;
}

/** Lays headers, libraries and linker options into a sysroot that will be at `final`. */
async function layCameraApi(
  root: string,
  final: string,
  target: TargetName,
  sonames: Sonames,
): Promise<void> {
  const triple = target === 'host' ? '' : profileTable.architectures[target].triple;
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, compilerOptionsFile), compilerOptions());
  await writeFile(path.join(root, linkerOptionsFile), linkerOptions);
  await cp(packagePath('native', 'include'), path.join(root, 'usr/include'), { recursive: true });
  await makeCameraLibraries({
    target,
    root,
    lib: path.join(root, 'usr/lib', triple),
    prefix: target === 'host' ? path.join(final, 'usr') : '/usr',
    sonames,
  });
}
