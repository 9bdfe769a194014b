// Manifests for tests, made from the table of fields: the smallest of a version, and the same with one more field.
import { holds } from '../../src/manifest/schema-generator.js';
import type { FieldEntry } from '../../src/manifest/schema-table/field.js';
import { manifest } from '../../src/manifest/schema-table/top-level.js';

/** Names of fields; a number chooses the shape of a list's only item. */
export type Path = readonly (string | number)[];

/** The smallest legal value of an entry. Lists get one item. `schemaVersion` is left to the caller. */
export function sample(entry: FieldEntry, version: string): unknown {
  if (entry.type === 'boolean') return true;
  if (entry.type === 'array') {
    const item = entry.items.find((shape) => holds(shape, version));
    return item === undefined ? [] : [sample(item, version)];
  }
  if (entry.type === 'string') {
    const values = (entry.limits ?? []).filter((limit) => holds(limit, version));
    return entry.examples?.[0] ?? values.flatMap((limit) => limit.enum ?? [])[0] ?? 'https://example.com/x';
  }
  const present = Object.entries(entry.fields).filter(([, field]) => holds(field, version));
  const required = present.filter(
    ([, field]) =>
      field.required === true || (field.required !== undefined && holds(field.required, version)),
  );
  const fewest = (entry.limits ?? []).find((limit) => holds(limit, version))?.minProperties ?? 0;
  const chosen = required.length < fewest ? present.slice(0, fewest) : required;
  return Object.fromEntries(chosen.map(([name, field]) => [name, sample(field, version)]));
}

function including(entry: FieldEntry | undefined, version: string, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || entry === undefined) return value;
  if (entry.type === 'array') return [including(entry.items[Number(step)], version, rest, value)];
  const fields = entry.type === 'object' ? entry.fields : {};
  const base = sample(entry, version) as object;
  return { ...base, [step]: including(fields[step], version, rest, value) };
}

/** The smallest manifest of a version, with `value` at `path`, whether or not the version knows that field; undefined takes it away. */
export function manifestWith(version: string, path: Path, value: unknown): unknown {
  const whole = including(manifest, version, path, value) as object;
  const named = path[0] === 'schemaVersion' ? whole : { ...whole, schemaVersion: version };
  return JSON.parse(JSON.stringify(named));
}
