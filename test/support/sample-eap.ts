// One package with a bit of everything: a library, a damaged one, a page, a parameter, web addresses.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { packagePath } from '../../src/support/package-root.js';
import { type EapOptions, makeEap } from './make-eap.js';

/** A library for cameras. */
export const sampleLibrary = readFileSync(
  packagePath('build', 'aarch64', 'simulator', 'libaxparameter.so.1'),
);
/** Of the manifest. */
export const sampleConfiguration = {
  settingPage: 'index.html',
  httpConfig: [{ name: 'api', type: 'fastCgi', access: 'viewer' }],
  reverseProxy: [{ apiPath: 'live', apiType: 'ws', target: 'unix:///tmp/app.sock', access: 'operator' }],
  paramConfig: [{ name: 'Mode', default: '1', type: 'int:min=0' }],
};
/** What the package is made of. */
export const sample: EapOptions = {
  setup: {
    user: { username: 'sdk', group: 'video' },
    vendorId: '0123456789',
    compatibleOsVersions: [{ min: '12.0', max: '13' }],
  },
  configuration: sampleConfiguration,
  files: {
    'lib/libx.so.1': sampleLibrary,
    'lib/cut.so': sampleLibrary.subarray(0, 4000),
    'html/index.html': '<p>page</p>',
    'param.conf': 'Mode="1" type="int:min=0"\n',
  },
};

/** Writes the package into a folder of the test; `file` is relative to it. */
export function sampleFolder(t: Test): { dir: string; file: string } {
  const dir = t.testdir({ '1': {}, '2': {} });
  return { dir, file: path.relative(dir, makeEap(path.join(dir, '1'), sample)) };
}
