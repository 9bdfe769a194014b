// Questions to the table of fields: where a name belongs, and in which versions a place knows it.
import type { FieldEntry, FieldTable, Span } from './field.js';
import { manifest } from './top-level.js';

type Path = readonly (string | number)[];

/** The fields that entries of a list or an object can have, over all shapes. */
function fieldsOf(entry: FieldEntry): FieldTable {
  if (entry.type === 'object') return entry.fields;
  if (entry.type !== 'array') return {};
  return Object.assign({}, ...entry.items.map(fieldsOf));
}

function entryAt(path: Path): FieldEntry | undefined {
  let entry: FieldEntry | undefined = manifest;
  // An index stands for the shapes of a list's items, whose fields `fieldsOf` already gives.
  for (const part of path.filter((name) => typeof name === 'string')) {
    const fields: FieldTable = entry === undefined ? {} : fieldsOf(entry);
    entry = Object.hasOwn(fields, part) ? fields[part] : undefined;
  }
  return entry;
}

/** The versions in which a place knows a field; undefined when it never did. */
export function fieldSpan(path: Path): Span | undefined {
  const entry = entryAt(path);
  if (entry === undefined) return undefined;
  const { since, until } = entry;
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

function collectHomes(entry: FieldEntry, at: string[], name: string, into: string[][]): void {
  if (entry.type !== 'object') return;
  for (const [field, child] of Object.entries(entry.fields)) {
    if (field === name) into.push([...at, field]);
    collectHomes(child, [...at, field], name, into);
  }
}

/** All places that know a field of this name, as paths of objects; places inside lists do not count. */
export function homesOf(name: string): string[][] {
  const homes: string[][] = [];
  collectHomes(manifest, [], name, homes);
  return homes;
}
