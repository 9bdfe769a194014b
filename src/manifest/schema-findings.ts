// Schema errors as findings: named by the field, at its place in the file, with the nearest known name for a mistyped one.
import type { ErrorObject } from 'ajv';
import { closestMatch } from 'leven';
import type { Finding } from '../support/errors.js';
import type { ManifestDocument } from './parse.js';
import { referenceWording } from './reference-wording.js';
import { type Cure, type JsonPath, shown } from './rules/rule.js';
import type { Span } from './schema-table/field.js';
import { fieldSpan } from './schema-table/lookup.js';

/** A finding, the place it is about, and the cure if it is mechanical. */
export interface SchemaFinding {
  path: JsonPath;
  finding: Finding;
  cure?: Cure;
}

/** The JSON path behind an ajv instance path such as `/acapPackageConf/setup`. */
function pathOf(instancePath: string): JsonPath {
  const parts = instancePath.split('/').slice(1);
  return parts.map((part) =>
    /^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~'),
  );
}

const nameOf = (path: JsonPath): string => (path.length === 0 ? 'the manifest' : path.join('.'));

/** The known name that a mistyped one stands for: at most a third of its letters may differ. */
export function nearestName(name: string, known: string[]): string | undefined {
  if (name.length > 64) return undefined;
  const lower = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const nearest = closestMatch(name.toLowerCase(), [...lower.keys()], {
    maxDistance: Math.max(1, Math.floor(name.length / 3)),
  });
  return nearest === undefined ? undefined : lower.get(nearest);
}

const kebab = (keyword: string): string => keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function unknownField(document: ManifestDocument, error: ErrorObject): SchemaFinding {
  const parent = pathOf(error.instancePath);
  const field = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const present = Object.keys((error.data as object | undefined) ?? {});
  const free = known.filter((name) => !present.includes(name));
  const meant = nearestName(field, free);
  const path = [...parent, field];
  const span = limitedSpan(path);
  const elsewhere = span === undefined ? '' : otherVersions(span);
  return {
    path,
    ...(meant === undefined || span !== undefined
      ? {}
      : { cure: { kind: 'move', from: path, to: [...parent, meant] } }),
    finding: {
      severity: 'error',
      code: 'manifest/unknown-field',
      message: `${nameOf(parent)} has no field "${field}"${elsewhere || (meant === undefined ? '' : `; did you mean "${meant}"?`)}`,
      location: document.locateKey(path),
      expected: known.length > 0 ? `one of ${known.join(', ')}` : 'no such field',
      found: `"${field}"`,
      fix: fixOf(field, span, meant),
    },
  };
}

/** The versions that know a field, if they are not all: then the place is right and the version is not. */
function limitedSpan(path: JsonPath): Span | undefined {
  const span = fieldSpan(path);
  return span?.since === undefined && span?.until === undefined ? undefined : span;
}

const otherVersions = ({ since, until }: Span): string =>
  since === undefined ? `; it is gone since schema ${until}` : `; it came with schema ${since}`;

function fixOf(field: string, span: Span | undefined, meant: string | undefined): string {
  if (span?.since !== undefined && span.until === undefined)
    return `raise schemaVersion to ${span.since} or later, or remove "${field}"`;
  return span === undefined && meant !== undefined ? `rename it to "${meant}"` : `remove "${field}"`;
}

function missingField(document: ManifestDocument, error: ErrorObject): SchemaFinding {
  const parent = pathOf(error.instancePath);
  const field = String(error.params.missingProperty);
  const present = Object.keys((error.data as object | undefined) ?? {});
  return {
    path: [...parent, field],
    finding: {
      severity: 'error',
      code: 'manifest/missing-field',
      message: `${nameOf(parent)} lacks the required field "${field}"`,
      location: document.locate(parent),
      expected: `"${field}"`,
      found: present.length > 0 ? `only ${present.join(', ')}` : 'an empty object',
      fix: `add "${field}" to ${nameOf(parent)}`,
    },
  };
}

function wrongValue(document: ManifestDocument, error: ErrorObject): SchemaFinding {
  const path = pathOf(error.instancePath);
  const allowed = error.params.allowedValues as unknown[] | undefined;
  const rule = allowed
    ? `be one of ${allowed.map(String).join(', ')}`
    : (error.message ?? 'be valid').replace(/^must /, '');
  const meant =
    allowed && typeof error.data === 'string' ? nearestName(error.data, allowed.map(String)) : undefined;
  return {
    path,
    finding: {
      severity: 'error',
      code: `manifest/${kebab(error.keyword)}`,
      message: `${nameOf(path)} must ${rule}${meant ? `; did you mean "${meant}"?` : ''}`,
      location: document.locate(path),
      expected: allowed ? allowed.map(String).join(', ') : rule.replace(/^be /, ''),
      found: shown(error.data),
      fix: meant ? `write "${meant}"` : `correct ${nameOf(path)}`,
    },
  };
}

function asFinding(document: ManifestDocument, error: ErrorObject): SchemaFinding {
  const make =
    error.keyword === 'additionalProperties'
      ? unknownField
      : error.keyword === 'required'
        ? missingField
        : wrongValue;
  const made = make(document, error);
  const reference = referenceWording(error);
  return reference === undefined ? made : { ...made, finding: { ...made.finding, reference } };
}

/** How far a value is from a branch of anyOf: a wrong `type` says that another branch is meant. */
function distance(errors: ErrorObject[]): number {
  const weights = errors.map(({ keyword, instancePath }) =>
    keyword === 'enum' && instancePath.endsWith('/type') ? 10 : 1,
  );
  return weights.reduce((sum, weight) => sum + weight, 0);
}

/** ajv gives the errors of all branches of an anyOf; only those of the branch that was meant help. */
function withoutOtherBranches(errors: ErrorObject[]): ErrorObject[] {
  const choice = errors.find(({ keyword }) => keyword === 'anyOf');
  if (!choice) return errors;
  const branches = new Map<string, ErrorObject[]>();
  const others: ErrorObject[] = [];
  for (const error of errors) {
    const inside =
      error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
      error.instancePath.startsWith(choice.instancePath);
    const branch = inside
      ? (error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '')
      : undefined;
    if (error === choice) continue;
    if (branch === undefined) others.push(error);
    else branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const nearest = [...branches.values()].sort((a, b) => distance(a) - distance(b))[0] ?? [choice];
  return withoutOtherBranches([...others, ...nearest]);
}

/** ajv reports these beside the errors inside them; only the inner ones help. */
const onlyWrappers = new Set(['if', 'allOf', 'then', 'else']);

/** All errors of one validation as findings. */
export function schemaFindings(document: ManifestDocument, errors: ErrorObject[]): SchemaFinding[] {
  const helpful = withoutOtherBranches(errors.filter((error) => !onlyWrappers.has(error.keyword)));
  return helpful.map((error) => asFinding(document, error));
}
