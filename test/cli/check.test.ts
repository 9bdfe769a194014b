// acapkit check as users type it: a folder, a manifest, a package; every finding at once; cures that are applied.
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { acapkit, jsonOf } from '../support/command-line.js';
import { makeEap, writeRawEap } from '../support/make-eap.js';

const good = {
  schemaVersion: '1.7.3',
  acapPackageConf: { setup: { appName: 'app', vendor: 'V', runMode: 'once', version: '1.0.0' } },
};

async function app(t: Test, manifest: object = good): Promise<string> {
  const folder = t.testdir({
    app: '#!/bin/sh\n',
    LICENSE: 'terms\n',
    'manifest.json': JSON.stringify(manifest, null, 2),
    html: { 'index.html': '<p>' },
  });
  await chmod(path.join(folder, 'app'), 0o755);
  return folder;
}

const codes = (ran: Awaited<ReturnType<typeof acapkit>>) => jsonOf(ran).findings.map(({ code }) => code);

t.test('a good app has warnings at most, and is told which schema judged it', async (t) => {
  const ran = await acapkit(['check', await app(t)]);
  t.equal(ran.code, 0);
  t.match(ran.stdout, /^ok app: manifest schema 1\.7\.3, 2 warnings$/m);
  t.match(ran.stdout, /^1 finding can be cured with: acapkit check --fix$/m);
  t.match(ran.stdout, /reconstructed from public documents/);
  t.match(ran.stderr, /^warning manifest\/os-13: .*manifest\.json:2:20: AXIS OS 13 will refuse/m);
});

t.test('all findings at once, of the manifest and of files, with Axis’ words beside ours', async (t) => {
  const setup = { ...good.acapPackageConf.setup, appId: 5, runOptions: '' };
  const folder = await app(t, { ...good, acapPackageConf: { setup, resources: {} } });
  await writeFile(path.join(folder, 'LICENSE'), '');
  const ran = await acapkit(['check', folder]);
  t.equal(ran.code, 1);
  for (const code of [
    'manifest/app-id',
    'manifest/run-options-empty',
    'manifest/misplaced-field',
    'package/license-empty',
  ])
    t.match(ran.stderr, new RegExp(`^error ${code}: `, 'm'), code);
  t.match(ran.stderr, /^ {2}Axis says 5 is not of type 'string'$/m);
  t.match(ran.stdout, /^failed app: .* 4 errors, 2 warnings$/m);
  const json = jsonOf(await acapkit(['check', folder, '--json']));
  t.equal(json.ok, false);
  t.match(json.findings[0], { severity: 'error', location: { line: Number, column: Number }, fix: String });
});

t.test('--fix cures what is mechanical, and only that', async (t) => {
  const setup = { ...good.acapPackageConf.setup, appId: 5, runOptions: '', runMode: 'sometimes' };
  const folder = await app(t, {
    schemaVersion: '1.7',
    acapPackageConf: { setup, resources: { linux: { user: { groups: ['video'] } } } },
  });
  await writeFile(path.join(folder, 'app'), '#!/bin/sh\r\necho\r\n');
  await chmod(path.join(folder, 'html', 'index.html'), 0o777);
  const ran = await acapkit(['check', folder, '--fix', '--json']);
  t.equal(ran.code, 1, 'one error is left');
  t.same(
    codes(ran).filter((code) => code !== 'manifest/os-13'),
    ['manifest/enum'],
  );
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  t.same(manifest, {
    schemaVersion: '1.7.0',
    acapPackageConf: {
      setup: { ...good.acapPackageConf.setup, appId: '5', runMode: 'sometimes' },
      configuration: { settingPage: 'index.html' },
    },
    resources: { linux: { user: { groups: ['video'] } } },
  });
  t.equal(await readFile(path.join(folder, 'app'), 'utf8'), '#!/bin/sh\necho\n');
  t.equal((await stat(path.join(folder, 'app'))).mode & 0o777, 0o755, 'the mode is kept');
  t.equal((await stat(path.join(folder, 'html', 'index.html'))).mode & 0o777, 0o644);
  const again = JSON.parse((await acapkit(['check', folder, '--fix', '--json'])).stdout);
  t.same(again.fixed, [], 'a second time there is nothing to cure');
});

t.test('a manifest alone, and a package', async (t) => {
  const folder = await app(t);
  t.same(codes(await acapkit(['check', path.join(folder, 'manifest.json'), '--json'])), ['manifest/os-13']);
  const eap = makeEap(folder, { setup: { friendlyName: 'Ω' } });
  const ran = await acapkit(['check', eap, '--json']);
  t.same(codes(ran).sort(), ['manifest/friendly-name-ascii', 'manifest/os-13', 'manifest/os-13']);
  t.match(jsonOf(ran).findings[1]?.location?.file ?? '', /\.eap/);
});

t.test('an app from the time before manifests', async (t) => {
  const conf =
    'APPNAME="old"\nVENDOR="V"\nAPPTYPE="mipsisa32r2el"\nHTTPCGIPATHS="gone.txt"\nAPPOPTS="$(id)"\n';
  const folder = t.testdir({ old: '#!/bin/sh\r\n', LICENSE: 'terms\n', 'package.conf': conf });
  await chmod(path.join(folder, 'old'), 0o755);
  const ran = await acapkit(['check', folder, '--fix', '--json']);
  t.equal(ran.code, 1);
  const found = codes(ran);
  for (const code of ['conf/shell-text', 'migrate/platform', 'migrate/cgi-file-missing', 'manifest/os-13'])
    t.ok(found.includes(code), code);
  t.notOk(found.includes('package/script-crlf'), 'files are cured');
  t.equal(await readFile(path.join(folder, 'package.conf'), 'utf8'), conf, 'package.conf is left alone');
  const words = await acapkit(['check', folder]);
  t.match(
    words.stderr,
    /^warning manifest\/os-13: .*AXIS OS 13 will refuse a package that has package\.conf and no manifest$/m,
  );
  t.match(words.stdout, /^failed old: package\.conf, \d+ error/m);
});

t.test('the release before: parameters that are gone', async (t) => {
  const parameters = (...names: string[]) => ({
    paramConfig: names.map((name) => ({ name, default: '1', type: 'string' })),
  });
  const folder = await app(t, {
    ...good,
    acapPackageConf: { ...good.acapPackageConf, configuration: parameters('B') },
  });
  const before = makeEap(folder, { configuration: parameters('A', 'B') });
  const ran = await acapkit(['check', path.join(folder, 'manifest.json'), '--previous', before, '--json']);
  t.match(
    jsonOf(ran).findings.map(({ message }) => message),
    [/./, /^the parameter A of the release before is gone/],
  );
});

t.test('Axis’ own schema files go first', async (t) => {
  const folder = await app(t);
  const schemas = t.testdir({
    v1: {
      'application-manifest-schema-v1.7.3.json': JSON.stringify({
        type: 'object',
        properties: { acapPackageConf: { required: ['secret'] } },
      }),
    },
  });
  const manifest = path.join(schemas, 'manifest.json');
  await writeFile(manifest, JSON.stringify(good));
  const ran = await acapkit(['check', manifest, '--schema-dir', schemas, '--json']);
  t.ok(codes(ran).includes('manifest/missing-field'));
  t.match(JSON.parse(ran.stdout).schema, {
    source: 'official',
    file: /application-manifest-schema-v1\.7\.3\.json$/,
  });
  t.same(codes(await acapkit(['check', manifest, '--schema-dir', path.join(folder, 'nothing'), '--json'])), [
    'manifest/schema-dir',
  ]);
});

t.test('what cannot be checked', async (t) => {
  const folder = await app(t);
  t.same(codes(await acapkit(['check', path.join(folder, 'nothing'), '--json'])), ['check/not-found']);
  await writeFile(path.join(folder, 'manifest.json'), '{ "a": }');
  t.same(codes(await acapkit(['check', folder, '--json'])), ['manifest/syntax']);
  await writeFile(path.join(folder, 'x.eap'), 'no package');
  t.same(codes(await acapkit(['check', path.join(folder, 'x.eap'), '--json'])), ['package/damaged']);
  t.same(codes(await acapkit(['check', await app(t), '--sdk', '99', '--json'])), ['manifest/unknown-sdk']);
});

t.test('names from packages do not steer the terminal', async (t) => {
  const folder = t.testdir({});
  const file = path.join(folder, 'bad.eap');
  writeRawEap(file, [
    { name: 'app', content: 'x' },
    { name: '\u001b]0;title\u0007/../../x', content: 'x' },
  ]);
  const ran = await acapkit(['check', file]);
  t.equal(ran.code, 1);
  t.notOk(ran.stderr.includes('\u001b'));
  t.match(ran.stderr, /\\u001b\]0;title/);
});
