// The text of an OpenPGP signature, read strictly: a changed character must never pass, although OpenPGP itself forgives some.
import type { Signature, SignaturePacket } from 'openpgp';
import { messageOf } from '../support/errors.js';
import { readSignedEnd, refuseForeignFile, type SignedEnd, signatureDamaged } from './archive-trailer.js';

/** What a signature says of itself. Nothing of it is proven before it was verified with a key. */
export interface SignatureFacts {
  /** Length of the signature block, without the trailer. */
  bytes: number;
  /** Of the trailer; 1 is the only one that is known. */
  version: number;
  /** Length of the package before the signature. */
  unsignedBytes: number;
  armored: string;
  /** Of the key that it names, in upper-case hexadecimal; undefined when it names only the key's short id. */
  fingerprint?: string;
  /** The last 16 digits of the fingerprint. */
  keyId: string;
  /** Such as `RSA`. */
  algorithm: string;
  /** Such as `SHA-512`. */
  hash: string;
  /** ISO 8601, UTC. */
  created: string;
}

/** The fingerprint of the key that made the signatures of five public packages. */
const axisFingerprint = 'CD5613AE06EBF4E0ED7D4969DB55B3CA61462D87';

/** Numbers of RFC 9580, section 9. */
const algorithms: Record<number, string> = {
  1: 'RSA',
  3: 'RSA',
  17: 'DSA',
  19: 'ECDSA',
  22: 'EdDSA',
  27: 'Ed25519',
  28: 'Ed448',
};
const hashes: Record<number, string> = {
  1: 'MD5',
  2: 'SHA-1',
  3: 'RIPEMD-160',
  8: 'SHA-256',
  9: 'SHA-384',
  10: 'SHA-512',
  11: 'SHA-224',
  12: 'SHA3-256',
  14: 'SHA3-512',
};

/** Whose key a fingerprint belongs to, as far as acapkit knows. */
export function keyOwner(fingerprint: string | undefined): string | undefined {
  return fingerprint === axisFingerprint
    ? 'Axis’ signing key (by its published fingerprint on 5 packages; the public key itself is not known to acapkit)'
    : undefined;
}

/** The checksum of armoured texts, RFC 4880 section 6.1. */
function crc24(data: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of data) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x800000 ? 0x1864cfb : 0);
  }
  return crc & 0xffffff;
}

function base64(text: string): Buffer {
  const data = Buffer.from(text, 'base64');
  if (data.length === 0 || data.toString('base64') !== text) throw new Error('no correct base64');
  return data;
}

/** The bytes of an armoured signature. Throws an Error that says what is wrong. */
export function readArmor(text: string): Buffer {
  if (/[^\t\r\n -~]/.test(text)) throw new Error('characters that are no text');
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  if (lines.shift() !== '-----BEGIN PGP SIGNATURE-----' || lines.pop() !== '-----END PGP SIGNATURE-----')
    throw new Error('no PGP SIGNATURE block');
  const blank = lines.findIndex((line) => line.trim() === '');
  if (blank < 0 || !lines.slice(0, blank).every((line) => /^[\w-]+: /.test(line)))
    throw new Error('headers that are not followed by an empty line');
  const body = lines.slice(blank + 1);
  const checksum = body.at(-1)?.startsWith('=') ? body.pop() : undefined;
  const data = base64(body.join(''));
  if (checksum !== undefined && base64(checksum.slice(1)).readUIntBE(0, 3) !== crc24(data))
    throw new Error('a checksum that does not fit');
  return data;
}

function onePacket({ packets }: Signature): SignaturePacket {
  const [packet] = packets;
  // What openpgp cannot read stands in the list without these fields.
  if (packets.length !== 1 || packet?.signatureType === undefined || packet.created === null)
    throw new Error(`${packets.length} OpenPGP packets, or one of an unknown kind`);
  if (packet.signatureType !== 0)
    throw new Error(`a signature of type ${packet.signatureType}, not of a file`);
  return packet;
}

/** Reads the block with openpgp. Throws `package/signature-damaged`. */
export async function parseBlock(
  file: string,
  end: SignedEnd,
): Promise<{ signature: Signature; packet: SignaturePacket }> {
  try {
    const { readSignature: read } = await import('openpgp');
    const signature = await read({
      binarySignature: new Uint8Array(readArmor(end.block.toString('latin1'))),
    });
    return { signature, packet: onePacket(signature) };
  } catch (error) {
    const version = end.version === 1 ? '' : `; the trailer is of version ${end.version}, acapkit knows 1`;
    throw signatureDamaged(
      file,
      'the signature after the package is no readable OpenPGP signature',
      `${messageOf(error)}${version}`,
    );
  }
}

/**
 * What the signature of a package says; undefined when the package is unsigned. Nothing is verified. Throws `package/signature-damaged`,
 * and `package/damaged` for a file that is no package.
 */
export async function readSignature(file: string): Promise<SignatureFacts | undefined> {
  const end = await readSignedEnd(file);
  await refuseForeignFile(file);
  if (end === undefined) return undefined;
  const { packet } = await parseBlock(file, end);
  const { issuerFingerprint, publicKeyAlgorithm, hashAlgorithm } = packet;
  return {
    bytes: end.block.length,
    version: end.version,
    unsignedBytes: end.unsignedBytes,
    armored: end.block.toString('latin1'),
    ...(issuerFingerprint
      ? { fingerprint: Buffer.from(issuerFingerprint).toString('hex').toUpperCase() }
      : {}),
    keyId: packet.issuerKeyID.toHex().toUpperCase(),
    algorithm: algorithms[publicKeyAlgorithm ?? 0] ?? `algorithm ${publicKeyAlgorithm}`,
    hash: hashes[hashAlgorithm ?? 0] ?? `hash ${hashAlgorithm}`,
    created: packet.created?.toISOString() ?? '',
  };
}
