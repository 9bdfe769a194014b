// What `acapkit audit` can be pointed at: one ELF file, a package, a project that was built, or any folder with programs in it.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { auditInput, byArchitecture, promiseOfSetup, setupOf } from '../build/audit/app.js';
import { usesNeon } from '../build/audit/neon.js';
import { buildObjects } from '../build/audit/objects.js';
import type { OsPromise } from '../build/audit/promise.js';
import type { AuditedFile, AuditInput } from '../build/audit/types.js';
import { walkFiles } from '../build/audit/walk.js';
import type { Architecture } from '../build/profiles.js';
import { stageDirectory, targetDirectory } from '../build/stage.js';
import { parseManifest } from '../manifest/parse.js';
import { packedFiles } from '../manifest/rules/packed.js';
import { extractPackage } from '../package/extract.js';
import { scanFiles } from '../project/files.js';
import { loadProject } from '../project/load.js';
import { beginsLikeElf } from '../support/elf/file.js';
import { isElf, parseElf } from '../support/elf.js';
import { AcapkitError, errnoOf, type Finding, failure } from '../support/errors.js';

export interface Subject {
  title: string;
  input: AuditInput;
  /** What the manifest promises. */
  promise?: OsPromise;
  placeOf: (file: string) => string;
  /** Programs that could not be read. */
  damaged: Finding[];
}

const elfBytesMax = 256 * 2 ** 20;
/** Of all files together; Node alone has 75,000. */
const symbolsMax = 1_000_000;

/** Programs and libraries of a folder. `placeOf` names them in findings. */
async function readFolder(
  folder: string,
  placeOf: (file: string) => string,
): Promise<Pick<Subject, 'damaged'> & Pick<AuditInput, 'files' | 'links'>> {
  const files: AuditedFile[] = [];
  const damaged: Finding[] = [];
  let symbolsLeft = symbolsMax;
  const walked = await walkFiles(folder);
  for (const one of walked.filter(({ target }) => target === undefined)) {
    if (symbolsLeft < 0 || one.size > elfBytesMax || !(await beginsLikeElf(one.file))) continue;
    try {
      const elf = parseElf(await readFile(one.file));
      symbolsLeft -= elf.imports.length + elf.exports.length;
      files.push(await withNeon({ name: one.name, elf }, one.file, one.size));
    } catch (error) {
      if (!(error instanceof AcapkitError)) throw error;
      for (const finding of error.findings)
        damaged.push({ ...finding, location: { file: placeOf(one.name) } });
    }
  }
  const links = walked.flatMap(({ name, target }) => (target === undefined ? [] : [{ name, target }]));
  return { files, links, damaged };
}

async function withNeon(file: AuditedFile, place: string, size: number): Promise<AuditedFile> {
  const neon = file.elf.machine === 'arm' ? await usesNeon(place, size) : undefined;
  return neon === undefined ? file : { ...file, neon };
}

async function manifestIn(folder: string): Promise<unknown> {
  const file = path.join(folder, 'manifest.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseManifest(text, file).value;
}

const withPromise = (promise: OsPromise | undefined) => (promise === undefined ? {} : { promise });

async function packageSubjects(file: string): Promise<Subject[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-audit-'));
  try {
    await extractPackage(file, path.join(folder, 'app'));
    const placeOf = (name: string): string => `${file}:${name}`;
    const setup = setupOf(await manifestIn(path.join(folder, 'app')));
    const { files, links, damaged } = await readFolder(path.join(folder, 'app'), placeOf);
    const { architecture } = auditInput([], setup);
    const whole = { files, links, ...(architecture ? { architecture } : {}) };
    const source = { title: path.basename(file), ...withPromise(promiseOfSetup(setup)), placeOf, damaged };
    return subjectsOf(whole, source);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was built of a project: one subject for each camera architecture. */
async function projectSubjects(directory: string, targets: Architecture[]): Promise<Subject[]> {
  const { manifest, settings } = await loadProject(directory);
  const setup = setupOf(manifest.value);
  return Promise.all(
    targets.map(async (target) => {
      const stage = stageDirectory(directory, target);
      const scanned = await scanFiles(stage, settings.add ?? []);
      const placeOf = (name: string): string => path.join(stage, name);
      const input = auditInput(packedFiles({ document: manifest, files: scanned }), setup, target);
      const sizes = new Map(scanned.files.map(({ name, size }) => [name, size]));
      const files = await Promise.all(
        input.files.map((file) => withNeon(file, placeOf(file.name), sizes.get(file.name) ?? 0)),
      );
      const objectsOf = await buildObjects(targetDirectory(directory, target));
      const title = `${path.basename(directory)} for ${target}`;
      return {
        title,
        input: { ...input, files, objectsOf },
        ...withPromise(promiseOfSetup(setup)),
        placeOf,
        damaged: [],
      };
    }),
  );
}

async function folderSubjects(directory: string): Promise<Subject[]> {
  const placeOf = (name: string): string => path.join(directory, name);
  const { files, links, damaged } = await readFolder(directory, placeOf);
  const programs = files.filter(({ elf }) => elf.kind !== 'object');
  if (programs.length === 0 && damaged.length === 0)
    throw failure('audit/nothing', 'there is no program and no library in this folder', {
      location: { file: directory },
      expected: 'an app that was built, a build folder, or a folder with programs',
      fix: 'build it first: acapkit build',
    });
  const setup = setupOf(await manifestIn(directory));
  const objectsOf = await buildObjects(directory);
  const whole = { ...auditInput([], setup), files: programs, links, objectsOf };
  const source = { title: path.basename(directory), ...withPromise(promiseOfSetup(setup)), placeOf, damaged };
  return subjectsOf(whole, source);
}

/** One subject for each architecture. */
function subjectsOf(whole: AuditInput, source: Omit<Subject, 'input'>): Subject[] {
  const parts = byArchitecture(whole);
  return parts.map((input) => {
    const machine = input.files[0]?.elf.machine ?? '';
    return { ...source, title: parts.length > 1 ? `${source.title}, ${machine}` : source.title, input };
  });
}

async function fileSubject(file: string): Promise<Subject> {
  const data = await readFile(file);
  if (!isElf(data))
    throw failure('audit/not-elf', 'this is no program and no library', {
      location: { file },
      expected: 'an ELF file, an .eap, or a folder',
      found: `${data.length} bytes that begin in another way`,
      fix: 'name the built program, not its source or a script',
    });
  const audited = await withNeon({ name: path.basename(file), elf: parseElf(data) }, file, data.length);
  return {
    title: path.basename(file),
    input: { files: [audited], links: [] },
    placeOf: () => file,
    damaged: [],
  };
}

/** Reads what shall be audited. Throws `audit/not-found`, `audit/not-elf`, `audit/nothing`, and as packages and projects are read. */
export async function auditSubjects(target: string): Promise<Subject[]> {
  const place = path.resolve(target);
  const facts = await stat(place).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error;
    throw failure('audit/not-found', 'there is nothing of this name', {
      location: { file: target },
      expected: 'an ELF file, an .eap, the folder of an app, or a build folder',
      fix: 'check the path',
    });
  });
  if (!facts.isDirectory())
    return place.endsWith('.eap') ? packageSubjects(place) : [await fileSubject(place)];
  const isProject = (await manifestIn(place)) !== undefined;
  const built: Architecture[] = [];
  for (const target of isProject ? (['aarch64', 'armv7hf'] as const) : [])
    if (
      await stat(stageDirectory(place, target)).then(
        () => true,
        () => false,
      )
    )
      built.push(target);
  return built.length > 0 ? projectSubjects(place, built) : folderSubjects(place);
}
