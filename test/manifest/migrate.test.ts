// migrate on the disk: what it can be pointed at, what it writes, and when it leaves everything as it was.
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { type MigrateOptions, migrate } from '../../src/project/migrate.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';

const conf = 'APPNAME="my_app"\nVENDOR="V"\nAPPTYPE="aarch64"\nHTTPCGIPATHS="cgi.txt"\n';
const manifest = `{
  "schemaVersion": "1.7.3",
  "acapPackageConf": {
    "setup": { "appName": "my_app", "vendor": "V", "runMode": "never", "version": "1.0.0" }
  }
}
`;
const identity = { vendorId: '0123456789' };

async function refusal(place: string, options: MigrateOptions = {}): Promise<Finding[]> {
  try {
    await migrate(place, options);
    return [];
  } catch (error) {
    if (error instanceof AcapkitError) return error.findings;
    throw error;
  }
}

t.test('a folder with package.conf', async (t) => {
  const folder = t.testdir({
    'package.conf': conf,
    'param.conf': 'A="1" type="int"\n',
    'cgi.txt': 'viewer /x\n',
  });
  const done = await migrate(folder);
  const file = path.join(folder, 'manifest.json');
  t.match(done, {
    from: 'package.conf',
    to: '1.7.3',
    file,
    written: true,
    changed: true,
    refused: false,
    addFiles: [],
  });
  const text = await readFile(file, 'utf8');
  t.equal(text, done.text);
  t.match(text, /^\{\n {4}"schemaVersion": "1\.7\.3",\n[\s\S]*\}\n$/);
  t.match(JSON.parse(text).acapPackageConf.configuration, {
    httpConfig: [{ name: 'x' }],
    paramConfig: [{ name: 'A' }],
  });
  t.same(
    (await readdir(folder)).sort(),
    ['cgi.txt', 'manifest.json', 'package.conf', 'param.conf'],
    'nothing else is left, nothing is removed',
  );
  t.match(done.changes.at(-1), {
    action: 'note',
    why: 'packing generates package.conf, param.conf and cgi.conf: the old files are needed no longer',
  });

  const again = await migrate(folder, { from: 'package-conf' });
  t.match(again, { written: false, changed: false, refused: false });
  const next = await migrate(folder, identity);
  t.match(next, { from: '1.7.3', to: '2.2.0', written: true }, 'now the manifest is what is migrated');
  t.match(next.changes.at(-1), {
    action: 'note',
    why: 'package.conf is not read: manifest.json counts; --from package-conf converts it',
  });
  t.match(await migrate(folder, identity), {
    from: '2.2.0',
    to: '2.2.0',
    written: false,
    changed: false,
    changes: [],
  });
});

t.test('the three forms of the argument', async (t) => {
  const folder = t.testdir({
    'package.conf': conf,
    'manifest.json': manifest,
    'manifest-arm.json': manifest,
  });
  t.match(await migrate(folder, { ...identity, dryRun: true }), {
    from: '1.7.3',
    file: path.join(folder, 'manifest.json'),
  });
  t.match(await migrate(path.join(folder, 'manifest-arm.json'), identity), {
    from: '1.7.3',
    written: true,
    file: path.join(folder, 'manifest-arm.json'),
  });
  t.match(await migrate(path.join(folder, 'package.conf'), { dryRun: true }), {
    from: 'package.conf',
    written: false,
  });
  for (const [name, from] of [
    ['manifest.json', 'package-conf'],
    ['package.conf', 'manifest'],
  ] as const)
    t.equal(
      (await migrate(path.join(folder, name), { ...identity, to: '2.2.0', from, dryRun: true })).from,
      from === 'manifest' ? '1.7.3' : 'package.conf',
    );
  t.equal(await readFile(path.join(folder, 'manifest.json'), 'utf8'), manifest, 'the others are untouched');
  t.match(await refusal(path.join(folder, 'nothing')), [
    { code: 'migrate/not-found', message: 'there is nothing to migrate', found: 'no such file' },
  ]);
  await mkdir(path.join(folder, 'empty'));
  t.match(await refusal(path.join(folder, 'empty')), [
    { code: 'migrate/not-found', expected: 'manifest.json or package.conf' },
  ]);
  t.match(await refusal(path.join(folder, 'empty'), { from: 'manifest' }), [
    { code: 'migrate/not-found', expected: 'manifest.json' },
  ]);
  await mkdir(path.join(folder, 'odd', 'manifest.json'), { recursive: true });
  t.match(await refusal(path.join(folder, 'odd')), [{ code: 'migrate/not-found' }]);
});

t.test('a manifest is not replaced by package.conf without --force', async (t) => {
  const folder = t.testdir({ 'package.conf': conf, 'manifest.json': manifest });
  const file = path.join(folder, 'manifest.json');
  for (const [place, options] of [
    [folder, { from: 'package-conf' }],
    [path.join(folder, 'package.conf'), {}],
  ] as const)
    t.match(await refusal(place, options), [
      { code: 'migrate/manifest-exists', message: 'there is a manifest.json already', location: { file } },
    ]);
  t.equal(await readFile(file, 'utf8'), manifest);
  t.match(await migrate(folder, { from: 'package-conf', dryRun: true }), { written: false, changed: true });
  t.match(await migrate(folder, { from: 'package-conf', force: true }), { written: true });
  t.equal(JSON.parse(await readFile(file, 'utf8')).acapPackageConf.setup.architecture, 'aarch64');
});

t.test('errors in the result keep it from being written', async (t) => {
  const folder = t.testdir({ 'package.conf': `${conf}APPNAME="${'x'.repeat(30)}"\nAPPOPTS="$(id)"\n` });
  const refused = await migrate(folder);
  t.match(refused, { written: false, changed: true, refused: true });
  const errors = refused.findings.filter(({ severity }) => severity === 'error');
  t.same(
    errors
      .map(({ code, location }) => [
        code,
        path.basename(location?.file ?? ''),
        location?.line,
        location?.column,
      ])
      .sort(),
    [
      ['conf/shell-text', 'package.conf', 6, 9],
      ['manifest/app-name', 'package.conf', 5, 9],
      ['manifest/pattern', 'package.conf', 6, 9],
    ],
    'places are those of package.conf',
  );
  t.same(refused.findings.slice(0, errors.length), errors, 'errors come first');
  t.same(await readdir(folder), ['package.conf']);
  t.match(await migrate(folder, { force: true }), { written: true, refused: false });
  t.ok((await readdir(folder)).includes('manifest.json'));

  const other = t.testdir({
    bad: { 'manifest.json': manifest.replace('"runMode": "never"', '"runMode": "never", "odd": 1') },
  });
  const place = path.join(other, 'bad');
  const before = await readFile(path.join(place, 'manifest.json'), 'utf8');
  const upgrade = await migrate(place, { ...identity, osMin: '12.0' });
  t.match(
    upgrade.findings[0],
    {
      code: 'manifest/unknown-field',
      location: { file: path.join(place, 'manifest.json'), line: 4, column: 72 },
    },
    'places are those of the file as it is',
  );
  t.equal(await readFile(path.join(place, 'manifest.json'), 'utf8'), before);
});

t.test('findings of a written manifest have their places in the new text', async (t) => {
  const text = manifest
    .replace(
      '"schemaVersion"',
      '"resources": { "dbus": { "requiredMethods": ["com.example.X.Y"] } },\n  "schemaVersion"',
    )
    .replace('"version"', '"embeddedSdkVersion": "3.0", "version"');
  const folder = t.testdir({
    'manifest.json': text.replace(
      '"vendor"',
      '"user": { "username": "me", "group": "video" },\n      "vendor"',
    ),
  });
  const done = await migrate(folder, { ...identity, osMin: '12.0' });
  const finding = done.findings.find(({ code }) => code === 'manifest/resource-not-listed');
  const lines = done.text.split('\n');
  t.match(lines[(finding?.location?.line ?? 0) - 1], /com\.example\.X\.Y/);
  t.equal(done.written, true);
});

t.test('modes, links and left-overs', async (t) => {
  const folder = t.testdir({ real: { 'm.json': manifest }, app: {} });
  const real = path.join(folder, 'real', 'm.json');
  await chmod(real, 0o640);
  await symlink('../real/m.json', path.join(folder, 'app', 'manifest.json'));
  await writeFile(path.join(folder, 'real', `m.json.${process.pid}.partial`), 'left by a killed process');
  await migrate(path.join(folder, 'app'), identity);
  t.equal((await stat(real)).mode & 0o777, 0o640);
  t.equal(JSON.parse(await readFile(real, 'utf8')).schemaVersion, '2.2.0', 'the file behind the link');
  t.same(await readdir(path.join(folder, 'real')), ['m.json']);
});

t.test('HTTPCGIPATHS cannot make migrate read files outside the app', async (t) => {
  const folder = t.testdir({ secret: 'viewer /secret\n', app: { sub: { 'cgi.conf': 'viewer /inside\n' } } });
  const app = path.join(folder, 'app');
  await symlink('../secret', path.join(app, 'link'));
  for (const name of ['../secret', path.join(folder, 'secret'), 'link', 'sub', '.', 'sub/../../secret']) {
    await writeFile(path.join(app, 'package.conf'), conf.replace('cgi.txt', name));
    const done = await migrate(app, { dryRun: true });
    t.ok(
      done.findings.some(({ code }) => code === 'migrate/cgi-file-missing'),
      name,
    );
    t.notMatch(done.text, /secret/);
  }
  for (const name of ['sub/cgi.conf', '/sub/cgi.conf', './sub/cgi.conf']) {
    await writeFile(path.join(app, 'package.conf'), conf.replace('cgi.txt', name));
    t.match((await migrate(app, { dryRun: true })).text, /inside/, name);
  }
});

t.test('files of no reasonable size are refused', async (t) => {
  const folder = t.testdir({
    a: { 'package.conf': 'x'.repeat(2 ** 20 + 1) },
    b: { 'manifest.json': ' '.repeat(2 ** 20 + 1) },
    c: { 'package.conf': '\n'.repeat(20_000) },
  });
  t.match(await refusal(path.join(folder, 'a')), [
    { code: 'migrate/too-large', message: 'the file has more than 1048576 bytes', found: '1048577 bytes' },
  ]);
  t.match(await refusal(path.join(folder, 'b')), [{ code: 'migrate/too-large' }]);
  t.match(await refusal(path.join(folder, 'c')), [
    { code: 'conf/too-large', message: 'the file has more than 10000 lines' },
  ]);
});

t.test('package.conf to 2.x in one step', async (t) => {
  const folder = t.testdir({
    'package.conf': `${conf}APPUSR="me"\nAPPGRP="video"\nREQEMBDEVVERSION="2.0"\n`,
  });
  t.match(await refusal(folder, { to: '2.2.0' }), [
    { code: 'migrate/vendor-id', location: { file: path.join(folder, 'package.conf'), line: undefined } },
  ]);
  t.same(await readdir(folder), ['package.conf']);
  const done = await migrate(folder, { to: '2.2.0', ...identity, osMin: '12.0' });
  t.match(JSON.parse(done.text), {
    schemaVersion: '2.2.0',
    resources: { linux: { user: { groups: ['video'] } } },
    acapPackageConf: {
      setup: { vendorId: '0123456789', compatibleOsVersions: [{ min: '12.0', max: '13' }] },
    },
  });
  const row = (name: string) =>
    done.changes
      .filter(({ from }) => from?.includes(name))
      .map(({ action, from, to, location }) => [action, from, to, location?.line]);
  t.same(row('REQEMBDEVVERSION'), [['dropped', 'REQEMBDEVVERSION', undefined, 7]], 'one row for both steps');
  t.notOk(
    done.changes.some(({ from }) => from?.startsWith('acapPackageConf')),
    'rows speak of package.conf',
  );
  t.same(row('APPUSR'), [['mapped', 'APPUSR, APPGRP', 'resources.linux.user.groups', 5]]);
  t.same(
    done.changes.filter(({ to }) => to === 'schemaVersion').map(({ value }) => value),
    ['2.2.0'],
  );
  t.match(await refusal(folder, { to: '3.0', from: 'package-conf' }), [{ code: 'manifest/schema-version' }]);
});
