// Rules about names, users, groups and parameters.
import type { RuleCases } from './given.js';

const parameter = (name: string) => ({ paramConfig: [{ name, default: '1', type: 'string' }] });
const groups = (...names: string[]) => ({ linux: { user: { groups: names } } });
const methods = (...names: string[]) => ({ dbus: { requiredMethods: names } });

export const nameCases: Record<string, RuleCases> = {
  'manifest/app-name': {
    says: [
      {
        given: { setup: { appName: 'my-app' } },
        message: 'appName contains a hyphen',
        fix: 'rename the app and its executable, for example to "my_app"',
        severity: 'error',
        at: 5,
      },
      {
        given: { setup: { appName: 'a'.repeat(39) } },
        message: 'appName is 39 characters long',
        severity: 'error',
        reference: `'${'a'.repeat(39)}' is too long`,
      },
      {
        given: { schemaVersion: '1.3', setup: { appName: 'a'.repeat(27) } },
        message: 'appName is 27 characters long',
        severity: 'error',
      },
      { given: { setup: { appName: '2fast' } }, message: 'appName starts with a digit', severity: 'error' },
      {
        given: { schemaVersion: '1.6.0', setup: { appName: '2fast' } },
        message: 'appName starts with a digit',
        severity: 'warning',
      },
    ],
    silent: [{ setup: { appName: 'ab' } }, { setup: { appName: 'a'.repeat(26) } }],
  },
  'manifest/friendly-name': {
    says: [
      {
        given: { setup: { friendlyName: 'My "App"' } },
        message: 'friendlyName contains "\\""',
        severity: 'error',
      },
      {
        given: { setup: { friendlyName: "Bob's" } },
        message: `friendlyName contains "'"`,
        severity: 'warning',
      },
      {
        given: { setup: { friendlyName: 'a/b$' } },
        message: 'friendlyName contains "/", "$"',
        severity: 'error',
      },
    ],
    silent: [{ setup: { friendlyName: 'My App (2)' } }, {}],
  },
  'manifest/friendly-name-ascii': {
    says: [
      {
        given: { setup: { friendlyName: 'Kamera Ω' } },
        message: 'friendlyName has Ω, which becomes part of the package’s file name',
        severity: 'hint',
      },
    ],
    silent: [{ setup: { friendlyName: 'Camera' } }],
  },
  'manifest/vendor-id': {
    says: [
      {
        given: { schemaVersion: '2.2.0', setup: { vendorId: undefined } },
        message: 'setup lacks vendorId, which schema 2.x requires',
        fix: 'get it from the ACAP signing service, which assigns it to your company',
        reference: "'vendorId' is a required property",
      },
      {
        given: { schemaVersion: '2.2.0', setup: { vendorId: '12' } },
        message: 'vendorId is not ten hexadecimal digits',
      },
    ],
    silent: [{ schemaVersion: '2.2.0' }, {}],
  },
  'manifest/static-user': {
    says: [
      {
        given: { setup: { user: { username: 'root', group: 'root' } } },
        message: 'the app asks for root, which is impossible from AXIS OS 12.0 on',
        fix: 'remove setup.user; list needed groups in resources.linux.user.groups',
      },
      {
        given: { setup: { user: { username: 'sdk', group: 'sdk' } } },
        message: 'the app asks for a static user',
      },
    ],
    silent: [{}, { schemaVersion: '1.0', setup: { user: { username: 'sdk', group: 'sdk' } } }],
  },
  'manifest/resource-not-listed': {
    says: [
      {
        given: { resources: groups('video', 'optical') },
        message:
          'the group "optical" is on no published list for 2.x; a camera or the official schema may refuse it',
      },
      {
        given: { schemaVersion: '2.2.0', resources: methods('com.axis.Other1.Call') },
        message:
          'the D-Bus method "com.axis.Other1.Call" is on no published list for 2.x; a camera or the official schema may refuse it',
      },
    ],
    silent: [
      { resources: groups('video', 'storage') },
      { resources: methods('com.axis.Other1.Call') },
      {
        schemaVersion: '2.2.0',
        resources: methods('com.axis.Overlay2.*', 'com.axis.HTTPConf1.VAPIXServiceAccounts1.GetCredentials'),
      },
    ],
  },
  'manifest/parameter-name': {
    says: [
      {
        given: { configuration: parameter('my-name') },
        message: 'the camera will refuse to install an app with a parameter named "my-name"',
        fix: 'rename the parameter',
      },
      {
        given: { configuration: parameter('x'.repeat(33)) },
        message: `the camera will refuse to install an app with a parameter named "${'x'.repeat(33)}"`,
      },
      {
        given: { configuration: parameter('1st') },
        message: 'the camera will refuse to install an app with a parameter named "1st"',
      },
    ],
    silent: [{ configuration: parameter('Speed_2') }, { configuration: parameter('x'.repeat(32)) }],
  },
  'manifest/parameter-removed': {
    says: [
      {
        given: { configuration: parameter('New'), previous: ['Old', 'New'] },
        message: 'the parameter Old of the release before is gone; it stays on cameras that upgrade',
        severity: 'warning',
      },
    ],
    silent: [{ configuration: parameter('Old'), previous: ['Old'] }, { configuration: parameter('Old') }],
  },
};
