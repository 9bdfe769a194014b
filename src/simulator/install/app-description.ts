// What the camera needs to know of an app, from its manifest, or from package.conf for packages of the time before manifests.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AcapPackageConf, Manifest, OsRange, RunMode } from '../../manifest/types.js';
import { type ConfParameter, parsePackageConf, parseParamConf } from '../../package/read-conf.js';

export type AccessLevel = 'viewer' | 'operator' | 'admin';

export interface WebEntry {
  /** Path below `/local/<app>/`. */
  path: string;
  kind: 'transferCgi' | 'fastCgi' | 'reverseProxy';
}

export interface AppDescription {
  name: string;
  friendlyName: string;
  vendor: string;
  vendorUrl: string;
  vendorId: string | undefined;
  appId: string;
  version: string;
  /** aarch64, armv7hf, all, or x86_64 of a host package; undefined when the package does not say. */
  architecture: string | undefined;
  osRanges: OsRange[];
  embeddedSdkVersion: string | undefined;
  runMode: RunMode;
  runOptions: string[];
  user: { username: string; group: string } | undefined;
  licenseMethod: string;
  settingPage: string | undefined;
  postInstallScript: string | undefined;
  preUninstallScript: string | undefined;
  /** Who may read the files in html/. */
  htmlAccess: AccessLevel;
  webEntries: WebEntry[];
  parameters: ConfParameter[];
  dbusMethods: string[];
  needsDeepLearning: boolean;
  hasManifest: boolean;
}

/** The texts of a package that describe an app. */
export interface DescriptionSource {
  manifest: unknown;
  packageConf: Record<string, string>;
  parameters: ConfParameter[];
  cgiConf: string;
}

const runModes: readonly string[] = ['never', 'once', 'respawn', 'respawnOnFailure'];

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

function accessOf(text: string | undefined): AccessLevel {
  return text === 'viewer' || text === 'operator' ? text : 'admin';
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}

/** Describes an app; the manifest must have passed its schema. Undefined when neither text names an app. */
export function describeApp(source: DescriptionSource): AppDescription | undefined {
  if (isManifest(source.manifest)) return fromManifest(source.manifest);
  return source.packageConf.APPNAME ? fromPackageConf(source) : undefined;
}

function isManifest(value: unknown): value is Manifest {
  const conf = (value as Manifest | undefined | null)?.acapPackageConf as
    | Partial<AcapPackageConf>
    | undefined;
  return typeof conf?.setup?.appName === 'string';
}

function fromManifest(manifest: Manifest): AppDescription {
  const {
    setup,
    configuration = {},
    installation,
    uninstallation,
    copyProtection,
  } = manifest.acapPackageConf;
  const resources = (manifest.resources ?? {}) as {
    dbus?: { requiredMethods?: string[] };
    deepLearningProcessor?: { required?: boolean };
  };
  return {
    name: setup.appName,
    friendlyName: setup.friendlyName ?? setup.appName,
    vendor: setup.vendor ?? '-',
    vendorUrl: setup.vendorUrl ?? '',
    vendorId: setup.vendorId,
    appId: setup.appId ?? '',
    version: setup.version ?? '1.0.0',
    architecture: setup.architecture,
    osRanges: setup.compatibleOsVersions ?? [],
    embeddedSdkVersion: setup.embeddedSdkVersion,
    runMode: setup.runMode ?? 'never',
    runOptions: words(setup.runOptions),
    user: setup.user,
    licenseMethod: copyProtection?.method ?? 'none',
    settingPage: nonEmpty(configuration.settingPage),
    postInstallScript: nonEmpty(installation?.postInstallScript),
    preUninstallScript: nonEmpty(uninstallation?.preUninstallScript),
    htmlAccess: accessOf(
      configuration.httpConfig?.find((entry) => entry.type === 'directory')?.access ?? 'admin',
    ),
    webEntries: webEntriesOf(configuration),
    parameters: configuration.paramConfig ?? [],
    dbusMethods: resources.dbus?.requiredMethods ?? [],
    needsDeepLearning: resources.deepLearningProcessor?.required === true,
    hasManifest: true,
  };
}

function webEntriesOf(configuration: NonNullable<AcapPackageConf['configuration']>): WebEntry[] {
  const cgis = (configuration.httpConfig ?? []).flatMap(({ type, name }): WebEntry[] =>
    type === 'directory' || name === undefined ? [] : [{ path: name.replace(/^\/+/, ''), kind: type }],
  );
  const proxies = (configuration.reverseProxy ?? []).flatMap((entry): WebEntry[] => {
    const { apiPath } = entry as { apiPath?: unknown };
    return typeof apiPath === 'string' ? [{ path: apiPath.replace(/^\/+/, ''), kind: 'reverseProxy' }] : [];
  });
  return [...cgis, ...proxies];
}

function fromPackageConf({ packageConf: conf, parameters, cgiConf }: DescriptionSource): AppDescription {
  const part = (name: string, fallback: string) => nonEmpty(conf[name]) ?? fallback;
  const name = conf.APPNAME ?? '';
  const mode = part('STARTMODE', 'never');
  const isStatic = (conf.APPUSR ?? 'sdk') !== 'sdk' || (conf.APPGRP ?? 'sdk') !== 'sdk';
  const cgis = cgiConf.split('\n').flatMap((line): WebEntry[] => {
    const [, target, kind] = words(line);
    return target === undefined
      ? []
      : [{ path: target.replace(/^\/+/, ''), kind: kind === 'fastCgi' ? 'fastCgi' : 'transferCgi' }];
  });
  return {
    name,
    friendlyName: part('PACKAGENAME', name),
    vendor: part('VENDOR', '-'),
    vendorUrl: /https?:\/\/[^"'<>\s]+/.exec(conf.VENDORHOMEPAGELINK ?? '')?.[0] ?? '',
    vendorId: undefined,
    appId: conf.APPID ?? '',
    version: [part('APPMAJORVERSION', '1'), part('APPMINORVERSION', '0'), part('APPMICROVERSION', '0')].join(
      '.',
    ),
    architecture: nonEmpty(conf.APPTYPE),
    osRanges: [],
    embeddedSdkVersion: nonEmpty(conf.REQEMBDEVVERSION),
    runMode: runModes.includes(mode) ? (mode as RunMode) : 'never',
    runOptions: words(conf.APPOPTS),
    user: isStatic ? { username: conf.APPUSR ?? 'sdk', group: conf.APPGRP ?? 'sdk' } : undefined,
    licenseMethod: part('LICENSEPAGE', 'none'),
    settingPage: nonEmpty(conf.SETTINGSPAGEFILE),
    postInstallScript: nonEmpty(conf.POSTINSTALLSCRIPT),
    preUninstallScript: undefined,
    htmlAccess: 'admin',
    webEntries: cgis,
    parameters,
    dbusMethods: [],
    needsDeepLearning: false,
    hasManifest: false,
  };
}

/** Describes an app that lies unpacked in a folder; undefined when it is no app or cannot be read. */
export function describeInstalled(directory: string): AppDescription | undefined {
  const text = (name: string) => {
    const file = path.join(directory, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  try {
    const packageConf = parsePackageConf(text('package.conf'));
    const manifestText = text('manifest.json');
    return describeApp({
      manifest: manifestText === '' ? undefined : JSON.parse(manifestText),
      packageConf,
      parameters: parseParamConf(text('param.conf')),
      cgiConf: packageConf.HTTPCGIPATHS ? text(path.basename(packageConf.HTTPCGIPATHS)) : '',
    });
  } catch {
    return undefined;
  }
}
