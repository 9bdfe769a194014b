// What schema 2.x asks for that no older manifest has: who made the app, and which AXIS OS versions it is for.

import { setupPath } from '../json-path.js';
import { isObject } from '../manifest-text.js';
import { openSchemas } from '../schemas.js';
import { newestSdk, sdkGeneration } from '../sdk.js';
import { compareVersions } from '../versions.js';
import type { Upgrade } from './upgrade-state.js';

export interface UpgradeOptions {
  /** A known schema version. */
  to: string;
  vendorId?: string;
  osMin?: string;
  osMax?: string;
}

/** The newest AXIS OS generation that 51 public 2.x manifests name as their `max`. */
const defaultOsMax = '13';

const optionRules: [keyof UpgradeOptions, string, RegExp, string][] = [
  ['vendorId', '--vendor-id', /^[A-Fa-f0-9]{10}$/, 'ten hexadecimal digits, such as 0123456789'],
  ['osMin', '--os-min', /^\d+(\.\d+){0,2}$/, 'a version of AXIS OS, such as 12.11'],
  ['osMax', '--os-max', /^\d+(\.\d+){0,2}$/, 'a version of AXIS OS, such as 13'],
];

function refuse(
  upgrade: Upgrade,
  code: string,
  message: string,
  expected: string,
  found: string,
  fix: string,
): void {
  upgrade.refusals.push({ severity: 'error', code, message, expected, found, fix });
}

function checkOptions(upgrade: Upgrade, options: UpgradeOptions): void {
  for (const [name, flag, pattern, expected] of optionRules) {
    const value = options[name];
    if (value === undefined) continue;
    if (!pattern.test(value))
      refuse(
        upgrade,
        'migrate/option',
        `${flag} has a value that no manifest accepts`,
        expected,
        JSON.stringify(value),
        `correct ${flag}`,
      );
    else if (options.to.startsWith('1.'))
      refuse(
        upgrade,
        'migrate/option',
        `${flag} is for schema 2.x`,
        '--to 2.0.0 or later',
        `--to ${options.to}`,
        `leave ${flag} out`,
      );
  }
}

function missingVendorId(upgrade: Upgrade): void {
  upgrade.refusals.push({
    severity: 'error',
    code: 'migrate/vendor-id',
    message: `schema ${upgrade.to} needs a vendorId, and there is none`,
    location: upgrade.source.locate(setupPath()),
    expected: 'ten hexadecimal digits that Axis gave to you',
    found: 'no setup.vendorId and no --vendor-id',
    fix: `get it from Axis' ACAP signing service or partner portal, then run migrate with --vendor-id; or stay on 1.x: --to ${openSchemas().newestOf('1')}`,
  });
}

function setVendorId(upgrade: Upgrade, given: string | undefined): void {
  const path = setupPath('vendorId');
  const present = upgrade.edit.at(...path);
  if (given === undefined) {
    if (present === undefined || present === '') missingVendorId(upgrade);
    return;
  }
  if (present === given) return;
  upgrade.edit.set(path, given, 'vendor');
  upgrade.changed({ action: 'mapped', from: '--vendor-id', to: path.join('.'), value: given });
}

interface Range {
  min?: string;
  max?: string;
}

/** The ranges the manifest has; undefined when it has none that can be changed. */
function rangesOf(upgrade: Upgrade): Range[] | undefined {
  const value = upgrade.edit.at(...setupPath('compatibleOsVersions'));
  const isList = Array.isArray(value) && value.length > 0;
  return isList && value.every(isObject) ? value : undefined;
}

function changeRange(upgrade: Upgrade, ranges: Range[], given: Range): void {
  const to = setupPath('compatibleOsVersions').join('.');
  const changed = Object.entries(given).filter(([key, value]) =>
    ranges.some((range) => range[key as keyof Range] !== value),
  );
  if (changed.length === 0) return;
  if (ranges.length > 1) {
    const found = `${ranges.length} ranges in compatibleOsVersions`;
    refuse(
      upgrade,
      'migrate/option',
      '--os-min and --os-max cannot tell which range they are for',
      'one range',
      found,
      'edit the manifest',
    );
    return;
  }
  const value = [{ ...given, ...ranges[0], ...given }];
  upgrade.edit.set(setupPath('compatibleOsVersions'), value);
  upgrade.changed(
    { action: 'mapped', from: changed.map(([key]) => `--os-${key}`).join(', '), to, value },
    setupPath('compatibleOsVersions'),
  );
}

function addRange(upgrade: Upgrade, given: Range): void {
  const to = setupPath('compatibleOsVersions').join('.');
  const value = [{ ...(given.min !== undefined && { min: given.min }), max: given.max ?? defaultOsMax }];
  upgrade.edit.set(setupPath('compatibleOsVersions'), value);
  const flags = Object.keys(given).map((key) => `--os-${key}`);
  upgrade.changed({
    action: given.max === undefined ? 'defaulted' : 'mapped',
    ...(flags.length > 0 && { from: flags.join(', ') }),
    to,
    value,
    ...(given.max === undefined && {
      why: `max ${defaultOsMax} is what public 2.x manifests say; --os-max sets another`,
    }),
  });
}

function noteMin(upgrade: Upgrade): void {
  if (rangesOf(upgrade)?.every((range) => range.min !== undefined) !== false) return;
  const { osVersion, name } = sdkGeneration(newestSdk);
  upgrade.changed({
    action: 'note',
    to: setupPath('compatibleOsVersions').join('.'),
    why: `min is left to packing: SDK ${name} writes ${osVersion}, its own version, and older cameras with AXIS OS 12 refuse that; --os-min sets it`,
  });
}

/** `max` 13 stands for all of 13, so only as many parts count as it has. */
function isBackwards({ min, max }: Range): boolean {
  if (min === undefined || max === undefined) return false;
  return compareVersions(min.split('.').slice(0, max.split('.').length).join('.'), max) > 0;
}

/** Sets vendorId and compatibleOsVersions of a 2.x manifest; adds refusals for options that make no sense. */
export function setIdentity(upgrade: Upgrade, options: UpgradeOptions): void {
  checkOptions(upgrade, options);
  if (options.to.startsWith('1.') || upgrade.refusals.length > 0) return;
  const given: Range = {
    ...(options.osMin !== undefined && { min: options.osMin }),
    ...(options.osMax !== undefined && { max: options.osMax }),
  };
  if (!isObject(upgrade.edit.at(...setupPath()))) return;
  setVendorId(upgrade, options.vendorId);
  const before = upgrade.changes.length;
  const ranges = rangesOf(upgrade);
  if (ranges) changeRange(upgrade, ranges, given);
  else if (upgrade.edit.at(...setupPath('compatibleOsVersions')) === undefined) addRange(upgrade, given);
  if (upgrade.changes.length === before) return;
  const [range] = rangesOf(upgrade) ?? [];
  if (range !== undefined && isBackwards(range))
    refuse(
      upgrade,
      'migrate/option',
      'the oldest AXIS OS is newer than the newest one',
      `--os-min up to ${range.max}`,
      `--os-min ${range.min}`,
      'correct --os-min or --os-max',
    );
  noteMin(upgrade);
}
