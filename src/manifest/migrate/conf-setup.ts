// package.conf → acapPackageConf.setup. The inverse of how packing writes package.conf; the official converter's source is not public.
import type { RunMode, Setup } from '../types.js';
import { atLeast } from '../versions.js';
import { compact, type Draft } from './draft.js';

const at = (field: string): string => `acapPackageConf.setup.${field}`;

/** Longest appName that schemas from 1.3.1 on accept. */
const appNameMax = 26;

function appName(draft: Draft): string {
  const name = draft.text('APPNAME');
  const tooLong =
    name.length > appNameMax &&
    `${name.length} characters, schemas accept ${appNameMax}: choose a shorter name`;
  const unfit = !/^[A-Za-z]\w+$/.test(name) && 'no name for an app: use a letter, then letters, digits and _';
  return draft.mapped('APPNAME', at('appName'), tooLong || unfit || undefined) ?? '';
}

function friendlyName(draft: Draft): string | undefined {
  const name = draft.mapped('PACKAGENAME', at('friendlyName'));
  if (name === undefined)
    draft.row('defaulted', ['PACKAGENAME'], { why: 'left out: the app is shown by its appName' });
  return name;
}

function vendor(draft: Draft): string {
  const name = draft.mapped('VENDOR', at('vendor'));
  if (name !== undefined) return name;
  draft.row('defaulted', ['VENDOR'], { to: at('vendor'), value: '-', why: 'a manifest must name a vendor' });
  draft.warn('VENDOR', {
    code: 'migrate/vendor',
    message: 'package.conf names no vendor; the manifest says "-"',
    expected: 'the name that Axis knows you by',
    fix: 'write it into acapPackageConf.setup.vendor',
  });
  return '-';
}

/** The address in the link that old cameras show, or the address that stands there without a link. */
function linkAddress(text: string): string | undefined {
  const href = /href\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(text);
  return (href?.[1] ?? href?.[2]) || /https?:\/\/[^\s"'<>\\]+/.exec(text)?.[0];
}

function vendorUrl(draft: Draft): string | undefined {
  const text = draft.text('VENDORHOMEPAGELINK');
  const value = linkAddress(text);
  if (value !== undefined) draft.row('mapped', ['VENDORHOMEPAGELINK'], { to: at('vendorUrl'), value });
  else if (text !== '')
    draft.row('dropped', ['VENDORHOMEPAGELINK'], { value: text, why: 'no address in it' });
  return value;
}

const architectures = ['all', 'aarch64', 'armv7hf'];

function architecture(draft: Draft): string | undefined {
  const value = draft.text('APPTYPE');
  if (value === '') {
    draft.row('defaulted', ['APPTYPE'], { why: 'left out: packing fills in what it builds for' });
    return undefined;
  }
  if (!architectures.includes(value)) {
    draft.row('dropped', ['APPTYPE'], {
      value,
      why: 'no architecture of manifests; packing fills in what it builds for',
    });
    draft.warn('APPTYPE', {
      code: 'migrate/platform',
      message: 'manifests do not know this platform',
      expected: architectures.join(', '),
      fix: 'build for aarch64 or armv7hf; cameras of this platform take no manifest',
    });
    return undefined;
  }
  if (atLeast(draft.schema, '1.3')) return draft.mapped('APPTYPE', at('architecture'));
  draft.row('dropped', ['APPTYPE'], {
    value,
    why: `schema ${draft.schema} has no architecture; packing decides`,
  });
  return undefined;
}

function embeddedSdkVersion(draft: Draft): string | undefined {
  const value = draft.mapped('REQEMBDEVVERSION', at('embeddedSdkVersion'));
  if (value === undefined)
    draft.row('defaulted', ['REQEMBDEVVERSION'], { why: 'left out: packages then say 2.0' });
  return value;
}

const names = ['APPUSR', 'APPGRP'];

/** What the report says of a static user, and how it came to be. */
function userReasons(draft: Draft, user: { username: string; group: string }): string[] {
  const isRequired = draft.schema === '1.0';
  const missing = names.filter((name) => draft.text(name) === '');
  const added =
    missing.length === names.length ? 'schema 1.0 needs a user' : `${missing.join(', ')} is missing: sdk`;
  const isRoot = user.username === 'root' || user.group === 'root';
  const isPlain = user.username === 'sdk' && user.group === 'sdk' && !isRequired;
  return [
    ...(missing.length > 0 ? [added] : []),
    ...(isRoot ? ['root is impossible from AXIS OS 12.0 on; remove the field for a dynamic user'] : []),
    ...(isPlain ? ['remove the field for a dynamic user, which newer cameras prefer'] : []),
  ];
}

function user(draft: Draft): Setup['user'] {
  const [username, group] = names.map((name) => draft.text(name));
  if (!username && !group && draft.schema !== '1.0') {
    draft.row('defaulted', names, { why: 'left out: the camera makes a user for the app' });
    return undefined;
  }
  const value = { username: username || 'sdk', group: group || 'sdk' };
  const why = userReasons(draft, value).join('; ');
  draft.row(username && group ? 'mapped' : 'defaulted', names, {
    to: at('user'),
    value,
    ...(why !== '' && { why }),
  });
  return value;
}

function runMode(draft: Draft): RunMode {
  const why = draft.text('STARTMODE') === 'auto' ? 'a mode of Lua apps; manifests do not have it' : undefined;
  const mode = draft.mapped('STARTMODE', at('runMode'), why);
  if (mode === undefined) draft.row('defaulted', ['STARTMODE'], { to: at('runMode'), value: 'never' });
  return (mode ?? 'never') as RunMode;
}

/** Parts of the version and what a missing one becomes. */
const versionParts: [string, string][] = [
  ['APPMAJORVERSION', '1'],
  ['APPMINORVERSION', '0'],
  ['APPMICROVERSION', '0'],
];

function version(draft: Draft): string {
  const to = at('version');
  const present = versionParts.map(([name]) => name).filter((name) => draft.text(name) !== '');
  const unfit = present.find((name) => !/^(0|[1-9]\d*)$/.test(draft.text(name)));
  const value = versionParts.map(([name, fallback]) => draft.text(name) || fallback).join('.');
  const why = unfit && `${unfit} is no plain number without leading zeros`;
  const place = unfit && draft.location(unfit);
  if (place) draft.places.set(to, place);
  if (present.length > 0) draft.row('mapped', present, { to, value, ...(why && { why }) });
  for (const [name, fallback] of versionParts)
    if (!present.includes(name)) draft.row('defaulted', [name], { to, value: fallback });
  return value;
}

/** Makes `setup`. Values that no schema accepts stay as they are; checking the result finds them. */
export function setupOf(draft: Draft): Setup {
  return compact<Setup>({
    appName: appName(draft),
    friendlyName: friendlyName(draft),
    appId: draft.mapped('APPID', at('appId')),
    vendor: vendor(draft),
    vendorId: undefined,
    vendorUrl: vendorUrl(draft),
    architecture: architecture(draft),
    compatibleOsVersions: undefined,
    embeddedSdkVersion: embeddedSdkVersion(draft),
    user: user(draft),
    runMode: runMode(draft),
    runOptions: draft.mapped('APPOPTS', at('runOptions')),
    version: version(draft),
  });
}
