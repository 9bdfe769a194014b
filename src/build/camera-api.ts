// The camera API as an app's compiler sees it: headers, link stubs and .pc files, laid over a sysroot (or beside the host's own /usr).
// The stubs have the right SONAMEs and symbol versions and no behaviour; they are only linked against, never packaged or run.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../support/cache.js';
import { withLock } from '../support/file-lock.js';
import { packagePath } from '../support/package-root.js';
import { run } from '../support/process.js';
import { clang } from './compiler.js';
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

export const cameraLibraries = ['vdo', 'axevent', 'axparameter'];

interface LibraryFacts {
  soname: string;
  pkgConfigNames: string[];
  requires: string;
}

async function libraryFacts(library: string): Promise<LibraryFacts> {
  const text = await readFile(packagePath('native', 'symbols', `${library}.tsv`), 'utf8');
  const field = (name: string): string => new RegExp(`^# ${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  return {
    soname: field('soname'),
    pkgConfigNames: field('pkg-config').split(' '),
    requires: field('requires'),
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function cameraApiDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['include', 'symbols']) {
    for (const file of await filesBelow(packagePath('native', folder)))
      hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Finds or makes the files for a target. The first call for an ARM target may download a sysroot. */
export interface TargetOptions extends SysrootOptions {
  /** SONAMEs by library for those that link directly instead of being looked up at run time. */
  sonames?: Record<string, string>;
}

export async function ensureTarget(
  target: TargetName,
  profile: string,
  options: TargetOptions = {},
): Promise<TargetFiles> {
  const sysroot = target === 'host' ? undefined : await ensureSysroot(profile, target, options);
  const key = `${sysroot ? path.basename(sysroot.directory) : 'host'}-${await cameraApiDigest()}`;
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
    await layCameraApi(working, directory, target, triple);
    await rename(working, directory);
  });
  return files;
}

async function layCameraApi(root: string, final: string, target: TargetName, triple: string): Promise<void> {
  const lib = path.join(root, 'usr/lib', triple);
  await cp(packagePath('native', 'include'), path.join(root, 'usr/include'), { recursive: true });
  await mkdir(path.join(lib, 'pkgconfig'), { recursive: true });
  for (const library of cameraLibraries) {
    const facts = await libraryFacts(library);
    await makeStub(library, facts.soname, lib, target);
    const prefix = target === 'host' ? path.join(final, 'usr') : '/usr';
    for (const name of facts.pkgConfigNames) {
      await writeFile(path.join(lib, 'pkgconfig', `${name}.pc`), pkgConfigText(name, facts, prefix, triple));
    }
  }
}

function pkgConfigText(name: string, facts: LibraryFacts, prefix: string, triple: string): string {
  const linkName = facts.soname.replace(/^lib(.*)\.so.*$/, '$1');
  const libdir = triple ? `\${prefix}/lib/${triple}` : `\${prefix}/lib`;
  return [
    `prefix=${prefix}`,
    `libdir=${libdir}`,
    `includedir=\${prefix}/include`,
    '',
    `Name: ${name}`,
    `Description: link stub of the camera library ${facts.soname}`,
    'Version: 1.0',
    `Requires: ${facts.requires}`,
    `Libs: -L\${libdir} -l${linkName}`,
    `Cflags: -I\${includedir}`,
    '',
  ].join('\n');
}

async function makeStub(library: string, soname: string, lib: string, target: TargetName): Promise<void> {
  const generate = packagePath('native', 'symbols', 'generate.mjs');
  const source = path.join(lib, `${library}-stub.c`);
  const script = path.join(lib, `${library}-stub.map`);
  await writeFile(source, (await run(process.execPath, [generate, 'stub', library])).stdout);
  await writeFile(script, `${(await run(process.execPath, [generate, 'version-script', library])).stdout}\n`);
  const versions = (await readFile(script, 'utf8')).trim() ? [`-Wl,--version-script=${script}`] : [];
  const triple = target === 'host' ? [] : [`--target=${profileTable.architectures[target].triple}`];
  await run(await clang(), [
    ...triple,
    '-shared',
    '-nostdlib',
    '-ffreestanding',
    '-fPIC',
    '-w',
    '-fuse-ld=lld',
    '-Wl,-z,noexecstack',
    `-Wl,-soname,${soname}`,
    ...versions,
    '-o',
    path.join(lib, soname),
    source,
  ]);
  await symlink(soname, path.join(lib, soname.replace(/\.so.*$/, '.so')));
  await rm(source);
  await rm(script);
}
