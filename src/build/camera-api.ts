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
import { isWhole, seal } from './sysroot/seal.js';
import { ensureSysroot, type SysrootOptions, sysrootPlace } from './sysroot/sysroot.js';

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
  const sysroot = target === 'host' ? undefined : await sysrootPlace(profile, target, options.extraPackages);
  const key = `${sysroot ? path.basename(sysroot) : 'host'}-${await cameraApiDigest(sonames)}`;
  const directory = path.join(cacheDirectory(), 'targets', key);
  const triple = target === 'host' ? '' : profileTable.architectures[target].triple;
  const files: TargetFiles = {
    target,
    profile,
    directory,
    pkgConfigDirectory: path.join(directory, 'usr/lib', triple, 'pkgconfig'),
    ...(sysroot ? { runtimeSysroot: sysroot } : {}),
  };
  // The target's folder has every file of the sysroot, so one look at it is enough.
  if (await isWhole(directory)) return files;
  if (target !== 'host') await ensureSysroot(profile, target, options);
  await withLock(path.join(cacheDirectory(), 'locks', `target-${key}.lock`), async () => {
    if (!(await isWhole(directory))) await makeTarget(files, sonames);
  });
  return files;
}

/** Makes a folder beside its final place, seals it and renames it; whatever was there before is damaged. */
async function makeSealed(directory: string, fill: (working: string) => Promise<void>): Promise<void> {
  const working = `${directory}.partial`;
  await rm(working, { recursive: true, force: true });
  await mkdir(path.dirname(working), { recursive: true });
  await fill(working);
  await seal(working);
  await rm(directory, { recursive: true, force: true });
  await rename(working, directory);
}

/** Lays the sysroot and the camera API over each other by hard links: a whole copy would cost 150 MB for a few kilobytes of additions. */
async function makeTarget(files: TargetFiles, sonames: Sonames): Promise<void> {
  const { directory, runtimeSysroot } = files;
  if (runtimeSysroot === undefined)
    return makeSealed(directory, (working) => layCameraApi(working, directory, files, sonames));
  const api = await ensureApi(files, sonames);
  await makeSealed(directory, async (working) => {
    await run('cp', ['-al', runtimeSysroot, working]);
    await run('cp', ['-alf', `${api}/.`, working]);
  });
}

/** The camera API of an architecture by itself, so that another sysroot of it costs nothing more. */
async function ensureApi(files: TargetFiles, sonames: Sonames): Promise<string> {
  const name = `api-${files.target}-${await cameraApiDigest(sonames)}`;
  const directory = path.join(cacheDirectory(), 'targets', name);
  if (await isWhole(directory)) return directory;
  await withLock(path.join(cacheDirectory(), 'locks', `${name}.lock`), async () => {
    if (await isWhole(directory)) return;
    await makeSealed(directory, (working) => layCameraApi(working, '/', files, sonames));
  });
  return directory;
}

/** Headers, libraries and options of the compiler and the linker, in a folder that will be laid over `final`. */
async function layCameraApi(
  root: string,
  final: string,
  { target, runtimeSysroot }: TargetFiles,
  sonames: Sonames,
): Promise<void> {
  const triple = target === 'host' ? '' : profileTable.architectures[target].triple;
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, compilerOptionsFile), compilerOptions());
  await writeFile(path.join(root, linkerOptionsFile), linkerOptions);
  await cp(packagePath('native', 'include'), path.join(root, 'usr/include'), { recursive: true });
  await makeCameraLibraries({
    target,
    sysroot: runtimeSysroot,
    lib: path.join(root, 'usr/lib', triple),
    prefix: path.join(final, 'usr'),
    sonames,
  });
}
