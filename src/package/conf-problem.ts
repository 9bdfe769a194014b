// What the texts beside the manifest cannot hold: they have no escapes, so some characters would end a value or be executed by a shell.
import { AcapkitError, type Finding } from '../support/errors.js';

/** A finding with its place in the manifest; `path` is empty when the text comes from elsewhere. */
export interface ConfProblem extends Finding {
  path: (string | number)[];
}

/** The facts of a problem: which kind, what holds the text, which text, what would be right. */
interface Facts {
  code: 'package/shell-text' | 'package/parameter-text' | 'package/cgi-text';
  holder: string;
  file: 'package.conf' | 'param.conf' | 'cgi.conf';
  path: (string | number)[];
  expected: string;
}

/** The problem of a value that matches `refused` or is neither text nor a whole number, as a list of none or one. */
export function problemOf(given: unknown, refused: RegExp, facts: Facts): ConfProblem[] {
  const value = Number.isSafeInteger(given) ? String(given) : given;
  if (typeof value === 'string' && !refused.test(value)) return [];
  const { code, holder, file, path, expected } = facts;
  return [
    {
      severity: 'error',
      code,
      message:
        typeof value === 'string'
          ? `${holder} contains a character that ${file} cannot hold`
          : `${holder} is no text`,
      expected,
      found: JSON.stringify(value) ?? 'nothing',
      fix: path.length > 0 ? `write plain text in ${path.join('.')}` : 'rename the file',
      path,
    },
  ];
}

/** Throws the problems, if there are any, as findings of one error. */
export function refuse(problems: ConfProblem[]): void {
  if (problems.length > 0) throw new AcapkitError(problems.map(({ path: _, ...finding }) => finding));
}
