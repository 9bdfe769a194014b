// Which functions and which glibc the cameras of an AXIS OS have, from the symbol tables and the OS profiles.
import { readFileSync } from 'node:fs';
import type { CameraSymbols } from '../manifest/rules/binaries.js';
import { compareVersions } from '../manifest/versions.js';
import { packagePath } from '../support/package-root.js';
import { cameraLibraries } from './camera-api.js';
import { osProfile } from './profiles.js';

interface SymbolRow {
  firstOs: string;
  removedIn: string | undefined;
}

/** Rows of native/symbols: SONAME → symbol → when it came and went. */
function readTables(): Map<string, Map<string, SymbolRow>> {
  const tables = new Map<string, Map<string, SymbolRow>>();
  for (const library of cameraLibraries) {
    const text = readFileSync(packagePath('native', 'symbols', `${library}.tsv`), 'utf8');
    const soname = /^# soname: (.*)$/m.exec(text)?.[1] ?? '';
    const lines = text
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    const rows = lines.slice(1).map((line): [string, SymbolRow] => {
      const [name = '', firstOs = '', removedIn = '-'] = line.split('\t');
      return [name, { firstOs, removedIn: removedIn === '-' ? undefined : removedIn }];
    });
    tables.set(soname, new Map(rows));
  }
  return tables;
}

let tables: Map<string, Map<string, SymbolRow>> | undefined;

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
      tables ??= readTables();
      const row = tables.get(library)?.get(symbol);
      if (row === undefined) return undefined;
      if (cameLater(row.firstOs, os)) return `since AXIS OS ${row.firstOs}`;
      if (row.removedIn !== undefined && !cameLater(row.removedIn, os))
        return `gone since AXIS OS ${row.removedIn}`;
      return undefined;
    },
  };
}
