// Signs packages the way Axis' service does: an armoured detached signature and a trailer of 16 bytes after the archive. The keys are made
// by the test and mean nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createMessage, generateKey, type PrivateKey, type PublicKey, sign } from 'openpgp';
import type { Test } from 'tap';
import { makeEap } from './make-eap.js';

export interface TestKey {
  privateKey: PrivateKey;
  publicKey: PublicKey;
}

/** A new RSA key; 2048 bits are made in a moment. */
export async function makeKey(name: string, rsaBits = 2048): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKey({
    type: 'rsa',
    rsaBits,
    userIDs: [{ name }],
    format: 'object',
  });
  return { privateKey, publicKey };
}

/** The armoured signature of some bytes. */
export async function detachedSignature(data: Uint8Array, key: TestKey): Promise<Buffer> {
  const message = await createMessage({ binary: new Uint8Array(data) });
  return Buffer.from(await sign({ message, signingKeys: key.privateKey, detached: true, format: 'armored' }));
}

/** The trailer of a signature of this length. */
export function trailer(signatureBytes: number, version = 1): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(signatureBytes, 0);
  bytes.writeUInt32BE(version, 4);
  Buffer.from('658d14ab4207aac6', 'hex').copy(bytes, 8);
  return bytes;
}

/** Writes a signed copy of a package and gives its parts. */
export async function signEap(
  file: string,
  target: string,
  key: TestKey,
): Promise<{ archive: Buffer; signature: Buffer }> {
  const archive = readFileSync(file);
  const signature = await detachedSignature(archive, key);
  writeFileSync(target, Buffer.concat([archive, signature, trailer(signature.length)]));
  return { archive, signature };
}

/** A signed package in a folder of the test, its parts, and `put`, which writes other parts in its place. */
export async function signedPackage(t: Test, key: TestKey) {
  const dir = t.testdir();
  const file = makeEap(dir);
  const target = path.join(dir, 'signed.eap');
  const { archive, signature } = await signEap(file, target, key);
  const put = (...parts: Buffer[]): string => {
    writeFileSync(target, Buffer.concat(parts));
    return target;
  };
  return { dir, file, target, archive, signature, put, end: trailer(signature.length) };
}

/** A copy with one bit changed. */
export function flipped(data: Buffer, at: number): Buffer {
  const copy = Buffer.from(data);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
