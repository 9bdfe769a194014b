// Which names an archive may hold, and which ones GNU tar leaves out with the options of Axis' tool.
import path from 'node:path';
import type { Finding } from '../support/errors.js';

/** Names that `tar --exclude-vcs` leaves out (GNU tar 1.35). */
const versionControlNames = new Set([
  '.arch-ids',
  '.bzr',
  '.bzrignore',
  '.bzrtags',
  'CVS',
  '.cvsignore',
  '_darcs',
  '.git',
  '.gitattributes',
  '.gitignore',
  '.gitmodules',
  '.hg',
  '.hgignore',
  '.hgtags',
  'RCS',
  'SCCS',
  '.svn',
  '{arch}',
  '=RELEASE-ID',
  '=meta-update',
  '=update',
]);

/**
 * Whether tar's --exclude-vcs or --exclude='*~' drops this operand or member. A version control name counts as the last part only, a
 * final `~` at any part, as GNU tar 1.34 does it.
 */
export function isExcluded(name: string): boolean {
  const parts = name.split('/').filter((part) => part !== '');
  return versionControlNames.has(parts.at(-1) ?? '') || parts.some((part) => part.endsWith('~'));
}

/** One spelling for all that mean the same file: without `.` parts, doubled and final slashes; '' is the folder itself. */
export function canonicalName(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Whether a name is `folder` or lies below it; both canonical. */
export const isWithin = (name: string, folder: string): boolean =>
  name === folder || name.startsWith(`${folder}/`);

/** Text with its control characters made visible. */
export const shownText = (text: string): string => JSON.stringify(text);

/** Whether a text has a control character: it would break the texts of a package, and readers refuse it. */
export const hasControl = (text: string): boolean => /\p{Cc}/u.test(text);

/** What is wrong with a name that is given to be packed; it must stay inside the project and fit into a list of names split at blanks. */
export function operandProblem(name: string): Finding | undefined {
  const outside = path.posix.isAbsolute(name) || name.split('/').includes('..');
  const unnamed = canonicalName(name) === '';
  if (!outside && !unnamed && !/ /.test(name) && !hasControl(name)) return undefined;
  return {
    severity: 'error',
    code: 'package/other-file-name',
    message: `${shownText(name)} cannot be packed under this name`,
    expected: 'a relative path without "..", blanks and control characters',
    found: name === '' ? 'an empty name' : shownText(name),
    fix: unnamed
      ? 'name the files and folders that are to be packed'
      : 'copy or rename the file inside the project',
  };
}
