// signature as users type it: nothing is called good without a key, and nothing is written from a bad package.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { readArmor } from '../../src/package/signature-block.js';
import { acapkitIn } from '../support/command-line.js';
import { sampleFolder } from '../support/sample-eap.js';
import { makeKey, signEap, trailer } from '../support/sign-eap.js';

t.test('signature', async (t) => {
  const { dir, file } = sampleFolder(t);
  const key = await makeKey('Test \u001b[31msigner');
  const { archive, signature } = await signEap(path.join(dir, file), path.join(dir, 'signed.eap'), key);
  writeFileSync(path.join(dir, 'key.asc'), key.publicKey.armor());
  writeFileSync(path.join(dir, 'private.asc'), key.privateKey.armor());
  const fingerprint = key.publicKey.getFingerprint().toUpperCase();
  const run = (...words: string[]) => acapkitIn(dir, 'signature', ...words);
  t.match(await run(file), { code: 0, stdout: /^unsigned / });
  t.match(await run(file, '--key', 'key.asc'), { code: 1, stderr: /package\/unsigned/ });
  const shown = await run('signed.eap');
  t.match(shown, {
    code: 0,
    stdout: new RegExp(`RSA with SHA-512.*names the key +${fingerprint}.*not verified`, 's'),
  });
  t.notMatch(shown.stdout, /good/);
  const good = await run('signed.eap', '--key', 'key.asc');
  t.match(good, {
    code: 0,
    stdout: /^good signature of Test \\u001b\[31msigner\n {2}with the RSA 2048 key/m,
  });
  t.match(await run('signed.eap', '--key', 'private.asc'), { code: 1, stderr: /package\/key-private/ });
  t.match(await run('signed.eap', '--key', 'none.asc'), { code: 1, stderr: /package\/key-not-found/ });
  const changed = Buffer.from(archive);
  changed[9] = 7;
  writeFileSync(
    path.join(dir, 'changed.eap'),
    Buffer.concat([changed, signature, trailer(signature.length)]),
  );
  const bad = await run('changed.eap', '--key', 'key.asc', '--strip', 'out.eap');
  t.match(bad, { code: 1, stderr: /error package\/signature-invalid: changed\.eap/ });
  t.notOk(existsSync(path.join(dir, 'out.eap')), 'a package with a bad signature is not written');
  const json = JSON.parse((await run('changed.eap', '--key', 'key.asc', '--json')).stdout) as object;
  t.match(json, {
    ok: false,
    signed: true,
    verification: { valid: false },
    findings: [{ code: 'package/signature-invalid' }],
  });
  t.match(await run('signed.eap', '--strip', 'out.eap'), { code: 0, stdout: /^written out\.eap/m });
  t.ok(readFileSync(path.join(dir, 'out.eap')).equals(archive));
  t.match(await run('signed.eap', '--strip', 'out.eap'), { code: 1, stderr: /package\/exists/ });
  t.match(await run('signed.eap', '--strip', 'out.eap', '--force'), { code: 0 });
  t.match(await run(file, '--strip', 'more.eap'), { code: 1, stderr: /package\/unsigned/ });
  t.match(
    (await acapkitIn(dir, 'inspect', 'signed.eap')).stdout,
    new RegExp(`^names the key +${fingerprint}$`, 'm'),
  );
  t.match(
    (await acapkitIn(dir, 'diff', file, 'signed.eap')).stdout,
    new RegExp(`^~ unsigned → ${fingerprint}$`, 'm'),
  );
});

t.test('a signature that only names the key of Axis', async (t) => {
  const { dir, file } = sampleFolder(t);
  const key = await makeKey('Somebody');
  const { archive, signature } = await signEap(path.join(dir, file), path.join(dir, 'signed.eap'), key);
  const binary = readArmor(signature.toString());
  const own = Buffer.from(key.publicKey.getFingerprint(), 'hex');
  t.ok(binary.includes(own));
  Buffer.from('CD5613AE06EBF4E0ED7D4969DB55B3CA61462D87', 'hex').copy(binary, binary.indexOf(own));
  const block = `-----BEGIN PGP SIGNATURE-----\n\n${binary.toString('base64')}\n-----END PGP SIGNATURE-----\n`;
  writeFileSync(
    path.join(dir, 'forged.eap'),
    Buffer.concat([archive, Buffer.from(block), trailer(block.length)]),
  );
  writeFileSync(path.join(dir, 'key.asc'), key.publicKey.armor());
  const { stdout } = await acapkitIn(dir, 'signature', 'forged.eap');
  t.match(stdout, /known as +Axis’ signing key \(by its published fingerprint on 5/);
  t.match(stdout, /not verified/);
  t.match((await acapkitIn(dir, 'inspect', 'forged.eap')).stdout, /^verified +no;/m);
  t.match(await acapkitIn(dir, 'signature', 'forged.eap', '--key', 'key.asc'), {
    code: 1,
    stdout: /^(?!.*good)/s,
  });
});
