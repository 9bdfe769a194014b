// package-conf as users type it, and against packages of Axis' own tool: texts, members and modes.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { packageTexts } from '../../src/cli/package-conf-steps.js';
import type { Manifest } from '../../src/manifest/types.js';
import { acapkitIn as acapkit } from '../support/command-line.js';
import { smallManifest as manifest } from '../support/manifests.js';
import { specPath } from '../support/vectors.js';

async function app(folder: string, text: string): Promise<void> {
  await mkdir(path.join(folder, 'html'));
  for (const [name, mode] of [
    ['my_app', 0o755],
    ['LICENSE', 0o664],
    ['html/index.html', 0o640],
    ['data', 0o600],
  ] as const) {
    await writeFile(path.join(folder, name), 'x');
    await chmod(path.join(folder, name), mode);
  }
  await chmod(path.join(folder, 'html'), 0o755);
  await writeFile(path.join(folder, 'manifest.json'), text);
}

const withTexts = manifest.replace(
  '    }\n  }',
  '    },\n    "configuration": { "httpConfig": [{ "type": "fastCgi", "name": "x", "access": "admin" }], "paramConfig": [{ "name": "A", "default": "1", "type": "int" }] }\n  }',
);

t.test('package-conf', async (t) => {
  const folder = t.testdir();
  await app(folder, withTexts);
  const ran = await acapkit(folder, 'package-conf', '--sdk', '12.2', '--add', 'data');
  t.equal(ran.code, 0, ran.stderr);
  t.match(ran.stdout, /^--- package\.conf\nPACKAGENAME="my_app"\nAPPTYPE="aarch64"\nAPPNAME="my_app"\n/);
  t.match(ran.stdout, /\nOTHERFILES="data"\n/);
  t.match(ran.stdout, /\n--- param\.conf\nA="1" type="int"\n--- cgi\.conf\nadministrator \/x fastCgi\n$/);
  const { stdout } = await acapkit(
    folder,
    'package-conf',
    'manifest.json',
    '--json',
    '--sdk',
    '12.2',
    '--add',
    'data',
    '--arch',
    'armv7hf',
  );
  const texts = JSON.parse(stdout);
  t.same(Object.keys(texts), [
    'ok',
    'manifest',
    'packageConf',
    'paramConf',
    'cgiConf',
    'fileName',
    'members',
    'findings',
  ]);
  t.equal(texts.fileName, 'my_app_1_0_0_armv7hf.eap');
  t.match(texts.manifest, {
    schemaVersion: '1.7.3',
    acapPackageConf: { setup: { architecture: 'armv7hf' } },
  });
  t.match(texts.packageConf, /^APPTYPE="armv7hf"$/m);
  t.equal(texts.paramConf, 'A="1" type="int"\n');
  t.equal(texts.cgiConf, 'administrator /x fastCgi\n');
  t.same(texts.members, [
    { name: 'my_app', type: 'file', mode: '0755' },
    { name: 'package.conf', type: 'file', mode: '0644' },
    { name: 'param.conf', type: 'file', mode: '0644' },
    { name: 'LICENSE', type: 'file', mode: '0664' },
    { name: 'manifest.json', type: 'file', mode: '0600' },
    { name: 'data', type: 'file', mode: '0600' },
    { name: 'html', type: 'dir', mode: '0755' },
    { name: 'html/index.html', type: 'file', mode: '0640' },
    { name: 'cgi.conf', type: 'file', mode: '0644' },
  ]);
  t.same(texts.findings, []);
});

t.test('package-conf: schemas and SDKs', async (t) => {
  const folder = t.testdir();
  await app(folder, manifest);
  const run = async (...flags: string[]) =>
    JSON.parse((await acapkit(folder, 'package-conf', '--json', ...flags)).stdout);
  const newest = await run();
  t.equal(newest.manifest.schemaVersion, '1.11.0', 'the newest SDK raises it');
  t.equal(newest.cgiConf, null);
  t.equal((await run('--disable-manifest-validation')).manifest.schemaVersion, '1.7.3');
  t.match(await run('--sdk', '12.1'), {
    ok: false,
    findings: [{ severity: 'error', message: 'SDK 12.1 has no schema 1.7.3', fix: /1\.7\.2/ }],
  });
  t.match(await run('--sdk', '99'), { ok: false, findings: [{ code: 'manifest/unknown-sdk' }] });
  const empty = await acapkit(folder, 'package-conf');
  t.match(empty.stdout, /\n--- param\.conf \(empty\)\n--- cgi\.conf \(not packed\)\n$/);
  await writeFile(
    path.join(folder, 'manifest.json'),
    manifest.replace('"runMode": "never"', '"runMode": "never", "odd": 1, "architecture": "armv7hf"'),
  );
  t.match(await run(), {
    ok: false,
    manifest: { schemaVersion: '1.7.3' },
    packageConf: /^APPNAME="my_app"$/m,
    findings: [{ code: 'manifest/unknown-field' }],
  });
  const odd = await run('--disable-manifest-validation');
  t.match(odd, { ok: true, manifest: { acapPackageConf: { setup: { odd: 1 } } }, fileName: /armv7hf/ });
  t.match(await run('--disable-manifest-validation', '--arch', 'aarch64'), {
    ok: false,
    findings: [{ code: 'build/architecture', found: '--arch aarch64' }],
  });
  for (const text of [
    '{"schemaVersion":"1.7.3"}',
    '{"schemaVersion":"1.7.3","acapPackageConf":{"setup":{"appName":"my_app"},"configuration":{"paramConfig":7}}}',
  ]) {
    await writeFile(path.join(folder, 'manifest.json'), text);
    t.notMatch(JSON.stringify((await run('--disable-manifest-validation')).findings), /internal/, text);
  }
});

t.test('package-conf: an app that is not built yet', async (t) => {
  const folder = t.testdir({ 'manifest.json': withTexts });
  const ran = await acapkit(folder, 'package-conf', '--add', 'model');
  t.equal(ran.code, 0);
  t.match(ran.stdout, /\nOTHERFILES="model"\n/);
  t.match(ran.stderr, /^warning package\/[a-z-]+: my_app: my_app is not there$/m);
  t.notMatch(ran.stderr, /^error/m);
  const { ok, findings, members } = JSON.parse(
    (await acapkit(folder, 'package-conf', '--add', 'model', '--json')).stdout,
  );
  t.equal(ok, true);
  t.same(members[0], { name: 'my_app', type: 'file', mode: '0755' });
  t.same(
    members.map(({ name }: { name: string }) => name),
    ['my_app', 'package.conf', 'param.conf', 'LICENSE', 'manifest.json', 'model', 'cgi.conf'],
  );
  t.same(
    findings.map(({ severity, location }: { severity: string; location: { file: string } }) => [
      severity,
      path.basename(location.file),
    ]),
    [
      ['warning', 'my_app'],
      ['warning', 'LICENSE'],
      ['warning', 'model'],
    ],
  );
  t.match(JSON.parse((await acapkit(folder, 'package-conf', '--add', '../x', '--json')).stdout), {
    ok: false,
    findings: [{ code: 'package/other-file-name' }],
  });
});

interface RealPackage {
  source: string;
  expectedName: string;
  manifest: Manifest;
  packageConf: string;
  paramConf: string;
  cgiConf: string | null;
  otherFiles: string[];
  members: { name: string; type: 'file' | 'dir'; mode: string }[];
}

const generated = new Set(['package.conf', 'param.conf', 'manifest.json', 'cgi.conf']);

/** A folder with files of the names and modes of a package, and its manifest. */
async function imitate(folder: string, real: RealPackage): Promise<void> {
  await mkdir(folder);
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(real.manifest));
  for (const { name, type } of real.members) {
    const place = path.join(folder, name);
    await mkdir(type === 'dir' ? place : path.dirname(place), { recursive: true });
    if (type === 'file' && !generated.has(name)) await writeFile(place, 'x');
  }
  for (const { name, mode } of real.members)
    if (!generated.has(name)) await chmod(path.join(folder, name), Number.parseInt(mode, 8));
}

/** The SDK that made it, told by the lowest AXIS OS that it wrote. */
function sdkOf({ acapPackageConf: { setup } }: Manifest): string {
  const min = setup.compatibleOsVersions?.[0]?.min;
  return min === undefined ? '12.2' : min.split('.').slice(0, 2).join('.');
}

const vectors = specPath('packaging', 'vectors', 'real-packages.json');
if (vectors === undefined)
  t.test('real packages', { skip: 'they are not beside this checkout' }, async () => undefined);
else {
  t.test('real packages', async (t) => {
    const packages = JSON.parse(await readFile(vectors, 'utf8')) as RealPackage[];
    t.equal(packages.length, 24);
    const base = t.testdir();
    for (const [index, real] of packages.entries()) {
      const folder = path.join(base, String(index));
      await imitate(folder, real);
      const { findings, ...texts } = await packageTexts(folder, {
        disableManifestValidation: true,
        add: real.otherFiles,
        sdk: sdkOf(real.manifest),
      });
      const { manifest, packageConf, paramConf, cgiConf, expectedName: fileName } = real;
      const members = real.members.map(({ name, type, mode }) => ({ name, type, mode }));
      t.strictSame(texts, { manifest, packageConf, paramConf, cgiConf, fileName, members }, real.source);
      t.same(findings, []);
    }
  });
}
