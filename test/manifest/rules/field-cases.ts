// Rules about fields, their places and their values.
import type { RuleCases } from './given.js';

const http = (type: string, access = 'admin') => ({ httpConfig: [{ type, name: 'x', access }] });
const parameters = (...names: string[]) => ({
  paramConfig: names.map((name) => ({ name, default: '1', type: 'string' })),
});
const groups = (...names: string[]) => ({ linux: { user: { groups: names } } });

export const fieldCases: Record<string, RuleCases> = {
  'manifest/repeated-key': {
    says: [
      {
        given: { rewrite: ['"vendor"', '"version": "2.0.0",\n      "vendor"'] },
        message: '"version" stands twice in one object; this one counts',
        severity: 'warning',
        at: 9,
      },
    ],
    silent: [{}, { configuration: parameters('A', 'B') }],
  },
  'manifest/misplaced-field': {
    says: [
      {
        given: { sections: { resources: {} } },
        message: '"resources" stands at the wrong level; it belongs to the top level, beside acapPackageConf',
        fix: 'move it to the top level, beside acapPackageConf',
        reference: "Additional properties are not allowed ('resources' was unexpected)",
      },
      {
        given: { top: { configuration: {} } },
        message: '"configuration" stands at the wrong level; it belongs to acapPackageConf',
        fix: 'move it to acapPackageConf',
      },
      {
        given: { setup: { paramConfig: [] }, configuration: { paramConfig: [] } },
        message: '"paramConfig" stands at the wrong level; it belongs to acapPackageConf.configuration',
        fix: 'merge it with the one in acapPackageConf.configuration',
      },
    ],
    silent: [{ resources: groups('video') }, { setup: { colour: 'red' } }],
  },
  'manifest/unknown-field': {
    says: [
      {
        given: { configuration: { settingsPage: 'index.html' } },
        message: 'acapPackageConf.configuration has no field "settingsPage"; did you mean "settingPage"?',
        fix: 'rename it to "settingPage"',
        at: 11,
        reference: "Additional properties are not allowed ('settingsPage' was unexpected)",
      },
      {
        given: { resources: { linux: { user: { conditionalGroups: ['video'] } } } },
        message: 'resources.linux.user has no field "conditionalGroups"; it came with schema 1.8.0',
        fix: 'raise schemaVersion to 1.8.0 or later, or remove "conditionalGroups"',
      },
      {
        given: { schemaVersion: '2.0.0', setup: { embeddedSdkVersion: '3.0' } },
        message: 'acapPackageConf.setup has no field "embeddedSdkVersion"; it is gone since schema 2.0.0',
        fix: 'remove "embeddedSdkVersion"',
      },
      {
        given: { top: { unexpectedField: 1 } },
        message: 'the manifest has no field "unexpectedField"',
        fix: 'remove "unexpectedField"',
      },
    ],
    silent: [{ configuration: { settingPage: 'index.html' } }],
  },
  'manifest/missing-field': {
    says: [
      {
        given: { setup: { vendor: undefined } },
        message: 'acapPackageConf.setup lacks the required field "vendor"',
        fix: 'add "vendor" to acapPackageConf.setup',
        reference: "'vendor' is a required property",
      },
    ],
    silent: [{}, { schemaVersion: '2.2.0', setup: { compatibleOsVersions: [{ max: '13' }] } }],
  },
  'manifest/type': {
    says: [
      {
        given: { setup: { version: 1 } },
        message: 'acapPackageConf.setup.version must be string',
        reference: "1 is not of type 'string'",
      },
    ],
    silent: [{}],
  },
  'manifest/enum': {
    says: [
      {
        given: { setup: { runMode: 'respawned' } },
        message: 'acapPackageConf.setup.runMode must be one of respawn, once, never; did you mean "respawn"?',
        fix: 'write "respawn"',
        reference: "'respawned' is not one of ['respawn', 'once', 'never']",
      },
    ],
    silent: [{ setup: { runMode: 'once' } }],
  },
  'manifest/pattern': {
    says: [
      {
        given: { schemaVersion: '1.6.0', setup: { vendor: 'a;b' } },
        message: `acapPackageConf.setup.vendor must match pattern "^[\\w /(),.!?&'-]+$"`,
        reference: `'a;b' does not match "^[\\\\w /(),.!?&'-]+$"`,
      },
    ],
    silent: [{ schemaVersion: '1.6.0', setup: { vendor: 'Österreich GmbH' } }],
  },
  'manifest/max-length': {
    says: [
      {
        given: { setup: { friendlyName: 'x'.repeat(257) } },
        message: 'acapPackageConf.setup.friendlyName must NOT have more than 256 characters',
      },
    ],
    silent: [{ setup: { friendlyName: 'x'.repeat(256) } }],
  },
  'manifest/min-items': {
    says: [
      {
        given: { schemaVersion: '2.0.0', setup: { compatibleOsVersions: [] } },
        message: 'acapPackageConf.setup.compatibleOsVersions must NOT have fewer than 1 items',
        reference: '[] is too short',
      },
    ],
    silent: [{ schemaVersion: '2.0.0' }],
  },
  'manifest/min-properties': {
    says: [
      {
        given: { schemaVersion: '2.0.0', resources: {} },
        message: 'resources must NOT have fewer than 1 properties',
        reference: '{} does not have enough properties',
      },
    ],
    silent: [{ resources: {} }],
  },
  'manifest/setting-page-path': {
    says: [
      {
        given: { configuration: { settingPage: 'html/index.html' } },
        message: 'settingPage is only the name of a file in html/',
        fix: 'write "index.html"',
      },
      {
        given: { configuration: { settingPage: 'a/b.html' } },
        message: 'settingPage is only the name of a file in html/',
        fix: 'put the page directly into html/ and write its file name',
      },
    ],
    silent: [{ configuration: { settingPage: 'index.html' } }],
  },
  'manifest/setting-page-missing': {
    says: [
      {
        given: { files: { 'html/index.html': {} } },
        message: 'the app has a page, html/index.html, but the camera will show no Open button for it',
        fix: 'add "settingPage": "index.html"',
        severity: 'warning',
      },
    ],
    silent: [
      { files: { 'html/other.html': {} } },
      { files: { 'html/index.html': {} }, configuration: { settingPage: 'index.html' } },
    ],
  },
  'manifest/setting-page-file': {
    says: [
      {
        given: {
          configuration: { settingPage: 'index.html' },
          files: { 'html/page.html': {} },
          kind: 'package',
        },
        message: 'html/index.html, the page that settingPage names, is not there',
        severity: 'warning',
      },
      {
        given: { configuration: { settingPage: 'a.html' }, files: {} },
        message: 'html/a.html, the page that settingPage names, is not there',
        severity: 'warning',
      },
    ],
    silent: [
      {
        configuration: {
          settingPage: 'web',
          reverseProxy: [{ apiPath: '/web', target: 'http://localhost:2001', access: 'admin' }],
        },
        files: {},
      },
      { configuration: { settingPage: 'x', ...http('fastCgi') }, files: {} },
      { configuration: { settingPage: 'a.html' } },
      { configuration: { settingPage: 'a.html' }, files: { 'html/a.html': {} } },
    ],
  },
  'manifest/app-id': {
    says: [
      {
        given: { setup: { appId: 1005 } },
        message: 'appId is a number; write it as a text of digits',
        fix: 'write "1005"',
        reference: "1005 is not of type 'string'",
      },
      { given: { setup: { appId: 'com.example' } }, message: 'appId is no text of digits' },
    ],
    silent: [{ setup: { appId: '1005' } }],
  },
  'manifest/run-options-empty': {
    says: [
      {
        given: { setup: { runOptions: '' } },
        message: 'runOptions is empty; leave it out',
        fix: 'remove the field',
      },
    ],
    silent: [{ setup: { runOptions: '-v' } }],
  },
  'manifest/architecture': {
    says: [
      {
        given: { setup: { architecture: '@ARCH@' } },
        message: 'architecture is a placeholder, @ARCH@, that nothing has replaced',
        fix: 'remove the field: packing fills it in',
        reference: "'@ARCH@' is not one of ['all', 'aarch64', 'armv7hf']",
      },
      { given: { setup: { architecture: 'arm64' } }, message: 'there is no architecture "arm64"' },
      {
        given: { setup: { architecture: 'x86_64' }, files: {}, kind: 'package' },
        message: 'the package is for the simulated camera on this computer; no real camera runs it',
        severity: 'warning',
      },
      {
        given: { schemaVersion: '1.2', setup: { architecture: 'aarch64' } },
        message: 'schema 1.2 has no architecture; it came with 1.3',
        fix: 'remove the field; packing takes the target’s',
      },
    ],
    silent: [
      { setup: { architecture: 'all' } },
      { schemaVersion: '1.3', setup: { architecture: 'armv7hf' } },
    ],
  },
  'manifest/http-config-type': {
    says: [
      { given: { configuration: http('cgi') }, message: 'httpConfig has no type "cgi"' },
      {
        given: {
          schemaVersion: '1.3',
          configuration: { httpConfig: [{ type: 'directory', access: 'admin' }] },
        },
        message: 'httpConfig type "directory" came with schema 1.5.0',
        fix: 'raise schemaVersion to 1.5.0 or later',
      },
      {
        given: { configuration: http('fastCgi', 'anonymous') },
        message: 'httpConfig has no access "anonymous"; only reverseProxy has it',
      },
      {
        given: { configuration: http('fastCgi', 'administrator') },
        message: 'httpConfig has no access "administrator"',
        fix: 'write "admin"',
      },
    ],
    silent: [
      { configuration: http('fastCgi') },
      { configuration: { httpConfig: [{ type: 'directory', access: 'viewer' }] } },
      { configuration: http('transferCgi', 'operator') },
    ],
  },
};
