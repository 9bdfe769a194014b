// acap-build in the place of Axis' tool: the same options, the same files, judged as Axis' tool judges.
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { readPackage } from '../../src/package/reader.js';
import { acapBuild } from '../support/command-line.js';

const setup = { appName: 'app', friendlyName: 'My App', vendor: 'V', runMode: 'once', version: '1.2.3' };

async function app(
  t: Test,
  manifest: object = { schemaVersion: '1.7.3', acapPackageConf: { setup } },
): Promise<string> {
  const folder = t.testdir({
    Makefile: 'all:\n\tprintf "made for %s" "$$OECORE_TARGET_ARCH" > app\n\tchmod 775 app\n',
    LICENSE: 'terms\n',
    'manifest.json': JSON.stringify(manifest),
    data: { 'a.json': '{}' },
  });
  await chmod(path.join(folder, 'LICENSE'), 0o664);
  return folder;
}

/** As after sourcing the environment of Axis' SDK, which this machine does not have. */
const sdk = (architecture: 'arm' | 'aarch64') => ({
  env: {
    OECORE_TARGET_ARCH: architecture,
    SDKTARGETSYSROOT: undefined,
    SOURCE_DATE_EPOCH: '1234567890',
    CC: undefined,
  },
});

t.test('builds, packs what the disk has, and prints the package’s path', async (t) => {
  const folder = await app(t);
  const ran = await acapBuild(['-a', 'data/a.json', folder], sdk('arm'));
  t.equal(ran.code, 0, ran.stderr);
  const eap = path.join(folder, 'My_App_1_2_3_armv7hf.eap');
  t.equal(ran.stdout, `${eap}\n`, 'nothing else on stdout');
  const { members, manifest, packageConf } = await readPackage(eap);
  t.same(
    members.map(({ path: name, mode }) => [name, mode.toString(8)]),
    [
      ['app', '775'],
      ['package.conf', '644'],
      ['param.conf', '644'],
      ['LICENSE', '664'],
      ['manifest.json', '600'],
      ['data/a.json', '644'],
    ],
  );
  t.match(manifest, { schemaVersion: '1.11.0', acapPackageConf: { setup: { architecture: 'armv7hf' } } });
  t.match(packageConf, { OTHERFILES: 'data/a.json', APPTYPE: 'armv7hf' });
  t.equal(await readFile(path.join(folder, 'app'), 'utf8'), 'made for arm', 'make saw the SDK’s environment');
  t.match(await readdir(folder), [
    'LICENSE',
    'Makefile',
    'My_App_1_2_3_LICENSE.txt',
    /eap$/,
    'app',
    'data',
    'manifest.json',
    'package.conf',
    'param.conf',
  ]);
});

t.test('a package.conf that somebody wrote is kept', async (t) => {
  const folder = await app(t);
  await writeFile(path.join(folder, 'package.conf'), 'OWN="x"\n');
  for (const _ of ['once', 'twice']) t.equal((await acapBuild([folder], sdk('aarch64'))).code, 0);
  t.equal(await readFile(path.join(folder, 'package.conf.orig'), 'utf8'), 'OWN="x"\n');
  t.match(await readFile(path.join(folder, 'package.conf'), 'utf8'), /^PACKAGENAME="My App"$/m);
});

t.test('what only acapkit knows is a warning; what the schema refuses is an error', async (t) => {
  const configuration = { paramConfig: [{ name: 'my-name', default: '1', type: 'string' }] };
  const folder = await app(t, { schemaVersion: '1.5', acapPackageConf: { setup, configuration } });
  const ran = await acapBuild([folder], sdk('aarch64'));
  t.equal(ran.code, 0, ran.stderr);
  t.match(ran.stderr, /^warning manifest\/parameter-name: /m);
  t.match(ran.stderr, /^warning manifest\/schema-two-part: /m);
  await writeFile(
    path.join(folder, 'manifest.json'),
    JSON.stringify({ schemaVersion: '1.7.3', acapPackageConf: { setup: { ...setup, appId: 7 } } }),
  );
  const refused = await acapBuild([folder], sdk('aarch64'));
  t.equal(refused.code, 1);
  t.equal(refused.stdout, '');
  t.match(refused.stderr, /^ {2}Axis says 7 is not of type 'string'$/m);
  const unchecked = await acapBuild(
    ['--disable-manifest-validation', '-b', 'no-build', folder],
    sdk('aarch64'),
  );
  t.equal(unchecked.code, 0, unchecked.stderr);
  t.match(
    (await readPackage(unchecked.stdout.trim())).manifest,
    { schemaVersion: '1.7.3' },
    'and the schema is not raised',
  );
});

t.test('no package, another manifest, another time', async (t) => {
  const folder = await app(t);
  await writeFile(
    path.join(folder, 'other.json'),
    JSON.stringify({
      schemaVersion: '1.7.3',
      acapPackageConf: { setup: { ...setup, friendlyName: 'Other' } },
    }),
  );
  const none = await acapBuild(['--disable-package-creation', folder], sdk('aarch64'));
  t.same([none.code, none.stdout], [0, '']);
  t.notOk((await readdir(folder)).some((name) => name.endsWith('.eap')));
  const other = await acapBuild(
    ['-m', 'other.json', '-b', 'no-build', '--source-date-epoch', '5', folder],
    sdk('aarch64'),
  );
  t.match(other.stdout, /Other_1_2_3_aarch64\.eap\n$/);
  t.equal(other.code, 0, other.stderr);
});

t.test('the target: from the SDK’s environment, from --arch, from the manifest', async (t) => {
  const folder = await app(t, {
    schemaVersion: '1.7.3',
    acapPackageConf: { setup: { ...setup, architecture: 'aarch64' } },
  });
  const contradiction = await acapBuild(['-b', 'no-build', folder], sdk('arm'));
  t.match(
    [contradiction.code, contradiction.stderr],
    [1, /^error acap-build\/architecture: .*the manifest is for aarch64, the build is for armv7hf/m],
  );
  const plain = await app(t);
  const none = { env: { OECORE_TARGET_ARCH: undefined, SDKTARGETSYSROOT: undefined } };
  t.match((await acapBuild(['-b', 'no-build', plain], none)).stderr, /^error acap-build\/no-target/m);
  await writeFile(path.join(plain, 'app'), '');
  const sysroot = {
    env: {
      OECORE_TARGET_ARCH: undefined,
      SDKTARGETSYSROOT: '/opt/x/sysroots/cortexa9hf-neon-poky-linux-gnueabi',
    },
  };
  t.match((await acapBuild(['-b', 'no-build', plain], sysroot)).stdout, /_armv7hf\.eap/);
});

t.test('wrong usage, and what is missing', async (t) => {
  t.equal((await acapBuild(['--nonsense', '.'])).code, 2);
  t.equal((await acapBuild(['-b', 'bazel', '.'])).code, 2);
  t.equal((await acapBuild(['--help'])).code, 0);
  const empty = t.testdir({});
  t.match((await acapBuild([empty], sdk('arm'))).stderr, /^error acap-build\/no-manifest/m);
  const folder = await app(t);
  await writeFile(path.join(folder, 'LICENSE'), '');
  const ran = await acapBuild(['-a', 'gone', '-b', 'no-build', folder], sdk('arm'));
  t.equal(ran.code, 1);
  for (const code of ['package/license-empty', 'package/file-missing', 'package/other-file-missing'])
    t.match(ran.stderr, new RegExp(`^error ${code}: `, 'm'), code);
  t.notOk((await readdir(folder)).includes('package.conf'), 'nothing is left of a failed build');
});
