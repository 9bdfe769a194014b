// migrate as users type it: words, exit codes, JSON, and nothing on stdout but what was asked for.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { acapkitIn as acapkit } from '../support/command-line.js';
import { smallManifest as manifest } from '../support/manifests.js';

const conf = `PACKAGENAME="Old App"
APPNAME="old_app"
VENDOR="V"
APPTYPE="armv7hf"
APPMAJORVERSION="1"
APPMINORVERSION="2"
APPMICROVERSION=""
OTHERFILES="data html/"
SETTINGSPAGETEXT="Open"
STARTMODE="respawn"
REQEMBDEVVERSION="2.0"
LICENSENAME="Available"
LICENSEPAGE="none"
APPGRP="sdk"
APPUSR="sdk"
`;

t.test('migrate: from package.conf', async (t) => {
  const folder = t.testdir({ app: { 'package.conf': conf } });
  const ran = await acapkit(folder, 'migrate', 'app');
  t.equal(ran.code, 0, ran.stderr);
  t.equal(
    ran.stdout,
    `mapped     APPNAME → setup.appName  "old_app"
mapped     PACKAGENAME → setup.friendlyName  "Old App"
mapped     VENDOR → setup.vendor  "V"
mapped     APPTYPE → setup.architecture  "armv7hf"
mapped     REQEMBDEVVERSION → setup.embeddedSdkVersion  "2.0"
mapped     APPUSR, APPGRP → setup.user  {"username":"sdk","group":"sdk"}
             remove the field for a dynamic user, which newer cameras prefer
mapped     STARTMODE → setup.runMode  "respawn"
mapped     APPMAJORVERSION, APPMINORVERSION → setup.version  "1.2.0"
mapped     LICENSEPAGE  "none"
             left out: it is the default
defaulted  schemaVersion  "1.7.3"
             package.conf has none
defaulted  APPMICROVERSION → setup.version  "0"
dropped    OTHERFILES  "html/"
             packed without being named
dropped    SETTINGSPAGETEXT  "Open"
             manifests have no field for it
note       OTHERFILES  "data"
             no manifest field: name them when packing, with --add
note       packing generates package.conf, param.conf and cgi.conf: the old
           files are needed no longer
written app/manifest.json  schema 1.7.3
pack with: acapkit pack --add data
`,
  );
  t.match(ran.stderr, /^warning manifest\/static-user: app\/package\.conf:15:8: /m);
  const again = await acapkit(folder, 'migrate', 'app', '--from', 'package-conf');
  t.equal(again.code, 0);
  t.match(
    again.stdout,
    /^app\/manifest\.json is already what this would write, schema 1\.7\.3: nothing was changed$/m,
  );
});

t.test('migrate: errors', async (t) => {
  const folder = t.testdir({
    app: { 'package.conf': conf.replace('old_app', 'a_name_of_more_than_26_characters') },
  });
  const ran = await acapkit(folder, 'migrate', 'app');
  t.equal(ran.code, 1);
  t.match(ran.stdout, /\nnothing was written: 1 error, see above; --force writes it anyway\n/);
  t.match(ran.stdout, /^ {13}33 characters, schemas accept 26: choose a shorter name$/m);
  t.match(ran.stderr, /^error manifest\/app-name: app\/package\.conf:2:9: /m);
  t.same(await readdir(path.join(folder, 'app')), ['package.conf']);
  const json = JSON.parse((await acapkit(folder, 'migrate', 'app', '--json')).stdout);
  t.match(json, {
    ok: false,
    from: 'package.conf',
    to: '1.7.3',
    written: false,
    addFiles: ['data'],
    findings: [{ code: 'manifest/app-name' }],
  });
  const forced = await acapkit(folder, 'migrate', 'app', '--force');
  t.equal(forced.code, 0);
  t.match(forced.stdout, /^written app\/manifest\.json {2}schema 1\.7\.3$/m);
  t.equal((await acapkit(folder, 'migrate', 'none')).code, 1);
  t.equal((await acapkit(folder, 'migrate', 'app', '--from', 'x')).code, 2, 'wrong usage');
});

t.test('migrate: a manifest, dry and in JSON', async (t) => {
  const folder = t.testdir({ 'manifest.json': manifest });
  const file = path.join(folder, 'manifest.json');
  const refused = await acapkit(folder, 'migrate');
  t.equal(refused.code, 1);
  t.match(
    refused.stderr,
    /^error migrate\/vendor-id: manifest\.json:4:14: schema 2\.2\.0 needs a vendorId, and there is none$/m,
  );
  const dry = await acapkit(folder, 'migrate', '--vendor-id', '0123456789', '--os-min', '12.0', '--dry-run');
  t.equal(dry.code, 0, dry.stderr);
  const [, text = ''] = dry.stdout.split('\nmanifest.json would be:\n');
  t.match(JSON.parse(text), { schemaVersion: '2.2.0' });
  t.equal(await readFile(file, 'utf8'), manifest);
  const json = JSON.parse(
    (await acapkit(folder, 'migrate', '--vendor-id', '0123456789', '--dry-run', '--json')).stdout,
  );
  t.same(json.manifest.acapPackageConf.setup.compatibleOsVersions, [{ max: '13' }]);
  t.equal(json.written, false);
  const { stdout } = await acapkit(folder, 'migrate', '--vendor-id', '0123456789', '--json');
  const done = JSON.parse(stdout);
  t.same(Object.keys(done), ['ok', 'from', 'to', 'written', 'file', 'changes', 'addFiles', 'findings']);
  t.match(done, { ok: true, from: '1.7.3', to: '2.2.0', written: true, file });
  t.match(done.changes[0], {
    action: 'mapped',
    to: 'schemaVersion',
    value: '2.2.0',
    location: { file, line: 2 },
  });
  const again = await acapkit(folder, 'migrate');
  t.equal(
    again.stdout,
    'manifest.json is already what this would write, schema 2.2.0: nothing was changed\n',
  );
  t.equal(again.code, 0);
});
