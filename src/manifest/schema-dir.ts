// Official schema files that the user has, from an SDK or from Axis' site. Their licence does not let us ship them, so they are read from
// the folder that the user names.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import { AcapkitError, errnoOf, type Finding, failure, type Location, messageOf } from '../support/errors.js';

export interface OfficialSchema {
  file: string;
  schema: object;
}

/** Far above any real schema (the largest known has 30 KiB), low enough to read at once. */
const bytesMax = 4 * 1024 * 1024;
const filesMax = 200;

/** The SDK keeps its files in v1/ and v2/ of .../axis-acap-manifest-tools/schema/schemas. */
const folders = ['.', 'v1', 'v2'];
const part = '(?:0|[1-9]\\d{0,5})';
const fileName = new RegExp(
  `^(application-manifest-schema|manifest)-v(${part}\\.${part}(?:\\.${part})?)\\.json$`,
);

/** Thrown where a schema file is no use; the cure is the same for all reasons. */
export function schemaFileFinding(file: string, reason: string, location: Location = { file }): Finding {
  return {
    severity: 'error',
    code: 'manifest/schema-file',
    message: `the schema file ${file} cannot be used: ${reason}`,
    location,
    expected: 'a JSON Schema of Axis (draft-07)',
    found: reason,
    fix: "copy the file again from Axis' SDK or site, or remove it: acapkit then uses its own schema",
  };
}

function folderFailure(directory: string, reason: string): AcapkitError {
  return failure('manifest/schema-dir', `no manifest schemas in ${directory}: ${reason}`, {
    location: { file: directory },
    expected: `application-manifest-schema-v<version>.json or manifest-v<version>.json, in ${directory} or its subfolders v1 and v2`,
    found: reason,
    fix: 'name the folder with these files, in an SDK axis-acap-manifest-tools/schema/schemas; or leave the option out to use the schemas of acapkit',
  });
}

/** Names in a folder; none when a subfolder is absent. */
function namesIn(directory: string, folder: string): string[] {
  try {
    return readdirSync(path.join(directory, folder));
  } catch (error) {
    if (folder !== '.' && ['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return [];
    throw folderFailure(directory, reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  const reasons: Record<string, string> = {
    ENOENT: 'it does not exist',
    ENOTDIR: 'it is not a folder',
    EACCES: 'it may not be read',
  };
  return reasons[errnoOf(error) ?? ''] ?? messageOf(error);
}

/** Version → path. Of several files for one version the first counts: the folder itself before v1 and v2, Axis' name before the short one. */
function schemaFilesIn(directory: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const name of namesIn(directory, folder).sort()) {
      const version = fileName.exec(name)?.[2];
      if (version !== undefined && !files.has(version))
        files.set(version, path.join(directory, folder, name));
      if (files.size > filesMax) throw folderFailure(directory, `more than ${filesMax} schema files`);
    }
  }
  if (files.size === 0) throw folderFailure(directory, 'no file has such a name');
  return files;
}

/** Where JSON goes wrong; Node's own message does not always say. The parser that knows cannot take thousands of open brackets. */
function placeOf(file: string, text: string): Location {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch (error) {
    if (error instanceof RangeError) return { file };
    throw error;
  }
  const before = text.slice(0, errors[0]?.offset ?? 0).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The schema in a file, or what is wrong with it. */
function readSchema(file: string): OfficialSchema | Finding {
  let text = '';
  try {
    const facts = statSync(file);
    if (!facts.isFile()) return schemaFileFinding(file, 'it is not a file');
    if (facts.size > bytesMax)
      return schemaFileFinding(file, `it has ${facts.size} bytes, at most ${bytesMax} are read`);
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    const schema: unknown = JSON.parse(text);
    if (typeof schema === 'object' && schema !== null && !Array.isArray(schema)) return { file, schema };
    return schemaFileFinding(file, 'it is not a JSON object');
  } catch (error) {
    if (error instanceof SyntaxError)
      return schemaFileFinding(file, `it is not JSON: ${error.message}`, placeOf(file, text));
    return schemaFileFinding(file, reasonOf(error));
  }
}

/**
 * Reads all official schemas of a folder, by version. Throws `manifest/schema-dir` when there is none, and `manifest/schema-file` for all
 * files at once that are not JSON objects.
 */
export function readSchemaDir(directory: string): Map<string, OfficialSchema> {
  const schemas = new Map<string, OfficialSchema>();
  const findings: Finding[] = [];
  for (const [version, file] of schemaFilesIn(directory)) {
    const result = readSchema(file);
    if ('schema' in result) schemas.set(version, result);
    else findings.push(result);
  }
  if (findings.length > 0) throw new AcapkitError(findings);
  return schemas;
}
