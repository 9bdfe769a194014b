// A source → the text of the new manifest and the report, without touching the disk.

import { getLocation } from 'jsonc-parser';
import type { Finding, Location } from '../../support/errors.js';
import { checkManifest } from '../check.js';
import type { JsonPath } from '../json-path.js';
import { type ManifestDocument, parseManifest } from '../parse.js';
import { openSchemas } from '../schemas.js';
import type { ConfSource } from './draft.js';
import { fromPackageConf } from './from-package-conf.js';
import type { Change } from './report.js';
import { requireKnownSchema, type UpgradeOptions, upgradeManifest } from './upgrade.js';

/** The result of a migration before anything is written. */
export interface Plan {
  /** `package.conf`, or the schema version of the manifest. */
  from: string;
  to: string;
  text: string;
  changes: Change[];
  addFiles: string[];
  /** Errors first. Places are those of the source. */
  findings: Finding[];
}

/** The newest schema whose fields Axis documents one by one. */
export const packageConfTarget = '1.7.3';

/** The newest schema that is known. */
export const manifestTarget = (): string => openSchemas().versions.at(-1) ?? '';

/** The JSON path of the place that a finding names in a manifest. */
function pathOf(
  { text }: ManifestDocument,
  { line = 1, column = 1 }: Location,
): { path: JsonPath; isKey: boolean } {
  const before = text.split('\n').slice(0, line - 1);
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const { path, isAtPropertyKey } = getLocation(text, offset);
  return { path, isKey: isAtPropertyKey };
}

/**
 * Findings of the migration and of a check of the result, errors first. Places of the check are those of a text that may never be written,
 * so they become places of the source.
 */
function judged(
  text: string,
  own: Finding[],
  placeOf: (path: JsonPath, isKey: boolean) => Location,
): Finding[] {
  const document = parseManifest(text, 'manifest.json');
  const checked = checkManifest(document).map((finding): Finding => {
    const { path, isKey } = pathOf(document, finding.location ?? { file: document.file });
    return { ...finding, location: placeOf(path, isKey) };
  });
  const all = [...own, ...checked];
  const isError = ({ severity }: Finding): boolean => severity === 'error';
  return [...all.filter(isError), ...all.filter((finding) => !isError(finding))];
}

/** Plans the way from a manifest to a newer schema. Throws as `upgradeManifest` does. */
export function planUpgrade(document: ManifestDocument, options: UpgradeOptions): Plan {
  const { text, changes } = upgradeManifest(document, options);
  return {
    from: document.value.schemaVersion,
    to: options.to,
    text,
    changes,
    addFiles: [],
    findings: judged(text, [], (path, isKey) => (isKey ? document.locateKey(path) : document.locate(path))),
  };
}

/** Two reports of steps that follow each other: a row about what the first step made speaks of the first step's source. */
function joined(first: Change[], second: Change[]): Change[] {
  const later = second.filter(({ from }) => from !== 'schemaVersion');
  const successor = ({ to }: Change): Change | undefined =>
    later.find(({ from }) => from !== undefined && from === to);
  const kept = first.map((row) => {
    const next = successor(row);
    return next
      ? {
          ...next,
          ...(row.from !== undefined && { from: row.from }),
          ...(row.location && { location: row.location }),
        }
      : row;
  });
  const used = new Set(first.map(successor));
  return [...kept, ...later.filter((row) => !used.has(row)).map(({ location: _, ...row }): Change => row)];
}

/** The place in the old files of a JSON path, or of the nearest object above it that has one. */
function nearestPlace(places: Map<string, Location>, path: JsonPath, otherwise: Location): Location {
  const above = path.map((_, index) => places.get(path.slice(0, path.length - index).join('.')));
  return above.find((place) => place !== undefined) ?? otherwise;
}

/** Plans the way from package.conf to a manifest. Throws `migrate/app-name`, and as `upgradeManifest` does. */
export function planConversion(source: ConfSource, options: UpgradeOptions): Plan {
  const { to } = options;
  requireKnownSchema(to);
  const made = fromPackageConf(source, to.startsWith('1.') ? to : (openSchemas().newestOf('1') ?? to));
  // Nobody has seen the text between the two steps, so only the file can be named.
  const place: Location = { file: source.file };
  const draft: ManifestDocument = {
    ...parseManifest(`${JSON.stringify(made.manifest, null, 4)}\n`, source.file),
    locate: () => place,
    locateKey: () => place,
  };
  const { text, changes } = upgradeManifest(draft, options);
  return {
    from: 'package.conf',
    to,
    text,
    changes: [
      { action: 'defaulted', to: 'schemaVersion', value: to, why: 'package.conf has none' },
      ...joined(made.changes, changes),
      {
        action: 'note',
        why: 'packing generates package.conf, param.conf and cgi.conf: the old files are needed no longer',
      },
    ],
    addFiles: made.addFiles,
    findings: judged(text, made.findings, (path) => nearestPlace(made.places, path, place)),
  };
}
