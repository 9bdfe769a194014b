// One private Debian sysroot per OS profile and architecture. It lives in the shared cache under a key made of what is in it, is built
// beside its final place and renamed, so a half-written one is never used. toolchains/locks holds the exact versions.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../../support/cache.js';
import { failure } from '../../support/errors.js';
import { withLock } from '../../support/file-lock.js';
import { packagePath } from '../../support/package-root.js';
import { type Architecture, osProfile, profileTable } from '../profiles.js';
import {
  archiveName,
  downloadPackages,
  openApt,
  type PackageVersion,
  type PrivateApt,
  resolvePackages,
  updateLists,
} from './apt.js';
import { debianMirror } from './mirror.js';
import { present, unpackSysroot } from './unpack.js';

export interface Sysroot {
  directory: string;
  architecture: Architecture;
  profile: string;
  triple: string;
}

export interface SysrootOptions {
  /** Debian packages beyond the standard set. */
  extraPackages?: string[];
  onProgress?: (text: string) => void;
}

const stamp = '.acapkit-sysroot.json';

function wantedPackages(profile: string, extra: string[]): string[] {
  const gcc = String(osProfile(profile).gccVersion);
  return [...profileTable.sysroot.packages.map((name) => name.replace('{gcc}', gcc)), ...extra];
}

const lockPath = (profile: string, architecture: Architecture): string =>
  packagePath('toolchains', 'locks', `${profile}-${architecture}.json`);

async function lockedPackages(
  profile: string,
  architecture: Architecture,
): Promise<PackageVersion[] | undefined> {
  const text = await readFile(lockPath(profile, architecture), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

/** The folder name says what is inside: profile, architecture and a digest of the wanted packages and locked versions. */
async function sysrootKey(profile: string, architecture: Architecture, extra: string[]): Promise<string> {
  const locked = (await lockedPackages(profile, architecture)) ?? profileTable.sysroot.leaveOut;
  const content = JSON.stringify([wantedPackages(profile, extra), locked]);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `${osProfile(profile).suite}-${architecture}-${digest}`;
}

/** The cached sysroot if it is there and whole, else undefined. Never touches the network. */
export async function findSysroot(
  profile: string,
  architecture: Architecture,
  extra: string[] = [],
): Promise<Sysroot | undefined> {
  const directory = path.join(cacheDirectory(), 'sysroots', await sysrootKey(profile, architecture, extra));
  if (!(await present(path.join(directory, stamp)))) return undefined;
  return { directory, architecture, profile, triple: profileTable.architectures[architecture].triple };
}

/** Finds or builds the sysroot. Two processes at once: one builds, the other waits. */
export async function ensureSysroot(
  profile: string,
  architecture: Architecture,
  options: SysrootOptions = {},
): Promise<Sysroot> {
  const extra = options.extraPackages ?? [];
  const cached = await findSysroot(profile, architecture, extra);
  if (cached) return cached;
  const key = await sysrootKey(profile, architecture, extra);
  const lock = path.join(cacheDirectory(), 'locks', `${key}.lock`);
  return withLock(lock, async () => {
    const other = await findSysroot(profile, architecture, extra);
    return other ?? buildSysroot(profile, architecture, key, options);
  });
}

async function buildSysroot(
  profile: string,
  architecture: Architecture,
  key: string,
  options: SysrootOptions,
): Promise<Sysroot> {
  const report = options.onProgress ?? (() => undefined);
  const { suite } = osProfile(profile);
  const { debian } = profileTable.architectures[architecture];
  const final = path.join(cacheDirectory(), 'sysroots', key);
  const working = `${final}.partial`;
  await rm(working, { recursive: true, force: true });
  await rm(final, { recursive: true, force: true });
  await mkdir(working, { recursive: true });
  const apt = await openApt(
    path.join(cacheDirectory(), 'apt', `${suite}-${debian}`),
    await debianMirror(),
    suite,
    debian,
  );
  report(`reading Debian's package lists (${suite}, ${debian})`);
  await updateLists(apt);
  const debs = path.join(working, '.debs');
  const packages = await fetchPackages(apt, profile, architecture, options, debs, report);
  report(`unpacking ${packages.length} packages`);
  const archives = (await readdir(debs)).map((name) => path.join(debs, name));
  await unpackSysroot(archives, working);
  await rm(debs, { recursive: true });
  await writeFile(
    path.join(working, stamp),
    `${JSON.stringify({ profile, architecture, suite, packages }, null, 1)}\n`,
  );
  await rename(working, final);
  return { directory: final, architecture, profile, triple: profileTable.architectures[architecture].triple };
}

/** The locked versions when the archive still has them, else what it has now (and says so). */
async function fetchPackages(
  apt: PrivateApt,
  profile: string,
  architecture: Architecture,
  options: SysrootOptions,
  debs: string,
  report: (text: string) => void,
): Promise<PackageVersion[]> {
  const extra = options.extraPackages ?? [];
  const locked = extra.length === 0 ? await lockedPackages(profile, architecture) : undefined;
  if (locked) {
    report(`downloading ${locked.length} packages`);
    const whole = await downloadPackages(apt, locked, debs).then(
      () => true,
      () => false,
    );
    if (whole) {
      await verifyDigests(apt, locked, debs);
      return locked;
    }
    report('the archive no longer has the locked versions; taking its present ones');
    await rm(debs, { recursive: true, force: true });
  }
  const packages = leaveOut(await resolvePackages(apt, wantedPackages(profile, extra)));
  report(`downloading ${packages.length} packages`);
  await downloadPackages(apt, packages, debs);
  return digestPackages(apt, packages, debs);
}

/** Packages that only serve programs running on the target itself are not needed for building. */
function leaveOut(packages: PackageVersion[]): PackageVersion[] {
  const patterns = profileTable.sysroot.leaveOut.map(
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

async function digestPackages(
  apt: PrivateApt,
  packages: PackageVersion[],
  debs: string,
): Promise<PackageVersion[]> {
  return Promise.all(packages.map(async (pack) => ({ ...pack, sha256: await digestOf(apt, pack, debs) })));
}

async function verifyDigests(apt: PrivateApt, locked: PackageVersion[], debs: string): Promise<void> {
  for (const pack of await digestPackages(apt, locked, debs)) {
    const expected = locked.find((other) => other.name === pack.name)?.sha256;
    if (expected !== pack.sha256) {
      throw failure('build/package-digest', `${pack.name} ${pack.version} is not the locked file`, {
        ...(expected ? { expected } : {}),
        found: pack.sha256,
      });
    }
  }
}

/** Writes the lock file of a profile and architecture from the sysroot in the cache (maintainers, after a suite's point release). */
export async function writeLock(sysroot: Sysroot): Promise<string> {
  const { packages } = JSON.parse(await readFile(path.join(sysroot.directory, stamp), 'utf8'));
  const file = lockPath(sysroot.profile, sysroot.architecture);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ packages }, null, 1)}\n`);
  return file;
}
