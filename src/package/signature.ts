// Signed packages: is the signature good, and the package without it. Signing itself happens at Axis only.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PublicKey, Signature } from 'openpgp';
import { type AcapkitError, failure, messageOf } from '../support/errors.js';
import { archiveLimits } from './archive-limits.js';
import { packageSize, readSignedEnd, refuseForeignFile, type SignedEnd } from './archive-trailer.js';
import { partialName, removeAbandoned } from './partial-name.js';
import { parsePublicKeys } from './public-keys.js';
import { parseBlock } from './signature-block.js';
import { writeFailure } from './write.js';

export { keyOwner, readSignature, type SignatureFacts } from './signature-block.js';

/** Whether a signature fits a package and a key. */
export interface Verification {
  valid: boolean;
  /** Of the key that was tried, in upper-case hexadecimal; undefined when the key file has no key of the signature. */
  fingerprint?: string;
  /** Name in the key that was tried, as its owner wrote it. */
  signedBy?: string;
  /** Such as `RSA 4096`, of the key that was tried. */
  keyAlgorithm?: string;
  /** Why it is not valid. */
  reason?: string;
}

function unsigned(file: string): AcapkitError {
  return failure('package/unsigned', 'the package is not signed', {
    location: { file },
    expected: 'a package with a signature after the archive',
    found: 'the archive alone',
    fix: 'Axis signs packages: its service portal for partners, its signing service for everyone else',
  });
}

/** Where the signature begins. Throws `package/unsigned`, `package/too-large` and as `readSignedEnd` does. */
async function signedEndOf(file: string): Promise<SignedEnd> {
  const size = await packageSize(file);
  if (size > archiveLimits.fileBytes)
    throw failure('package/too-large', `the package is larger than ${archiveLimits.fileBytes} bytes`, {
      location: { file },
      found: `${size} bytes`,
      fix: 'this is no package that a camera takes',
    });
  const end = await readSignedEnd(file);
  await refuseForeignFile(file);
  if (end === undefined) throw unsigned(file);
  return end;
}

/** The first bytes of a file as a stream that reads on only when asked to, and knows what went wrong with the disk. */
function fileStart(file: string, bytes: number) {
  const chunks = createReadStream(file, { end: bytes - 1, highWaterMark: 262_144 });
  const iterator: AsyncIterator<Buffer> = chunks[Symbol.asyncIterator]();
  const state: { read: number; problem?: unknown } = { read: 0 };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    try {
      const next = await iterator.next();
      if (next.done) return controller.close();
      state.read += next.value.length;
      controller.enqueue(next.value);
    } catch (error) {
      state.problem = error;
      throw error;
    }
  };
  return { stream: new ReadableStream({ pull }, { highWaterMark: 0 }), state, end: () => chunks.destroy() };
}

/**
 * Lets openpgp check the first bytes of a file; undefined when the signature is good, else why not. openpgp keeps a copy of streamed
 * messages for the caller, half a gigabyte at worst. Nobody reads it here, so the message gives its bytes once instead.
 */
async function judge(
  file: string,
  bytes: number,
  signature: Signature,
  verificationKeys: PublicKey[],
): Promise<string | undefined> {
  const { createMessage, verify } = await import('openpgp');
  const start = fileStart(file, bytes);
  try {
    const message = await createMessage({ binary: new Uint8Array() });
    const getBytes = (clone = false) => (clone ? start.stream : new Uint8Array());
    Object.assign(message.packets[0] ?? {}, { getBytes });
    const { signatures } = await verify({ message, signature, verificationKeys, format: 'binary' });
    const [only] = signatures;
    if (only === undefined || signatures.length !== 1) return 'it is not one signature of a file';
    await only.verified;
  } catch (error) {
    if (start.state.problem !== undefined) throw start.state.problem;
    return messageOf(error) || 'it does not fit';
  } finally {
    start.end();
  }
  if (start.state.read !== bytes) throw new Error(`${start.state.read} of ${bytes} bytes were verified`);
  return undefined;
}

/** The name that the key itself vouches for; of a key that does not, the first that stands in it. */
async function nameOf(key: PublicKey, date: Date | null): Promise<string> {
  const names = key.getUserIDs();
  return key.getPrimaryUser(date ?? undefined).then(
    ({ user }) => user.userID?.userID ?? '',
    () => names[0] ?? '',
  );
}

const changed = /Signed digest did not match|Signature verification failed/;

/**
 * Checks the signature over exactly the unsigned part of a package, of at most 512 MiB, with the keys of a key file's content. Throws
 * `package/unsigned`, `package/signature-damaged`, `package/too-large` and `package/key-…`.
 */
export async function verifySignature(file: string, key: string | Uint8Array): Promise<Verification> {
  const end = await signedEndOf(file);
  const keys = await parsePublicKeys(key);
  const { signature, packet } = await parseBlock(file, end);
  const owner = keys.find((candidate) => candidate.getKeys(packet.issuerKeyID).length > 0);
  const [tried] = owner?.getKeys(packet.issuerKeyID) ?? [];
  if (owner === undefined || tried === undefined) {
    const held = keys.map((candidate) => candidate.getKeyID().toHex().toUpperCase()).join(', ');
    const wanted = packet.issuerKeyID.toHex().toUpperCase();
    return { valid: false, reason: `it names the key ${wanted}; the key file has ${held}` };
  }
  const why = await judge(file, end.unsignedBytes, signature, [owner]);
  const { algorithm, bits } = tried.getAlgorithmInfo();
  return {
    valid: why === undefined,
    fingerprint: tried.getFingerprint().toUpperCase(),
    signedBy: await nameOf(owner, packet.created),
    keyAlgorithm: bits === undefined ? algorithm : `RSA ${bits}`,
    ...(why === undefined
      ? {}
      : { reason: changed.test(why) ? 'the package or the signature was changed after signing' : why }),
  };
}

async function refuseExisting(target: string): Promise<void> {
  const found = await lstat(target).then(
    () => true,
    () => false,
  );
  if (!found) return;
  throw failure('package/exists', 'there is already a file of this name', {
    location: { file: target },
    expected: 'a name that is free',
    fix: 'choose another name, or add --force',
  });
}

/**
 * Writes the package without its signature, whole or not at all. Throws `package/unsigned`, `package/exists` (without `force`),
 * `package/no-space` and `package/not-writable`.
 */
export async function stripSignature(
  file: string,
  target: string,
  options: { force?: boolean } = {},
): Promise<{ file: string; bytes: number; sha256: string }> {
  const { unsignedBytes } = await signedEndOf(file);
  if (options.force !== true) await refuseExisting(target);
  const working = path.join(path.dirname(target), partialName(path.basename(target), process.pid));
  try {
    const hash = createHash('sha256');
    await removeAbandoned(target);
    const output = await open(working, 'wx', 0o644);
    await pipeline(
      createReadStream(file, { end: unsignedBytes - 1 }),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      output.createWriteStream(),
    );
    await rename(working, target);
    return { file: target, bytes: unsignedBytes, sha256: hash.digest('hex') };
  } catch (error) {
    await rm(working, { force: true }).catch(() => undefined);
    throw writeFailure(error, target);
  }
}
