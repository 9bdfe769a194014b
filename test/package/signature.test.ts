// Signatures: good ones, wrong keys, and every kind of damage. The keys are made here; no real signature is verified.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createMessage, sign } from 'openpgp';
import t, { type Test } from 'tap';
import { findProgram } from '../../src/build/compiler.js';
import { unsignedLength } from '../../src/package/archive-trailer.js';
import { readKeyFile } from '../../src/package/public-keys.js';
import { readPackage } from '../../src/package/reader.js';
import { keyOwner, readSignature, stripSignature, verifySignature } from '../../src/package/signature.js';
import { readArmor } from '../../src/package/signature-block.js';
import { codesOf } from '../support/findings.js';
import { makeEap, packFiles } from '../support/make-eap.js';
import { detachedSignature, makeKey, signEap, trailer } from '../support/sign-eap.js';

const key = await makeKey('Test signer');
const other = await makeKey('Somebody else');

async function signed(t: Test) {
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

const flipped = (data: Buffer, at: number): Buffer => {
  const copy = Buffer.from(data);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

t.test('a good signature, read and verified', async (t) => {
  const { target, archive, signature, file } = await signed(t);
  const fingerprint = key.publicKey.getFingerprint().toUpperCase();
  t.match(await readSignature(target), {
    bytes: signature.length,
    version: 1,
    unsignedBytes: archive.length,
    armored: signature.toString(),
    fingerprint,
    keyId: fingerprint.slice(-16),
    algorithm: 'RSA',
    hash: 'SHA-512',
    created: /^20\d\d-\d\d-\d\dT.*Z$/,
  });
  const good = { valid: true, fingerprint, signedBy: 'Test signer', keyAlgorithm: 'RSA 2048' };
  t.same(await verifySignature(target, key.publicKey.armor()), good, 'armoured key');
  t.same(await verifySignature(target, Buffer.from(key.publicKey.write())), good, 'binary key');
  const ring = Buffer.concat([other.publicKey.write(), key.publicKey.write()]);
  t.same(await verifySignature(target, ring), good, 'one of several keys');
  t.equal(await readSignature(file), undefined, 'unsigned');
  t.same(await codesOf(() => verifySignature(file, key.publicKey.armor())), ['package/unsigned']);
  t.equal((await readPackage(target)).signed, true);
});

t.test('a key of 4096 bits, as Axis has', async (t) => {
  const { file, dir } = await signed(t);
  const large = await makeKey('Large', 4096);
  const target = path.join(dir, 'large.eap');
  const { signature } = await signEap(file, target, large);
  t.ok(signature.length > 800);
  t.match(await verifySignature(target, large.publicKey.armor()), { valid: true, keyAlgorithm: 'RSA 4096' });
});

t.test('the key of Axis is known by name only', async (t) => {
  t.match(keyOwner('CD5613AE06EBF4E0ED7D4969DB55B3CA61462D87'), /public key itself is not known to acapkit/);
  t.equal(keyOwner(key.publicKey.getFingerprint().toUpperCase()), undefined);
  t.equal(keyOwner(undefined), undefined);
});

t.test('wrong keys', async (t) => {
  const { target, dir } = await signed(t);
  const wrong = await verifySignature(target, other.publicKey.armor());
  t.match(wrong, { valid: false, reason: /names the key [0-9A-F]{16}; the key file has [0-9A-F]{16}$/ });
  t.equal(wrong.fingerprint, undefined);
  t.same(await codesOf(() => verifySignature(target, key.privateKey.armor())), ['package/key-private']);
  const secret = Buffer.from(key.privateKey.write());
  t.same(await codesOf(() => verifySignature(target, secret)), ['package/key-private'], 'binary');
  for (const text of [
    '',
    'no key',
    '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n',
  ])
    t.same(
      await codesOf(() => verifySignature(target, text)),
      ['package/key-unreadable'],
      JSON.stringify(text),
    );
  const block = readFileSync(target).subarray(-900).toString('latin1');
  t.same(
    await codesOf(() => verifySignature(target, block)),
    ['package/key-unreadable'],
    'a signature is no key',
  );
  t.same(await codesOf(() => verifySignature(target, Buffer.alloc(65_537))), ['package/key-too-large']);
  const file = path.join(dir, 'key');
  writeFileSync(file, Buffer.alloc(65_537));
  t.same(await codesOf(() => readKeyFile(file)), ['package/key-too-large']);
  t.same(await codesOf(() => readKeyFile(path.join(dir, 'nothing'))), ['package/key-not-found']);
  t.same(await codesOf(() => readKeyFile(dir)), ['package/key-not-found']);
});

t.test('a changed package', async (t) => {
  const { put, archive, signature, end } = await signed(t);
  const armor = key.publicKey.armor();
  for (const at of [9, archive.length >> 1, archive.length - 1]) {
    const verdict = await verifySignature(put(flipped(archive, at), signature, end), armor);
    t.match(
      verdict,
      { valid: false, reason: /changed after signing/, signedBy: 'Test signer' },
      `byte ${at}`,
    );
  }
  const more = Buffer.concat([archive, Buffer.from([0])]);
  t.equal((await verifySignature(put(more, signature, end), armor)).valid, false, 'one byte more');
  const less = archive.subarray(0, -1);
  t.equal((await verifySignature(put(less, signature, end), armor)).valid, false, 'one byte less');
  t.equal((await verifySignature(put(archive, signature, end), armor)).valid, true, 'and unchanged again');
});

/** The code of the finding, or whether the signature is good. */
async function verdictOf(file: string): Promise<string> {
  let verdict = '';
  const codes = await codesOf(async () => {
    verdict = (await verifySignature(file, key.publicKey.armor())).valid ? 'good' : 'invalid';
  });
  return codes.join() || verdict;
}

t.test('a changed signature is never good, whichever byte it is', async (t) => {
  const { put, archive, signature, end } = await signed(t);
  for (let at = 0; at < signature.length; at += 1) {
    const verdict = await verdictOf(put(archive, flipped(signature, at), end));
    if (verdict !== 'package/signature-damaged') t.fail(`byte ${at}: ${verdict}`);
  }
});

t.test('nor without the checksum of the armour', async (t) => {
  const { put, archive, signature } = await signed(t);
  const binary = readArmor(signature.toString());
  // OpenPGP tells the length of a number in bits, and only its bytes count: the last one before the 256 of the RSA number is free.
  const free = binary.length - 257;
  for (let at = 0; at < binary.length; at += 1) {
    const base64 = flipped(binary, at).toString('base64');
    const block = `-----BEGIN PGP SIGNATURE-----\n\n${base64}\n-----END PGP SIGNATURE-----\n`;
    const verdict = await verdictOf(put(archive, Buffer.from(block), trailer(block.length)));
    if (verdict === 'good' && at !== free) t.fail(`byte ${at} of ${binary.length}`);
  }
});

t.test('armour is read strictly', async (t) => {
  const { signature } = await signed(t);
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
  const { put, archive, signature, end, file } = await signed(t);
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
  const { gunzipSync } = await import('node:zlib');
  writeFileSync(stored, gzipSync(gunzipSync(readFileSync(file)), { level: 0 }));
  t.ok(readFileSync(stored).includes('-----BEGIN PGP SIGNATURE-----'));
  t.equal(await readSignature(stored), undefined);
  t.equal((await readPackage(stored)).signed, false);
});

t.test('signatures of other kinds', async (t) => {
  const { put, archive } = await signed(t);
  const armor = key.publicKey.armor();
  const text = await createMessage({ text: 'text' });
  const ofText = Buffer.from(
    await sign({ message: text, signingKeys: key.privateKey, detached: true, format: 'armored' }),
  );
  t.same(
    await codesOf(() => readSignature(put(archive, ofText, trailer(ofText.length)))),
    ['package/signature-damaged'],
    'of a text, whose line ends might change',
  );
  const both = await sign({
    message: await createMessage({ binary: new Uint8Array(archive) }),
    signingKeys: [key.privateKey, other.privateKey],
    detached: true,
    format: 'armored',
  });
  const two = put(archive, Buffer.from(both), trailer(both.length));
  t.same(await codesOf(() => verifySignature(two, armor)), ['package/signature-damaged'], 'two at once');
  const early = await sign({
    message: await createMessage({ binary: new Uint8Array(archive) }),
    signingKeys: key.privateKey,
    detached: true,
    format: 'armored',
    date: new Date(Date.now() + 86_400_000),
  });
  const verdict = await verifySignature(put(archive, Buffer.from(early), trailer(early.length)), armor);
  t.match(verdict, { valid: false, reason: /future/ }, 'made tomorrow');
});

t.test('other files', async (t) => {
  const dir = t.testdir({ 'notes.txt': 'a text of more than sixteen bytes\n', empty: '' });
  const at = (name: string): string => path.join(dir, name);
  t.same(await codesOf(() => readSignature(at('notes.txt'))), ['package/damaged']);
  t.same(await codesOf(() => readSignature(at('empty'))), ['package/damaged']);
  t.same(await codesOf(() => readSignature(at('nothing'))), ['package/not-found']);
  t.same(await codesOf(() => readSignature(at('notes.txt/x'))), ['package/not-found']);
  t.same(await codesOf(() => readSignature(dir)), ['package/not-a-file']);
  await promisify(execFile)('mkfifo', [at('pipe')]);
  t.same(
    await codesOf(() => readSignature(at('pipe'))),
    ['package/not-a-file'],
    'and nothing waits for a pipe',
  );
});

t.test('strip gives the unsigned package back', async (t) => {
  const { dir, target, file, archive } = await signed(t);
  const out = path.join(dir, 'out.eap');
  const done = await stripSignature(target, out);
  t.same({ ...done, sha256: '' }, { file: out, bytes: archive.length, sha256: '' });
  t.ok(readFileSync(out).equals(archive), 'byte for byte');
  t.equal(statSync(out).mode & 0o777, 0o644 & ~process.umask());
  t.same(await codesOf(() => stripSignature(target, out)), ['package/exists']);
  writeFileSync(out, 'old');
  await stripSignature(target, out, { force: true });
  t.ok(readFileSync(out).equals(archive), 'with force');
  t.same(await codesOf(() => stripSignature(file, path.join(dir, 'b.eap'))), ['package/unsigned']);
  const folder = path.join(dir, 'folder');
  mkdirSync(folder);
  t.same(await codesOf(() => stripSignature(target, folder, { force: true })), ['package/not-writable']);
  t.same(await codesOf(() => stripSignature(target, path.join(dir, 'no', 'x.eap'))), [
    'package/not-writable',
  ]);
  await stripSignature(target, target, { force: true });
  t.ok(readFileSync(target).equals(archive), 'in place');
  t.same(
    readdirSync(dir).sort(),
    ['folder', path.basename(file), 'out.eap', 'signed.eap'].sort(),
    'nothing else',
  );
});

/** A large archive that packs to about its size. */
async function largeArchive(file: string, megabytes: number): Promise<void> {
  const { createGzip } = await import('node:zlib');
  const { randomFillSync } = await import('node:crypto');
  const gzip = createGzip({ level: 0 });
  const finished = once(gzip.pipe(createWriteStream(file)), 'close');
  const block = Buffer.alloc(1 << 20);
  for (let i = 0; i < megabytes; i += 1) {
    randomFillSync(block, 0, 4096);
    if (!gzip.write(Buffer.from(block))) await once(gzip, 'drain');
  }
  gzip.end();
  await finished;
}

t.test('large packages are verified piece by piece', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'large.eap');
  await largeArchive(file, 200);
  const archive = readFileSync(file);
  const signature = await detachedSignature(archive, key);
  await appendFile(file, Buffer.concat([signature, trailer(signature.length)]));
  const program = `
    import { readFileSync } from 'node:fs';
    const { verifySignature } = await import(process.argv[1]);
    let most = 0;
    const timer = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()); }, 5);
    const { valid } = await verifySignature(process.argv[2], readFileSync(0));
    clearInterval(timer);
    process.stdout.write(JSON.stringify({ valid, mebibytes: Math.round(most / 2 ** 20) }));`;
  const module = new URL('../../src/package/signature.js', import.meta.url).href;
  const child = execFile(process.execPath, ['--input-type=module', '-e', program, module, file]);
  child.stdin?.end(key.publicKey.armor());
  let text = '';
  child.stdout?.on('data', (chunk: string) => {
    text += chunk;
  });
  await once(child, 'close');
  const { valid, mebibytes } = JSON.parse(text) as { valid: boolean; mebibytes: number };
  t.equal(valid, true);
  t.ok(mebibytes > 20 && mebibytes < 180, `${mebibytes} MiB of memory for a package of 200`);
});

const gpg = await findProgram('gpg');

t.test('gpg agrees', { skip: gpg === undefined && 'gpg is not installed' }, async (t) => {
  const { dir, archive, signature, put, end } = await signed(t);
  const run = promisify(execFile);
  const home = path.join(dir, 'gnupg');
  mkdirSync(home, { mode: 0o700 });
  const at = (name: string): string => path.join(dir, name);
  writeFileSync(at('key.asc'), key.publicKey.armor());
  writeFileSync(at('package.sig'), signature);
  writeFileSync(at('archive.eap'), archive);
  const options = ['--homedir', home, '--batch', '--no-autostart'];
  await run(gpg ?? '', [...options, '--import', at('key.asc')]);
  const verify = (file: string) =>
    run(gpg ?? '', [...options, '--status-fd', '1', '--verify', at('package.sig'), file]);
  const { stdout } = await verify(at('archive.eap'));
  t.match(stdout, new RegExp(`VALIDSIG ${key.publicKey.getFingerprint().toUpperCase()}`));
  t.equal((await verifySignature(put(archive, signature, end), key.publicKey.armor())).valid, true);
  writeFileSync(at('archive.eap'), flipped(archive, 100));
  await t.rejects(verify(at('archive.eap')), 'nor does gpg take a changed one');
});
