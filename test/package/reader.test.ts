// The package reader against packages of the system's tar and against archives that an attacker would make.
import { readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { extractPackage } from '../../src/package/extract.js';
import { readPackage } from '../../src/package/reader.js';
import { AcapkitError } from '../../src/support/errors.js';
import { makeEap, packFiles, type RawHeader, rawTar, writeRawEap } from '../support/make-eap.js';

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof AcapkitError) return error.findings[0]?.code ?? 'none';
    throw error;
  }
}

t.test('reads the texts of a package and unpacks it with modes and links', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'a.eap');
  writeRawEap(file, [
    { name: 'app', mode: 0o4755, content: 'run' },
    { name: 'package.conf', content: 'APPNAME="app"\r\nVENDOR=\'A\'\nHTTPCGIPATHS="cgi.conf"\n# comment\n' },
    { name: 'param.conf', content: 'Mode="1" type="int:min=0;max=2"\nPlain=x\n' },
    { name: './html/', type: '5', mode: 0o755 },
    { name: './html/index.html', content: 'page' },
    { name: 'html/again.html', type: '1', link: 'html/index.html' },
    { name: 'app', type: '1', link: 'app' },
    { name: 'lib/libx.so', type: '2', link: 'libx.so.1', mode: 0o777 },
    { name: 'lib/up', type: '2', link: '../html/index.html' },
    { name: 'cgi.conf', content: 'administrator /settings fastCgi\n' },
    { name: 'manifest.json', mode: 0o600, content: '{"schemaVersion":"1.7.3"}' },
    { name: 'empty', content: '' },
  ]);
  const contents = await readPackage(file);
  t.equal(contents.packageConf.APPNAME, 'app');
  t.equal(contents.packageConf.VENDOR, 'A');
  t.same(contents.parameters, [
    { name: 'Mode', default: '1', type: 'int:min=0;max=2' },
    { name: 'Plain', default: 'x', type: '' },
  ]);
  t.equal(contents.cgiConf, 'administrator /settings fastCgi\n');
  t.same(contents.manifest, { schemaVersion: '1.7.3' });
  t.equal(contents.signed, false);
  const out = path.join(dir, 'out');
  await extractPackage(file, out);
  t.equal(statSync(path.join(out, 'app')).mode & 0o7777, 0o755, 'set-uid is taken away');
  t.equal(statSync(path.join(out, 'manifest.json')).mode & 0o7777, 0o600);
  t.equal(readFileSync(path.join(out, 'html/again.html'), 'utf8'), 'page');
  t.equal(readlinkSync(path.join(out, 'lib/libx.so')), 'libx.so.1');
  t.equal(readFileSync(path.join(out, 'lib/up'), 'utf8'), 'page');
  t.equal(statSync(path.join(out, 'empty')).size, 0);
  t.equal(await codeOf(extractPackage(file, out)), 'package/not-empty');
});

t.test('reads a package of GNU tar with long names, and a signed one', async (t) => {
  const dir = t.testdir();
  const long = `html/${'x'.repeat(90)}/${'y'.repeat(90)}.txt`;
  const file = path.join(dir, 'long.eap');
  packFiles(file, { app: 'run', 'manifest.json': '{}', [long]: 'far' });
  t.ok((await readPackage(file)).members.some((member) => member.path === long));
  const signature = Buffer.from('-----BEGIN PGP SIGNATURE-----\n');
  const trailer = Buffer.alloc(16);
  trailer.writeUInt32BE(signature.length, 0);
  trailer.writeUInt32BE(1, 4);
  Buffer.from('658d14ab4207aac6', 'hex').copy(trailer, 8);
  const signed = path.join(dir, 'signed.eap');
  writeFileSync(signed, Buffer.concat([readFileSync(makeEap(dir)), signature, trailer]));
  t.equal((await readPackage(signed)).signed, true);
});

const hostile: Record<string, { code: string; members: RawHeader[] }> = {
  'absolute name': { code: 'unsafe-name', members: [{ name: '/tmp/acapkit-evil', content: 'x' }] },
  'dot dot': { code: 'unsafe-name', members: [{ name: '../evil', content: 'x' }] },
  'dot dot inside': { code: 'unsafe-name', members: [{ name: 'a/../../evil', content: 'x' }] },
  'control character': { code: 'unsafe-name', members: [{ name: 'a\nb', content: 'x' }] },
  'character device': { code: 'unsafe-kind', members: [{ name: 'dev', type: '3' }] },
  'block device': { code: 'unsafe-kind', members: [{ name: 'dev', type: '4' }] },
  fifo: { code: 'unsafe-kind', members: [{ name: 'pipe', type: '6' }] },
  'unknown kind': { code: 'damaged', members: [{ name: 'what', type: 'Q', content: 'x' }] },
  'link out': { code: 'unsafe-link', members: [{ name: 'l', type: '2', link: '../x' }] },
  'absolute link': { code: 'unsafe-link', members: [{ name: 'l', type: '2', link: '/etc/passwd' }] },
  'link to a name with a control character': {
    code: 'unsafe-link',
    members: [{ name: 'l', type: '2', link: 'a\nb' }],
  },
  'link to a name with a zero byte': {
    code: 'unsafe-link',
    members: [
      { name: '././@LongLink', type: 'K', content: 'a\n\0b\0' },
      { name: 'l', type: '2', link: 'a' },
    ],
  },
  'link to nothing at all': { code: 'damaged', members: [{ name: 'l', type: '2', link: '' }] },
  'link out over a link': {
    code: 'unsafe-link',
    members: [
      { name: 'x/y/z/l', type: '2', link: '../../..' },
      { name: 'm', type: '2', link: 'x/y/z/l/../../etc' },
    ],
  },
  'links in a circle': {
    code: 'unsafe-link',
    members: [
      { name: 'a', type: '2', link: 'b' },
      { name: 'b', type: '2', link: 'a' },
    ],
  },
  'file through a link': {
    code: 'name-clash',
    members: [
      { name: 'html', type: '2', link: 'lib' },
      { name: 'html/x', content: 'x' },
    ],
  },
  'link over a used folder': {
    code: 'name-clash',
    members: [
      { name: 'html/x', content: 'x' },
      { name: 'html', type: '2', link: 'lib' },
    ],
  },
  'file below a file': {
    code: 'name-clash',
    members: [
      { name: 'a', content: 'x' },
      { name: 'a/b', content: 'x' },
    ],
  },
  'hard link to nothing': { code: 'unsafe-link', members: [{ name: 'h', type: '1', link: 'etc/passwd' }] },
  'hard link out': { code: 'unsafe-name', members: [{ name: 'h', type: '1', link: '../../etc/passwd' }] },
  'hard link to a link': {
    code: 'unsafe-link',
    members: [
      { name: 's', type: '2', link: 'nothing' },
      { name: 'h', type: '1', link: 's' },
    ],
  },
  'name twice': {
    code: 'name-clash',
    members: [
      { name: 'a', content: 'x' },
      { name: './a', content: 'y' },
    ],
  },
  'names of different case': {
    code: 'name-clash',
    members: [
      { name: 'Readme', content: 'x' },
      { name: 'README', content: 'y' },
    ],
  },
  'bad manifest': { code: 'bad-manifest', members: [{ name: 'manifest.json', content: '{' }] },
};

for (const [name, { code, members }] of Object.entries(hostile)) {
  t.test(`refuses: ${name}`, async (t) => {
    const dir = t.testdir({ box: {} });
    const file = path.join(dir, 'bad.eap');
    writeRawEap(file, [{ name: 'first', content: 'x' }, ...members]);
    t.equal(await codeOf(readPackage(file)), `package/${code}`);
    if (code !== 'bad-manifest') {
      t.equal(await codeOf(extractPackage(file, path.join(dir, 'box/out'))), `package/${code}`);
      t.same(readdirSync(path.join(dir, 'box')), [], 'nothing is written');
    }
  });
}

t.test('refuses what is damaged', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'bad.eap');
  const tar = rawTar([{ name: 'app', content: 'x'.repeat(5000) }]);
  const zipped = gzipSync(tar);
  const checksum = Buffer.from(tar);
  checksum[0] = 0x7a;
  const flipped = Buffer.from(zipped);
  flipped[flipped.length - 6] = (flipped[flipped.length - 6] ?? 0) ^ 0xff;
  const cases: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    text: Buffer.from('hello'),
    'bare tar': tar,
    'cut gzip': zipped.subarray(0, zipped.length - 20),
    'wrong gzip checksum': flipped,
    'wrong header checksum': gzipSync(checksum),
    'cut tar': gzipSync(tar.subarray(0, 2048)),
    'no end mark': gzipSync(tar.subarray(0, tar.length - 1024)),
    'gzip twice': gzipSync(zipped),
    'gzip of text': gzipSync('hello '.repeat(500)),
    'gzip of nothing': gzipSync(''),
  };
  for (const [name, content] of Object.entries(cases)) {
    writeFileSync(file, content);
    t.equal(await codeOf(readPackage(file)), 'package/damaged', name);
  }
});

t.test('holds its limits', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'big.eap');
  const members = Array.from({ length: 30 }, (_, index) => ({
    name: `f${index}`,
    content: 'x'.repeat(1000),
  }));
  writeRawEap(file, members);
  t.equal(await codeOf(readPackage(file)), 'accepted');
  t.equal(await codeOf(readPackage(file, { entries: 29 })), 'package/too-many-entries');
  t.equal(await codeOf(readPackage(file, { unpackedBytes: 20_000 })), 'package/too-large');
  t.equal(await codeOf(readPackage(file, { fileBytes: 10 })), 'package/too-large');
  writeRawEap(file, [{ name: 'a/b/c', content: 'x' }]);
  t.equal(await codeOf(readPackage(file, { depth: 2 })), 'package/unsafe-name');
  writeRawEap(file, [{ name: 'manifest.json', content: ' '.repeat(2000) }]);
  t.equal(await codeOf(readPackage(file, { configurationBytes: 1000 })), 'package/too-large');
  writeRawEap(file, [{ name: 'zeros', content: Buffer.alloc(80 * 1024 * 1024) }]);
  t.equal(await codeOf(readPackage(file)), 'package/too-large', 'a gzip bomb');
});
