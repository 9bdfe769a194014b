// Which AXIS OS releases an app promises to serve, or is asked about: ranges as in compatibleOsVersions, or one version as in --os.
import { newestSdk, sdkGeneration } from '../../manifest/sdk.js';
import { compareVersions } from '../../manifest/versions.js';
import { failure } from '../../support/errors.js';
import { majorOf, osTable, rangesOf } from './os-table.js';
import type { OsRange } from './types.js';

export interface OsPromise {
  /** Known releases that are meant, in order. */
  releases: string[];
  /** A bare major version is kept when one of its releases can run the app: functions come with minor releases. */
  kept: 'by all' | 'by one';
  /** As the user wrote it. */
  words: string;
}

const cut = (version: string, parts: number): string => version.split('.').slice(0, parts).join('.');

/** Compared by as many parts as both have: 12 contains 12.11, and 12.10.68 begins in 12.10. */
function compareShared(release: string, limit: string): number {
  const parts = Math.min(2, limit.split('.').length);
  return compareVersions(cut(release, parts), cut(limit, parts));
}

/**
 * The promise of `--os`: `12` is any release of that major version, `12.5` exactly that one. A minor version that the table does not have
 * (13.1, say) stands for its major version. Throws `audit/unknown-os`.
 */
export function promiseOfOs(text: string): OsPromise {
  const os = text.replace(/^os/, '');
  const exactly = osTable.releases.filter((release) => compareShared(release, os) === 0);
  const whole = osTable.releases.filter((release) => majorOf(release) === majorOf(os));
  const isExact = os.includes('.') && exactly.length > 0;
  if (/^\d{1,9}(\.\d{1,9}){0,2}$/.test(os) && whole.length > 0)
    return {
      releases: isExact ? exactly : whole,
      kept: isExact ? 'by all' : 'by one',
      words: `AXIS OS ${os}`,
    };
  throw failure('audit/unknown-os', `no AXIS OS ${os} is known`, {
    expected: rangesOf(osTable.releases)
      .map(({ min, max }) => `${min} to ${max}`)
      .join(', '),
    found: text,
    fix: `name a known release, or a major version such as ${majorOf(osTable.releases.at(-1) ?? '')}`,
  });
}

/** Packing fills a missing `min` in with the AXIS OS of the SDK generation; the newest one when nobody says which. */
const newestMin = sdkGeneration(newestSdk).osVersion ?? '0';

/**
 * The promise of compatibleOsVersions; undefined when there are no ranges, or none that can be read.
 * @param filledMin stands for a `min` that is missing
 */
export function promiseOfRanges(ranges: unknown, filledMin = newestMin): OsPromise | undefined {
  if (!Array.isArray(ranges)) return undefined;
  const limits = ranges.flatMap((range: unknown): Partial<OsRange>[] => {
    if (typeof range !== 'object' || range === null) return [];
    const { min, max } = range as Record<string, unknown>;
    const version = (value: unknown): value is string =>
      typeof value === 'string' && /^\d{1,9}(\.\d{1,9}){0,2}$/.test(value);
    return [{ ...(version(min) ? { min } : {}), ...(version(max) ? { max } : {}) }];
  });
  const releases = osTable.releases.filter((release) =>
    limits.some(
      ({ min, max }) =>
        compareShared(release, min ?? filledMin) >= 0 &&
        (max === undefined || compareShared(release, max) <= 0),
    ),
  );
  if (limits.length === 0 || releases.length === 0) return undefined;
  const words = limits.map(({ min, max }) => `${min ?? filledMin} to ${max ?? 'any'}`).join(', ');
  return { releases, kept: 'by all', words: `AXIS OS ${words}` };
}

/** Whether reasons that hold for `releases` break a promise. */
export function breaks(promise: OsPromise, releases: string[]): boolean {
  const failing = promise.releases.filter((release) => releases.includes(release));
  return promise.kept === 'by all' ? failing.length > 0 : failing.length === promise.releases.length;
}

/**
 * Releases as compatibleOsVersions holds them. A range that reaches the newest known release of a major version ends with that major version,
 * because later releases of it keep what is there.
 */
export function manifestRanges(ranges: OsRange[]): OsRange[] {
  const isLast = (release: string): boolean =>
    osTable.releases.filter((other) => majorOf(other) === majorOf(release)).at(-1) === release;
  return ranges.map(({ min, max }) => ({ min, max: isLast(max) ? majorOf(max) : max }));
}
