// A private apt: its own lists, cache and empty package database, so no root and no dpkg lock are needed and the host is untouched.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import leven from 'leven';
import { cacheDirectory } from '../../support/cache.js';
import { AcapkitError, type Finding, failure, messageOf } from '../../support/errors.js';
import { withLock } from '../../support/file-lock.js';
import { type RunOptions, type RunResult, run } from '../../support/process.js';
import { debianMirror } from './mirror.js';

export interface PackageVersion {
  name: string;
  version: string;
  sha256: string;
}

export interface PrivateApt {
  directory: string;
  suite: string;
  architecture: string;
  options: string[];
}

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** A killed build leaves its apt-get alive for a moment, and that has the lists. */
const lockTriesMax = 20;
const closeNamesMax = 5;
/** Debian policy 5.6.1; whatever else stands in a settings file must not reach apt, which would take it for an option. */
const packageName = /^[a-z0-9][a-z0-9+.-]+$/;

/** Runs one of apt's tools, with English messages. */
const aptTool = (
  apt: PrivateApt,
  tool: string,
  args: string[],
  options: RunOptions = {},
): Promise<RunResult> => run(tool, [...apt.options, ...args], { ...options, env: { LC_ALL: 'C' } });

async function openApt(directory: string, suite: string, architecture: string): Promise<PrivateApt> {
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'etc']) {
    await mkdir(path.join(directory, folder), { recursive: true });
  }
  await writeFile(path.join(directory, 'state', 'status'), '');
  await writeFile(
    path.join(directory, 'etc', 'sources.list'),
    `deb [signed-by=${keyring} arch=${architecture}] ${await debianMirror()} ${suite} main\n`,
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
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  return { directory, suite, architecture, options };
}

/**
 * Works with the private apt of a suite and Debian architecture; one process at a time does.
 * @param purpose a name of its own keeps another kind of lists apart
 */
export async function withApt<T>(
  suite: string,
  architecture: string,
  work: (apt: PrivateApt) => Promise<T>,
  purpose = '',
): Promise<T> {
  const name = `${suite}-${architecture}${purpose}`;
  const directory = path.join(cacheDirectory(), 'apt', name);
  const lock = path.join(cacheDirectory(), 'locks', `apt-${name}.lock`);
  return withLock(lock, async () => work(await openApt(directory, suite, architecture)));
}

/** `apt-get update`. Throws `build/archive-unreachable`. */
export async function updateLists(apt: PrivateApt, more: string[] = []): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const args = [...more, '-q', '--error-on=any', 'update'];
    const result = await aptTool(apt, 'apt-get', args, { allowFailure: true });
    if (result.code === 0) return;
    const words = result.stderr || result.stdout;
    if (!words.includes('Could not get lock') || tries === lockTriesMax) throw unreachable(words);
    await sleep(500);
  }
}

function unreachable(words: string): AcapkitError {
  const errors = words.split('\n').filter((line) => /^(E|W|Err):? ?/.test(line));
  return failure('build/archive-unreachable', 'the Debian archive could not be reached', {
    expected: 'package lists from the archive that this machine is set up with, or ACAPKIT_DEBIAN_MIRROR',
    found: (errors.length > 0 ? errors : [words]).slice(0, 4).join('\n'),
    fix: 'connect this machine, or name an archive that it can reach: export ACAPKIT_DEBIAN_MIRROR=<address>',
  });
}

async function closeNames(apt: PrivateApt, name: string): Promise<string[]> {
  const names: string[] = [];
  // Around 60,000 names: too many for what run() keeps.
  await aptTool(apt, 'apt-cache', ['pkgnames'], { onLine: (line) => names.push(line) });
  const stem = name.replace(/^lib|-dev$/g, '');
  const distance = (other: string): number =>
    Math.min(
      leven(name, other),
      other.startsWith('lib') && other.includes(stem) && other.endsWith('-dev')
        ? 1
        : Number.POSITIVE_INFINITY,
    );
  const farthest = Math.max(2, Math.floor(name.length / 4));
  return names
    .map((other) => ({ other, far: distance(other) }))
    .filter(({ far }) => far <= farthest)
    .sort((a, b) => a.far - b.far || a.other.length - b.other.length)
    .slice(0, closeNamesMax)
    .map(({ other }) => other);
}

/** Names that the suite does not have, one finding each with the closest ones that it has. Needs the lists. */
export async function unknownPackages(apt: PrivateApt, wanted: string[]): Promise<Finding[]> {
  if (wanted.length === 0) return [];
  const { stdout } = await aptTool(apt, 'apt-cache', [
    'policy',
    ...wanted.filter((name) => packageName.test(name)),
  ]);
  const known = new Set(
    stdout.split(/^(?=\S)/m).flatMap((text) => {
      const name = /^(\S+):\n/.exec(text)?.[1];
      return name === undefined || /Candidate: \(none\)/.test(text) ? [] : [name.replace(/:.*$/, '')];
    }),
  );
  const unknown = wanted.filter((name) => !known.has(name));
  return Promise.all(
    unknown.map(async (name): Promise<Finding> => {
      const close = await closeNames(apt, name);
      return {
        severity: 'error',
        code: 'build/unknown-package',
        message: `Debian ${apt.suite} has no package ${name}`,
        expected: close.length > 0 ? close.join(', ') : `a package of Debian ${apt.suite} (main)`,
        found: name,
        fix: 'correct the name in acapkit.sysrootPackages of package.json, or after --sysroot-package',
      };
    }),
  );
}

/** Everything the wanted packages need, with versions, in a stable order. Nothing is downloaded. Throws `build/unsolvable-packages`. */
export async function resolvePackages(apt: PrivateApt, wanted: string[]): Promise<PackageVersion[]> {
  const how = ['-q', '-y', '--no-install-recommends', '--simulate', 'install'];
  const packages: PackageVersion[] = [];
  // The plan may be longer than what run() keeps.
  const onLine = (line: string): void => {
    const [, name, version] = /^Inst (\S+) \((\S+)/.exec(line) ?? [];
    if (name && version) packages.push({ name: name.replace(/:.*$/, ''), version, sha256: '' });
  };
  await aptTool(apt, 'apt-get', [...how, ...wanted], { onLine }).catch((error: unknown) => {
    throw failure('build/unsolvable-packages', `apt finds no way to have ${wanted.join(', ')} together`, {
      found: error instanceof AcapkitError ? (error.findings[0]?.found ?? '') : messageOf(error),
      fix: 'leave out the package that apt names',
    });
  });
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The name that `apt-get download` gives a package file; an epoch's colon is written as %3a. */
export function archiveName(pack: PackageVersion, architecture: string): string[] {
  const version = pack.version.replace(/:/g, '%3a');
  return [`${pack.name}_${version}_${architecture}.deb`, `${pack.name}_${version}_all.deb`];
}

/** Downloads the package files into `folder`; apt checks each against the signed lists. Throws `build/archive-unreachable`. */
export async function downloadPackages(
  apt: PrivateApt,
  packages: PackageVersion[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (packages.length === 0) return;
  const names = packages.map((pack) => `${pack.name}=${pack.version}`);
  const result = await aptTool(apt, 'apt-get', ['-q', 'download', ...names], {
    cwd: folder,
    allowFailure: true,
  });
  if (result.code !== 0) throw unreachable(result.stderr || result.stdout);
}
