// Manifests of any shape: parsed, judged, cured, completed and turned into the texts beside them.
import { judgeManifest } from '../../src/manifest/check.js';
import { completeManifest } from '../../src/manifest/complete.js';
import { applyCure, isManifestCure } from '../../src/manifest/cures.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { serializeManifest } from '../../src/manifest/serialize.js';
import { cgiConf } from '../../src/package/cgi-conf.js';
import { packageConf } from '../../src/package/package-conf.js';
import { paramConf } from '../../src/package/param-conf.js';
import { type FuzzTarget, outcomeOf } from '../target.js';

const setup = {
  appName: 'app',
  vendor: 'V',
  runMode: 'once',
  version: '1.0.0',
  user: { username: 'sdk', group: 'sdk' },
};

const seeds = [
  { schemaVersion: '1.0', acapPackageConf: { setup } },
  {
    schemaVersion: '1.7.3',
    resources: { dbus: { requiredMethods: ['a.b'] } },
    acapPackageConf: {
      setup,
      configuration: {
        settingPage: 'index.html',
        httpConfig: [{ type: 'fastCgi', name: 'x', access: 'admin' }],
        reverseProxy: [{ apiPath: 'p', target: 'http://localhost:1', access: 'viewer' }],
        paramConfig: [{ name: 'A', default: '1', type: 'string' }],
      },
    },
  },
  {
    schemaVersion: '2.2.0',
    resources: { linux: { user: { groups: ['video'] } } },
    acapPackageConf: {
      setup: { ...setup, vendorId: '0123456789', compatibleOsVersions: [{ max: '13' }] },
      copyProtection: { method: 'none' },
    },
  },
  {
    schemaVersion: '1.5',
    resources: {},
    configuration: {},
    acapPackageConf: { resources: {}, setup: { ...setup, appId: 1, runOptions: '', architecture: '@ARCH@' } },
  },
];

/** Cures lead to a text that is still a manifest, and applying one twice changes nothing more. */
function cureAll(text: string): void {
  for (const { cure } of judgeManifest(parseManifest(text, 'manifest.json'))) {
    if (cure === undefined || !isManifestCure(cure)) continue;
    const cured = applyCure(text, cure);
    parseManifest(cured, 'manifest.json');
    if (applyCure(cured, cure) !== cured)
      throw new Error(`the cure is not idempotent: ${JSON.stringify(cure)}`);
  }
}

function judge(text: string): string {
  const document = parseManifest(text, 'manifest.json');
  const findings = judgeManifest(document).map(({ finding }) => finding);
  cureAll(text);
  const codes = [...new Set(findings.map(({ code }) => code))].sort().join(' ');
  if (findings.some(({ severity }) => severity === 'error')) return codes;
  const manifest = completeManifest(document.value, { architecture: 'armv7hf' });
  JSON.parse(serializeManifest(manifest));
  return `${codes} ${[packageConf(manifest, []), paramConf(manifest), cgiConf(manifest) ?? ''].map((part) => part.split('\n').length)}`;
}

export const manifestTarget: FuzzTarget = {
  name: 'manifest',
  seeds: () => seeds.map((seed) => Buffer.from(JSON.stringify(seed, null, 2))),
  dictionary: [
    '"schemaVersion": "1.',
    '"2.0.0"',
    '{}',
    '[]',
    'null',
    '"__proto__": {}',
    '"constructor"',
    '{"toString": 1}',
    '1e999',
    '\\ud800',
    '"acapPackageConf":',
    '"setup":',
    '"x": {"x":',
    '[[[[[[[[',
  ],
  run: (input) => outcomeOf(() => judge(input.toString('utf8'))),
};
