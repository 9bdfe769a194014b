// A private apt: its own lists, cache and empty package database, so no root and no dpkg lock are needed and the host is untouched.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../../support/process.js';

export interface PackageVersion {
  name: string;
  version: string;
  sha256: string;
}

export interface PrivateApt {
  directory: string;
  architecture: string;
  options: string[];
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Prepares the private directories for one suite and Debian architecture. */
export async function openApt(
  directory: string,
  mirror: string,
  suite: string,
  architecture: string,
): Promise<PrivateApt> {
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'etc']) {
    await mkdir(path.join(directory, folder), { recursive: true });
  }
  await writeFile(path.join(directory, 'state', 'status'), '');
  await writeFile(
    path.join(directory, 'etc', 'sources.list'),
    `deb [signed-by=${keyring} arch=${architecture}] ${mirror} ${suite} main\n`,
  );
  const settings = {
    'Dir::State': path.join(directory, 'state'),
    'Dir::State::status': path.join(directory, 'state', 'status'),
    'Dir::Cache': path.join(directory, 'cache'),
    'Dir::Etc::sourcelist': path.join(directory, 'etc', 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': 'root',
    'APT::Get::AllowUnauthenticated': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled': 'false',
  };
  return {
    directory,
    architecture,
    options: Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]),
  };
}

/** `apt-get update`. */
export async function updateLists(apt: PrivateApt): Promise<void> {
  await run('apt-get', [...apt.options, '-q', '--error-on=any', 'update']);
}

/** Everything the wanted packages need, with versions, in a stable order. Nothing is downloaded. */
export async function resolvePackages(apt: PrivateApt, wanted: string[]): Promise<PackageVersion[]> {
  const plan = await run('apt-get', [
    ...apt.options,
    '-q',
    '-y',
    '--no-install-recommends',
    '--simulate',
    'install',
    ...wanted,
  ]);
  const packages: PackageVersion[] = [];
  for (const line of plan.stdout.split('\n')) {
    const match = /^Inst (\S+) \((\S+)/.exec(line);
    if (match?.[1] && match[2])
      packages.push({ name: match[1].replace(/:.*$/, ''), version: match[2], sha256: '' });
  }
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The name that `apt-get download` gives a package file; an epoch's colon is written as %3a. */
export function archiveName(pack: PackageVersion, architecture: string): string[] {
  const version = pack.version.replace(/:/g, '%3a');
  return [`${pack.name}_${version}_${architecture}.deb`, `${pack.name}_${version}_all.deb`];
}

/** Downloads the package files into `folder`; apt checks each against the signed lists. */
export async function downloadPackages(
  apt: PrivateApt,
  packages: PackageVersion[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const names = packages.map((pack) => `${pack.name}=${pack.version}`);
  await run('apt-get', [...apt.options, '-q', 'download', ...names], { cwd: folder });
}
