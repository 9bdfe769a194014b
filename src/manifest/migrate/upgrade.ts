// A manifest → the same manifest with a newer schema version. Within 1.x nothing else changes; the step to 2.x drops and adds fields.
import { AcapkitError, failure } from '../../support/errors.js';
import { ManifestText } from '../manifest-text.js';
import type { ManifestDocument } from '../parse.js';
import { nearestSchemaVersion, schemaVersions } from '../schemas.js';
import { compareVersions } from '../versions.js';
import type { Change } from './report.js';
import { setIdentity, type UpgradeOptions } from './schema-2-identity.js';
import { dropOldFields } from './schema-2-removals.js';
import { hints, limitResources } from './schema-2-resources.js';
import { Upgrade } from './upgrade-state.js';

export type { UpgradeOptions } from './schema-2-identity.js';

/** A manifest with a newer schema version. */
export interface Upgraded {
  text: string;
  changes: Change[];
}

/** Throws `manifest/schema-version` unless a schema of this version is known. */
export function requireKnownSchema(version: string): void {
  const known = schemaVersions();
  if (known.includes(version)) return;
  const fix = /^\d+(\.\d+)*$/.test(version) ? nearestSchemaVersion(version) : known.at(-1);
  throw failure('manifest/schema-version', `there is no manifest schema ${JSON.stringify(version)}`, {
    expected: known.join(', '),
    found: `--to ${version}`,
    fix: `use --to ${fix}`,
  });
}

/** The schemaVersion of a manifest that can be migrated to `to`. */
function sourceVersion(document: ManifestDocument, to: string): string {
  const version: unknown = document.value.schemaVersion;
  const location = document.locate(['schemaVersion']);
  if (typeof version !== 'string' || !/^[1-9]\d*\.\d+(\.\d+)?$/.test(version))
    throw failure('manifest/schema-version', 'the manifest does not say which schema it follows', {
      location,
      expected: `"schemaVersion": one of ${schemaVersions().join(', ')}`,
      found: version === undefined ? 'no schemaVersion' : JSON.stringify(version),
      fix: 'write the version that it was made for, then migrate it',
    });
  if (compareVersions(version, to) > 0)
    throw failure(
      'migrate/downgrade',
      `the manifest has schema ${version}; migration does not go back to ${to}`,
      {
        location,
        expected: `--to ${version} or newer`,
        found: `--to ${to}`,
        fix: 'newer schemas only add to older ones within 1.x and 2.x: keep the version, or choose a newer one',
      },
    );
  return version;
}

/** The old version inside `$schema`, an address or a path, as a whole number and with the folder of its generation. */
function updateSchemaAddress(upgrade: Upgrade, from: string): void {
  const address = upgrade.edit.at('$schema');
  if (typeof address !== 'string') return;
  const old = new RegExp(`(?<![\\d.])${from.replaceAll('.', '\\.')}(?!\\.?\\d)`, 'g');
  if (!old.test(address)) return;
  const major = upgrade.to.split('.')[0] ?? '';
  const value = address.replace(old, upgrade.to).replace(/\/v[12](?=\/)/g, `/v${major}`);
  upgrade.edit.set(['$schema'], value);
  upgrade.changed({ action: 'mapped', to: '$schema', value }, ['$schema']);
}

/** @throws `manifest/schema-version`, `migrate/downgrade`, `migrate/vendor-id`, `migrate/option` */
export function upgradeManifest(document: ManifestDocument, options: UpgradeOptions): Upgraded {
  requireKnownSchema(options.to);
  const from = sourceVersion(document, options.to);
  const upgrade = new Upgrade(document, new ManifestText(document.text), options.to);
  if (from !== options.to) {
    upgrade.edit.set(['schemaVersion'], options.to);
    upgrade.changed({ action: 'mapped', from: 'schemaVersion', to: 'schemaVersion', value: options.to }, [
      'schemaVersion',
    ]);
    updateSchemaAddress(upgrade, from);
  }
  setIdentity(upgrade, options);
  if (from.startsWith('1.') && !options.to.startsWith('1.')) {
    dropOldFields(upgrade);
    limitResources(upgrade);
    hints(upgrade);
  }
  if (upgrade.refusals.length > 0) throw new AcapkitError(upgrade.refusals);
  return { text: upgrade.edit.text, changes: upgrade.changes };
}
