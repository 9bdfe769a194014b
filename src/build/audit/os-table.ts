// What is known of AXIS OS releases, from the tables in toolchains/: their order, the versions of their libraries, which libraries they have.
import { readFileSync } from 'node:fs';
import { compareVersions } from '../../manifest/versions.js';
import { packagePath } from '../../support/package-root.js';
import type { OsRange, Sure } from './types.js';

interface Known {
  version: string;
  sure: Sure;
  source: string;
}

interface Limit {
  /** Name of a series of symbol versions, such as GLIBC; GLIB for releases of GLib. */
  series: string;
  from: string;
  to: string;
  /** This version and older ones are there. */
  has?: Known;
  /** This version and newer ones are not. */
  lacks?: Known;
}

interface Span {
  from: string;
  to: string;
  sure: Sure;
}

export interface DeviceLibrary {
  soname: string;
  has?: Span[];
  lacks?: Span[];
  source: string;
}

interface OsTable {
  releases: string[];
  executableStack: { refusedFrom: string; sure: Sure; source: string };
  wideTime: { from: string; sure: Sure; source: string; functions: string[] };
  limits: Limit[];
}

/** Whether something is there on a release: surely, surely not (with how sure that is), or nobody knows. */
export type Presence = { there: true } | { there: false; sure: Sure } | { there: 'unknown' };

const readJson = (name: string) => JSON.parse(readFileSync(packagePath('toolchains', name), 'utf8'));

/** The table of toolchains/axis-os.json. */
export const osTable: OsTable = readJson('axis-os.json');

/** The table of toolchains/device-libraries.json. */
export const deviceLibraries: DeviceLibrary[] = readJson('device-libraries.json').libraries;

const within = (release: string, { from, to }: { from: string; to: string }): boolean =>
  compareVersions(release, from) >= 0 && compareVersions(release, to) <= 0;

/** The first part: `12` of `12.11`. */
export const majorOf = (release: string): string => release.split('.')[0] ?? '';

function limitFor(series: string, release: string): Limit | undefined {
  return osTable.limits.find((limit) => limit.series === series && within(release, limit));
}

/** Whether cameras of a release have a version of a series. */
export function versionPresence(series: string, version: string, release: string): Presence {
  const limit = limitFor(series, release);
  if (limit?.has && compareVersions(version, limit.has.version) <= 0) return { there: true };
  if (limit?.lacks && compareVersions(version, limit.lacks.version) >= 0)
    return { there: false, sure: limit.lacks.sure };
  return { there: 'unknown' };
}

/** What is known of a series on a release, in words such as `2.34, and not 2.38`. */
export function versionWords(series: string, release: string): string {
  const { has, lacks } = limitFor(series, release) ?? {};
  const words = [
    has && `${has.version}${has.sure === 'assumed' ? ' (assumed)' : ''}`,
    lacks && `not ${lacks.version}`,
  ];
  return words.filter(Boolean).join(', ') || 'a version that is not published';
}

/** Series that the table judges; versions of others say nothing. */
export const judgedSeries: ReadonlySet<string> = new Set(osTable.limits.map(({ series }) => series));

/** Whether cameras of a release have a library of device-libraries.json. */
export function libraryPresence(library: DeviceLibrary, release: string): Presence {
  if (library.has?.some((span) => within(release, span))) return { there: true };
  const lacks = library.lacks?.find((span) => within(release, span));
  return lacks ? { there: false, sure: lacks.sure } : { there: 'unknown' };
}

interface GlibFunction {
  since: string;
  soname: string;
}

let glib: Map<string, GlibFunction> | undefined;

/** Functions of GLib that are newer than 2.56, from toolchains/glib-symbols.tsv. */
export function glibFunctions(): Map<string, GlibFunction> {
  glib ??= new Map(
    readFileSync(packagePath('toolchains', 'glib-symbols.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .slice(1)
      .map((line): [string, GlibFunction] => {
        const [symbol = '', since = '', library = ''] = line.split('\t');
        return [symbol, { since, soname: `lib${library}-2.0.so.0` }];
      }),
  );
  return glib;
}

/** Neighbouring releases as ranges: `10.7 … 10.9` and `11.0 … 12.11`. `releases` are in the order of the table. */
export function rangesOf(releases: string[]): OsRange[] {
  const ranges: OsRange[] = [];
  let before = -2;
  for (const release of releases) {
    const index = osTable.releases.indexOf(release);
    const last = ranges.at(-1);
    if (last && index === before + 1) last.max = release;
    else ranges.push({ min: release, max: release });
    before = index;
  }
  return ranges;
}

/** `11.0-12.11`, or `11.4` for a range of one release. */
export const rangeWords = ({ min, max }: OsRange): string => (min === max ? min : `${min}-${max}`);

/** Releases as ranges in words: `10.7-10.12, 13.0`. */
export const releaseWords = (releases: string[]): string => rangesOf(releases).map(rangeWords).join(', ');
