// What the tests of the way from package.conf to a manifest share.
import { readPackageConf } from '../../src/manifest/conf/package-conf.js';
import { type Conversion, fromPackageConf } from '../../src/manifest/migrate/from-package-conf.js';
import type { Change } from '../../src/manifest/migrate/report.js';

/** Texts of the files beside package.conf. */
interface Files {
  param?: string;
  cgi?: string;
}

/** Converts the text of a package.conf. */
export function convert(lines: string, files: Files = {}, schema = '1.7.3'): Conversion {
  return fromPackageConf(
    {
      file: 'package.conf',
      conf: readPackageConf({ file: 'package.conf', text: lines }),
      ...(files.param !== undefined && { paramConf: { file: 'param.conf', text: files.param } }),
      ...(files.cgi !== undefined && { cgi: { file: 'cgi.txt', text: files.cgi } }),
    },
    schema,
  );
}

/** Converts one line beside APPNAME. */
export const setupOf = (line: string, schema = '1.7.3') =>
  convert(`APPNAME="app"\n${line}`, {}, schema).manifest.acapPackageConf.setup;

/** The rows that name a variable, without their places. */
export function rows(conversion: Conversion, name: string): Omit<Change, 'location'>[] {
  return conversion.changes
    .filter(({ from }) => from?.split(', ').includes(name))
    .map(({ location: _, ...row }) => row);
}

/** Names of variables that a report speaks of. */
export const reportedNames = (changes: Change[]): Set<string> =>
  new Set(changes.flatMap(({ from }) => from?.split(', ') ?? []));

/** Variables whose values differ; a missing one equals an empty one. */
export function differing(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => (before[name] ?? '') !== (after[name] ?? ''));
}
