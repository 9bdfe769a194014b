// The manifest schemas as ajv validators. Compiled on first use: only the version that a manifest names is ever needed.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { packagePath } from '../support/package-root.js';
import { compareVersions } from './versions.js';

const fileName = /^manifest-v(.+)\.json$/;

/** The known versions, oldest first. */
export function schemaVersions(): string[] {
  const names = readdirSync(packagePath('schemas')).map((name) => fileName.exec(name)?.[1]);
  return names.filter((version) => version !== undefined).sort(compareVersions);
}

/** The schemas use `\w` and `\d` as Python does: letters and digits of every script. Plain JavaScript knows only ASCII. */
function pythonPattern(pattern: string): string {
  let inClass = false;
  return pattern.replace(/\\[\s\S]|[[\]]/g, (token) => {
    if (token === '[') inClass = true;
    if (token === ']') inClass = false;
    if (token === '\\w') return inClass ? '\\p{L}\\p{N}_' : '[\\p{L}\\p{N}_]';
    if (token === '\\d') return '\\p{Nd}';
    const needless = token.startsWith('\\') && !/[\^$\\.*+?()[\]{}|/\-pPbBsSnrtfvuxDW]/.test(token[1] ?? '');
    return needless ? token.slice(1) : token;
  });
}

function translatePatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(translatePatterns);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === 'pattern' && typeof child === 'string' ? pythonPattern(child) : translatePatterns(child),
    ]),
  );
}

const compiled = new Map<string, ValidateFunction>();

/** The validator of one schema version, or undefined when there is no such version. */
export function schemaValidator(version: string): ValidateFunction | undefined {
  const known = compiled.get(version);
  if (known) return known;
  if (!schemaVersions().includes(version)) return undefined;
  const schema = translatePatterns(
    JSON.parse(readFileSync(packagePath('schemas', `manifest-v${version}.json`), 'utf8')),
  );
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, verbose: true });
  const validator = ajv.compile(schema as object);
  compiled.set(version, validator);
  return validator;
}

/** The known version nearest to an unknown one: the newest that is not newer, else the oldest. */
export function nearestSchemaVersion(version: string): string {
  const versions = schemaVersions();
  const older = versions.filter((known) => compareVersions(known, version) <= 0);
  return older.at(-1) ?? versions[0] ?? '';
}
