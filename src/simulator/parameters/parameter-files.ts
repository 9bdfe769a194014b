// One JSON file per app. A write is a temporary file, fsync and rename, so that a killed simulator leaves the old or the new
// values but never half a file.
import fs from 'node:fs';
import path from 'node:path';
import { errnoOf, failure, messageOf } from '../../support/errors.js';

/** A parameter as it is kept on disk. `value` is absent for nosync types, which start with `initial` again. */
export interface StoredParameter {
  type: string;
  initial: string;
  value?: string;
}

export interface StoredApp {
  app: string;
  parameters: Record<string, StoredParameter>;
}

const suffix = '.json';

function isStoredParameter(value: unknown): value is StoredParameter {
  if (typeof value !== 'object' || value === null) return false;
  const { type, initial, value: current } = value as Record<string, unknown>;
  const texts = typeof type === 'string' && typeof initial === 'string';
  return texts && (current === undefined || typeof current === 'string');
}

function isStoredApp(value: unknown): value is StoredApp {
  if (typeof value !== 'object' || value === null) return false;
  const { app, parameters } = value as Record<string, unknown>;
  if (typeof app !== 'string' || typeof parameters !== 'object' || parameters === null) return false;
  return Object.values(parameters).every(isStoredParameter);
}

function readApp(file: string): StoredApp {
  let found: unknown;
  try {
    found = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    found = messageOf(error);
  }
  if (isStoredApp(found)) return found;
  throw failure('simulator/parameters-broken', 'a file with the parameters of an app cannot be read', {
    location: { file },
    expected: '{"app": …, "parameters": {name: {"type", "initial", "value"}}}',
    found: (typeof found === 'string' ? found : JSON.stringify(found)).slice(0, 200),
    fix: 'delete the file; the app then starts with the values of its manifest',
  });
}

/** All apps kept in a folder, which is made when it is missing. Leftovers of interrupted writes are removed. */
export function readApps(directory: string): StoredApp[] {
  fs.mkdirSync(directory, { recursive: true });
  const names = fs.readdirSync(directory).sort();
  for (const name of names) if (name.endsWith('.tmp')) fs.rmSync(path.join(directory, name), { force: true });
  return names.filter((name) => name.endsWith(suffix)).map((name) => readApp(path.join(directory, name)));
}

/** Replaces the file of a group in one step; when it returns, the values are on the disk. */
export function writeApp(directory: string, group: string, app: StoredApp): void {
  const target = path.join(directory, group + suffix);
  const temporary = `${target}.${process.pid}.tmp`;
  const file = fs.openSync(temporary, 'w', 0o600);
  try {
    fs.writeFileSync(file, `${JSON.stringify(app, null, 2)}\n`);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
  fs.renameSync(temporary, target);
  syncFolder(directory);
}

/** Makes the rename itself last; some file systems do not allow fsync of a folder, and there the rename is all there is. */
function syncFolder(directory: string): void {
  const folder = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(folder);
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP'].includes(errnoOf(error) ?? '')) throw error;
  } finally {
    fs.closeSync(folder);
  }
}

export function removeApp(directory: string, group: string): void {
  fs.rmSync(path.join(directory, group + suffix), { force: true });
}
