// The name of the .eap file: shown name, version and architecture, as Axis' tool writes it.

import type { Manifest } from '../manifest/types.js';
import { failure } from '../support/errors.js';

export function packageFileName(manifest: Manifest): string {
  const { setup } = manifest.acapPackageConf;
  const shownName = setup.friendlyName ?? setup.appName;
  if (shownName.includes('/')) {
    throw failure('package/file-name', 'friendlyName contains a slash, but it becomes part of a file name', {
      expected: 'a name without /',
      found: shownName,
      fix: 'change acapPackageConf.setup.friendlyName',
    });
  }
  const [major = '1', minor = '0', micro = '0'] = (setup.version ?? '1.0.0')
    .replace(/[-+].*$/, '')
    .split('.');
  return `${shownName.replaceAll(' ', '_')}_${major}_${minor}_${micro}_${setup.architecture ?? 'all'}.eap`;
}
