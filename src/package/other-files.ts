// Files that are asked for with --add or -a. Many are packed anyway; GNU tar would store those a second time, as links to themselves.

import { canonicalName, isWithin, operandProblem } from '../manifest/member-names.js';
import { packedFolders } from '../manifest/rules/files.js';
import type { Manifest } from '../manifest/types.js';
import { cgiConfName, hasCgiConf } from './cgi-conf.js';

/** Starts of the names of files that old cameras read, packed whenever they are there, in this order. */
export const legacyPrefixes = ['httpd.conf.local.', 'mime.types.local.'];

export interface OtherFiles {
  /** To be packed after the scripts and listed in OTHERFILES, spelled as given. */
  packed: string[];
  /** Packed at another place anyway, spelled as given. */
  duplicates: string[];
}

/** Names of members that are made from the manifest. */
export function generatedNames(manifest: Manifest): string[] {
  const cgi = hasCgiConf(manifest) ? [cgiConfName] : [];
  return ['package.conf', 'param.conf', 'manifest.json', ...cgi];
}

/** The scripts that a manifest names: after installation, and before removal. */
export function scriptsOf(manifest: Manifest): { postInstall: string[]; preUninstall: string[] } {
  const { installation, uninstallation } = manifest.acapPackageConf;
  return {
    postInstall: installation?.postInstallScript ? [installation.postInstallScript] : [],
    preUninstall: uninstallation?.preUninstallScript ? [uninstallation.preUninstallScript] : [],
  };
}

/** Tells the given names that have a place of their own from those that are packed anyway. Looks at names only, not at the disk. */
export function planOtherFiles(manifest: Manifest, given: string[]): OtherFiles {
  const { postInstall, preUninstall } = scriptsOf(manifest);
  const standard = new Set(
    [
      manifest.acapPackageConf.setup.appName,
      'LICENSE',
      ...generatedNames(manifest),
      ...postInstall,
      ...preUninstall,
    ].map(canonicalName),
  );
  const names = given.map(canonicalName);
  const isPackedAnyway = (name: string, index: number): boolean =>
    standard.has(name) ||
    packedFolders.some((folder) => isWithin(name, folder)) ||
    legacyPrefixes.some((prefix) => name.startsWith(prefix)) ||
    names.some((other, at) => at !== index && isWithin(name, other) && (name !== other || at < index));
  // A name that may not be packed at all is no duplicate: it must be refused.
  const repeats = names.map(
    (name, index) => operandProblem(given[index] ?? '') === undefined && isPackedAnyway(name, index),
  );
  return {
    packed: given.filter((_, index) => !repeats[index]),
    duplicates: given.filter((_, index) => repeats[index]),
  };
}
