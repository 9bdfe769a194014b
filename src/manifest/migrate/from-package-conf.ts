// package.conf, param.conf and the CGI file → a manifest value, and a report of everything that has no place in it.
import leven from 'leven';
import { AcapkitError, type Finding, type Location } from '../../support/errors.js';
import type { AcapPackageConf, Manifest } from '../types.js';
import { configurationOf } from './conf-configuration.js';
import { setupOf } from './conf-setup.js';
import { type ConfSource, compact, Draft } from './draft.js';
import { otherFiles } from './other-files.js';
import type { Change } from './report.js';

export type { ConfSource } from './draft.js';

/** A manifest made from old files. */
export interface Conversion {
  manifest: Manifest;
  changes: Change[];
  findings: Finding[];
  /** Files and folders that packing must be told of. */
  addFiles: string[];
  /** JSON paths joined by dots, and where their values stand in the old files. */
  places: Map<string, Location>;
}

/** Variables with a place in the manifest, or in how it is packed. */
const used = [
  ...[
    'PACKAGENAME',
    'APPTYPE',
    'APPNAME',
    'APPID',
    'LICENSEPAGE',
    'VENDOR',
    'REQEMBDEVVERSION',
    'APPMAJORVERSION',
    'APPMINORVERSION',
  ],
  ...[
    'APPMICROVERSION',
    'APPGRP',
    'APPUSR',
    'APPOPTS',
    'OTHERFILES',
    'SETTINGSPAGEFILE',
    'VENDORHOMEPAGELINK',
    'POSTINSTALLSCRIPT',
  ],
  ...['STARTMODE', 'HTTPCGIPATHS'],
];

/** Variables without one, and why. */
const dropped: Record<string, string> = {
  MENUNAME: 'cameras no longer show it',
  LICENSENAME: 'packages always say "Available"',
  LICENSE_CHECK_ARGS: 'manifests have no field for it',
  SETTINGSPAGETEXT: 'manifests have no field for it',
  PREUPGRADESCRIPT: 'manifests have no field for it: nothing runs before an upgrade',
  AUTOSTART: 'for apps that come with the camera only',
};

/** The documented variable that a name may stand for: one that the file does not set. */
function unknownWhy(draft: Draft, name: string): string {
  const free = [...used, ...Object.keys(dropped)].filter(
    (candidate) => !draft.source.conf.variables.has(candidate),
  );
  const near =
    name.length > 30 ? undefined : free.find((candidate) => leven(candidate, name.toUpperCase()) <= 2);
  return near === undefined
    ? 'no variable of package.conf'
    : `no variable of package.conf; did you mean ${near}?`;
}

function dropRest(draft: Draft): void {
  for (const [name, { value }] of draft.source.conf.variables) {
    if (used.includes(name)) continue;
    const why = Object.hasOwn(dropped, name) ? dropped[name] : undefined;
    if (why === undefined) draft.row('dropped', [name], { value, why: unknownWhy(draft, name) });
    else if (value !== '' && !(name === 'LICENSENAME' && value === 'Available'))
      draft.row('dropped', [name], { value, why });
  }
  if (draft.text('LICENSENAME') === '')
    draft.row('defaulted', ['LICENSENAME'], { why: 'packages always say "Available"' });
}

function copyProtection(draft: Draft): AcapPackageConf['copyProtection'] {
  const method = draft.text('LICENSEPAGE');
  if (method === '') draft.row('defaulted', ['LICENSEPAGE'], { why: 'left out: no copy protection' });
  if (method === 'none')
    draft.row('mapped', ['LICENSEPAGE'], { value: method, why: 'left out: it is the default' });
  if (method === '' || method === 'none') return undefined;
  return { method: draft.mapped('LICENSEPAGE', 'acapPackageConf.copyProtection.method') ?? method };
}

function requireName({ conf, file }: ConfSource): void {
  if (conf.variables.get('APPNAME')?.value) return;
  const missing: Finding = {
    severity: 'error',
    code: 'migrate/app-name',
    message: 'package.conf does not name the app',
    location: conf.variables.get('APPNAME')?.location ?? { file },
    expected: 'APPNAME="name", the name of the executable',
    found: conf.variables.size === 0 ? 'no variable at all' : 'no APPNAME',
    fix: 'check that this is the package.conf of an app',
  };
  throw new AcapkitError([...conf.findings, missing]);
}

/**
 * Makes a manifest of a 1.x version. Throws `migrate/app-name`, `conf/too-large`.
 * @param schema a known version, 1.0 or later
 */
export function fromPackageConf(source: ConfSource, schema: string): Conversion {
  requireName(source);
  const draft = new Draft(source, schema);
  const setup = setupOf(draft);
  const postInstallScript = draft.mapped(
    'POSTINSTALLSCRIPT',
    'acapPackageConf.installation.postInstallScript',
  );
  const acapPackageConf = compact<AcapPackageConf>({
    setup,
    installation: postInstallScript === undefined ? undefined : { postInstallScript },
    uninstallation: undefined,
    configuration: configurationOf(draft),
    copyProtection: copyProtection(draft),
  });
  const addFiles = otherFiles(draft);
  dropRest(draft);
  const { changes, findings, places } = draft;
  return { manifest: { schemaVersion: schema, acapPackageConf }, changes, findings, addFiles, places };
}
