// From the table of fields to a JSON Schema for each version. The schemas folder holds what this makes, for editors and for validation.
import { failure } from '../support/errors.js';
import { type SchemaRelease, schemaReleases } from './releases.js';
import type { Condition, FieldEntry, FieldTable, GroupEntry, Span, TextLimit } from './schema-table/field.js';
import { manifest } from './schema-table/top-level.js';
import { atLeast } from './versions.js';

/** A node of a JSON Schema, draft-07. */
export type JsonSchema = { [keyword: string]: unknown };

/** Whether something of the table exists in a version. */
export const holds = ({ since, until }: Span, version: string): boolean =>
  (since === undefined || atLeast(version, since)) && (until === undefined || !atLeast(version, until));

type Limit = Omit<TextLimit, 'enum'> & { enum?: readonly string[] };

/** The limits of one version as keywords. `enum`s add up; two of any other keyword are a mistake in the table. */
function keywords(limits: readonly Limit[]): JsonSchema {
  const merged: JsonSchema = {};
  for (const { since: _since, until: _until, says: _says, ...rules } of limits) {
    for (const [keyword, value] of Object.entries(rules)) {
      if (Array.isArray(value)) merged[keyword] = [...((merged[keyword] as string[]) ?? []), ...value];
      else if (merged[keyword] !== undefined) throw new Error(`two limits "${keyword}" hold at once`);
      else merged[keyword] = value;
    }
  }
  return merged;
}

/** For readers of one version: what it says of this field, and in which versions the field exists. */
function described(entry: FieldEntry, limits: readonly Limit[]): string {
  const sentences = [entry.description, ...limits.flatMap(({ says }) => says ?? [])];
  if (entry.since !== undefined && entry.until !== undefined)
    sentences.push(`In schemas from ${entry.since} until before ${entry.until}.`);
  else if (entry.since !== undefined) sentences.push(`In schema ${entry.since} and later.`);
  else if (entry.until !== undefined) sentences.push(`Gone in schema ${entry.until}.`);
  return sentences.join(' ');
}

function itemSchema(items: readonly FieldEntry[], version: string): JsonSchema {
  const [only, ...others] = items
    .filter((item) => holds(item, version))
    .map((item) => schemaOf(item, version));
  return only !== undefined && others.length === 0 ? only : { anyOf: [only, ...others] };
}

const isRequired = ({ required }: FieldEntry, version: string): boolean =>
  required === true || (required !== undefined && holds(required, version));

/**
 * "When this group's field is that, the other group needs this field." The `then` names the field, as ajv's strict mode asks for. Made
 * from entries, because an object literal with `then` looks like a promise to the linter.
 */
function conditional({ when, is, needs }: Condition): JsonSchema {
  const inner = (properties: JsonSchema, required: string): JsonSchema => ({
    type: 'object',
    properties,
    required: [required],
  });
  const premise = { [when[0]]: inner({ [when[1]]: { const: is } }, when[1]) };
  const conclusion = { [needs[0]]: inner({ [needs[1]]: {} }, needs[1]) };
  return Object.fromEntries([
    ['if', { required: [when[0]], properties: premise }],
    ['then', { properties: conclusion }],
  ]);
}

function groupSchema(group: GroupEntry, version: string): JsonSchema {
  const present = Object.entries(group.fields as FieldTable).filter(([, field]) => holds(field, version));
  const required = present.filter(([, field]) => isRequired(field, version)).map(([name]) => name);
  const conditions = (group.conditions ?? []).filter((condition) => holds(condition, version));
  return {
    additionalProperties: false,
    properties: Object.fromEntries(present.map(([name, field]) => [name, schemaOf(field, version)])),
    ...(required.length > 0 ? { required } : {}),
    ...Object.assign({}, ...conditions.map(conditional)),
  };
}

function content(entry: FieldEntry, version: string): JsonSchema {
  if (entry.type === 'array') return { items: itemSchema(entry.items, version) };
  if (entry.type === 'object') return groupSchema(entry, version);
  return entry.type === 'string' && entry.examples !== undefined ? { examples: entry.examples } : {};
}

function schemaOf(entry: FieldEntry, version: string): JsonSchema {
  const all: readonly Limit[] = entry.type === 'boolean' ? [] : (entry.limits ?? []);
  const limits = all.filter((limit) => holds(limit, version));
  return {
    title: entry.title,
    description: described(entry, limits),
    type: entry.type,
    ...keywords(limits),
    ...content(entry, version),
  };
}

function releaseOf(version: string): SchemaRelease {
  const release = schemaReleases.find(({ schema }) => schema === version);
  if (release) return release;
  throw failure('manifest/schema-version', `there is no manifest schema ${JSON.stringify(version)}`, {
    expected: `one of ${schemaReleases.map(({ schema }) => schema).join(', ')}`,
    found: version,
    fix: 'use one of these versions',
  });
}

/** The JSON Schema (draft-07) of one manifest version. Throws `manifest/schema-version` for a version that is not in the releases. */
export function manifestSchema(version: string): JsonSchema {
  const { axisOs, sdk, change } = releaseOf(version);
  const { title, description, ...rules } = schemaOf(manifest, version);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment:
      'Reconstructed from public documentation by acapkit; not the official file of Axis. Made by npm run generate: edit src/manifest/schema-table instead.',
    title: `${title} ${version}`,
    description: `${description} Schema ${version} came with AXIS OS ${axisOs} and SDK ${sdk}: ${change}.`,
    ...rules,
  };
}

/** The files of the schemas folder: names and whole contents. */
export function schemaFiles(): { name: string; text: string }[] {
  return schemaReleases.map(({ schema }) => ({
    name: `manifest-v${schema}.json`,
    text: `${JSON.stringify(manifestSchema(schema), null, 2)}\n`,
  }));
}
