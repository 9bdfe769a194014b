// The manifest schemas as ajv validators: acapkit's own, and before them the official files that a user has. Compiled on first use, because
// compiling takes most of the time of a check and one version is all that a manifest needs.
import { readFileSync } from 'node:fs';
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { AcapkitError, messageOf } from '../support/errors.js';
import { packagePath } from '../support/package-root.js';
import { pythonRegExp } from './python-pattern.js';
import { schemaReleases } from './releases.js';
import { type OfficialSchema, readSchemaDir, schemaFileFinding } from './schema-dir.js';
import { atLeast, compareVersions } from './versions.js';

export interface SchemaSet {
  /** Known versions, oldest first: acapkit's and those of the folder with official files. */
  readonly versions: string[];
  /** The nearest known version: the newest that is not newer, else the oldest; the newest of all for a text without a number. */
  nearest(version: string): string;
  /** The newest known version of a major version such as `2`. */
  newestOf(major: string): string | undefined;
  /** The known version that a manifest names. `1.5` and later two-part versions stand for `1.5.0` and so on. */
  resolve(version: string): string | undefined;
  /** The validator of a known version. Throws `manifest/schema-file` when an official file does not compile. */
  validator(version: string): ValidateFunction | undefined;
  /** Path of the official file used for a version; undefined when acapkit's own schema is used. */
  officialFile(version: string): string | undefined;
}

/**
 * `format` is not asserted, as in Axis' tool. Without ajv's pass that shortens the code it makes, compiling takes half the time, and
 * a validator runs a few times at most.
 */
const options: Options = {
  allErrors: true,
  verbose: true,
  strict: false,
  validateFormats: false,
  logger: false,
  code: { optimize: false, regExp: pythonRegExp },
};

/** Our schemas are known to be right: tests compile them in ajv's strict mode. */
function compileOwn(version: string): ValidateFunction {
  const text = readFileSync(packagePath('schemas', `manifest-v${version}.json`), 'utf8');
  return new Ajv({ ...options, meta: false, validateSchema: false }).compile(JSON.parse(text) as object);
}

/** An instance of ajv for each file: two files, or two folders, may hold schemas with the same `$id`. */
function compileOfficial({ file, schema }: OfficialSchema): ValidateFunction {
  // ajv would make a validator that answers with a promise, which every caller would take for "valid".
  if ('$async' in schema) throw new AcapkitError(schemaFileFinding(file, 'it has "$async"'));
  try {
    return new Ajv(options).compile(schema);
  } catch (error) {
    throw new AcapkitError(schemaFileFinding(file, `it does not compile: ${messageOf(error)}`));
  }
}

/** The first version that may be written with two parts although it has three. Older ones have two, or were never written so. */
const firstAlias = '1.5';

function nearestOf(versions: readonly string[], version: unknown): string {
  const text = typeof version === 'string' ? version.slice(0, 100) : '';
  const wanted = /\d{1,6}(\.\d{1,6}){0,2}/.exec(text)?.[0];
  const older = versions.filter((known) => wanted === undefined || compareVersions(known, wanted) <= 0);
  return older.at(-1) ?? versions[0] ?? '';
}

function resolveIn(known: ReadonlySet<string>, version: unknown): string | undefined {
  if (typeof version !== 'string') return undefined;
  if (known.has(version)) return version;
  const alias = `${version}.0`;
  return /^\d+\.\d+$/.test(version) && atLeast(version, firstAlias) && known.has(alias) ? alias : undefined;
}

function schemaSet(
  versions: string[],
  compile: (version: string) => ValidateFunction,
  official: ReadonlyMap<string, OfficialSchema> = new Map(),
): SchemaSet {
  const known = new Set(versions);
  const compiled = new Map<string, ValidateFunction>();
  return {
    versions,
    nearest: (version) => nearestOf(versions, version),
    newestOf: (major) => versions.filter((version) => version.split('.')[0] === major).at(-1),
    resolve: (version) => resolveIn(known, version),
    validator: (version) => {
      if (!known.has(version)) return undefined;
      const validator = compiled.get(version) ?? compile(version);
      compiled.set(version, validator);
      return validator;
    },
    officialFile: (version) => official.get(version)?.file,
  };
}

const own = schemaSet(
  schemaReleases.map(({ schema }) => schema),
  compileOwn,
);

/**
 * The schemas to check manifests with. Without a folder always the same set; with one, its official files come first and acapkit's own
 * schemas serve the other versions. Throws `manifest/schema-dir` and `manifest/schema-file`.
 */
export function openSchemas(schemaDir?: string): SchemaSet {
  if (schemaDir === undefined) return own;
  const official = readSchemaDir(schemaDir);
  const versions = [...new Set([...own.versions, ...official.keys()])].sort(compareVersions);
  const compile = (version: string): ValidateFunction => {
    const file = official.get(version);
    const validator = file ? compileOfficial(file) : own.validator(version);
    if (validator) return validator;
    throw new Error(`no schema ${version}`);
  };
  return schemaSet(versions, compile, official);
}

/** The versions that acapkit has schemas of, oldest first. */
export const schemaVersions = (): string[] => [...own.versions];

/** acapkit's validator of one version, or undefined when there is no such version. */
export const schemaValidator = (version: string): ValidateFunction | undefined => own.validator(version);

/** The version of acapkit's that is nearest to an unknown one. */
export const nearestSchemaVersion = (version: string): string => own.nearest(version);
