// Manifests against their schemas: every finding has its place and its cure.
import t from 'tap';
import { checkManifest } from '../../src/manifest/check.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { nearestSchemaVersion, schemaVersions } from '../../src/manifest/schemas.js';
import { compareVersions } from '../../src/manifest/versions.js';
import { AcapkitError } from '../../src/support/errors.js';

const good = {
  schemaVersion: '1.7.3',
  acapPackageConf: {
    setup: { appName: 'hello', vendor: 'Vendor', runMode: 'respawn', version: '1.0.0' },
    configuration: { paramConfig: [{ name: 'Speed', default: '1', type: 'int:min=0;max=9' }] },
  },
};

const findingsOf = (value: unknown) =>
  checkManifest(parseManifest(JSON.stringify(value, null, 2), 'manifest.json'));

const errorsOf = (value: unknown) => findingsOf(value).filter(({ severity }) => severity === 'error');

t.test('a good manifest has no errors, in every version that knows its fields', async (t) => {
  t.same(
    findingsOf(good).map(({ code }) => code),
    ['manifest/os-13'],
  );
  for (const version of schemaVersions().filter(
    (v) => compareVersions(v, '1.3') >= 0 && v.startsWith('1.'),
  )) {
    t.same(errorsOf({ ...good, schemaVersion: version }), [], version);
  }
});

t.test('errors come first, then warnings, then hints', async (t) => {
  const setup = { ...good.acapPackageConf.setup, friendlyName: 'Ω', appNam: 'x', user: 1 };
  const severities = findingsOf({ ...good, acapPackageConf: { setup } }).map(({ severity }) => severity);
  t.same([...new Set(severities)], ['error', 'warning', 'hint']);
});

t.test('of the shapes that an entry may have, only the one that is meant is spoken of', async (t) => {
  const configuration = {
    httpConfig: [{ type: 'directory', name: 'html', access: 'admin' }],
    reverseProxy: [{ apiPath: 'x', target: 'http://localhost:1', access: 'nobody' }],
  };
  const errors = errorsOf({ ...good, acapPackageConf: { ...good.acapPackageConf, configuration } });
  t.same(
    errors.map(({ message }) => message),
    [
      'acapPackageConf.configuration.httpConfig.0 has no field "name"',
      'acapPackageConf.configuration.reverseProxy.0.access must be one of admin, operator, viewer, anonymous',
    ],
  );
});

t.test('a missing field and a wrong value, both at once', async (t) => {
  const { vendor: _, ...setup } = good.acapPackageConf.setup;
  const findings = errorsOf({ ...good, acapPackageConf: { setup: { ...setup, runMode: 'always' } } });
  t.same(findings.map((finding) => finding.code).sort(), ['manifest/enum', 'manifest/missing-field']);
  const wrong = findings.find((finding) => finding.code === 'manifest/enum');
  t.equal(wrong?.found, '"always"');
  t.equal(wrong?.expected, 'respawn, once, never');
  t.equal(wrong?.location?.line, 6);
});

t.test('schema versions', async (t) => {
  const [unknown] = findingsOf({ ...good, schemaVersion: '1.9.5' });
  t.equal(unknown?.code, 'manifest/schema-version');
  t.equal(unknown?.fix, 'use "1.9.0", the nearest known version');
  t.equal(findingsOf({ ...good, schemaVersion: undefined })[0]?.message, 'the manifest has no schemaVersion');
  t.equal(nearestSchemaVersion('1.10.3'), '1.10.0', 'numbers, not letters');
  t.equal(nearestSchemaVersion('0.1'), '1.0');
  t.equal(schemaVersions().length, 20);
});

t.test('\\w means letters of every script, as in Python', async (t) => {
  const vendor = (name: string) =>
    errorsOf({
      ...good,
      schemaVersion: '1.6.0',
      acapPackageConf: { setup: { ...good.acapPackageConf.setup, vendor: name } },
    });
  t.same(vendor('Österreich GmbH'), []);
  t.equal(vendor('a;b')[0]?.code, 'manifest/pattern');
});

t.test('hostile shapes give findings, never exceptions', async (t) => {
  for (const value of [
    {},
    { schemaVersion: 3 },
    { schemaVersion: { toString: 1 } },
    { schemaVersion: '1.7.3', acapPackageConf: { setup: { appName: { toString: 1 } } } },
    { schemaVersion: '1.7.3' },
    { schemaVersion: '1.7.3', acapPackageConf: [] },
  ]) {
    t.ok(findingsOf(value).length > 0, JSON.stringify(value));
  }
  const ranges = { ...good.acapPackageConf.setup, compatibleOsVersions: [null, 3] };
  t.ok(findingsOf({ schemaVersion: '2.0.0', acapPackageConf: { setup: ranges } }).length > 0);
});

t.test('syntax errors are all given, with their places', async (t) => {
  const error = t.throws(() =>
    parseManifest('{\n  "a": 1,\n  // no\n  "b": }\n', 'manifest.json'),
  ) as unknown as AcapkitError;
  t.ok(error instanceof AcapkitError);
  t.ok(error.findings.length >= 2);
  t.equal(error.findings[0]?.location?.line, 3);
  for (const text of ['['.repeat(100_000), `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`])
    t.throws(() => parseManifest(text, 'm'), { message: 'the manifest is nested too deeply' });
  t.throws(() => parseManifest(' '.repeat(2 ** 20 + 1), 'm'), { message: 'the manifest is too large' });
  const many = t.throws(() => parseManifest(`{${'//\n'.repeat(500)}}`, 'm')) as unknown as AcapkitError;
  t.equal(many.findings.length, 50, 'not without end');
  t.equal(parseManifest(`{"a": "${'['.repeat(200)}\\\\"}`, 'm').file, 'm', 'brackets in texts are none');
  t.throws(() => parseManifest('[]', 'm'), { message: /not a JSON object/ });
  t.throws(() => parseManifest('', 'm'), AcapkitError);
});
