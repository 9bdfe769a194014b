// What the tests of upgrades of manifests share.
import type { Change } from '../../src/manifest/migrate/report.js';
import { type UpgradeOptions, upgradeManifest } from '../../src/manifest/migrate/upgrade.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';

/** Fields of an object of a manifest. */
export type Fields = Record<string, unknown>;

/** A manifest of schema 1.7.3, with further fields of setup and of the top level. */
export function manifest(setup: Fields = {}, top: Fields = {}, rest: Fields = {}): string {
  const base = { appName: 'my_app', vendor: 'V', runMode: 'never', version: '1.0.0' };
  const value = {
    schemaVersion: '1.7.3',
    ...top,
    acapPackageConf: { setup: { ...base, ...setup }, ...rest },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What an upgrade gave, with the text parsed. */
export interface Result {
  text: string;
  value: {
    resources?: Fields;
    $schema?: string;
    schemaVersion: string;
    acapPackageConf: { setup: Fields; configuration?: Fields };
  };
  changes: Change[];
}

/** Options that every way to 2.x needs. */
export const identity = { to: '2.2.0', vendorId: '0123456789' };

/** Upgrades a text. */
export function upgrade(text: string, options: UpgradeOptions = identity): Result {
  const { text: result, changes } = upgradeManifest(parseManifest(text, 'manifest.json'), options);
  return { text: result, value: JSON.parse(result), changes };
}

/** The findings of an upgrade that is refused; none when it is not. */
export function refusals(text: string, options: UpgradeOptions): Finding[] {
  try {
    upgrade(text, options);
    return [];
  } catch (error) {
    if (error instanceof AcapkitError) return error.findings;
    throw error;
  }
}

/** Rows about a path, without their places. */
export const rows = ({ changes }: Result, path: string): Omit<Change, 'location'>[] =>
  changes.filter(({ from, to }) => [from, to].includes(path)).map(({ location: _, ...row }) => row);
