// From a build folder to the stage: the executable that is named like the app, and the shared libraries that the project built, into lib/.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../project/load.js';
import { beginsLikeElf } from '../../support/elf/file.js';
import { parseElf } from '../../support/elf.js';
import { run } from '../../support/process.js';
import type { TargetName } from '../profiles.js';
import { stageDirectory, stageFile, targetDirectory } from '../stage.js';
import { requireExecutable } from './make.js';

/** Folders in which cmake and meson keep their own trial programs and objects. */
const notBuilt = /^(CMakeFiles|_CMakeLTOTest.*|meson-.*|.*\.p|\..*)$/;

async function builtFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = entries.map((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return notBuilt.test(entry.name) ? [] : builtFiles(file);
    return entry.isFile() ? [file] : [];
  });
  return (await Promise.all(below)).flat();
}

/** Under its SONAME the loader looks for a library; libfoo.so and libfoo.so.1.2 are names for people. */
async function libraryName(file: string): Promise<string> {
  const { soname } = parseElf(await readFile(file));
  return path.basename(soname ?? file);
}

/** The files for the stage: name in it → built file. The executable lies at the top of the build folder or, else, somewhere below. */
async function artefactsIn(build: string, appName: string): Promise<Map<string, string>> {
  const artefacts = new Map<string, string>();
  const files = (await builtFiles(build)).sort((a, b) => a.split(path.sep).length - b.split(path.sep).length);
  for (const file of files) {
    const name = path.basename(file);
    const library = /\.so(\.\d+)*$/.test(name);
    if ((!library && name !== appName) || !(await beginsLikeElf(file))) continue;
    const place = library ? path.join('lib', await libraryName(file)) : appName;
    if (!artefacts.has(place)) artefacts.set(place, file);
  }
  return artefacts;
}

/** Brings what was built into the stage and takes out what an earlier build made and this one no longer. Throws `build/no-executable`. */
export async function stageArtefacts(
  project: Project,
  target: TargetName,
  build: string,
  tool: string,
): Promise<void> {
  const { appName } = project.manifest.value.acapPackageConf.setup;
  const stage = stageDirectory(project.directory, target);
  const record = path.join(targetDirectory(project.directory, target), 'artefacts.json');
  const before: string[] = JSON.parse(await readFile(record, 'utf8').catch(() => '[]'));
  // What the project no longer builds is still in the folder.
  await run('ninja', ['-C', build, '-t', 'cleandead']);
  const artefacts = await artefactsIn(build, appName);
  for (const place of before) if (!artefacts.has(place)) await rm(path.join(stage, place), { force: true });
  for (const [place, file] of artefacts)
    await stageFile(file, path.join(stage, place), place === appName ? 0o755 : 0o644);
  await writeFile(record, JSON.stringify([...artefacts.keys()]));
  await requireExecutable(path.join(stage, appName), appName, tool);
}
