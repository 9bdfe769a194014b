// cgi.conf: which of the app's HTTP paths exist and who may call them. Source: 48 packages made by Axis' tool.
import type { HttpConfig, Manifest } from '../manifest/types.js';
import { type ConfProblem, problemOf, refuse } from './conf-problem.js';

/** Name of the file inside the package, which HTTPCGIPATHS tells. */
export const cgiConfName = 'cgi.conf';

const entriesOf = (manifest: Manifest): HttpConfig[] =>
  manifest.acapPackageConf.configuration?.httpConfig ?? [];

/** Whether the package has a cgi.conf: any entry makes one, even if all are of type `directory` and the file is empty. */
export const hasCgiConf = (manifest: Manifest): boolean => entriesOf(manifest).length > 0;

/** What cgi.conf cannot hold: its columns end at blanks. Entries of type `directory` are not written, so they may hold anything. */
export function cgiProblems(manifest: Manifest): ConfProblem[] {
  return entriesOf(manifest).flatMap((entry, index) => {
    if (entry.type === 'directory') return [];
    return (['name', 'access'] as const).flatMap((key) =>
      problemOf(entry[key], /[\s\p{Cc}]/u, {
        code: 'package/cgi-text',
        holder: `the ${key} of httpConfig entry ${index + 1}`,
        file: cgiConfName,
        path: ['acapPackageConf', 'configuration', 'httpConfig', index, key],
        expected: 'no blank, line end or control character',
      }),
    );
  });
}

function line({ access, name = '', type }: HttpConfig): string {
  const who = access === 'admin' ? 'administrator' : access;
  return `${who} /${name.replace(/^\/+/, '')}${type === 'fastCgi' ? ' fastCgi' : ''}\n`;
}

/** The text, or undefined when the file is not packed. Throws `package/cgi-text`. */
export function cgiConf(manifest: Manifest): string | undefined {
  if (!hasCgiConf(manifest)) return undefined;
  refuse(cgiProblems(manifest));
  return entriesOf(manifest)
    .filter(({ type }) => type !== 'directory')
    .map(line)
    .join('');
}
