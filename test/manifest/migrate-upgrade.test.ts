// A manifest to a newer schema: versions, what 2.x asks for, and what is refused.
import t from 'tap';
import { checkManifest } from '../../src/manifest/check.js';
import { reportLines } from '../../src/manifest/migrate/report.js';
import type { UpgradeOptions } from '../../src/manifest/migrate/upgrade.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { identity, manifest, refusals, rows, upgrade } from './migrate-upgrading.js';

t.test('to 2.x: a small manifest', async (t) => {
  const done = upgrade(manifest());
  t.equal(
    done.text,
    manifest()
      .replace('1.7.3', '2.2.0')
      .replace('"vendor": "V",', '"vendor": "V",\n      "vendorId": "0123456789",')
      .replace(
        '"version": "1.0.0"',
        '"version": "1.0.0",\n      "compatibleOsVersions": [\n        {\n          "max": "13"\n        }\n      ]',
      ),
  );
  t.same(
    checkManifest(parseManifest(done.text, 'm')).filter(({ severity }) => severity === 'error'),
    [],
  );
  t.same(reportLines(done.changes, 80), [
    'mapped     schemaVersion  "2.2.0"',
    'mapped     --vendor-id → setup.vendorId  "0123456789"',
    'defaulted  setup.compatibleOsVersions  [{"max":"13"}]',
    '             max 13 is what public 2.x manifests say; --os-max sets another',
    'note       setup.compatibleOsVersions',
    '             min is left to packing: SDK 12.11 writes 12.11.72, its own version,',
    '             and older cameras with AXIS OS 12 refuse that; --os-min sets it',
  ]);
  t.same(upgrade(done.text, { to: '2.2.0' }), { ...done, changes: [] }, 'a second run changes nothing');
  t.same(upgrade(done.text).changes, []);
});

t.test('OS ranges', async (t) => {
  const ranges = (text: string, options: Partial<UpgradeOptions>) =>
    upgrade(text, { ...identity, ...options }).value.acapPackageConf.setup.compatibleOsVersions;
  t.same(ranges(manifest(), { osMin: '12.0' }), [{ min: '12.0', max: '13' }]);
  t.same(ranges(manifest(), { osMin: '11.11', osMax: '12.11' }), [{ min: '11.11', max: '12.11' }]);
  t.same(
    rows(
      upgrade(manifest(), { ...identity, osMin: '12.0', osMax: '13' }),
      'acapPackageConf.setup.compatibleOsVersions',
    ),
    [
      {
        action: 'mapped',
        from: '--os-min, --os-max',
        to: 'acapPackageConf.setup.compatibleOsVersions',
        value: [{ min: '12.0', max: '13' }],
      },
    ],
  );
  const one = manifest(
    { vendorId: 'aaaaaaaaaa', compatibleOsVersions: [{ max: '12' }] },
    { schemaVersion: '2.0.0' },
  );
  t.same(ranges(one, {}), [{ max: '12' }], 'the ranges of the manifest stay');
  t.same(ranges(one, { osMin: '11' }), [{ min: '11', max: '12' }]);
  t.same(ranges(one, { osMin: '12.11.72' }), [{ min: '12.11.72', max: '12' }], '12 stands for all of 12');
  const two = manifest({ compatibleOsVersions: [{ max: '11' }, { max: '12' }] });
  t.match(refusals(two, { ...identity, osMin: '10' }), [
    {
      code: 'migrate/option',
      message: '--os-min and --os-max cannot tell which range they are for',
      found: '2 ranges in compatibleOsVersions',
    },
  ]);
  t.match(refusals(manifest(), { ...identity, osMin: '13.1', osMax: '12.11' }), [
    {
      code: 'migrate/option',
      message: 'the oldest AXIS OS is newer than the newest one',
      found: '--os-min 13.1',
    },
  ]);
});

t.test('vendorId', async (t) => {
  t.match(refusals(manifest(), { to: '2.0.0' }), [
    {
      severity: 'error',
      code: 'migrate/vendor-id',
      message: 'schema 2.0.0 needs a vendorId, and there is none',
      location: { file: 'manifest.json', line: 4, column: 14 },
      fix: "get it from Axis' ACAP signing service or partner portal, then run migrate with --vendor-id; or stay on 1.x: --to 1.11.0",
    },
  ]);
  t.equal(
    upgrade(manifest({ vendorId: 'aaaaaaaaaa' }), { to: '2.0.0' }).value.acapPackageConf.setup.vendorId,
    'aaaaaaaaaa',
  );
  t.equal(
    upgrade(manifest({ vendorId: 'aaaaaaaaaa' })).value.acapPackageConf.setup.vendorId,
    '0123456789',
    'the option wins',
  );
  t.match(refusals(manifest(), { to: '2.0.0', vendorId: '123', osMin: 'x', osMax: '1.2.3.4' }), [
    {
      code: 'migrate/option',
      message: '--vendor-id has a value that no manifest accepts',
      expected: 'ten hexadecimal digits, such as 0123456789',
      found: '"123"',
    },
    { code: 'migrate/option', message: '--os-min has a value that no manifest accepts' },
    { code: 'migrate/option', message: '--os-max has a value that no manifest accepts' },
  ]);
  t.match(refusals(manifest(), { to: '1.8.0', vendorId: '0123456789' }), [
    { code: 'migrate/option', message: '--vendor-id is for schema 2.x', found: '--to 1.8.0' },
  ]);
});

t.test('within one generation only the version changes', async (t) => {
  const text = manifest({ embeddedSdkVersion: '3.0', user: { username: 'root', group: 'root' } });
  t.equal(upgrade(text, { to: '1.11.0' }).text, text.replace('1.7.3', '1.11.0'));
  t.equal(upgrade(text.replace('1.7.3', '1.5'), { to: '1.5.0' }).text, text.replace('1.7.3', '1.5.0'));
  const two = upgrade(manifest()).text.replace('2.2.0', '2.0.0');
  t.equal(upgrade(two, { to: '2.2.0' }).text, two.replace('2.0.0', '2.2.0'));
});

t.test('$schema', async (t) => {
  const of = (address: string) => upgrade(manifest({}, { $schema: address })).value.$schema;
  t.equal(
    of('https://x/application-manifest-schema-v1.7.3.json'),
    'https://x/application-manifest-schema-v2.2.0.json',
  );
  t.equal(of('/schemas/v1/manifest-v1.7.3.json'), '/schemas/v2/manifest-v2.2.0.json');
  t.equal(of('https://x/v1.7.30.json'), 'https://x/v1.7.30.json');
  t.equal(of('https://x/11.7.3.json'), 'https://x/11.7.3.json');
  t.equal(of('./local.json'), './local.json');
});

t.test('what cannot be migrated', async (t) => {
  t.match(refusals(manifest(), { to: '1.7.2' }), [
    {
      code: 'migrate/downgrade',
      message: 'the manifest has schema 1.7.3; migration does not go back to 1.7.2',
      location: { line: 2, column: 20 },
    },
  ]);
  t.match(refusals(manifest({}, { schemaVersion: '2.0.0' }), { to: '1.11.0' }), [
    { code: 'migrate/downgrade' },
  ]);
  t.match(refusals(manifest(), { to: '2.3.0' }), [
    {
      code: 'manifest/schema-version',
      message: 'there is no manifest schema "2.3.0"',
      fix: 'use --to 2.2.0',
    },
  ]);
  t.match(refusals(manifest(), { to: 'newest' }), [
    { code: 'manifest/schema-version', fix: 'use --to 2.2.0' },
  ]);
  for (const version of [undefined, 1.7, 'new', '1', null])
    t.match(refusals(manifest({}, { schemaVersion: version }), identity), [
      { code: 'manifest/schema-version', message: 'the manifest does not say which schema it follows' },
    ]);
  for (const text of [
    '{"schemaVersion":"1.7.3"}',
    '{"schemaVersion":"1.7.3","acapPackageConf":1,"resources":[]}',
    '{"schemaVersion":"1.7.3","acapPackageConf":{"setup":[]},"resources":{"linux":1}}',
  ])
    t.same(
      JSON.parse(upgrade(text, identity).text),
      { ...JSON.parse(text), schemaVersion: '2.2.0' },
      'odd shapes stay for the check to judge',
    );
});
