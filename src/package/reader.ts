// Opens .eap packages from anywhere: what is inside, read with hard limits. Nothing is written.
import { isNestedTooDeeply, nestingMax } from '../manifest/json-limits.js';
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
  if (isNestedTooDeeply(text))
    throw failure('package/bad-manifest', 'manifest.json of the package is nested too deeply', {
      location: { file: `${file}:manifest.json` },
      expected: `at most ${nestingMax} levels`,
      fix: 'build the package again',
    });
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
