// The tables of native/symbols as values: what camera libraries there are, how an app is linked with them, and which function came and went
// with which AXIS OS. native/symbols/generate.mjs reads the same files where nothing is compiled yet.
import { readdirSync, readFileSync } from 'node:fs';
import { packagePath } from '../support/package-root.js';

export interface CameraSymbol {
  name: string;
  /** Oldest AXIS OS known to have it; it may be older. */
  firstOs: string;
  /** First AXIS OS without it. */
  removedIn?: string;
  /** ELF symbol version that shipped apps ask for. */
  versionNode?: string;
  /** How firstOs is known: version-list, api-start, reference, bindings or example. */
  basis: string;
}

export interface CameraLibrary {
  /** Name of the table, such as `vdo`. */
  name: string;
  /** Undefined where it is not published. */
  soname?: string;
  /** SONAMEs that are tried when an app starts, in this order. */
  candidates: string[];
  /** `stub`: by SONAME. `runtime`: looked up when the app starts. `none`: no app can be linked with it. */
  link: 'stub' | 'runtime' | 'none';
  pkgConfigNames: string[];
  /** pkg-config packages whose headers its own headers include. */
  requires: string[];
  headers: string[];
  /** A static archive beside the library, and the functions that live there. */
  archive?: { file: string; functions: string[] };
  symbols: Map<string, CameraSymbol>;
}

function parseTable(name: string, text: string): CameraLibrary {
  const words = (key: string): string[] =>
    (new RegExp(`^# ${key}:(.*)$`, 'm').exec(text)?.[1] ?? '').split(' ').filter(Boolean);
  const [soname] = words('soname');
  const [file, ...functions] = words('archive');
  const rows = text
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .slice(1);
  const symbols = rows.map((row): [string, CameraSymbol] => {
    const [symbol = '', firstOs = '', removedIn = '-', versionNode = '-', basis = ''] = row.split('\t');
    const optional = {
      ...(removedIn === '-' ? {} : { removedIn }),
      ...(versionNode === '-' ? {} : { versionNode }),
    };
    return [symbol, { name: symbol, firstOs, ...optional, basis }];
  });
  return {
    name,
    ...(soname === undefined || soname === 'unknown' ? {} : { soname }),
    candidates: words('candidates'),
    link: (words('link')[0] ?? 'none') as CameraLibrary['link'],
    pkgConfigNames: words('pkg-config'),
    requires: words('requires'),
    headers: words('headers'),
    ...(file === undefined ? {} : { archive: { file, functions } }),
    symbols: new Map(symbols),
  };
}

let tables: CameraLibrary[] | undefined;

/** All camera libraries, sorted by name. Read once. */
export function cameraLibraries(): CameraLibrary[] {
  tables ??= readdirSync(packagePath('native', 'symbols'))
    .filter((file) => file.endsWith('.tsv'))
    .sort()
    .map((file) =>
      parseTable(file.slice(0, -4), readFileSync(packagePath('native', 'symbols', file), 'utf8')),
    );
  return tables;
}
