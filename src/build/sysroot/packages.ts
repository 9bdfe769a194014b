// Which Debian packages a sysroot is made of: the standard set in the versions of toolchains/locks, and what a project adds to it.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { AcapkitError, failure } from '../../support/errors.js';
import { packagePath } from '../../support/package-root.js';
import { replaceFile } from '../../support/replace-file.js';
import { type Architecture, osProfile, profileTable } from '../profiles.js';
import {
  archiveName,
  downloadPackages,
  type PackageVersion,
  type PrivateApt,
  resolvePackages,
  unknownPackages,
} from './apt.js';

/** The standard set of a profile, by the names of its suite and gcc. */
export function standardPackages(profile: string): string[] {
  const gcc = String(osProfile(profile).gccVersion);
  return profileTable.sysroot.packages.map((name) => name.replace('{gcc}', gcc));
}

const lockFile = (profile: string, architecture: Architecture): string =>
  packagePath('toolchains', 'locks', `${profile}-${architecture}.json`);

/** The standard set with all that it needs, in the locked versions; undefined without a lock file. */
export async function lockedPackages(
  profile: string,
  architecture: Architecture,
): Promise<PackageVersion[] | undefined> {
  const text = await readFile(lockFile(profile, architecture), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { packages: PackageVersion[] }).packages;
}

/** Writes a lock file (maintainers, after a suite's point release); returns its path. */
export async function writeLockFile(
  profile: string,
  architecture: Architecture,
  packages: PackageVersion[],
): Promise<string> {
  const file = lockFile(profile, architecture);
  await mkdir(path.dirname(file), { recursive: true });
  await replaceFile(file, `${JSON.stringify({ packages }, null, 1)}\n`);
  return file;
}

function without(packages: PackageVersion[], names: string[]): PackageVersion[] {
  const patterns = names.map(
    (name) => new RegExp(`^${name.replace(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`),
  );
  return packages.filter((pack) => !patterns.some((pattern) => pattern.test(pack.name)));
}

async function digestOf(apt: PrivateApt, pack: PackageVersion, debs: string): Promise<string> {
  for (const name of archiveName(pack, apt.architecture)) {
    const data = await readFile(path.join(debs, name)).catch(() => undefined);
    if (data) return createHash('sha256').update(data).digest('hex');
  }
  throw failure('build/package-missing', `apt did not deliver ${pack.name} ${pack.version}`);
}

/** Downloads, and tells the digest of what came. */
async function download(
  apt: PrivateApt,
  packages: PackageVersion[],
  debs: string,
): Promise<PackageVersion[]> {
  await downloadPackages(apt, packages, debs);
  return Promise.all(packages.map(async (pack) => ({ ...pack, sha256: await digestOf(apt, pack, debs) })));
}

function requireDigests(locked: PackageVersion[], delivered: PackageVersion[]): void {
  delivered.forEach((pack, index) => {
    const expected = locked[index]?.sha256 ?? '';
    if (expected === pack.sha256) return;
    throw failure('build/package-digest', `${pack.name} ${pack.version} is not the locked file`, {
      expected,
      found: pack.sha256,
      fix: 'do not use it; look into the archive that this machine is set up with',
    });
  });
}

/** Downloads the standard set: the locked versions when the archive still has them, else what it has now (and says so). */
export async function fetchStandard(
  apt: PrivateApt,
  profile: string,
  architecture: Architecture,
  debs: string,
  report: (text: string) => void,
): Promise<PackageVersion[]> {
  const locked = await lockedPackages(profile, architecture);
  if (locked) {
    report(`downloading ${locked.length} packages`);
    const delivered = await download(apt, locked, debs).catch(() => undefined);
    if (delivered) {
      requireDigests(locked, delivered);
      return delivered;
    }
    report('the archive no longer has the locked versions; taking its present ones');
    await rm(debs, { recursive: true, force: true });
  }
  const { leaveOut, leaveOutOfStandard } = profileTable.sysroot;
  const packages = await resolvePackages(apt, standardPackages(profile));
  const needed = without(packages, [...leaveOut, ...leaveOutOfStandard]);
  report(`downloading ${needed.length} packages`);
  return download(apt, needed, debs);
}

/** Downloads what `extra` needs beyond `base`, whose versions stay. Throws one `build/unknown-package` for each unknown name. */
export async function fetchAdditional(
  apt: PrivateApt,
  base: PackageVersion[],
  extra: string[],
  debs: string,
  report: (text: string) => void,
): Promise<PackageVersion[]> {
  const unknown = await unknownPackages(apt, extra);
  if (unknown.length > 0) throw new AcapkitError(unknown);
  const present = new Set(base.map(({ name }) => name));
  const { leaveOut, leaveOutOfFurther } = profileTable.sysroot;
  const packages = await resolvePackages(apt, extra);
  const lacking = packages.filter(({ name }) => !present.has(name));
  const needed = without(lacking, [...leaveOut, ...leaveOutOfFurther]);
  report(`downloading ${needed.length} further packages for ${extra.join(', ')}`);
  return download(apt, needed, debs);
}
