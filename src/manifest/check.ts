// A manifest value against the schema of the version it names: every finding at once, each with its place in the file.
import type { ErrorObject } from 'ajv';
import type { Finding } from '../support/errors.js';
import { completeManifest } from './complete.js';
import type { ManifestDocument } from './parse.js';
import { nearestSchemaVersion, schemaValidator, schemaVersions } from './schemas.js';
import type { Manifest } from './types.js';

/** The JSON path behind an ajv instance path such as `/acapPackageConf/setup`. */
function pathOf(instancePath: string): (string | number)[] {
  const parts = instancePath.split('/').slice(1);
  return parts.map((part) =>
    /^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~'),
  );
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

const nameOf = (path: (string | number)[]): string => (path.length === 0 ? 'the manifest' : path.join('.'));

function unknownField(document: ManifestDocument, error: ErrorObject, path: (string | number)[]): Finding {
  const field = String(error.params.additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  return {
    severity: 'error',
    code: 'manifest/unknown-field',
    message: `${nameOf(path)} has no field "${field}"`,
    location: document.locateKey([...path, field]),
    expected: known.length > 0 ? `one of ${known.join(', ')}` : 'no such field',
    found: `"${field}"`,
    fix: `remove "${field}" or correct its name`,
  };
}

function missingField(document: ManifestDocument, error: ErrorObject, path: (string | number)[]): Finding {
  const field = String(error.params.missingProperty);
  return {
    severity: 'error',
    code: 'manifest/missing-field',
    message: `${nameOf(path)} lacks the required field "${field}"`,
    location: document.locate(path),
    expected: `"${field}"`,
    found: `only ${Object.keys((error.data as object | undefined) ?? {}).join(', ') || 'an empty object'}`,
    fix: `add "${field}" to ${nameOf(path)}`,
  };
}

function wrongValue(document: ManifestDocument, error: ErrorObject, path: (string | number)[]): Finding {
  const allowed = error.params.allowedValues as unknown[] | undefined;
  return {
    severity: 'error',
    code: `manifest/${error.keyword.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    message: `${nameOf(path)} ${error.message ?? 'is not valid'}`,
    location: document.locate(path),
    expected: allowed
      ? allowed.map(String).join(', ')
      : (error.message ?? 'a valid value').replace(/^must /, ''),
    found: shown(error.data),
    fix: `correct ${nameOf(path)}`,
  };
}

function finding(document: ManifestDocument, error: ErrorObject): Finding {
  const path = pathOf(error.instancePath);
  if (error.keyword === 'additionalProperties') return unknownField(document, error, path);
  if (error.keyword === 'required') return missingField(document, error, path);
  return wrongValue(document, error, path);
}

function versionFindings(document: ManifestDocument): Finding[] {
  const version: unknown = document.value.schemaVersion;
  if (typeof version === 'string' && schemaVersions().includes(version)) return [];
  const text = typeof version === 'string' ? version : '';
  return [
    {
      severity: 'error',
      code: 'manifest/schema-version',
      message:
        version === undefined
          ? 'the manifest has no schemaVersion'
          : `there is no manifest schema ${shown(version)}`,
      location: document.locate(['schemaVersion']),
      expected: schemaVersions().join(', '),
      found: version === undefined ? 'nothing' : shown(version),
      fix: `use "${nearestSchemaVersion(text || '1.0')}", the nearest known version`,
    },
  ];
}

/** ajv reports `if` and `oneOf` beside the errors inside them; only the inner ones help. */
const onlyWrappers = new Set(['if', 'allOf', 'then', 'else']);

/**
 * Validates a manifest as packing would complete it.
 * @param architecture stands in for the architecture that packing fills in
 */
export function checkManifest(document: ManifestDocument, architecture = 'aarch64'): Finding[] {
  const version = versionFindings(document);
  if (version.length > 0) return version;
  const validator = schemaValidator(document.value.schemaVersion);
  const candidate = isComplete(document.value)
    ? completeManifest(document.value, { architecture, osVersion: '12.0' })
    : document.value;
  if (!validator || validator(candidate)) return [];
  const errors = (validator.errors ?? []).filter((error) => !onlyWrappers.has(error.keyword));
  return errors.map((error) => finding(document, error));
}

/** Whether the parts exist that completing a manifest touches. */
function isComplete(manifest: Manifest): boolean {
  const setup: unknown = (manifest.acapPackageConf as { setup?: unknown } | undefined)?.setup;
  if (typeof setup !== 'object' || setup === null) return false;
  const ranges: unknown = (setup as { compatibleOsVersions?: unknown }).compatibleOsVersions;
  return (
    ranges === undefined ||
    (Array.isArray(ranges) && ranges.every((range) => typeof range === 'object' && range !== null))
  );
}
