// One private Debian sysroot per OS profile and architecture. It lives in the shared cache under a key made of what is in it, is built
// beside its final place, sealed and renamed, so a half-written or damaged one is never used. A project's further packages make a sysroot of
// their own that starts from the standard one by hard links.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../../support/cache.js';
import { AcapkitError } from '../../support/errors.js';
import { withLock } from '../../support/file-lock.js';
import { run } from '../../support/process.js';
import { replaceFile } from '../../support/replace-file.js';
import { type Architecture, osProfile, profileTable } from '../profiles.js';
import { type PackageVersion, updateLists, withApt } from './apt.js';
import {
  fetchAdditional,
  fetchStandard,
  lockedPackages,
  standardPackages,
  writeLockFile,
} from './packages.js';
import { isWhole, seal } from './seal.js';
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

const factsFile = '.acapkit-sysroot.json';
/** Counts up when unpacking makes another sysroot of the same packages. */
const recipe = 3;

const sysrootsFolder = (): string => path.join(cacheDirectory(), 'sysroots');

/** Sorted, without repetitions and without what is there anyway. */
function additional(profile: string, names: string[] = []): string[] {
  const standard = standardPackages(profile);
  return [...new Set(names)].filter((name) => !standard.includes(name)).sort();
}

/** The folder name says what is inside: profile, architecture and a digest of the wanted packages and locked versions. */
async function sysrootKey(profile: string, architecture: Architecture, extra: string[]): Promise<string> {
  const { leaveOut, leaveOutOfStandard } = profileTable.sysroot;
  const locked = (await lockedPackages(profile, architecture)) ?? [leaveOut, leaveOutOfStandard];
  const content = JSON.stringify([recipe, standardPackages(profile), locked, extra]);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `${osProfile(profile).suite}-${architecture}-${digest}`;
}

async function sysrootAt(
  profile: string,
  architecture: Architecture,
  key: string,
): Promise<Sysroot | undefined> {
  const directory = path.join(sysrootsFolder(), key);
  if (!(await isWhole(directory))) return undefined;
  return { directory, architecture, profile, triple: profileTable.architectures[architecture].triple };
}

/** Where the sysroot is, or will be once it is built. */
export async function sysrootPlace(
  profile: string,
  architecture: Architecture,
  extra: string[] = [],
): Promise<string> {
  return path.join(sysrootsFolder(), await sysrootKey(profile, architecture, additional(profile, extra)));
}

/** The cached sysroot if it is there and whole, else undefined. Never touches the network. */
export async function findSysroot(
  profile: string,
  architecture: Architecture,
  extra: string[] = [],
): Promise<Sysroot | undefined> {
  const key = await sysrootKey(profile, architecture, additional(profile, extra));
  return sysrootAt(profile, architecture, key);
}

/** Finds or builds the sysroot. Two processes at once: one builds, the other waits. */
export async function ensureSysroot(
  profile: string,
  architecture: Architecture,
  options: SysrootOptions = {},
): Promise<Sysroot> {
  const extra = additional(profile, options.extraPackages);
  const key = await sysrootKey(profile, architecture, extra);
  const cached = await sysrootAt(profile, architecture, key);
  if (cached) return cached;
  return withLock(path.join(cacheDirectory(), 'locks', `${key}.lock`), async () => {
    const other = await sysrootAt(profile, architecture, key);
    if (other) return other;
    const final = path.join(sysrootsFolder(), key);
    if (await present(final)) options.onProgress?.('the cached sysroot is damaged; building it again');
    await buildSysroot(profile, architecture, final, extra, options).catch(async (error: unknown) => {
      throw await withCacheWords(error, profile, architecture, extra);
    });
    return {
      directory: final,
      architecture,
      profile,
      triple: profileTable.architectures[architecture].triple,
    };
  });
}

/** What a killed build left; its children may still write there for a moment, so it need not succeed. */
async function removeLeftovers(final: string): Promise<void> {
  const names = await readdir(path.dirname(final)).catch(() => []);
  const left = names.filter((name) => name.startsWith(`${path.basename(final)}.`));
  const remove = (name: string): Promise<void> =>
    rm(path.join(path.dirname(final), name), { recursive: true, force: true }).catch(() => undefined);
  await Promise.all(left.map(remove));
}

async function buildSysroot(
  profile: string,
  architecture: Architecture,
  final: string,
  extra: string[],
  options: SysrootOptions,
): Promise<void> {
  const { onProgress } = options;
  const standard = onProgress === undefined ? {} : { onProgress };
  const base = extra.length === 0 ? undefined : await ensureSysroot(profile, architecture, standard);
  await mkdir(sysrootsFolder(), { recursive: true });
  await removeLeftovers(final);
  const working = `${final}.${process.pid}`;
  try {
    if (base) await run('cp', ['-al', base.directory, working]);
    else await mkdir(working);
    await addPackages(working, profile, architecture, extra, onProgress ?? (() => undefined));
    await seal(working);
    await rm(final, { recursive: true, force: true });
    await rename(working, final);
  } catch (error) {
    await rm(working, { recursive: true, force: true });
    throw error;
  }
}

/** Downloads and unpacks the standard set into an empty folder, or further packages into one that has it. */
async function addPackages(
  working: string,
  profile: string,
  architecture: Architecture,
  extra: string[],
  report: (text: string) => void,
): Promise<void> {
  const { suite } = osProfile(profile);
  const { debian, triple } = profileTable.architectures[architecture];
  const debs = path.join(working, '.debs');
  const before = extra.length === 0 ? [] : await packagesIn(working);
  const packages = await withApt(suite, debian, async (apt) => {
    report(`reading Debian's package lists (${suite}, ${debian})`);
    await updateLists(apt);
    return extra.length === 0
      ? fetchStandard(apt, profile, architecture, debs, report)
      : fetchAdditional(apt, before, extra, debs, report);
  });
  report(`unpacking ${packages.length} packages`);
  const archives = (await readdir(debs).catch(() => [])).map((name) => path.join(debs, name));
  await unpackSysroot(archives, working, triple);
  await rm(debs, { recursive: true, force: true });
  const facts = { profile, architecture, suite, packages: [...before, ...packages] };
  // Replaced, not written into: with a base it is the same file as there.
  await replaceFile(path.join(working, factsFile), `${JSON.stringify(facts, null, 1)}\n`);
}

async function packagesIn(directory: string): Promise<PackageVersion[]> {
  const text = await readFile(path.join(directory, factsFile), 'utf8');
  return (JSON.parse(text) as { packages: PackageVersion[] }).packages;
}

/** Without a network, what is cached decides what can still be built: it is said. */
async function withCacheWords(
  error: unknown,
  profile: string,
  architecture: Architecture,
  extra: string[],
): Promise<unknown> {
  if (!(error instanceof AcapkitError)) return error;
  const names = await readdir(sysrootsFolder()).catch(() => []);
  const cached: string[] = [];
  for (const name of names.sort())
    if (
      !name.slice(name.lastIndexOf('-')).includes('.') &&
      (await isWhole(path.join(sysrootsFolder(), name)))
    )
      cached.push(name.slice(0, name.lastIndexOf('-')));
  const further = extra.length === 0 ? '' : ` with ${extra.join(', ')}`;
  const list = cached.length === 0 ? 'no sysroot' : [...new Set(cached)].join(', ');
  return new AcapkitError(
    error.findings.map((finding) =>
      finding.code === 'build/archive-unreachable' && !finding.message.includes('sysroot')
        ? {
            ...finding,
            message: `the sysroot for ${profile} ${architecture}${further} is not cached, and ${finding.message}`,
            found: `${finding.found ?? ''}\ncached in ${sysrootsFolder()}: ${list}`.trim(),
          }
        : finding,
    ),
  );
}

/** Writes the lock file of a profile and architecture from the sysroot in the cache (maintainers, after a suite's point release). */
export async function writeLock(sysroot: Sysroot): Promise<string> {
  return writeLockFile(sysroot.profile, sysroot.architecture, await packagesIn(sysroot.directory));
}
