// package.conf: shell-like variables in a fixed order, which cameras before AXIS OS 13 read. Source: 48 packages made by Axis' tool.

import type { Manifest } from '../manifest/types.js';
import { failure } from '../support/errors.js';
import { cgiConfName } from './cgi-conf.js';

function versionNumbers(version: string): string[] {
  return version.replace(/[-+].*$/, '').split('.');
}

/** The link that the camera shows; its text is the address without the scheme. */
function vendorLink(url: string | undefined): string {
  if (url === undefined) return '';
  return `<a href="${url}" target="_blank">${url.replace(/^https?:\/\//, '')}</a>`;
}

/** Old cameras read this file with a shell, so a value with quotes or substitutions would break it or be executed. */
function refuseShellText(name: string, value: string): void {
  if (!/["`$\\\n\r]/.test(value)) return;
  throw failure('package/shell-text', `${name} contains a character that package.conf cannot hold`, {
    expected: 'no quote, backquote, dollar sign, backslash or line end',
    found: JSON.stringify(value),
    fix: 'write plain text in the manifest field behind it',
  });
}

/**
 * The text of package.conf.
 * @param otherFiles names given with --add, as given; the preUninstallScript is appended here
 */
export function packageConf(manifest: Manifest, otherFiles: string[]): string {
  const { setup, installation, uninstallation, configuration, copyProtection } = manifest.acapPackageConf;
  const [major = '1', minor = '0', micro = '0'] = versionNumbers(setup.version ?? '1.0.0');
  const others = [
    ...otherFiles,
    ...(uninstallation?.preUninstallScript ? [uninstallation.preUninstallScript] : []),
  ];
  const variables: [string, string | undefined][] = [
    ['PACKAGENAME', setup.friendlyName ?? setup.appName],
    ['APPTYPE', setup.architecture],
    ['APPNAME', setup.appName],
    ['APPID', setup.appId ?? ''],
    ['LICENSENAME', 'Available'],
    ['LICENSEPAGE', copyProtection?.method ?? 'none'],
    ['LICENSE_CHECK_ARGS', copyProtection?.customOptions],
    ['VENDOR', setup.vendor ?? '-'],
    ['REQEMBDEVVERSION', setup.embeddedSdkVersion ?? '2.0'],
    ['APPMAJORVERSION', major],
    ['APPMINORVERSION', minor],
    ['APPMICROVERSION', micro],
    ['APPGRP', setup.user?.group ?? 'sdk'],
    ['APPUSR', setup.user?.username ?? 'sdk'],
    ['APPOPTS', setup.runOptions ?? ''],
    ['OTHERFILES', others.join(' ')],
    ['SETTINGSPAGEFILE', configuration?.settingPage ?? ''],
    ['SETTINGSPAGETEXT', ''],
    ['VENDORHOMEPAGELINK', vendorLink(setup.vendorUrl)],
    ['PREUPGRADESCRIPT', ''],
    ['POSTINSTALLSCRIPT', installation?.postInstallScript ?? ''],
    ['STARTMODE', setup.runMode ?? 'never'],
    ['HTTPCGIPATHS', configuration?.httpConfig?.length ? cgiConfName : ''],
  ];
  return variables.map(([name, value]) => line(name, value)).join('');
}

function line(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  if (name === 'VENDORHOMEPAGELINK') return `${name}='${value}'\n`;
  refuseShellText(name, value);
  return `${name}="${value}"\n`;
}
