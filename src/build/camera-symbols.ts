// Which functions and which glibc the cameras of an AXIS OS have, from the symbol tables and the OS profiles.
import type { CameraSymbols } from '../manifest/rules/binaries.js';
import { compareVersions } from '../manifest/versions.js';
import { osProfile } from './profiles.js';
import { cameraLibraries } from './symbol-tables.js';

/** Whether a camera may lack what came with `version`: a bare `12` stands for every 12.x that a symbol can have come with. */
function cameLater(version: string, os: string): boolean {
  if (!os.includes('.')) return Number(version.split('.')[0]) > Number(os);
  return compareVersions(version, os) > 0;
}

/** @param version such as `12`, `os12` or `11.11`. Throws `build/unknown-os`. */
export function cameraSymbols(version: string): CameraSymbols {
  const { glibcMax } = osProfile(version);
  const os = version.replace(/^os/, '');
  return {
    name: `AXIS OS ${os}`,
    glibcMax,
    absent(library, symbol) {
      const row = cameraLibraries()
        .find(({ soname }) => soname === library)
        ?.symbols.get(symbol);
      if (row === undefined) return undefined;
      if (cameLater(row.firstOs, os)) return `since AXIS OS ${row.firstOs}`;
      if (row.removedIn !== undefined && !cameLater(row.removedIn, os))
        return `gone since AXIS OS ${row.removedIn}`;
      return undefined;
    },
  };
}
