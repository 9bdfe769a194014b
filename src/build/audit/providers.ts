// Who gives each library that a file needs: the package itself, the camera, or nobody. The package is looked through as the loader would.
import path from 'node:path';
import { compareVersions } from '../../manifest/versions.js';
import type { ElfFacts } from '../../support/elf.js';
import { type CameraLibrary, cameraLibraries } from '../symbol-tables.js';
import {
  type DeviceLibrary,
  deviceLibraries,
  libraryPresence,
  osTable,
  type Presence,
  rangesOf,
  rangeWords,
} from './os-table.js';
import type { AuditedFile, AuditInput } from './types.js';

export type Provider =
  | { kind: 'bundled'; file: AuditedFile; reachable: boolean }
  | { kind: 'camera'; library: CameraLibrary }
  | { kind: 'device'; library: DeviceLibrary }
  | { kind: 'missing'; wrong?: AuditedFile };

/** Functions with which a program can choose where libraries are looked for before it starts another one. */
const startFunctions = new Set([
  'setenv',
  'putenv',
  'execv',
  'execve',
  'execvp',
  'execl',
  'execle',
  'posix_spawn',
]);

/** Answers for one package; made once for each audit. */
export class Providers {
  readonly #byName = new Map<string, { name: string; file: AuditedFile }[]>();
  readonly #folders: Set<string>;
  readonly #startsOthers: boolean;

  constructor({ files, links }: AuditInput) {
    const byPath = new Map(files.map((file) => [file.name, file]));
    const targets = new Map(
      links.map(({ name, target }) => [name, path.posix.join(path.posix.dirname(name), target)]),
    );
    for (const file of files) this.#add(file.name, file);
    for (const { name } of links) {
      const file = byPath.get(resolved(name, targets));
      if (file) this.#add(name, file);
    }
    this.#folders = new Set(files.flatMap(searchFolders));
    // A script, or a program that sets LD_LIBRARY_PATH, may start the app; the folder that it names is lib/, as a rule.
    const programs = files.filter(({ elf }) => elf.kind === 'program');
    this.#startsOthers =
      !programs.some(({ name }) => !name.includes('/')) ||
      programs.some(({ elf }) => elf.imports.some(({ name }) => startFunctions.has(name)));
  }

  #add(name: string, file: AuditedFile): void {
    const base = path.posix.basename(name);
    this.#byName.set(base, [...(this.#byName.get(base) ?? []), { name, file }]);
  }

  /** Who gives `soname` to a file. */
  of(file: AuditedFile, soname: string): Provider {
    const named = (this.#byName.get(soname) ?? []).filter((one) => one.file.elf.kind !== 'object');
    const fitting = named.filter((one) => one.file.elf.machine === file.elf.machine);
    const near = fitting.find(({ name }) => this.#isSearched(path.posix.dirname(name)));
    if (near) return { kind: 'bundled', file: near.file, reachable: true };
    const device = deviceLibraries.find((library) => library.soname === soname);
    if (device) return { kind: 'device', library: device };
    const camera = cameraLibraryOf(soname, file.elf);
    if (camera) return { kind: 'camera', library: camera };
    const [far] = fitting;
    if (far) return { kind: 'bundled', file: far.file, reachable: false };
    return { kind: 'missing', ...(named[0] ? { wrong: named[0].file } : {}) };
  }

  #isSearched(folder: string): boolean {
    return this.#folders.has(folder) || (this.#startsOthers && /^lib(\/|$)/.test(folder));
  }
}

/** Follows links in the package; a chain that is too long leads nowhere. */
function resolved(name: string, targets: Map<string, string>): string {
  let at = name;
  for (let steps = 0; steps < 8; steps++) {
    const next = targets.get(at);
    if (next === undefined) return at;
    at = next;
  }
  return '';
}

/** Folders of the package in which a file lets the loader look. */
function searchFolders({ name, elf }: AuditedFile): string[] {
  const own = path.posix.dirname(name);
  return [...elf.runpath, ...elf.rpath].flatMap((folder) => {
    const inside = /^(?:\$ORIGIN|\$\{ORIGIN\})(?=\/|$)(.*)$/.exec(folder)?.[1];
    if (inside !== undefined) return [path.posix.join(own, `.${inside}`).replace(/\/$/, '')];
    const installed = /^\/usr\/local\/packages\/[^/]+(?:\/(.*))?$/.exec(folder);
    return installed ? [path.posix.join('.', installed[1] ?? '').replace(/\/$/, '')] : [];
  });
}

/** The camera library of a SONAME. Where the SONAME is not published, a file’s functions tell that it means this library. */
export function cameraLibraryOf(soname: string, elf: ElfFacts): CameraLibrary | undefined {
  const libraries = cameraLibraries();
  const named = libraries.find((one) => one.soname === soname || one.candidates.includes(soname));
  if (named || deviceLibraries.some((library) => library.soname === soname)) return named;
  const used = libraries.filter(
    (one) =>
      one.soname === undefined &&
      !one.candidates.some((name) => elf.needed.includes(name)) &&
      elf.imports.some(({ name }) => one.symbols.has(name)),
  );
  return used.find(({ name }) => soname.includes(name)) ?? (used.length === 1 ? used[0] : undefined);
}

/** Bases that tell when a library began; the others only tell when a function was first seen. */
const beginnings = new Set(['api-start', 'example']);

/** Whether cameras of a release have a camera library at all. */
export function cameraLibraryPresence({ symbols, link }: CameraLibrary, release: string): Presence {
  const rows = [...symbols.values()];
  if (rows.length > 0 && rows.every(({ removedIn }) => removedIn && compareVersions(release, removedIn) >= 0))
    return { there: false, sure: 'stated' };
  // Libraries that the native SDK never had: whether a camera still has one is not published.
  if (link === 'none') return { there: 'unknown' };
  const [first] = rows.sort((a, b) => compareVersions(a.firstOs, b.firstOs));
  if (first === undefined) return { there: 'unknown' };
  if (compareVersions(release, first.firstOs) >= 0) return { there: true };
  return beginnings.has(first.basis) ? { there: false, sure: 'inferred' } : { there: 'unknown' };
}

/** Which cameras have a library, in words. */
export function presenceWords(presence: (release: string) => Presence): string {
  const all = osTable.releases.map((os) => ({ os, there: presence(os).there }));
  const words = (wanted: Presence['there']): string =>
    rangesOf(all.filter(({ there }) => there === wanted).map(({ os }) => os))
      .map(rangeWords)
      .join(', ');
  if (all.every(({ there }) => there === true)) return 'all';
  const [known, unknown] = [words(true), words('unknown')];
  return [known, unknown && `not known for ${unknown}`].filter(Boolean).join('; ') || 'none';
}

export const devicePresence =
  (library: DeviceLibrary) =>
  (release: string): Presence =>
    libraryPresence(library, release);
