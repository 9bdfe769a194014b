// package.conf: shell-like variables in a fixed order, which cameras before AXIS OS 13 read. Source: 48 packages made by Axis' tool.

import { operandProblem } from '../manifest/member-names.js';
import type { Manifest } from '../manifest/types.js';
import { cgiConfName, cgiProblems, hasCgiConf } from './cgi-conf.js';
import { type ConfProblem, problemOf, refuse } from './conf-problem.js';
import { scriptsOf } from './other-files.js';
import { parameterProblems } from './param-conf.js';

/** A line of the file; without a value there is no line. `path` tells the field of the manifest, empty when there is none. */
interface Variable {
  name: string;
  value: string | undefined;
  path: (string | number)[];
}

/** A manifest that was not validated may hold anything where a text belongs; `confProblems` tells of it. */
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** Major, minor and patch of a semantic version; 1.0.0 when the manifest has none. Further parts are dropped, as Axis' tool does. */
export function versionNumbers(manifest: Manifest): [string, string, string] {
  const version = manifest.acapPackageConf.setup.version ?? '1.0.0';
  const [major = '1', minor = '0', micro = '0'] = asText(version)
    .replace(/[-+].*$/s, '')
    .split('.');
  return [major, minor, micro];
}

/** The link that the camera shows; its text is the address without the scheme. */
function vendorLink(url: string | undefined): string {
  if (url === undefined) return '';
  const address = asText(url);
  return `<a href="${address}" target="_blank">${address.replace(/^https?:\/\//, '')}</a>`;
}

function variables(manifest: Manifest, otherFiles: string[]): Variable[] {
  const { setup, installation, configuration, copyProtection } = manifest.acapPackageConf;
  const [major, minor, micro] = versionNumbers(manifest);
  const others = [...otherFiles, ...scriptsOf(manifest).preUninstall].join(' ');
  const of = (name: string, value: string | undefined, ...path: string[]): Variable => ({
    name,
    value,
    path: path.length > 0 ? ['acapPackageConf', ...path] : [],
  });
  return [
    of(
      'PACKAGENAME',
      setup.friendlyName ?? setup.appName,
      'setup',
      setup.friendlyName === undefined ? 'appName' : 'friendlyName',
    ),
    of('APPTYPE', setup.architecture, 'setup', 'architecture'),
    of('APPNAME', setup.appName, 'setup', 'appName'),
    of('APPID', setup.appId ?? '', 'setup', 'appId'),
    of('LICENSENAME', 'Available'),
    of('LICENSEPAGE', copyProtection?.method ?? 'none', 'copyProtection', 'method'),
    of('LICENSE_CHECK_ARGS', copyProtection?.customOptions, 'copyProtection', 'customOptions'),
    of('VENDOR', setup.vendor ?? '-', 'setup', 'vendor'),
    of('REQEMBDEVVERSION', setup.embeddedSdkVersion ?? '2.0', 'setup', 'embeddedSdkVersion'),
    of('APPMAJORVERSION', major, 'setup', 'version'),
    of('APPMINORVERSION', minor, 'setup', 'version'),
    of('APPMICROVERSION', micro, 'setup', 'version'),
    of('APPGRP', setup.user?.group ?? 'sdk', 'setup', 'user', 'group'),
    of('APPUSR', setup.user?.username ?? 'sdk', 'setup', 'user', 'username'),
    of('APPOPTS', setup.runOptions ?? '', 'setup', 'runOptions'),
    of('OTHERFILES', others),
    of('SETTINGSPAGEFILE', configuration?.settingPage ?? '', 'configuration', 'settingPage'),
    of('SETTINGSPAGETEXT', ''),
    of('VENDORHOMEPAGELINK', vendorLink(setup.vendorUrl), 'setup', 'vendorUrl'),
    of('PREUPGRADESCRIPT', ''),
    of('POSTINSTALLSCRIPT', installation?.postInstallScript ?? '', 'installation', 'postInstallScript'),
    of('STARTMODE', setup.runMode ?? 'never', 'setup', 'runMode'),
    of('HTTPCGIPATHS', hasCgiConf(manifest) ? cgiConfName : ''),
  ];
}

/** Characters that end a value in double quotes, or that a shell acts on inside it. */
const shellText = /["`$\\\n\r\0]/;
const shellExpected = 'no double quote, backquote, dollar sign, backslash or line end';
/** The link stands in single quotes, its address in double quotes inside them; a shell leaves the rest alone. */
const linkText = /['"\n\r\0]/;
const linkExpected = 'no quote and no line end; write %27 for a single quote';

function shellProblems(manifest: Manifest): ConfProblem[] {
  const { vendorUrl } = manifest.acapPackageConf.setup;
  const seen = new Set<string>();
  return variables(manifest, []).flatMap(({ name, value, path }) => {
    const field = path.join('.');
    if (value === undefined || seen.has(field)) return [];
    seen.add(field);
    const facts = { code: 'package/shell-text', holder: name, file: 'package.conf', path } as const;
    return name === 'VENDORHOMEPAGELINK'
      ? problemOf(vendorUrl ?? '', linkText, { ...facts, expected: linkExpected })
      : problemOf(value, shellText, { ...facts, expected: shellExpected });
  });
}

function fileProblems(names: string[], path: string[]): ConfProblem[] {
  return names.flatMap((name) => {
    const problem = operandProblem(name);
    if (problem) return [{ ...problem, path }];
    return problemOf(name, shellText, {
      code: 'package/shell-text',
      holder: `the file name ${name} in OTHERFILES`,
      file: 'package.conf',
      path,
      expected: shellExpected,
    });
  });
}

function packageProblems(manifest: Manifest, otherFiles: string[]): ConfProblem[] {
  const script = ['acapPackageConf', 'uninstallation', 'preUninstallScript'];
  return [
    ...shellProblems(manifest),
    ...fileProblems(otherFiles, []),
    ...fileProblems(scriptsOf(manifest).preUninstall, script),
  ];
}

/**
 * All that package.conf, param.conf and cgi.conf cannot hold. The manifest must have passed its schema.
 * @param otherFiles as for `packageConf`
 */
export function confProblems(manifest: Manifest, otherFiles: string[]): ConfProblem[] {
  return [...packageProblems(manifest, otherFiles), ...parameterProblems(manifest), ...cgiProblems(manifest)];
}

/**
 * The text of package.conf. Throws `package/shell-text` and `package/other-file-name`.
 * @param otherFiles names given with --add, as given; the preUninstallScript is appended here
 */
export function packageConf(manifest: Manifest, otherFiles: string[]): string {
  refuse(packageProblems(manifest, otherFiles));
  return variables(manifest, otherFiles)
    .map(({ name, value }) => {
      if (value === undefined) return '';
      return name === 'VENDORHOMEPAGELINK' ? `${name}='${value}'\n` : `${name}="${value}"\n`;
    })
    .join('');
}
