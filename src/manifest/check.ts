// A manifest, and the files beside it when they are given, against its schema and all named rules: every finding at once, each with its place.
import type { Finding } from '../support/errors.js';
import { completeManifest, isCompletable } from './complete.js';
import type { ManifestDocument } from './parse.js';
import { rules } from './rules/index.js';
import { type Cure, type Hit, type JsonPath, type Rule, type RuleFacts, sourceOf } from './rules/rule.js';
import { newestSchemaRule } from './rules/schema-rules.js';
import { signingSchema } from './rules/versions.js';
import { type SchemaFinding, schemaFindings } from './schema-findings.js';
import { openSchemas, type SchemaSet } from './schemas.js';
import { newestSdk, sdkGeneration } from './sdk.js';
import { declaredVersion, type Manifest } from './types.js';

export type CheckOptions = Partial<Omit<RuleFacts, 'document'>>;

/** A finding with its mechanical cure, if it has one. */
export interface Judgement {
  finding: Finding;
  cure?: Cure;
}

/** Checks a manifest and returns all findings, errors first. */
export function checkManifest(document: ManifestDocument, options: CheckOptions = {}): Finding[] {
  return judgeManifest(document, options).map(({ finding }) => finding);
}

/** As `checkManifest`, with the cures that `check --fix` applies. */
export function judgeManifest(document: ManifestDocument, options: CheckOptions = {}): Judgement[] {
  const schemas = options.schemas ?? openSchemas();
  const facts: RuleFacts = { document, ...options, schemas, sdk: options.sdk ?? sdkGeneration(newestSdk) };
  const version = schemas.resolve(declaredVersion(document.value));
  const refused = version === undefined ? [] : refusals(document, schemas, version);
  const hits = rules.flatMap((rule) => rule.check(facts).map((hit) => ({ rule, hit })));
  const named = hits.map(({ rule, hit }) => judged(document, rule, hit, refused));
  // A rule knows more of its place than the schema does, so its words replace the schema's.
  const claimed = new Set(hits.map(({ hit }) => keyOf(hit.path)));
  const plain = refused.filter(({ path }) => !claimed.has(keyOf(path)));
  const later = newerRefusals(document, facts, [...claimed, ...refused.map(({ path }) => keyOf(path))]);
  return [
    ...named,
    ...plain.map(({ finding, cure }) => ({ finding, ...(cure ? { cure } : {}) })),
    ...later,
  ].sort(bySeverity);
}

const order = ['error', 'warning', 'hint'];
/** Errors first, then warnings, then hints: for `sort`. */
export const bySeverity = (a: Judgement, b: Judgement): number =>
  order.indexOf(a.finding.severity) - order.indexOf(b.finding.severity);

const keyOf = (path: JsonPath | undefined): string => (path === undefined ? '' : JSON.stringify(path));

function judged(document: ManifestDocument, rule: Rule, hit: Hit, refused: SchemaFinding[]): Judgement {
  const { path, key, file, severity, cure, ...words } = hit;
  const same = path === undefined ? undefined : refused.find((other) => keyOf(other.path) === keyOf(path));
  const softened = rule.backedBySchema && same === undefined ? 'warning' : rule.severity;
  const place = path === undefined ? undefined : key ? document.locateKey(path) : document.locate(path);
  const location = file ?? place;
  const finding: Finding = {
    severity: severity ?? softened,
    code: rule.code,
    ...words,
    ...(location ? { location } : {}),
    ...(same?.finding.reference ? { reference: same.finding.reference } : {}),
    ...sourceOf(rule),
  };
  return cure ? { finding, cure } : { finding };
}

/** What a schema version refuses in the manifest as packing would complete it. */
function refusals(document: ManifestDocument, schemas: SchemaSet, version: string): SchemaFinding[] {
  const validator = schemas.validator(version);
  if (!validator || validator(candidate(document.value, version))) return [];
  return schemaFindings(document, validator.errors ?? []);
}

function candidate(manifest: Manifest, schemaVersion: string): Manifest {
  const value = { ...manifest, schemaVersion };
  return isCompletable(value)
    ? completeManifest(value, { architecture: 'aarch64', validated: false })
    : value;
}

function newerRefusals(document: ManifestDocument, facts: RuleFacts, known: string[]): Judgement[] {
  const newest = signingSchema(facts);
  if (newest === undefined) return [];
  return refusals(document, facts.schemas, newest)
    .filter(({ path }) => !known.includes(keyOf(path)))
    .map(({ finding }) => ({
      finding: {
        ...finding,
        severity: newestSchemaRule.severity,
        code: newestSchemaRule.code,
        message: `schema ${newest}, with which signing checks, refuses: ${finding.message}`,
      },
    }));
}
