// The name of the .eap file: shown name, version and architecture, as Axis' tool writes it.
import type { Manifest } from '../manifest/types.js';
import { failure } from '../support/errors.js';
import { versionNumbers } from './package-conf.js';

/** The longest name that file systems take, in bytes. */
const nameBytesMax = 255;

function problemOf(shownName: string, fileName: string): string | undefined {
  if (/[/\0]/.test(fileName)) return 'a name without / and NUL';
  if (shownName === '' || shownName === '.' || shownName === '..') return 'a name of letters and digits';
  if (Buffer.byteLength(fileName) > nameBytesMax)
    return `a shorter name: the file name would have ${Buffer.byteLength(fileName)} bytes, at most ${nameBytesMax} are possible`;
  return undefined;
}

/** File name of the package; only blanks are replaced. Throws `package/file-name` for what no file can be named. */
export function packageFileName(manifest: Manifest): string {
  const { setup } = manifest.acapPackageConf;
  const shownName = setup.friendlyName ?? setup.appName;
  const version = versionNumbers(manifest).join('_');
  const fileName = `${shownName.replaceAll(' ', '_')}_${version}_${setup.architecture ?? 'all'}.eap`;
  const expected = problemOf(shownName, fileName);
  if (expected === undefined) return fileName;
  throw failure(
    'package/file-name',
    'the package cannot have this file name, which comes from the manifest',
    {
      expected,
      found: JSON.stringify(fileName),
      fix: 'change friendlyName (or appName, if there is none) in acapPackageConf.setup',
    },
  );
}
