// What a named rule is: one thing that goes wrong with camera apps, with a stable code, and the words that explain it. docs/rules.md is made
// from these texts. Rules look at values only; who reads the disk or a package hands the facts in.
import type { Finding, Location, Severity } from '../../support/errors.js';
import { type JsonPath, valueAt as valueIn } from '../json-path.js';
import type { ManifestDocument } from '../parse.js';
import type { SchemaSet } from '../schemas.js';
import type { SdkGeneration } from '../sdk.js';
import type { AppFiles } from './files.js';

export { type JsonPath, setupPath } from '../json-path.js';

/** How a fact is known: stated by Axis or published otherwise, inferred from such facts, or assumed. */
export type Sure = 'stated' | 'inferred' | 'assumed';

/** What documentation says of a rule. */
export interface RuleText {
  /** Stable, such as `manifest/unknown-field`. */
  code: string;
  severity: Severity;
  /** When it is reported. */
  when: string;
  /** What happens to those who ignore it. */
  why: string;
  /** What to do. */
  cure: string;
  /** What `acapkit check --fix` does; absent when no cure is mechanical. */
  fixes?: string;
  /** Who published the fact behind the rule, in a few words. */
  source?: string;
  /** How surely the rule follows from it; given with a source. */
  sure?: Sure;
}

/** The source of a rule as its findings carry it; nothing where a rule has none. */
export const sourceOf = ({ source, sure }: Pick<RuleText, 'source' | 'sure'>): Pick<Finding, 'source'> =>
  source === undefined ? {} : { source: sure === undefined ? source : `${source}; ${sure}` };

/** A mechanical cure. Paths are JSON paths of the manifest, names are those of files in the app's folder. */
export type Cure =
  | { kind: 'set'; path: JsonPath; value: unknown }
  | { kind: 'remove'; path: JsonPath }
  | { kind: 'move'; from: JsonPath; to: JsonPath }
  | { kind: 'mode'; file: string; mode: number }
  | { kind: 'line-ends'; file: string };

/** One place where a rule applies. `path` is the place in the manifest, `file` one in the app's folder. */
export interface Hit extends Pick<Finding, 'message' | 'expected' | 'found' | 'fix'> {
  path?: JsonPath;
  /** The place is the key rather than the value. */
  key?: boolean;
  file?: Location;
  /** When it is another than the rule's. */
  severity?: Severity;
  cure?: Cure;
}

/** What rules may look at. */
export interface RuleFacts {
  document: ManifestDocument;
  schemas: SchemaSet;
  /** The generation of Axis' SDK whose packing is followed. */
  sdk: SdkGeneration;
  /** The oldest AXIS OS that shall be served, such as `11` or `12.4`; undefined when nobody said. */
  os?: string;
  /** The files of the app; absent when only a manifest was given. */
  files?: AppFiles;
  /** Names of the parameters of the release before; absent when none was given. */
  previousParameters?: string[];
}

export interface Rule extends RuleText {
  /** An error only where the declared schema refuses the same value; elsewhere a warning, because newer schemas do. */
  backedBySchema?: boolean;
  check(facts: RuleFacts): Hit[];
}

type WithDocument = Pick<RuleFacts, 'document'>;

/** The value at a path of the manifest, whatever shape it has. */
export const valueAt = (facts: WithDocument, ...path: JsonPath): unknown =>
  valueIn(facts.document.value, path);

/** The value at a path if it is a text. */
export function textAt(facts: WithDocument, ...path: JsonPath): string | undefined {
  const value = valueAt(facts, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The elements at a path if it is an array, else none. */
export function listAt(facts: WithDocument, ...path: JsonPath): unknown[] {
  const value = valueAt(facts, ...path);
  return Array.isArray(value) ? value : [];
}

export const configurationPath = (...rest: JsonPath): JsonPath => [
  'acapPackageConf',
  'configuration',
  ...rest,
];

/** A value as it stands in JSON, cut to a line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
