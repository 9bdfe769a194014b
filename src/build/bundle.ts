// Libraries of the sysroot that an app needs and cameras do not have: copied into the package's lib/, where the app looks first. So a Debian
// package named in sysrootPackages is enough to use its library.
import { readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beginsLikeElf, elfFactsOf } from '../support/elf/file.js';
import type { ElfFacts } from '../support/elf.js';
import { deviceLibraries } from './audit/os-table.js';
import type { TargetFiles } from './camera-api.js';
import { profileTable } from './profiles.js';
import { stageFile, targetDirectory } from './stage.js';
import { cameraLibraries } from './symbol-tables.js';

const elfBytesMax = 64 * 2 ** 20;
const librariesMax = 200;

/** Whether cameras bring a library themselves, as far as the tables know. */
function isOnDevice(soname: string): boolean {
  const known = deviceLibraries.find((library) => library.soname === soname);
  const camera = cameraLibraries().some(
    (library) => library.soname === soname || library.candidates.includes(soname),
  );
  return camera || (known?.has?.length ?? 0) > 0;
}

async function elfOf(file: string): Promise<ElfFacts | undefined> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile() || facts.size > elfBytesMax) return undefined;
  return (await beginsLikeElf(file)) ? elfFactsOf(file) : undefined;
}

/** Folders of libraries; those one deeper hold what Debian chooses through alternatives, such as lapack/liblapack.so.3. */
async function libraryFolders(root: string, triple: string): Promise<string[]> {
  const base = path.join(root, 'usr/lib', triple);
  const entries = await readdir(base, { withFileTypes: true }).catch(() => []);
  const deeper = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(base, name));
  return [base, path.join(root, 'lib', triple), ...deeper.sort()];
}

/** The library's file in the sysroot, never one outside it. */
async function inSysroot(files: TargetFiles, soname: string): Promise<string | undefined> {
  if (files.target === 'host' || soname.includes('/')) return undefined;
  const { triple } = profileTable.architectures[files.target];
  const root = await realpath(files.directory);
  for (const folder of await libraryFolders(root, triple)) {
    const found = await realpath(path.join(folder, soname)).catch(() => undefined);
    if (found?.startsWith(`${root}${path.sep}`)) return found;
  }
  return undefined;
}

/** Programs and libraries that will be packed: the app's executable and what lies in lib/. */
async function packedBinaries(directory: string, appName: string): Promise<string[]> {
  const names = await readdir(path.join(directory, 'lib')).catch(() => []);
  return [path.join(directory, appName), ...names.map((name) => path.join(directory, 'lib', name))];
}

/** What programs are linked with beyond the camera's own libraries of known SONAME. */
export interface Linked {
  bundled: string[];
  lookedUp: string[];
}

/**
 * Copies what is missing into `lib/` of the stage, and takes out again what an earlier build copied and this one does not need.
 * @returns names of the copied libraries, and of the camera libraries that programs look up when they start; sorted
 */
export async function bundleLibraries(
  files: TargetFiles,
  project: string,
  stage: string,
  appName: string,
): Promise<Linked> {
  if (files.target === 'host') return { bundled: [], lookedUp: [] };
  const lib = path.join(stage, 'lib');
  const record = path.join(targetDirectory(project, files.target), 'bundled.json');
  const before: string[] = JSON.parse(await readFile(record, 'utf8').catch(() => '[]'));
  const bundled = new Set<string>();
  const lookedUp = new Set<string>();
  const own = new Set((await readdir(lib).catch(() => [])).filter((name) => !before.includes(name)));
  const queue = (await packedBinaries(stage, appName)).filter(
    (file) => !before.includes(path.basename(file)),
  );
  while (queue.length > 0 && bundled.size < librariesMax) {
    const elf = await elfOf(queue.shift() ?? '');
    for (const { library } of elf?.lookups ?? []) lookedUp.add(library);
    for (const soname of elf?.needed ?? []) {
      if (own.has(soname) || bundled.has(soname) || isOnDevice(soname)) continue;
      const source = await inSysroot(files, soname);
      if (source === undefined) continue;
      await stageFile(source, path.join(lib, soname), 0o644);
      bundled.add(soname);
      queue.push(source);
    }
  }
  for (const name of before) if (!bundled.has(name)) await rm(path.join(lib, name), { force: true });
  await writeFile(record, JSON.stringify([...bundled]));
  return { bundled: [...bundled].sort(), lookedUp: [...lookedUp].sort() };
}
