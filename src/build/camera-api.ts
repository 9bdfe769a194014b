// The camera API as an app's compiler sees it: headers, link stubs and .pc files, laid over a sysroot (or beside the host's own /usr).
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packagePath } from '../support/package-root.js';
import { run } from '../support/process.js';
import { cachedFolderPlace, digestOf, ensureCachedFolder } from './cached-folder.js';
import { checkSonames, makeCameraLibraries } from './camera-libraries.js';
import { compilerOptions, compilerOptionsFile, linkerOptions, linkerOptionsFile } from './environment.js';
import { imageLibraryDigest, layImageLibrary, makeImageLibrary } from './image-library.js';
import { profileTable, type TargetName } from './profiles.js';
import { isWhole } from './sysroot/seal.js';
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

const cameraApiDigest = (sonames: Sonames): string =>
  digestOf(
    [Object.entries(sonames).sort(), compilerOptions(), linkerOptions],
    ['include', 'symbols', 'shim'].map((folder) => packagePath('native', folder)),
  );

/** Finds or makes the files for a target. The first call for an ARM target may download a sysroot. */
export async function ensureTarget(
  target: TargetName,
  profile: string,
  options: TargetOptions = {},
): Promise<TargetFiles> {
  const { sonames = {} } = options;
  checkSonames(sonames);
  const sysroot = target === 'host' ? undefined : await sysrootPlace(profile, target, options.extraPackages);
  const triple = target === 'host' ? '' : profileTable.architectures[target].triple;
  const filesAt = (directory: string): TargetFiles => ({
    target,
    profile,
    directory,
    pkgConfigDirectory: path.join(directory, 'usr/lib', triple, 'pkgconfig'),
    ...(sysroot ? { runtimeSysroot: sysroot } : {}),
  });
  const base = sysroot ? path.basename(sysroot) : 'host';
  const digests = [cameraApiDigest(sonames), await imageLibraryDigest(filesAt('/'))];
  const key = [base, ...digests].join('-');
  const files = filesAt(cachedFolderPlace(key));
  // The target's folder has every file of the sysroot, so one look at it is enough.
  if (await isWhole(files.directory)) return files;
  if (target !== 'host') await ensureSysroot(profile, target, options);
  const image = await ensureImageLibrary(files, options);
  await ensureCachedFolder(key, (working) => makeTarget(working, files, sonames, image));
  return files;
}

/** The image library of the standard sysroot by itself, so that a project's further packages cost nothing more. */
async function ensureImageLibrary(files: TargetFiles, { onProgress }: TargetOptions): Promise<string> {
  const { target, profile } = files;
  const standard = onProgress === undefined ? {} : { onProgress };
  const directory = target === 'host' ? '/' : (await ensureSysroot(profile, target, standard)).directory;
  const base: TargetFiles = { ...files, directory };
  const name = target === 'host' ? target : path.basename(directory);
  return ensureCachedFolder(`image-${name}-${await imageLibraryDigest(base)}`, (working) => {
    onProgress?.('compiling the image library');
    return makeImageLibrary(working, base);
  });
}

/** Lays the sysroot, the camera API and the image library over each other by hard links: a whole copy would cost 150 MB for some kilobytes. */
async function makeTarget(
  working: string,
  files: TargetFiles,
  sonames: Sonames,
  image: string,
): Promise<void> {
  const { directory, runtimeSysroot } = files;
  if (runtimeSysroot === undefined) {
    await layCameraApi(working, directory, files, sonames);
    return layImageLibrary(image, working, path.join(directory, 'usr'), files);
  }
  const api = await ensureApi(files, sonames);
  await run('cp', ['-al', runtimeSysroot, working]);
  await run('cp', ['-alf', `${api}/.`, working]);
  await layImageLibrary(image, working, '/usr', { ...files, directory: runtimeSysroot });
}

/** The camera API of an architecture by itself, so that another sysroot of it costs nothing more. */
function ensureApi(files: TargetFiles, sonames: Sonames): Promise<string> {
  const name = `api-${files.target}-${cameraApiDigest(sonames)}`;
  return ensureCachedFolder(name, (working) => layCameraApi(working, '/', files, sonames));
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
