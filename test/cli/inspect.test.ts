// inspect as users type it: what it prints at 80 columns, JSON, exit codes, hostile and damaged packages.
import path from 'node:path';
import t from 'tap';
import { acapkitIn } from '../support/command-line.js';
import { makeEap, packFiles } from '../support/make-eap.js';
import { sampleFolder, sampleLibrary } from '../support/sample-eap.js';

t.test('inspect for people', async (t) => {
  const { dir, file } = sampleFolder(t);
  const { code, stdout, stderr } = await acapkitIn(dir, 'inspect', file);
  t.equal(code, 0, stderr);
  t.equal(stderr, '', 'small packages need no progress');
  t.match(stdout, /^hello 1\.0\.0 all\n/);
  for (const line of [
    /^vendor +Test, 0123456789$/m,
    /^AXIS OS +12\.0 to 13$/m,
    /^user +sdk, group video$/m,
    /^sha256 +[0-9a-f]{64}$/m,
    /^tar sha256 +[0-9a-f]{64}$/m,
    /^signature +none$/m,
    /^file +0755 +25 +hello$/m,
    /^file +0644 +4000 +lib\/cut\.so {2}\(damaged program\)$/m,
    /^lib\/libx\.so\.1 {2}aarch64\n {2}needs {3}.*libc\.so\.6 \(GLIBC_/ms,
    /^Mode +1 +int:min=0$/m,
    /^admin +settings page +\/local\/hello\/index\.html$/m,
    /^viewer +fastCgi +\/local\/hello\/api$/m,
    /^operator +proxy, ws +\/local\/hello\/live → unix:\/\/\/tmp\/app\.sock$/m,
  ])
    t.match(stdout, line);
  t.notMatch(stdout, /gnu|zlib/i, 'the compressor cannot be known');
  t.same(
    stdout.split('\n').filter((line) => line.length > 80),
    [],
    'fits 80 columns',
  );
});

t.test('inspect for machines', async (t) => {
  const { dir, file } = sampleFolder(t);
  const { code, stdout } = await acapkitIn(dir, 'inspect', file, '--json');
  t.equal(code, 0);
  const document = JSON.parse(stdout) as { members: { path: string; text?: string }[] };
  t.match(document, {
    ok: true,
    signed: false,
    manifest: { schemaVersion: '1.7.3' },
    parameters: [{ name: 'Mode' }],
  });
  t.match(
    document.members.find((member) => member.path === 'lib/libx.so.1'),
    {
      mode: '0644',
      size: sampleLibrary.length,
      sha256: /^[0-9a-f]{64}$/,
      elf: {
        machine: 'aarch64',
        soname: 'libaxparameter.so.1',
        needed: Array,
        imports: Number,
        exports: Number,
      },
    },
  );
  t.equal(document.members.find((member) => member.path === 'hello')?.text, undefined);
});

t.test('long lists are cut, and shown with --files', async (t) => {
  const dir = t.testdir();
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`html/${i}.txt`, 'x']));
  const file = makeEap(dir, { files });
  const short = (await acapkitIn(dir, 'inspect', file)).stdout;
  t.match(short, /^… 25 more; --files shows all$/m);
  t.notMatch(short, /html\/39\.txt/);
  const long = (await acapkitIn(dir, 'inspect', file, '--files')).stdout;
  t.match(long, /html\/39\.txt/);
  t.notMatch(long, /more; --files/);
});

t.test('a package with package.conf only', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'old.eap');
  packFiles(file, {
    app: 'run',
    'package.conf':
      'PACKAGENAME="Old App"\nAPPNAME="app"\nAPPMAJORVERSION="1"\nAPPMINORVERSION="2"\nAPPTYPE="armv7hf"\nAPPUSR="root"\nAPPGRP="root"\nSETTINGSPAGEFILE="s.html"\nHTTPCGIPATHS="cgi.txt"\n',
    'cgi.txt': 'administrator /x\nviewer y fastCgi\n',
    'param.conf': 'A=1\n',
    'html/s.html': '',
  });
  const { stdout } = await acapkitIn(dir, 'inspect', file);
  t.match(stdout, /^Old App 1\.2 armv7hf\n/);
  t.match(stdout, /^schema +none: package\.conf only, which AXIS OS 13 refuses$/m);
  t.match(stdout, /^user +root, group root$/m);
  t.match(stdout, /^A +1$/m);
  t.match(stdout, /^administrator +transferCgi +\/local\/app\/x$/m);
  t.match(stdout, /^viewer +fastCgi +\/local\/app\/y$/m);
  t.match(stdout, /settings page +\/local\/app\/s\.html/);
});

const hostileManifest = {
  schemaVersion: ['\u001b[2J'],
  resources: 7,
  acapPackageConf: {
    setup: {
      appName: 'a\u001b]0;title\u0007',
      friendlyName: '\u202eevil\r\n',
      version: { a: 1 },
      vendor: null,
      vendorUrl: 'u'.repeat(5000),
      architecture: 'x'.repeat(5000),
      user: { username: '\u009b31m' },
      compatibleOsVersions: [1, 'a', { min: '\u001b' }],
    },
    configuration: {
      paramConfig: [1, null, { name: '\u001b[1m', default: {} }],
      httpConfig: { a: 1 },
      reverseProxy: [null],
    },
  },
};

t.test('hostile words do not reach the terminal', async (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'hostile.eap');
  packFiles(file, {
    app: 'run',
    'manifest.json': JSON.stringify(hostileManifest),
    'param.conf': '\u001b[5m="1" type="x"\n',
  });
  const plainFile = path.join(dir, 'plain.eap');
  packFiles(plainFile, { app: 'run', 'manifest.json': '{"acapPackageConf":[]}' });
  for (const words of [
    ['inspect', file],
    ['inspect', plainFile],
    ['diff', file, plainFile],
    ['diff', plainFile, file],
  ]) {
    const { code, stdout, stderr } = await acapkitIn(dir, ...words);
    t.equal(code, 0, `${words[0]}: ${stderr}`);
    const steering = [...`${stdout}${stderr}`].filter(
      (letter) => /[\p{Cc}\p{Cf}]/u.test(letter) && letter !== '\n',
    );
    t.same(steering, [], words.join(' '));
    t.ok(stdout.length < 5000, 'endless words are cut');
  }
});

t.test('what is no package', async (t) => {
  const dir = t.testdir({ empty: '', 'text.eap': 'a text', folder: {} });
  const cases: [name: string, code: string][] = [
    ['nothing.eap', 'package/not-found'],
    ['folder', 'package/not-a-file'],
    ['empty', 'package/damaged'],
    ['text.eap', 'package/damaged'],
  ];
  for (const [name, code] of cases) {
    for (const words of [
      ['inspect', name],
      ['diff', name, name],
      ['signature', name],
    ]) {
      const ran = await acapkitIn(dir, ...words, '--json');
      t.equal(ran.code, 1, words.join(' '));
      t.match(JSON.parse(ran.stdout), { ok: false, findings: [{ code }] });
    }
  }
  t.match(
    (await acapkitIn(dir, 'inspect', 'nothing.eap')).stderr,
    /error package\/not-found: nothing\.eap: .*\n +fix /,
  );
});
