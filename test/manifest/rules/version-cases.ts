// Rules about schema and AXIS OS versions.
import type { RuleCases } from './given.js';

export const versionCases: Record<string, RuleCases> = {
  'manifest/schema-version': {
    says: [
      {
        given: { schemaVersion: '1.9.5' },
        message: 'there is no manifest schema "1.9.5"',
        fix: 'use "1.9.0", the nearest known version',
        at: 2,
      },
      {
        given: { top: { schemaVersion: undefined } },
        message: 'the manifest has no schemaVersion',
        fix: 'use "1.0", the nearest known version',
      },
      { given: { top: { schemaVersion: 2 } }, message: 'there is no manifest schema 2' },
    ],
    silent: [{ schemaVersion: '2.2.0' }, { schemaVersion: '1.3' }],
  },
  'manifest/schema-two-part': {
    says: [
      {
        given: { schemaVersion: '1.5' },
        message: 'no schema is published for schemaVersion 1.5: write 1.5.0, not 1.5',
        fix: 'write "1.5.0"',
        severity: 'error',
      },
      {
        given: { schemaVersion: '1.10' },
        message: 'no schema is published for schemaVersion 1.10: write 1.10.0, not 1.10',
      },
    ],
    silent: [{ schemaVersion: '1.5.0' }, { schemaVersion: '1.3' }, { schemaVersion: '1.4' }],
  },
  'manifest/schema-of-sdk': {
    says: [
      {
        given: { schemaVersion: '1.8.0', sdk: '12.2' },
        message: 'SDK 12.2 has no schema 1.8.0',
        fix: 'use "1.7.3", or a newer SDK',
      },
      {
        given: { schemaVersion: '2.0.0', sdk: '1.15' },
        message: 'SDK 1.15 has no schema 2.0.0',
        fix: 'use "1.7.0", or a newer SDK',
      },
    ],
    silent: [
      { schemaVersion: '1.7.3', sdk: '12.2' },
      { schemaVersion: '2.0.0', sdk: '1.15.2' },
      { schemaVersion: '2.2.0' },
    ],
  },
  'manifest/not-signable': {
    says: [
      {
        given: { schemaVersion: '1.2' },
        message: 'a package with schema 1.2 cannot be signed',
        fix: 'acapkit migrate --to 1.7.3',
      },
    ],
    silent: [{ schemaVersion: '1.3' }, { schemaVersion: '1.10.0' }, { schemaVersion: '2.0.0' }],
  },
  'manifest/os-13': {
    says: [
      {
        given: {},
        message: 'AXIS OS 13 will refuse a package with schema 1.7.3',
        severity: 'warning',
        at: 2,
        source:
          'Axis: Extend compatibility to future AXIS OS major versions; Axis: Migrating from package.conf to manifest.json; stated',
      },
      {
        given: { os: '13' },
        message: 'AXIS OS 13 will refuse a package with schema 1.7.3',
        severity: 'error',
      },
      {
        given: { schemaVersion: '2.2.0', files: {}, kind: 'package', signed: false },
        message:
          'the package is not signed; AXIS OS 13 will refuse it, and AXIS OS 12 takes it only when unsigned apps are allowed',
        at: 'app.eap',
      },
    ],
    silent: [
      { schemaVersion: '2.2.0' },
      { schemaVersion: '2.2.0', files: {}, kind: 'package', signed: true },
      { schemaVersion: '2.2.0', files: {} },
    ],
  },
  'manifest/os-versions-in-1x': {
    says: [
      {
        given: { setup: { compatibleOsVersions: [{ max: '13' }] } },
        message: 'compatibleOsVersions needs schema 2.x, the manifest is 1.7.3',
        fix: 'acapkit migrate, or remove the field',
        reference: "Additional properties are not allowed ('compatibleOsVersions' was unexpected)",
      },
    ],
    silent: [{ schemaVersion: '2.0.0' }, {}],
  },
  'manifest/os-min-filled-in': {
    says: [
      {
        given: {
          schemaVersion: '2.2.0',
          setup: { compatibleOsVersions: [{ min: '12', max: '12' }, { max: '13' }] },
        },
        message:
          'min will be set to 12.11.72, the AXIS OS of SDK 12.11; older cameras with AXIS OS 12 will refuse the package',
        fix: 'add "min"',
      },
      {
        given: { schemaVersion: '2.0.0', sdk: '12.10', setup: { compatibleOsVersions: [{ max: '13' }] } },
        message:
          'min will be set to 12.10.68, the AXIS OS of SDK 12.10; older cameras with AXIS OS 12 will refuse the package',
      },
    ],
    silent: [{ schemaVersion: '2.2.0' }, {}],
  },
  'manifest/embedded-sdk-version': {
    says: [
      {
        given: { setup: { embeddedSdkVersion: '3.0' }, os: '11.11' },
        message: 'some cameras with AXIS OS 11.11 refuse embeddedSdkVersion 3.0',
        fix: 'try "2.18" if such cameras refuse the package',
      },
      {
        given: { schemaVersion: '1.7.0', setup: { embeddedSdkVersion: '3.5' } },
        message: 'some cameras with AXIS OS 11.11 refuse embeddedSdkVersion 3.5',
      },
    ],
    silent: [
      { setup: { embeddedSdkVersion: '3.0' } },
      { setup: { embeddedSdkVersion: '2.18' }, os: '11' },
      { os: '10' },
    ],
  },
  'manifest/newest-schema': {
    says: [
      {
        given: { schemaVersion: '1.7.0', setup: { friendlyName: 'x'.repeat(257) } },
        message:
          'schema 1.11.0, with which signing checks, refuses: acapPackageConf.setup.friendlyName must NOT have more than 256 characters',
        severity: 'warning',
      },
    ],
    silent: [
      { schemaVersion: '1.7.2', setup: { friendlyName: 'x'.repeat(256) } },
      { schemaVersion: '2.2.0' },
    ],
  },
};
