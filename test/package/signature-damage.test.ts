// Signatures that were changed, cut or hidden: none of them is ever good, and every one of them is told.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import t from 'tap';
import { unsignedLength } from '../../src/package/archive-trailer.js';
import { readPackage } from '../../src/package/reader.js';
import { readSignature, verifySignature } from '../../src/package/signature.js';
import { readArmor } from '../../src/package/signature-block.js';
import { codesOf } from '../support/findings.js';
import { packFiles } from '../support/make-eap.js';
import { detachedSignature, flipped, makeKey, signedPackage, trailer } from '../support/sign-eap.js';

const key = await makeKey('Test signer');

/** The code of the finding, or whether the signature is good. */
async function verdictOf(file: string): Promise<string> {
  let verdict = '';
  const codes = await codesOf(async () => {
    verdict = (await verifySignature(file, key.publicKey.armor())).valid ? 'good' : 'invalid';
  });
  return codes.join() || verdict;
}

t.test('a changed signature is never good, whichever byte it is', async (t) => {
  const { put, archive, signature, end } = await signedPackage(t, key);
  const odd: string[] = [];
  for (let at = 0; at < signature.length; at += 1) {
    const verdict = await verdictOf(put(archive, flipped(signature, at), end));
    if (verdict !== 'package/signature-damaged') odd.push(`byte ${at}: ${verdict}`);
  }
  t.same(odd, [], `${signature.length} changes`);
});

t.test('nor without the checksum of the armour', async (t) => {
  const { put, archive, signature } = await signedPackage(t, key);
  const binary = readArmor(signature.toString());
  // OpenPGP tells the length of a number in bits, and only its bytes count: the last one before the 256 of the RSA number is free.
  const free = binary.length - 257;
  const good: number[] = [];
  for (let at = 0; at < binary.length; at += 1) {
    const base64 = flipped(binary, at).toString('base64');
    const block = `-----BEGIN PGP SIGNATURE-----\n\n${base64}\n-----END PGP SIGNATURE-----\n`;
    const verdict = await verdictOf(put(archive, Buffer.from(block), trailer(block.length)));
    if (verdict === 'good') good.push(at);
  }
  t.same(
    good.filter((at) => at !== free),
    [],
    `${binary.length} changes`,
  );
});

t.test('armour is read strictly', async (t) => {
  const { signature } = await signedPackage(t, key);
  const text = signature.toString();
  const swapped = text.replace(/\n(\S{60})\n/, (_, line: string) => `\n${line.slice(1)}${line[0]}\n`);
  t.not(swapped, text);
  t.throws(() => readArmor(swapped), /checksum/);
  t.throws(() => readArmor(text.replace(/\n=(....)\n/, '\n=AAAA\n')), /checksum/);
  t.throws(() => readArmor(text.replace('SIGNATURE', 'MESSAGE')), /no PGP SIGNATURE block/);
  t.throws(() => readArmor(`${text}more\n`), /no PGP SIGNATURE block/);
  t.throws(() => readArmor(text.replace('\n\n', '\n')), /empty line/);
  t.throws(() => readArmor(text.replace('\n\n', '\nComment: \u001b[2J\n\n')), /no text/);
  t.throws(() => readArmor(text.replace(/\n\S{60}\n/, '\n=\n')), /base64/);
  const plain = readArmor(text);
  t.same(readArmor(text.replace('\n\n', '\nVersion: 1\nComment: a b\n\n')), plain, 'headers are allowed');
  t.same(readArmor(text.replaceAll('\n', '\r\n')), plain, 'and Windows line ends');
  t.same(
    readArmor(text.replace(/\n=....\n/, '\n')),
    plain,
    'and no checksum, which newer OpenPGP leaves out',
  );
});

t.test('a trailer that is cut, wrong or followed by something', async (t) => {
  const { put, archive, signature, end, file } = await signedPackage(t, key);
  const cases: Record<string, Buffer[]> = {
    'without trailer': [archive, signature],
    'cut trailer': [archive, signature, end.subarray(0, 15)],
    'cut signature': [archive, signature.subarray(0, 200)],
    'something behind': [archive, signature, end, Buffer.from('\n')],
    'wrong magic': [archive, signature, flipped(end, 15)],
    'no length': [archive, trailer(0)],
    'longer than the file': [archive, signature, trailer(1e9)],
    'longer than signatures are': [archive, Buffer.alloc(70_000), trailer(70_000)],
    'as long as the file': [signature, trailer(signature.length)],
    'shorter than the signature': [archive, signature, trailer(signature.length - 1)],
    'longer than the signature': [archive, signature, trailer(signature.length + 1)],
    'no armour': [archive, Buffer.alloc(833, 'x'), trailer(833)],
  };
  for (const [name, parts] of Object.entries(cases)) {
    const damaged = put(...parts);
    t.same(await codesOf(() => readSignature(damaged)), ['package/signature-damaged'], `${name}: read`);
    t.same(
      await codesOf(() => verifySignature(damaged, key.publicKey.armor())),
      ['package/signature-damaged'],
      `${name}: verify`,
    );
    t.not(
      (await codesOf(() => readPackage(damaged))).length + Number(name.endsWith('armour')),
      0,
      `${name}: open`,
    );
  }
  t.match(await readSignature(put(archive, signature, trailer(signature.length, 7))), { version: 7 });
  t.same(await unsignedLength(file), { bytes: archive.length, signed: false });
});

t.test('the words of a signature inside a package are no signature', async (t) => {
  const dir = t.testdir();
  const text = (await detachedSignature(Buffer.from('x'), key)).toString();
  const file = path.join(dir, 'a.eap');
  packFiles(file, { app: 'run', 'z.asc': text });
  const stored = path.join(dir, 'stored.eap');
  writeFileSync(stored, gzipSync(gunzipSync(readFileSync(file)), { level: 0 }));
  t.ok(readFileSync(stored).includes('-----BEGIN PGP SIGNATURE-----'));
  t.equal(await readSignature(stored), undefined);
  t.equal((await readPackage(stored)).signed, false);
});
