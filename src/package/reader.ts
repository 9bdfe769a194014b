// Opens .eap packages from anywhere: what is inside, and unpacking without trust. Everything is checked before anything is written.
import fs from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { failure, messageOf } from '../support/errors.js';
import { type ArchiveLimits, archiveLimits } from './archive-limits.js';
import type { PackageMember } from './archive-members.js';
import { type ContentSink, readArchive, unsignedLength } from './archive-stream.js';
import { type ConfParameter, parsePackageConf, parseParamConf } from './read-conf.js';

export type { MemberKind, PackageMember } from './archive-members.js';
export type { ConfParameter } from './read-conf.js';

/** A package that was read and found safe to unpack. */
export interface PackageContents {
  /** All members in archive order. */
  members: PackageMember[];
  /** Parsed manifest.json, not validated; undefined when the package has none. */
  manifest: unknown;
  /** Variables of package.conf; empty when the package has none. */
  packageConf: Record<string, string>;
  parameters: ConfParameter[];
  /** Text of the file that HTTPCGIPATHS names, or ''. */
  cgiConf: string;
  /** True when a signature follows the archive; it is not verified. */
  signed: boolean;
}

/** Reads a package; `limits` replaces single limits. Throws AcapkitError with codes `package/…`; writes nothing. */
export async function readPackage(
  file: string,
  limits: Partial<ArchiveLimits> = {},
): Promise<PackageContents> {
  const all = { ...archiveLimits, ...limits };
  const texts = new Map<string, string>();
  const members = await readArchive(file, all, (member) =>
    isConfiguration(member) ? textSink(member, all, texts) : undefined,
  );
  const packageConf = parsePackageConf(texts.get('package.conf') ?? '');
  return {
    members,
    manifest: parseManifest(file, texts.get('manifest.json')),
    packageConf,
    parameters: parseParamConf(texts.get('param.conf') ?? ''),
    cgiConf: texts.get((packageConf.HTTPCGIPATHS ?? 'cgi.conf').replace(/^\.?\//, '')) ?? '',
    signed: (await unsignedLength(file)).signed,
  };
}

/** Unpacks a package into a folder that must be empty or missing. Throws as `readPackage` does, before writing anything. */
export async function extractPackage(
  file: string,
  directory: string,
  limits: Partial<ArchiveLimits> = {},
): Promise<PackageMember[]> {
  const all = { ...archiveLimits, ...limits };
  const members = await readArchive(file, all, () => undefined);
  await mkdir(directory, { recursive: true });
  const found = fs.readdirSync(directory)[0];
  if (found !== undefined)
    throw failure('package/not-empty', 'a package is unpacked into an empty folder only', {
      location: { file: directory },
      found,
      fix: 'choose a new folder',
    });
  for (const member of members) makeFolder(directory, member);
  await writeFiles(file, directory, all);
  // Links come last, so that no file can be written through one.
  for (const member of members) await makeLink(directory, member);
  for (const member of members)
    if (member.kind === 'directory') fs.chmodSync(path.join(directory, member.path), member.mode | 0o700);
  return members;
}

const configurationNames = new Set(['manifest.json', 'package.conf', 'param.conf']);

/** The cgi file may have any name, and package.conf that tells it comes first in most packages only: keep small root texts. */
function isConfiguration(member: PackageMember): boolean {
  if (configurationNames.has(member.path)) return true;
  return !member.path.includes('/') && /\.(conf|txt|cgi)$/.test(member.path) && member.size <= 65_536;
}

function textSink(member: PackageMember, limits: ArchiveLimits, texts: Map<string, string>): ContentSink {
  if (member.size > limits.configurationBytes)
    throw failure('package/too-large', `${member.path} is larger than ${limits.configurationBytes} bytes`, {
      found: `${member.size} bytes`,
      fix: 'this is no file of a package builder; build the package again',
    });
  const chunks: Buffer[] = [];
  return {
    write: (chunk) => chunks.push(chunk),
    end: () => texts.set(member.path, Buffer.concat(chunks).toString('utf8')),
  };
}

function parseManifest(file: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw failure('package/bad-manifest', 'manifest.json of the package is not JSON', {
      location: { file: `${file}:manifest.json` },
      expected: 'a JSON object',
      found: messageOf(error),
      fix: 'build the package again',
    });
  }
}

function makeFolder(directory: string, member: PackageMember): void {
  const target = path.join(directory, member.path);
  fs.mkdirSync(member.kind === 'directory' ? target : path.dirname(target), { recursive: true });
}

async function writeFiles(file: string, directory: string, limits: ArchiveLimits): Promise<void> {
  const flags = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_NOFOLLOW;
  const open = new Set<number>();
  const fileSink = (member: PackageMember): ContentSink => {
    const descriptor = fs.openSync(path.join(directory, member.path), flags, 0o600);
    open.add(descriptor);
    return {
      write: (chunk) => fs.writeFileSync(descriptor, chunk),
      end: () => {
        fs.fchmodSync(descriptor, member.mode);
        fs.closeSync(descriptor);
        open.delete(descriptor);
      },
    };
  };
  try {
    await readArchive(file, limits, fileSink);
  } finally {
    for (const descriptor of open) fs.closeSync(descriptor);
  }
}

async function makeLink(directory: string, member: PackageMember): Promise<void> {
  if (member.target === undefined) return;
  const at = path.join(directory, member.path);
  if (member.kind === 'hardlink') fs.linkSync(path.join(directory, member.target), at);
  else await symlink(member.target, at);
}
