// Public keys from files that users hand in: small, of either form, and never private.
import { readFile, stat } from 'node:fs/promises';
import type { PublicKey } from 'openpgp';
import { errnoOf, failure, messageOf } from '../support/errors.js';

/** A key with many names and certificates has some kilobytes. */
const keyBytesMax = 65_536;
const fix = 'write the public key into a file with: gpg --armor --export KEY';

const tooLarge = (bytes: number): Error =>
  failure('package/key-too-large', 'the file of the public key is too large', {
    expected: `at most ${keyBytesMax} bytes`,
    found: `${bytes} bytes`,
    fix,
  });

/** Reads a key file as it is. Throws `package/key-not-found` and `package/key-too-large`. */
export async function readKeyFile(file: string): Promise<Buffer> {
  const facts = await stat(file).catch((error: unknown) => {
    if (!['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) throw error;
    return undefined;
  });
  if (!facts?.isFile())
    throw failure('package/key-not-found', 'there is no such key file', {
      location: { file },
      expected: 'a file with an OpenPGP public key',
      fix,
    });
  if (facts.size > keyBytesMax) throw tooLarge(facts.size);
  return readFile(file);
}

async function parse(key: Uint8Array): Promise<PublicKey[]> {
  const { readKeys } = await import('openpgp');
  const text = Buffer.from(key).toString('latin1');
  const armored = text.includes('-----BEGIN PGP');
  return (await (armored ? readKeys({ armoredKeys: text }) : readKeys({ binaryKeys: key }))) as PublicKey[];
}

/** The public keys of a text or binary key file. Throws `package/key-too-large`, `package/key-private` and `package/key-unreadable`. */
export async function parsePublicKeys(key: string | Uint8Array): Promise<PublicKey[]> {
  const data = typeof key === 'string' ? Buffer.from(key) : key;
  if (data.length > keyBytesMax) throw tooLarge(data.length);
  const keys = await parse(new Uint8Array(data)).catch((error: unknown) => {
    throw failure('package/key-unreadable', 'the key file holds no OpenPGP public key', {
      expected: 'an OpenPGP public key, armoured or binary',
      found: messageOf(error),
      fix,
    });
  });
  if (keys.some((candidate) => candidate.isPrivate()))
    throw failure('package/key-private', 'the key file holds a private key, which is not needed here', {
      expected: 'the public key alone',
      found: 'a private key',
      fix: 'keep it to yourself; write the public key into a file with: gpg --armor --export KEY',
    });
  return keys;
}
