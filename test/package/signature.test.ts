// Signatures: good ones, wrong keys, and every kind of damage. The keys are made here; no real signature is verified.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createMessage, sign } from 'openpgp';
import t from 'tap';
import { findProgram } from '../../src/build/compiler.js';
import { readKeyFile } from '../../src/package/public-keys.js';
import { readPackage } from '../../src/package/reader.js';
import { keyOwner, readSignature, stripSignature, verifySignature } from '../../src/package/signature.js';
import { codesOf } from '../support/findings.js';
import { detachedSignature, flipped, makeKey, signEap, signedPackage, trailer } from '../support/sign-eap.js';

const key = await makeKey('Test signer');
const other = await makeKey('Somebody else');

t.test('a good signature, read and verified', async (t) => {
  const { target, archive, signature, file } = await signedPackage(t, key);
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
  const { file, dir } = await signedPackage(t, key);
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
  const { target, dir } = await signedPackage(t, key);
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
  const { put, archive, signature, end } = await signedPackage(t, key);
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

t.test('signatures of other kinds', async (t) => {
  const { put, archive } = await signedPackage(t, key);
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
  const { dir, target, file, archive } = await signedPackage(t, key);
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
  await largeArchive(file, 130);
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
  t.ok(mebibytes > 20 && mebibytes < 180, `${mebibytes} MiB of memory for a package of 130`);
});

const gpg = await findProgram('gpg');

t.test('gpg agrees', { skip: gpg === undefined && 'gpg is not installed' }, async (t) => {
  const { dir, archive, signature, put, end } = await signedPackage(t, key);
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
