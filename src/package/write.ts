// Entries → an .eap file. The file appears under its name only when it is whole; a failure leaves what was there before.
import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { AcapkitError, errnoOf, failure, messageOf } from '../support/errors.js';
import { type Compressor, compress } from './compress.js';
import type { Entry } from './entry.js';
import { partialName, removeAbandoned } from './partial-name.js';
import { writeTar } from './tar-writer.js';

/** A package on the disk. */
export interface WrittenPackage {
  file: string;
  bytes: number;
  sha256: string;
  /** Hash of the uncompressed archive: the same wherever the same files are packed, whatever compresses them. */
  tarSha256: string;
  /** `gnu` gives the bytes of Axis' own tool; `zlib` is as valid but differs. */
  compressor: Compressor;
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

function hashing(hash: Hash): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function writeArchive(
  entries: Entry[],
  mtime: number,
  target: string,
): Promise<Omit<WrittenPackage, 'file' | 'bytes'>> {
  const tarHash = createHash('sha256');
  const eapHash = createHash('sha256');
  // One chunk waits at a time: chunks are large.
  const archive = Readable.from(hashed(writeTar(entries, mtime), tarHash), { highWaterMark: 1 });
  const file = await open(target, 'wx', 0o644);
  const compressor = await compress(archive, [hashing(eapHash), file.createWriteStream()]);
  return { sha256: eapHash.digest('hex'), tarSha256: tarHash.digest('hex'), compressor };
}

const noSpace = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** An error of the disk as a finding about the package; others stay as they are. */
export function writeFailure(error: unknown, file: string): unknown {
  const code = errnoOf(error);
  if (error instanceof AcapkitError || !/^E[A-Z0-9]+$/.test(code ?? '')) return error;
  if (noSpace.has(code ?? ''))
    return failure('package/no-space', 'the disk has no room for the package', {
      location: { file },
      found: messageOf(error),
      fix: 'free some space, or write the package to another folder',
    });
  return failure('package/not-writable', 'the package cannot be written', {
    location: { file },
    expected: 'a file name in a folder that may be written',
    found: messageOf(error),
    fix: 'choose another folder for the package, or correct the permissions',
  });
}

/**
 * Writes the package; `mtime` is the time of all members, in seconds. Throws findings `package/…` for files that changed or cannot be
 * read, for a full disk (`package/no-space`) and for a folder that cannot be written (`package/not-writable`); an older package of the
 * same name then stays.
 */
export async function writePackage(entries: Entry[], mtime: number, file: string): Promise<WrittenPackage> {
  const working = path.join(path.dirname(file), partialName(path.basename(file), process.pid));
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await removeAbandoned(file);
    const facts = await writeArchive(entries, mtime, working);
    await rename(working, file);
    return { file, bytes: (await stat(file)).size, ...facts };
  } catch (error) {
    await rm(working, { force: true }).catch(() => undefined);
    throw writeFailure(error, file);
  }
}

/** The time of all members of a package, and where it comes from. */
export interface PackageTime {
  seconds: number;
  source: 'SOURCE_DATE_EPOCH' | 'commit' | 'newest';
}

/**
 * The time for a package in seconds: SOURCE_DATE_EPOCH if it is set, else the last commit's time, else the newest input's. Throws
 * `package/source-date-epoch`.
 */
export function packageTime(times: { commit?: number | undefined; newest: number }): PackageTime {
  const setting = process.env.SOURCE_DATE_EPOCH;
  if (setting === undefined || setting === '') {
    if (times.commit !== undefined) return { seconds: times.commit, source: 'commit' };
    return { seconds: times.newest, source: 'newest' };
  }
  if (/^\d+$/.test(setting) && Number(setting) < 2 ** 33)
    return { seconds: Number(setting), source: 'SOURCE_DATE_EPOCH' };
  throw failure('package/source-date-epoch', 'SOURCE_DATE_EPOCH is not a time in seconds', {
    expected: 'a whole number of seconds since 1970, below 2^33',
    found: setting,
    fix: 'unset it, or give a number',
  });
}
