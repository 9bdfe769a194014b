// A package in words: what the app is called and asks for, how the file was made, what its signature says. Values come from manifests that
// nobody has checked, so any of them may be missing or of another type.
import type { PackageDetails } from '../package/details.js';
import { keyOwner, type SignatureFacts } from '../package/signature.js';
import { counted, cut, plain, sizeText, textOf, wrapped } from './plain-text.js';

export type Fields = Record<string, unknown>;

const labelWidth = 16;
const titleMax = 60;

/** The fields at a place of a manifest; none when there is something else. */
export function fieldsAt(value: unknown, ...path: string[]): Fields {
  let at = value;
  for (const key of path) at = (at as Fields | null | undefined)?.[key];
  return typeof at === 'object' && at !== null ? (at as Fields) : {};
}

/** The value if it is a list, else no entries. */
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What the package calls itself, such as `My App 1.0.0 aarch64`. */
export function titleOf({ manifest, packageConf }: PackageDetails): string {
  const setup = fieldsAt(manifest, 'acapPackageConf', 'setup');
  const numbers = ['APPMAJORVERSION', 'APPMINORVERSION', 'APPMICROVERSION'].map((name) => packageConf[name]);
  const parts = [
    setup.friendlyName ?? setup.appName ?? packageConf.PACKAGENAME ?? packageConf.APPNAME ?? 'no app',
    setup.version ?? numbers.filter((part) => part).join('.'),
    setup.architecture ?? packageConf.APPTYPE,
  ];
  return parts
    .map((part) => cut(textOf(part) ?? '', titleMax))
    .filter((part) => part !== '')
    .join(' ');
}

function osRanges(setup: Fields): string {
  const ranges = listOf(setup.compatibleOsVersions).map((range) => {
    const { min, max } = fieldsAt(range);
    return `${textOf(min) ?? 'any'} to ${textOf(max) ?? 'any'}`;
  });
  return ranges.join('; ');
}

function userOf(manifest: unknown): string {
  const { username, group } = fieldsAt(manifest, 'acapPackageConf', 'setup', 'user');
  const { groups, conditionalGroups } = fieldsAt(manifest, 'resources', 'linux', 'user');
  const names = (list: unknown): string =>
    listOf(list)
      .map((name) => textOf(name) ?? '')
      .join(', ');
  return [
    username === undefined ? 'dynamic' : `${textOf(username)}, group ${textOf(group) ?? 'sdk'}`,
    ...(names(groups) === '' ? [] : [`groups ${names(groups)}`]),
    ...(names(conditionalGroups) === '' ? [] : [`groups where they exist ${names(conditionalGroups)}`]),
  ].join('; ');
}

function startOf(mode: unknown, options: unknown): string {
  const text = textOf(options);
  return `${textOf(mode) ?? 'never'}${text ? `, with ${text}` : ''}`;
}

type Row = [label: string, value: string | undefined];

function manifestRows(manifest: unknown): Row[] {
  const setup = fieldsAt(manifest, 'acapPackageConf', 'setup');
  const section = (name: string): Fields => fieldsAt(manifest, 'acapPackageConf', name);
  const vendor = [setup.vendor, setup.vendorId, setup.vendorUrl].map((value) => textOf(value) ?? '');
  return [
    ['app', textOf(setup.appName)],
    ['vendor', vendor.filter((text) => text !== '').join(', ')],
    ['schema', textOf(fieldsAt(manifest).schemaVersion)],
    ['AXIS OS', osRanges(setup)],
    ['embedded SDK', textOf(setup.embeddedSdkVersion)],
    ['start', startOf(setup.runMode, setup.runOptions)],
    ['user', userOf(manifest)],
    ['after install', textOf(section('installation').postInstallScript)],
    ['before removal', textOf(section('uninstallation').preUninstallScript)],
    ['copy protection', textOf(section('copyProtection').method)],
  ];
}

function confRows(conf: Record<string, string>): Row[] {
  const value = (name: string): string | undefined => (conf[name] ? plain(conf[name]) : undefined);
  return [
    ['app', value('APPNAME')],
    ['vendor', value('VENDOR')],
    ['schema', 'none: package.conf only, which AXIS OS 13 refuses'],
    ['embedded SDK', value('REQEMBDEVVERSION')],
    ['start', startOf(conf.STARTMODE, conf.APPOPTS)],
    ['user', `${value('APPUSR') ?? 'sdk'}, group ${value('APPGRP') ?? 'sdk'}`],
    ['after install', value('POSTINSTALLSCRIPT')],
    ['copy protection', value('LICENSEPAGE')],
  ];
}

/** The gzip header. Which program compressed the package cannot be known from it. */
function compressionOf({ compression }: PackageDetails): string {
  const { name, mtime, extraFlags, system } = compression;
  return [
    name === undefined ? 'no name' : `name ${plain(name)}`,
    mtime === 0 ? 'no time' : `time ${new Date(mtime * 1000).toISOString()}`,
    { 2: 'slowest compression', 4: 'fastest compression' }[extraFlags] ?? 'usual compression',
    system === 3 ? 'Unix' : `system ${system}`,
  ].join(', ');
}

const labelled = ([label, value]: Row): string[] =>
  value ? wrapped(label, value.split(' '), labelWidth, '') : [];

/** What a signature says, which nobody has verified. */
export function signatureLines(signature: SignatureFacts | undefined): string[] {
  if (signature === undefined) return labelled(['signature', 'none']);
  const { fingerprint, keyId, algorithm, hash, created, version, bytes } = signature;
  const rows: Row[] = [
    ['signature', `${algorithm} with ${hash}, ${bytes} bytes, made ${created}`],
    ['trailer', version === 1 ? undefined : `version ${version}, which acapkit does not know`],
    ['names the key', fingerprint ?? `…${keyId}`],
    ['known as', keyOwner(fingerprint)],
  ];
  return rows.flatMap(labelled);
}

/** The app and its package, a line for each fact. */
export function overviewLines(details: PackageDetails, signature: SignatureFacts | undefined): string[] {
  const { manifest, packageConf, members, bytes, unpackedBytes } = details;
  const files = members.filter(({ kind }) => kind === 'file').length;
  const rows: Row[] = [
    ...(manifest === undefined ? confRows(packageConf) : manifestRows(manifest)),
    ['size', `${sizeText(bytes)} packed, ${sizeText(unpackedBytes)} in ${counted(files, 'file')}`],
    ['sha256', details.sha256],
    ['tar sha256', details.tarSha256],
    ['gzip', compressionOf(details)],
  ];
  const verified: Row = ['verified', signature && 'no; acapkit signature --key does that'];
  return [...rows.flatMap(labelled), ...signatureLines(signature), ...labelled(verified)];
}
