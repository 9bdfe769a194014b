// Everything that can be said of a package without unpacking it: hashes of all files, texts of scripts, what its programs need.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type ArchiveLimits, archiveLimits } from './archive-limits.js';
import type { PackageMember } from './archive-members.js';
import { readArchive } from './archive-stream.js';
import { packageSize } from './archive-trailer.js';
import { type GzipHeader, readGzipHeader } from './gzip-header.js';
import { type ContentFacts, contentReaders } from './member-content.js';
import { type PackageContents, readPackage } from './reader.js';

/** A member with what its content tells; folders and links have no content. */
export type MemberDetails = PackageMember & Partial<ContentFacts>;

export interface PackageDetails extends Omit<PackageContents, 'members'> {
  file: string;
  /** Size of the file, with the signature if there is one. */
  bytes: number;
  /** Contents of all files together. */
  unpackedBytes: number;
  /** Of the uncompressed archive. */
  tarSha256: string;
  sha256: string;
  compression: GzipHeader;
  members: MemberDetails[];
}

export interface DetailsOptions extends Partial<ArchiveLimits> {
  /** Called about every 64 MiB with the bytes of the archive that were looked at. */
  onProgress?: (bytes: number) => void;
}

const progressBytes = 64 * 2 ** 20;
async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Hashes the archive as it passes by, and tells how far it is. */
function archiveObserver(onProgress: (bytes: number) => void) {
  const hash = createHash('sha256');
  let bytes = 0;
  const observe = (chunk: Buffer): void => {
    hash.update(chunk);
    const before = bytes;
    bytes += chunk.length;
    if (Math.floor(before / progressBytes) < Math.floor(bytes / progressBytes)) onProgress(bytes);
  };
  return { observe, digest: () => hash.digest('hex') };
}

/**
 * Reads a package and looks into each file. It is unpacked twice: once to know that it is safe, once to look. Throws as `readPackage` does,
 * and `package/not-found`, `package/not-a-file`.
 */
export async function readPackageDetails(
  file: string,
  options: DetailsOptions = {},
): Promise<PackageDetails> {
  const { onProgress = () => undefined, ...limits } = options;
  const bytes = await packageSize(file);
  const contents = await readPackage(file, limits);
  const { sink, found } = contentReaders();
  const archive = archiveObserver(onProgress);
  const members = await readArchive(
    file,
    { ...archiveLimits, ...limits },
    (member) => sink(member.path, member.size),
    archive.observe,
  );
  return {
    ...contents,
    file,
    bytes,
    unpackedBytes: members.reduce((sum, member) => sum + member.size, 0),
    sha256: await fileHash(file),
    tarSha256: archive.digest(),
    compression: await readGzipHeader(file),
    members: members.map((member) => ({ ...member, ...found.get(member.path) })),
  };
}
