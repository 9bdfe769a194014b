// Where a package ends and its signature begins. Axis' signing service appends an OpenPGP signature and 16 bytes that tell its length; the
// archive before it stays as it was (layout seen in five pairs of unsigned and signed packages).
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type AcapkitError, errnoOf, failure } from '../support/errors.js';
import { archiveLimits } from './archive-limits.js';

/** What follows the archive of a signed package. */
export interface SignedEnd {
  /** Length of the package before the signature. */
  unsignedBytes: number;
  /** The signature, as it stands between the package and the trailer. */
  block: Buffer;
  /** Of the trailer; 1 is the only one that is known. */
  version: number;
}

const signatureMagic = Buffer.from('658d14ab4207aac6', 'hex');
const trailerBytes = 16;
/** Real ones have 833 bytes. */
const signatureBytesMax = 65_536;
const armorStart = '-----BEGIN PGP SIGNATURE-----';
const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** A finding about a signature that cannot be read. */
export function signatureDamaged(file: string, message: string, found: string): AcapkitError {
  return failure('package/signature-damaged', message, {
    location: { file },
    expected: 'the package, an OpenPGP signature, and a trailer of 16 bytes at the very end',
    found,
    fix: 'get the signed package again, and check that it was copied completely',
  });
}

/** Size of a package in bytes. Throws `package/not-found` and `package/not-a-file`. */
export async function packageSize(file: string): Promise<number> {
  const facts = await stat(file).catch((error: unknown) => {
    if (!['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) throw error;
    throw failure('package/not-found', 'there is no such package', {
      location: { file },
      fix: 'check the path, or build the package with: acapkit pack',
    });
  });
  if (facts.isFile()) return facts.size;
  throw failure('package/not-a-file', 'this is no package', {
    location: { file },
    expected: 'an .eap file',
    found: facts.isDirectory() ? 'a folder' : 'no regular file',
    fix: 'name the .eap file; acapkit pack prints where it is',
  });
}

async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}

async function unpacks(chunks: AsyncIterable<Buffer>): Promise<void> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > archiveLimits.unpackedBytes) throw new RangeError('too much');
  }
}

/** Whether the first `bytes` of a file are a complete gzip stream. */
function isWholeGzip(file: string, bytes: number): Promise<boolean> {
  if (bytes === 0) return Promise.resolve(false);
  const input = createReadStream(file, { end: bytes - 1 });
  return pipeline(input, createGunzip(), unpacks).then(
    () => true,
    () => false,
  );
}

/** Refuses a signature that lost its trailer or is followed by other bytes. The same words inside the archive are no signature. */
async function refuseStraySignature(file: string, tail: Buffer, tailStart: number): Promise<void> {
  const at = tail.indexOf(armorStart);
  if (at < 0 || !(await isWholeGzip(file, tailStart + at))) return;
  throw signatureDamaged(
    file,
    'the package has a signature, but does not end in the trailer that belongs to it',
    `${tail.length - at} bytes after the package, and no trailer at their end`,
  );
}

function signedEnd(file: string, size: number, tail: Buffer): SignedEnd {
  const trailer = tail.subarray(-trailerBytes);
  const signatureBytes = trailer.readUInt32BE(0);
  const unsignedBytes = size - trailerBytes - signatureBytes;
  if (signatureBytes === 0 || signatureBytes > signatureBytesMax || unsignedBytes <= 0)
    throw signatureDamaged(
      file,
      'the trailer of the signature cannot be right',
      `a signature of ${signatureBytes} bytes in a file of ${size}`,
    );
  const block = tail.subarray(-trailerBytes - signatureBytes, -trailerBytes);
  return { unsignedBytes, block, version: trailer.readUInt32BE(4) };
}

/** What follows the archive; undefined when the package is unsigned. Throws `package/signature-damaged`, `/not-found`, `/not-a-file`. */
export async function readSignedEnd(file: string): Promise<SignedEnd | undefined> {
  const size = await packageSize(file);
  const handle = await open(file, 'r');
  try {
    const tailStart = Math.max(0, size - signatureBytesMax - trailerBytes);
    const tail = await readAt(handle, tailStart, size - tailStart);
    if (tail.length >= trailerBytes && tail.subarray(-8).equals(signatureMagic))
      return signedEnd(file, size, tail);
    await refuseStraySignature(file, tail, tailStart);
    return undefined;
  } finally {
    await handle.close();
  }
}

/** Length of the package without the signature. Throws as `readSignedEnd` does. */
export async function unsignedLength(file: string): Promise<{ bytes: number; signed: boolean }> {
  const end = await readSignedEnd(file);
  return { bytes: end?.unsignedBytes ?? (await packageSize(file)), signed: end !== undefined };
}

/** Refuses a file that does not begin like a package. Throws `package/damaged`. */
export async function refuseForeignFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const head = await readAt(handle, 0, gzipMagic.length);
    if (head.equals(gzipMagic)) return;
    throw failure('package/damaged', 'the file is no package', {
      location: { file },
      expected: 'a gzip-compressed tar archive',
      found: head.length === 0 ? 'an empty file' : 'a file that does not begin like gzip',
      fix: 'name the .eap file; acapkit pack prints where it is',
    });
  } finally {
    await handle.close();
  }
}
