// What each generation of Axis' SDK changes in a manifest.
import t from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { newestSdk, sdkGeneration, sdkNames } from '../../src/manifest/sdk.js';
import type { Manifest } from '../../src/manifest/types.js';
import { codesOf } from '../support/findings.js';

const manifest = (schemaVersion: string, setup: object = {}): Manifest => ({
  schemaVersion,
  acapPackageConf: { setup: { appName: 'app', ...setup } },
});

const completed = (value: Manifest, sdk: string, validated = true) =>
  completeManifest(value, { architecture: 'aarch64', sdk: sdkGeneration(sdk), validated });

t.test('architecture is appended from schema 1.3 on, as numbers', async (t) => {
  const architecture = (version: string) =>
    completed(manifest(version), '12.2').acapPackageConf.setup.architecture;
  t.equal(architecture('1.2'), undefined);
  for (const version of ['1.3', '1.3.1', '1.10.0', '2.0.0'])
    t.equal(architecture(version), 'aarch64', version);
  const own = completed(manifest('1.7.3', { architecture: 'all' }), '12.2');
  t.equal(own.acapPackageConf.setup.architecture, 'all', 'an own value stays');
  t.same(Object.keys(completed(manifest('1.7.3', { zebra: 1 }), '12.2').acapPackageConf.setup), [
    'appName',
    'zebra',
    'architecture',
  ]);
});

t.test('min is appended with the AXIS OS of the SDK', async (t) => {
  const ranges = (sdk: string) =>
    completed(manifest('2.0.0', { compatibleOsVersions: [{ max: '13' }, { min: '12', max: '12' }] }), sdk)
      .acapPackageConf.setup.compatibleOsVersions;
  t.same(ranges('12.11'), [
    { max: '13', min: '12.11.72' },
    { min: '12', max: '12' },
  ]);
  t.same(ranges('12.10'), [
    { max: '13', min: '12.10.68' },
    { min: '12', max: '12' },
  ]);
  t.same(ranges('1.15.2'), [
    { max: '13', min: '11.11.205' },
    { min: '12', max: '12' },
  ]);
  t.same(ranges('12.9'), [{ max: '13' }, { min: '12', max: '12' }]);
});

t.test('the schema is raised by the newest SDK, and only when it validates', async (t) => {
  const version = (from: string, sdk: string, validated = true) =>
    completed(manifest(from), sdk, validated).schemaVersion;
  t.equal(version('2.0.0', '12.11'), '2.2.0');
  t.equal(version('1.7.3', '12.11'), '1.11.0');
  t.equal(version('2.0.0', '12.11', false), '2.0.0');
  for (const sdk of ['12.2', '12.7', '12.10']) t.equal(version('1.7.1', sdk), '1.7.1', sdk);
  t.equal(version('1.6.0', '1.15.2'), '1.7.0');
  t.equal(version('1.8.0', '1.15.2'), '1.8.0', 'never lowered');
});

t.test('completing twice changes nothing more, and never the argument', async (t) => {
  for (const sdk of sdkNames) {
    const source = manifest('2.0.0', { compatibleOsVersions: [{ max: '13' }] });
    const before = structuredClone(source);
    const once = completed(source, sdk);
    t.same(completed(once, sdk), once, sdk);
    t.same(source, before);
  }
});

t.test('names of generations', async (t) => {
  t.equal(sdkGeneration('12.11.0').name, '12.11');
  t.equal(sdkGeneration(newestSdk).schemas.at(-1), '2.2.0');
  t.same(sdkGeneration('12.3').schemas, sdkGeneration('12.2').schemas);
  t.same(await codesOf(() => sdkGeneration('13')), ['manifest/unknown-sdk']);
  t.same(await codesOf(() => completeManifest({} as Manifest, { architecture: 'all' })), ['manifest/shape']);
});
