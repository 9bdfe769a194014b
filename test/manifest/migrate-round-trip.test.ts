// Manifest → package.conf → manifest, and package.conf → manifest → package.conf, for random apps: what is lost is known and reported.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import t from 'tap';
import { checkManifest } from '../../src/manifest/check.js';
import { completeManifest } from '../../src/manifest/complete.js';
import { readPackageConf } from '../../src/manifest/conf/package-conf.js';
import { fromPackageConf } from '../../src/manifest/migrate/from-package-conf.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { schemaVersions } from '../../src/manifest/schemas.js';
import type { HttpConfig, Manifest } from '../../src/manifest/types.js';
import { atLeast } from '../../src/manifest/versions.js';
import { cgiConf } from '../../src/package/cgi-conf.js';
import { packageConf } from '../../src/package/package-conf.js';
import { paramConf } from '../../src/package/param-conf.js';
import { parsePackageConf } from '../../src/package/read-conf.js';
import { convert, differing, reportedNames } from './migrate-conversion.js';

const of = (pattern: RegExp) => fc.stringMatching(pattern);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** A field that only some schemas have. */
const since = <T>(version: string, first: string, value: fc.Arbitrary<T>) =>
  atLeast(version, first) ? value : fc.constant(undefined);

const parameters = fc.uniqueArray(
  fc.oneof(
    fc.record({
      name: of(/^[A-Za-z]\w{0,30}$/),
      default: of(/^[\w é:=|,#$'-]*$/),
      type: of(/^[a-z]+(:[\w;=,| ]*)?$/),
    }),
    fc.record({ name: of(/^[A-Za-z]\w{0,30}$/), default: of(/^(\w[\w.-]*)?$/), type: fc.constant('') }),
  ),
  { selector: ({ name }) => name, maxLength: 4 },
);

const access = fc.constantFrom('admin', 'operator', 'viewer');
const httpEntries = (version: string) =>
  fc.array(
    fc.oneof(
      fc.record({
        type: fc.constantFrom(
          'transferCgi' as const,
          ...(atLeast(version, '1.1') ? ['fastCgi' as const] : []),
        ),
        name: of(/^\/{0,2}\w[\w/.-]{0,20}$/),
        access,
      }),
      ...(atLeast(version, '1.5.0') ? [fc.record({ type: fc.constant('directory' as const), access })] : []),
    ),
    { maxLength: 3 },
  );

const setups = (version: string) =>
  fc.record({
    appName: of(/^[A-Za-z]\w{1,25}$/),
    friendlyName: maybe(of(/^[\wé .,()-]{1,40}$/)),
    vendor: of(atLeast(version, '1.4.0') ? /^[\w /(),.!?&'-]{1,40}$/ : /^[\w /-]{1,40}$/),
    appId: of(/^\d{1,6}$/),
    vendorUrl: maybe(of(/^(https?:\/\/|https:)?[\w./?=&%~-]{1,30}$/)),
    architecture: since(version, '1.3', maybe(fc.constantFrom('all', 'aarch64', 'armv7hf'))),
    embeddedSdkVersion: maybe(of(/^[1-4]\.\d{1,2}$/)),
    user:
      version === '1.0'
        ? fc.constant({ username: 'sdk', group: 'video' })
        : maybe(
            fc.record({
              username: of(/^[a-z]\w{0,8}$/).map((name) => name.toLowerCase()),
              group: fc.constantFrom('sdk', 'video'),
            }),
          ),
    runMode: fc.constantFrom('never' as const, 'once' as const, 'respawn' as const),
    runOptions: maybe(of(/^[\w /.-]{1,30}$/)),
    version: of(/^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})(-[a-z]+\.1)?(\+[a-z0-9]+)?$/),
  });

const file = of(/^[a-z][\w.-]{0,12}$/);

const manifests = fc
  .constantFrom(...schemaVersions().filter((version) => version.startsWith('1.')))
  .chain((version) =>
    fc.record({
      schemaVersion: fc.constant(version),
      resources: since(version, '1.1', maybe(fc.constant({ linux: { user: { groups: ['video'] } } }))),
      acapPackageConf: fc.record({
        setup: setups(version),
        installation: maybe(fc.record({ postInstallScript: file })),
        uninstallation: since(version, '1.2', maybe(fc.record({ preUninstallScript: file }))),
        configuration: maybe(
          fc.record({
            settingPage: maybe(file),
            httpConfig: maybe(httpEntries(version)),
            paramConfig: maybe(parameters),
          }),
        ),
        copyProtection: maybe(fc.record({ method: fc.constantFrom('none', 'axis', 'custom') })),
      }),
    }),
  );

/** Names that are packed without being named. */
const standard = new Set([
  'html',
  'lib',
  'declarations',
  'cgi.conf',
  'package.conf',
  'param.conf',
  'manifest.json',
]);

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * What remains of a manifest on the way through package.conf, which has no place for resources, access to html/, pre-release versions and
 * the role of a preUninstallScript, and which writes defaults out.
 */
function remainder(manifest: Manifest): Manifest {
  const { setup, installation, configuration = {}, copyProtection } = manifest.acapPackageConf;
  const cgis = (configuration.httpConfig ?? []).filter(({ type }) => type !== 'directory');
  const httpConfig = cgis.map(
    (entry): HttpConfig => ({ ...entry, name: (entry.name ?? '').replace(/^\/+/, '') }),
  );
  const rest = {
    ...(configuration.settingPage && { settingPage: configuration.settingPage }),
    ...(httpConfig.length > 0 && { httpConfig }),
    ...(configuration.paramConfig?.length && { paramConfig: configuration.paramConfig }),
  };
  return {
    schemaVersion: manifest.schemaVersion,
    acapPackageConf: {
      setup: {
        friendlyName: setup.appName,
        embeddedSdkVersion: '2.0',
        user: { username: 'sdk', group: 'sdk' },
        ...setup,
        version: (setup.version ?? '').replace(/[-+].*/, ''),
      },
      ...(installation && { installation }),
      ...(Object.keys(rest).length > 0 && { configuration: rest }),
      ...(copyProtection && copyProtection.method !== 'none' && { copyProtection }),
    },
  };
}

t.test('manifest → files → manifest', async () => {
  fc.assert(
    fc.property(manifests, fc.array(of(/^add\/\w[\w.-]{0,9}$/), { maxLength: 2 }), (random, others) => {
      const manifest = plain(random) as Manifest;
      const errors = checkManifest(parseManifest(JSON.stringify(manifest), 'm')).filter(
        ({ severity }) => severity === 'error',
      );
      assert.deepEqual(errors, [], 'the random manifest is valid');
      const packed = completeManifest(manifest, { architecture: 'aarch64', validated: false });
      const cgi = cgiConf(packed);
      const back = convert(
        packageConf(packed, others),
        { param: paramConf(packed), ...(cgi !== undefined && { cgi }) },
        packed.schemaVersion,
      );
      assert.deepEqual(plain(back.manifest), remainder(packed));
      const script = packed.acapPackageConf.uninstallation?.preUninstallScript;
      const named = [...new Set([...others, ...(script === undefined ? [] : [script])])];
      const post = packed.acapPackageConf.installation?.postInstallScript;
      assert.deepEqual(
        back.addFiles,
        named.filter(
          (name) => name !== post && name !== packed.acapPackageConf.setup.appName && !standard.has(name),
        ),
      );
      return back.findings.every(({ severity }) => severity === 'warning');
    }),
    { numRuns: 300 },
  );
});

const variables = {
  PACKAGENAME: of(/^[\w -]{0,10}$/),
  MENUNAME: of(/^\w{0,3}$/),
  APPTYPE: fc.constantFrom('', 'all', 'aarch64', 'armv7', 'lua'),
  APPID: of(/^\d{0,3}$/),
  LICENSENAME: fc.constantFrom('', 'Available', 'MIT'),
  LICENSEPAGE: fc.constantFrom('', 'none', 'axis', 'odd'),
  LICENSE_CHECK_ARGS: of(/^\w{0,3}$/),
  VENDOR: of(/^[\w -]{0,6}$/),
  REQEMBDEVVERSION: fc.constantFrom('', '2.0', '3.0'),
  APPMAJORVERSION: fc.constantFrom('', '0', '7', '07'),
  APPMINORVERSION: fc.constantFrom('', '0', '7'),
  APPMICROVERSION: fc.constantFrom('', '3', 'x'),
  APPGRP: fc.constantFrom('', 'sdk', 'root'),
  APPUSR: fc.constantFrom('', 'sdk', 'root'),
  APPOPTS: of(/^[\w -]{0,6}$/),
  OTHERFILES: fc.constantFrom('', 'a b', 'app html/', 'x lib ./x x/ LICENSE'),
  SETTINGSPAGEFILE: of(/^\w{0,3}$/),
  SETTINGSPAGETEXT: of(/^\w{0,3}$/),
  VENDORHOMEPAGELINK: fc.constantFrom('', 'http://a.b', 'words', 'http:'),
  PREUPGRADESCRIPT: of(/^\w{0,3}$/),
  POSTINSTALLSCRIPT: of(/^\w{0,3}$/),
  STARTMODE: fc.constantFrom('', 'never', 'auto', 'respawn'),
  HTTPCGIPATHS: fc.constantFrom('', 'cgi.conf', 'cgi.txt'),
  AUTOSTART: of(/^\w{0,3}$/),
  CERTSETNAME: of(/^\w{0,3}$/),
  APPNAM: of(/^\w{0,3}$/),
};

t.test('no variable changes without a word', async () => {
  const sets = fc.record(variables, { requiredKeys: [] });
  const versions = fc.constantFrom(...schemaVersions().filter((version) => version.startsWith('1.')));
  fc.assert(
    fc.property(sets, versions, fc.boolean(), (values, version, hasCgi) => {
      const text = [
        'APPNAME="app"',
        ...Object.entries(values).map(([name, value]) => `${name}="${value}"`),
      ].join('\n');
      const done = convert(text, hasCgi ? { cgi: 'viewer /a\n' } : {}, version);
      const manifest = completeManifest(done.manifest, { architecture: 'aarch64', validated: false });
      const after = parsePackageConf(packageConf(manifest, done.addFiles));
      const reported = reportedNames(done.changes);
      assert.deepEqual(
        differing(parsePackageConf(text), after).filter((name) => !reported.has(name)),
        [],
      );
    }),
    { numRuns: 500 },
  );
});

t.test('whatever stands in the file, only errors for users are thrown', async () => {
  const line = fc
    .tuple(fc.constantFrom(...Object.keys(variables), 'APPNAME', '__proto__'), fc.string({ unit: 'binary' }))
    .map(([name, value]) => `${name}="${value}"`);
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.string({ unit: 'binary' })), { maxLength: 20 }),
      fc.string({ unit: 'binary' }),
      (lines, other) => {
        const conf = readPackageConf({ file: 'package.conf', text: ['APPNAME="app"', ...lines].join('\n') });
        if (!conf.variables.get('APPNAME')?.value) return;
        const source = {
          file: 'package.conf',
          conf,
          paramConf: { file: 'param.conf', text: other },
          cgi: { file: 'cgi.conf', text: other },
        };
        const { manifest } = fromPackageConf(source, '1.7.3');
        checkManifest(parseManifest(JSON.stringify(manifest), 'm'));
      },
    ),
    { numRuns: 500 },
  );
});
