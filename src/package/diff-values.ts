// What changed between two JSON values, told by the place. Lists are compared as sets of entries, because a new entry in the middle shall
// not make all that follow look changed.
import { isDeepStrictEqual } from 'node:util';

/** One change; without `from` the place is new, without `to` it is gone. */
export interface ValueChange {
  /** Such as `acapPackageConf.configuration.httpConfig[name=settings].access`; '' is the whole value. */
  path: string;
  from?: unknown;
  to?: unknown;
  /** The same entries in another order. */
  reordered?: true;
}

type Fields = Record<string, unknown>;
type Indexed = { value: unknown; index: number };

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function below(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The same text for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? 'undefined';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}

/** Entries of `list` that have no equal in `other`, each of which stands for one. */
function withoutEqual(list: unknown[], other: unknown[]): Indexed[] {
  const counts = new Map<string, number>();
  for (const text of other.map(canonical)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return list.flatMap((value, index) => {
    const text = canonical(value);
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left > 0 ? [] : [{ value, index }];
  });
}

/** What names an entry of a list of the manifest: parameters and CGIs have names, proxies a path; '' for others, undefined for values. */
function identity(value: unknown): string | undefined {
  if (!isFields(value)) return undefined;
  for (const key of ['name', 'apiPath']) if (typeof value[key] === 'string') return `${key}=${value[key]}`;
  return '';
}

/** Entries that a new one may have come from; the first of each name is the last of its list. */
function byIdentity(entries: Indexed[]): Map<string, Indexed[]> {
  const result = new Map<string, Indexed[]>();
  for (const entry of entries.toReversed()) {
    const name = identity(entry.value);
    if (name === undefined) continue;
    const same = result.get(name);
    if (same) same.push(entry);
    else result.set(name, [entry]);
  }
  return result;
}

function diffLists(from: unknown[], to: unknown[], path: string): ValueChange[] {
  if (isDeepStrictEqual(from, to)) return [];
  const gone = withoutEqual(from, to);
  const fresh = withoutEqual(to, from);
  if (gone.length === 0 && fresh.length === 0) return [{ path, from, to, reordered: true }];
  const waiting = byIdentity(gone);
  const paired = new Set<Indexed>();
  const changes = fresh.flatMap((entry): ValueChange[] => {
    const name = identity(entry.value);
    const before = name === undefined ? undefined : waiting.get(name)?.pop();
    if (before === undefined) return [{ path: `${path}[]`, to: entry.value }];
    paired.add(before);
    return diffValues(before.value, entry.value, `${path}[${name || entry.index}]`);
  });
  const removed = gone.filter((entry) => !paired.has(entry));
  return [...removed.map(({ value }) => ({ path: `${path}[]`, from: value })), ...changes];
}

/** Changes from one JSON value to another, in the order of the keys. Values must not be nested endlessly. */
export function diffValues(from: unknown, to: unknown, path = ''): ValueChange[] {
  if (Array.isArray(from) && Array.isArray(to)) return diffLists(from, to, path);
  if (!isFields(from) || !isFields(to)) return isDeepStrictEqual(from, to) ? [] : [{ path, from, to }];
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].flatMap((key): ValueChange[] => {
    const place = below(path, key);
    if (!Object.hasOwn(to, key)) return [{ path: place, from: from[key] }];
    if (!Object.hasOwn(from, key)) return [{ path: place, to: to[key] }];
    return diffValues(from[key], to[key], place);
  });
}
