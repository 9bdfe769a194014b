// package.conf, param.conf, cgi.conf and the file name: whole texts letter by letter, and what these texts cannot hold.
import t from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { serializeManifest } from '../../src/manifest/serialize.js';
import type { AcapPackageConf, HttpConfig, Manifest, Setup } from '../../src/manifest/types.js';
import { cgiConf } from '../../src/package/cgi-conf.js';
import { packageFileName } from '../../src/package/file-name.js';
import { confProblems, packageConf } from '../../src/package/package-conf.js';
import { paramConf } from '../../src/package/param-conf.js';
import { AcapkitError } from '../../src/support/errors.js';
import { codesOf } from '../support/findings.js';

const setup: Setup = {
  appName: 'app',
  vendor: 'V',
  runMode: 'once',
  version: '1.2.3',
  architecture: 'aarch64',
};

const withSetup = (changes: Partial<Setup>, conf: Partial<AcapPackageConf> = {}): Manifest => ({
  schemaVersion: '1.7.3',
  acapPackageConf: { setup: { ...setup, ...changes }, ...conf },
});

t.test('package.conf of a manifest with every field', async (t) => {
  const manifest = withSetup(
    {
      friendlyName: 'Mÿ App (1)!',
      appId: '12',
      embeddedSdkVersion: '3.0',
      user: { username: 'u', group: 'g' },
      runOptions: "-a 1 --b='c;d|e>f'",
      vendor: "Smith & Sons, 'Öst'",
      vendorUrl: 'https://www.example.com/?a=$b&c=`d`\\',
      version: '1.2.3-beta.4+5',
    },
    {
      installation: { postInstallScript: 'post.sh' },
      uninstallation: { preUninstallScript: 'pre.sh' },
      configuration: { settingPage: 'index.html', httpConfig: [{ type: 'directory', access: 'viewer' }] },
      copyProtection: { method: 'custom', customOptions: 'x y' },
    },
  );
  t.equal(
    packageConf(manifest, ['./f', 'data/g']),
    `PACKAGENAME="Mÿ App (1)!"
APPTYPE="aarch64"
APPNAME="app"
APPID="12"
LICENSENAME="Available"
LICENSEPAGE="custom"
LICENSE_CHECK_ARGS="x y"
VENDOR="Smith & Sons, 'Öst'"
REQEMBDEVVERSION="3.0"
APPMAJORVERSION="1"
APPMINORVERSION="2"
APPMICROVERSION="3"
APPGRP="g"
APPUSR="u"
APPOPTS="-a 1 --b='c;d|e>f'"
OTHERFILES="./f data/g pre.sh"
SETTINGSPAGEFILE="index.html"
SETTINGSPAGETEXT=""
VENDORHOMEPAGELINK='<a href="https://www.example.com/?a=$b&c=\`d\`\\" target="_blank">www.example.com/?a=$b&c=\`d\`\\</a>'
PREUPGRADESCRIPT=""
POSTINSTALLSCRIPT="post.sh"
STARTMODE="once"
HTTPCGIPATHS="cgi.conf"
`,
  );
  t.equal(cgiConf(manifest), '', 'only folders give an empty cgi.conf');
});

t.test('package.conf of a manifest with nothing but a name', async (t) => {
  const manifest: Manifest = { schemaVersion: '1.2', acapPackageConf: { setup: { appName: 'a' } } };
  t.equal(
    packageConf(manifest, []),
    `PACKAGENAME="a"
APPNAME="a"
APPID=""
LICENSENAME="Available"
LICENSEPAGE="none"
VENDOR="-"
REQEMBDEVVERSION="2.0"
APPMAJORVERSION="1"
APPMINORVERSION="0"
APPMICROVERSION="0"
APPGRP="sdk"
APPUSR="sdk"
APPOPTS=""
OTHERFILES=""
SETTINGSPAGEFILE=""
SETTINGSPAGETEXT=""
VENDORHOMEPAGELINK=''
PREUPGRADESCRIPT=""
POSTINSTALLSCRIPT=""
STARTMODE="never"
HTTPCGIPATHS=""
`,
  );
  t.equal(paramConf(manifest), '');
  t.equal(cgiConf(manifest), undefined);
  t.equal(packageFileName(manifest), 'a_1_0_0_all.eap');
});

t.test('param.conf and cgi.conf', async (t) => {
  const httpConfig: HttpConfig[] = [
    { type: 'fastCgi', name: '//deep/settings', access: 'admin' },
    { type: 'directory', access: 'viewer', name: 'with a blank' },
    { type: 'transferCgi', name: 'files.cgi', access: 'operator' },
  ];
  const paramConfig = [
    { name: 'Mode', default: '1', type: 'enum:0|It’s $HOME,1|`b\\c' },
    { name: 'Plain', default: 'a b', type: '' },
    { name: 'Empty', default: '', type: 'string' },
  ];
  const manifest = withSetup({}, { configuration: { httpConfig, paramConfig } });
  t.equal(cgiConf(manifest), 'administrator /deep/settings fastCgi\noperator /files.cgi\n');
  t.equal(
    paramConf(manifest),
    'Mode="1" type="enum:0|It’s $HOME,1|`b\\c"\nPlain=a b\nEmpty="" type="string"\n',
  );
  t.same(confProblems(manifest, []), []);
  t.equal(cgiConf(withSetup({}, { configuration: { httpConfig: [] } })), undefined);
});

t.test('values that a shell would act on are refused, each with its field', async (t) => {
  const fields = ['friendlyName', 'vendor', 'runOptions', 'appId', 'embeddedSdkVersion', 'version'] as const;
  for (const bad of ['a"b', 'a`id`', '$(id)', 'a\\', 'a\nb', 'a\rb', 'a\0b']) {
    for (const field of fields) {
      const manifest = withSetup({ [field]: bad });
      t.match(confProblems(manifest, []), [
        { code: 'package/shell-text', path: ['acapPackageConf', 'setup', field], found: JSON.stringify(bad) },
      ]);
      t.same(await codesOf(() => packageConf(manifest, [])), ['package/shell-text']);
    }
  }
  t.same(await codesOf(() => packageConf(withSetup({ appName: 'a$b' }), [])), ['package/shell-text'], 'once');
  for (const bad of ["it's", 'a"b', 'a\nb', 'a\rb', 'a\0b'])
    t.same(await codesOf(() => packageConf(withSetup({ vendorUrl: bad }), [])), ['package/shell-text'], bad);
  for (const bad of ['a"b', '$a', 'a`', 'a\\b'])
    t.same(await codesOf(() => packageConf(withSetup({}), [bad])), ['package/shell-text'], bad);
  for (const bad of ['a b', '/a', '../a', 'a\tb', ''])
    t.same(await codesOf(() => packageConf(withSetup({}), [bad])), ['package/other-file-name'], bad);
  const scripts = { uninstallation: { preUninstallScript: 'pre$.sh' } };
  t.match(confProblems(withSetup({}, scripts), []), [
    { code: 'package/shell-text', path: ['acapPackageConf', 'uninstallation', 'preUninstallScript'] },
  ]);
});

t.test('values of another kind, which a manifest without validation may hold', async (t) => {
  const manifest = withSetup({});
  Object.assign(manifest.acapPackageConf.setup, { appId: 1005, vendor: ['V'], version: 2 });
  t.match(confProblems(manifest, []), [
    { path: ['acapPackageConf', 'setup', 'vendor'], message: /is no text/ },
  ]);
  Object.assign(manifest.acapPackageConf.setup, { vendor: 'V' });
  t.match(packageConf(manifest, []), /^APPID="1005"$/m);
  t.match(packageConf(manifest, []), /^APPMAJORVERSION="2"\nAPPMINORVERSION="0"$/m);
});

t.test('parameters and CGI paths that their files cannot hold, all at once', async (t) => {
  const paramConfig = [
    { name: 'a"', default: 'x"', type: 'string"' },
    { name: 'a=b', default: 'x\ny', type: 'string\r' },
    { name: 'fine', default: '\u0007', type: '' },
  ];
  const httpConfig: HttpConfig[] = [
    { type: 'fastCgi', name: 'a b', access: 'admin' },
    { type: 'transferCgi', name: 'a\nviewer /b', access: 'view er' },
    { type: 'fastCgi', access: 'admin' },
  ];
  const manifest = withSetup({ vendor: '"' }, { configuration: { paramConfig, httpConfig } });
  const problems = confProblems(manifest, ['a b']);
  t.same(
    problems.map(({ code, path }) => [code, ...path.slice(-2)]),
    [
      ['package/shell-text', 'setup', 'vendor'],
      ['package/other-file-name'],
      ['package/parameter-text', 0, 'name'],
      ['package/parameter-text', 0, 'default'],
      ['package/parameter-text', 0, 'type'],
      ['package/parameter-text', 1, 'name'],
      ['package/parameter-text', 1, 'default'],
      ['package/parameter-text', 1, 'type'],
      ['package/parameter-text', 2, 'default'],
      ['package/cgi-text', 0, 'name'],
      ['package/cgi-text', 1, 'name'],
      ['package/cgi-text', 1, 'access'],
      ['package/cgi-text', 2, 'name'],
    ],
  );
  t.equal((await codesOf(() => paramConf(manifest))).length, 7);
  t.equal((await codesOf(() => cgiConf(manifest))).length, 4);
  const error = await Promise.resolve()
    .then(() => cgiConf(manifest))
    .catch((e: unknown) => e);
  t.ok(error instanceof AcapkitError && error.findings.every((finding) => !('path' in finding)));
});

t.test('the file name', async (t) => {
  t.equal(packageFileName(withSetup({ friendlyName: 'Åpp  Ω.x' })), 'Åpp__Ω.x_1_2_3_aarch64.eap');
  t.equal(packageFileName(withSetup({ version: '2.3.5-alpha.1+2026' })), 'app_2_3_5_aarch64.eap');
  const rest = '_1_2_3_aarch64.eap'.length;
  t.equal(Buffer.byteLength(packageFileName(withSetup({ friendlyName: 'n'.repeat(255 - rest) }))), 255);
  for (const bad of ['a/b', 'a\0b', '.', '..', '', 'n'.repeat(256 - rest), 'Ω'.repeat(120)])
    t.same(
      await codesOf(() => packageFileName(withSetup({ friendlyName: bad }))),
      ['package/file-name'],
      bad,
    );
  t.same(await codesOf(() => packageFileName(withSetup({ version: '1/2' }))), ['package/file-name']);
});

t.test('the manifest inside the package', async (t) => {
  const manifest = { ...withSetup({}), $schema: 'Ω\u007f😀' };
  t.equal(serializeManifest(manifest).split('\n').at(-2), '    "$schema": "\\u03a9\\u007f\\ud83d\\ude00"');
  const completed = (schemaVersion: string): string | undefined => {
    const bare: Manifest = { schemaVersion, acapPackageConf: { setup: { appName: 'a' } } };
    return completeManifest(bare, { architecture: 'armv7hf' }).acapPackageConf.setup.architecture;
  };
  t.equal(completed('1.2'), undefined, '1.2 has no such field');
  t.equal(completed('1.10.0'), 'armv7hf');
});
