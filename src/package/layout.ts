// What is in a package and in which order, decided without reading any file's content. Source: 48 packages made by Axis' tool.
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { serializeManifest } from '../manifest/serialize.js';
import type { Manifest } from '../manifest/types.js';
import { AcapkitError, type Finding } from '../support/errors.js';
import { cgiConf, cgiConfName } from './cgi-conf.js';
import { collect } from './collect.js';
import { type Entry, textEntry } from './entry.js';
import { packageConf } from './package-conf.js';
import { paramConf } from './param-conf.js';

export interface PackageInput {
  /** The folder that holds the app's files as they shall be packed. */
  directory: string;
  /** The completed manifest. */
  manifest: Manifest;
  /** Further files and folders, relative to `directory`, in order. */
  otherFiles: string[];
  /** Set modes to 0644 and 0755 instead of keeping the disk's. */
  normalizeModes?: boolean;
}

export interface PackageLayout {
  entries: Entry[];
  excluded: string[];
  /** Newest modification time among the inputs, in seconds. */
  newest: number;
}

/** The file's size, or undefined when it does not exist. */
const sizeOf = (file: string): Promise<number | undefined> =>
  lstat(file).then(
    (facts) => facts.size,
    () => undefined,
  );

async function missingFiles(input: PackageInput, required: string[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of required) {
    const file = path.join(input.directory, name);
    const size = await sizeOf(file);
    const empty = name === 'LICENSE' && size === 0;
    if (size !== undefined && !empty) continue;
    findings.push({
      severity: 'error',
      code: name === 'LICENSE' ? 'package/license' : 'package/file-missing',
      message: empty ? 'LICENSE is empty; cameras and Axis’ tool refuse that' : `${name} is not there`,
      location: { file },
      expected:
        name === input.manifest.acapPackageConf.setup.appName
          ? 'the executable, named like appName'
          : `a file ${name}`,
      fix:
        name === 'LICENSE'
          ? 'write the licence terms into LICENSE'
          : 'build the app, or correct the name in manifest.json',
    });
  }
  return findings;
}

/** Files that old SDKs pack when they lie in the project. */
async function legacyLocals(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return ['httpd.conf.local.', 'mime.types.local.'].flatMap((prefix) =>
    names.filter((name) => name.startsWith(prefix)).sort(),
  );
}

async function present(directory: string, names: string[]): Promise<string[]> {
  const sizes = await Promise.all(names.map((name) => sizeOf(path.join(directory, name))));
  return names.filter((_, index) => sizes[index] !== undefined);
}

function normalized(entry: Entry): Entry {
  if (entry.type === 'symlink') return entry;
  const executable = entry.type === 'directory' || (entry.mode & 0o111) !== 0;
  return { ...entry, mode: executable ? 0o755 : 0o644 };
}

/** Plans the archive. Throws all missing files at once. */
export async function layoutPackage(input: PackageInput): Promise<PackageLayout> {
  const { manifest, directory } = input;
  const { setup, installation, uninstallation } = manifest.acapPackageConf;
  const postInstall = installation?.postInstallScript ? [installation.postInstallScript] : [];
  const preUninstall = uninstallation?.preUninstallScript ? [uninstallation.preUninstallScript] : [];
  const others = input.otherFiles.filter(
    (name) => !preUninstall.includes(name) && !postInstall.includes(name),
  );
  const findings = await missingFiles(input, [
    setup.appName,
    'LICENSE',
    ...postInstall,
    ...others,
    ...preUninstall,
  ]);
  if (findings.length > 0) throw new AcapkitError(findings);

  const executable = await collect(directory, [setup.appName]);
  const license = await collect(directory, ['LICENSE']);
  const late = await present(directory, ['html', 'declarations', 'lib']);
  const rest = await collect(directory, [
    ...postInstall,
    ...others,
    ...preUninstall,
    ...(await legacyLocals(directory)),
    ...late,
  ]);
  const mode = input.normalizeModes ? normalized : (entry: Entry): Entry => entry;
  const cgi = cgiConf(manifest);
  return {
    entries: [
      ...executable.entries.map(mode),
      textEntry('package.conf', packageConf(manifest, others), 0o644),
      textEntry('param.conf', paramConf(manifest), 0o644),
      ...license.entries.map(mode),
      textEntry('manifest.json', serializeManifest(manifest), 0o600),
      ...rest.entries.map(mode),
      ...(cgi === undefined ? [] : [textEntry(cgiConfName, cgi, 0o644)]),
    ],
    excluded: [...executable.excluded, ...rest.excluded],
    newest: Math.max(executable.newest, license.newest, rest.newest),
  };
}
