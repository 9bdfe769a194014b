// acapkit migrate: reads, plans, and writes only what is whole. Errors keep everything as it was, unless the user insists.
import path from 'node:path';
import { checkManifest } from '../manifest/check.js';
import {
  manifestTarget,
  type Plan,
  packageConfTarget,
  planConversion,
  planUpgrade,
} from '../manifest/migrate/plan.js';
import type { UpgradeOptions } from '../manifest/migrate/upgrade.js';
import { parseManifest } from '../manifest/parse.js';
import { failure } from '../support/errors.js';
import { replaceFile } from '../support/replace-file.js';
import { type MigrationSource, readSource, type SourceKind } from './migration-source.js';

export interface MigrateOptions extends Partial<UpgradeOptions> {
  from?: SourceKind;
  /** Writes in spite of errors, and over a manifest.json that lies beside package.conf. */
  force?: boolean;
  dryRun?: boolean;
}

/** What `migrate` did. */
export interface Migration extends Plan {
  /** Path of the manifest. */
  file: string;
  /** Whether the new text differs from what is on the disk. */
  changed: boolean;
  written: boolean;
  /** Whether errors kept it from being written. */
  refused: boolean;
}

function planFor(source: MigrationSource, options: MigrateOptions): Plan {
  const { vendorId, osMin, osMax } = options;
  const to = options.to ?? (source.kind === 'manifest' ? manifestTarget() : packageConfTarget);
  const upgrade: UpgradeOptions = {
    to,
    ...(vendorId !== undefined && { vendorId }),
    ...(osMin !== undefined && { osMin }),
    ...(osMax !== undefined && { osMax }),
  };
  if (source.kind === 'package-conf') return planConversion(source.conf, upgrade);
  const plan = planUpgrade(source.document, upgrade);
  if (!source.hasPackageConf || plan.text === source.document.text) return plan;
  const why = 'package.conf is not read: manifest.json counts; --from package-conf converts it';
  return { ...plan, changes: [...plan.changes, { action: 'note', why }] };
}

function refuseOverwriting(file: string): never {
  throw failure('migrate/manifest-exists', 'there is a manifest.json already', {
    location: { file },
    expected: 'no manifest.json beside package.conf',
    found: 'another manifest than the one made from package.conf',
    fix: 'look at it first with --dry-run; --force replaces it',
  });
}

/**
 * Migrates the manifest or package.conf at a path. Throws, before writing, what makes migration impossible: codes `migrate/…`,
 * `manifest/schema-version`, `manifest/syntax`, `conf/too-large`.
 */
export async function migrate(place: string, options: MigrateOptions = {}): Promise<Migration> {
  const source = await readSource(place, options.from);
  const file = source.kind === 'manifest' ? source.document.file : source.target;
  const present = source.kind === 'manifest' ? source.document.text : source.existing;
  const plan = planFor(source, options);
  const changed = plan.text !== present;
  const refused =
    changed && options.force !== true && plan.findings.some(({ severity }) => severity === 'error');
  const writes = changed && !refused && options.dryRun !== true;
  if (writes && source.kind === 'package-conf' && present !== undefined && options.force !== true)
    refuseOverwriting(file);
  if (writes) await replaceFile(file, plan.text);
  // The author looks a place up in the file as it is now.
  const findings =
    writes && source.kind === 'manifest' ? checkManifest(parseManifest(plan.text, file)) : plan.findings;
  return { ...plan, findings, file: path.resolve(file), changed, written: writes, refused };
}
