// package.conf as it was written by hand or by a packer. The vendor's old packer read it with a shell; here a value is only a text.
import type { Finding, Location } from '../../support/errors.js';
import {
  type ConfLine,
  type ConfText,
  confLines,
  duplicate,
  placeIn,
  shownText,
  unfitLine,
} from './conf-text.js';

/** One variable and the place of its value. */
export interface ConfVariable {
  value: string;
  location: Required<Location>;
}

export interface PackageConf {
  /** Names are those of the file, known or not; of duplicates, the last. */
  variables: Map<string, ConfVariable>;
  findings: Finding[];
}

type Quote = '"' | "'" | '';

interface Value {
  value: string;
  quote: Quote;
}

/** What a shell makes of `\'''\'`, an odd spelling of "nothing" that old tools left in many files, is two apostrophes. */
const emptyResidue = "\\'''\\'";

/** The value behind `=`, or undefined when quotes are not closed or text follows them. */
function unquoted(text: string): Value | undefined {
  if (text === emptyResidue) return { value: '', quote: '' };
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return { value: text.replace(/(?<=\s)#.*$/s, '').trim(), quote: '' };
  if (text.length > 1 && text.endsWith(quote)) return { value: text.slice(1, -1), quote };
  const end = text.indexOf(quote, 1);
  const isComment = end !== -1 && /^\s+#/.test(text.slice(end + 1));
  return isComment ? { value: text.slice(1, end), quote } : undefined;
}

/** Quotes that end a value early when a shell reads it. */
const endingQuotes: Record<Quote, RegExp> = { '"': /"/, "'": /'/, '': /["']/ };

/** What else a shell would have read otherwise than it stands there. Between apostrophes it changes nothing. */
function shellDifferences({ value, quote }: Value): Pick<Finding, 'code' | 'message' | 'expected' | 'fix'>[] {
  const differs = [
    endingQuotes[quote].test(value) && {
      code: 'conf/quotes',
      message: 'has a quote inside, which ends the value when a shell reads it; it is kept',
      expected: 'a value without quotes',
      fix: 'write plain text',
    },
    quote !== "'" &&
      value.includes('\\') && {
        code: 'conf/backslash',
        message: 'has a backslash; it is kept as it stands',
        expected: 'a value without backslashes',
        fix: 'write the character itself',
      },
    quote === '' &&
      /\s/.test(value) && {
        code: 'conf/blanks',
        message: 'has blanks but no quotes; all of it is taken',
        expected: 'quotes around a value with blanks',
        fix: 'put the value into double quotes',
      },
  ];
  return differs.filter((entry) => entry !== false);
}

function valueFindings(name: string, value: Value, location: Location): Finding[] {
  const found = shownText(value.value);
  const findings = shellDifferences(value).map(
    (facts): Finding => ({
      severity: 'warning',
      location,
      found,
      ...facts,
      message: `${name} ${facts.message}`,
    }),
  );
  if (!/[$`]/.test(value.value)) return findings;
  const shell: Finding = {
    severity: value.quote === "'" ? 'warning' : 'error',
    code: 'conf/shell-text',
    message: `${name} holds shell text; it is never executed and stays as it stands`,
    location,
    expected: 'a plain value without $ and `',
    found,
    fix: 'write the value that the shell would have made of it',
  };
  return [shell, ...findings];
}

function readLine(line: ConfLine, into: PackageConf): void {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)=\s*/.exec(line.text);
  const [start = '', name] = match ?? [];
  const value = name === undefined ? undefined : unquoted(line.text.slice(start.length));
  if (name === undefined || value === undefined) {
    into.findings.push(unfitLine(line, 'no variable', 'NAME="value"'));
    return;
  }
  const location = placeIn(line, start.length);
  const before = into.variables.get(name);
  if (before) into.findings.push(duplicate(name, line.location, before.location));
  into.findings.push(...valueFindings(name, value, location));
  into.variables.set(name, { value: value.value, location });
}

/** Reads `NAME=value` lines; values may be in quotes. Throws `conf/too-large` only. */
export function readPackageConf(source: ConfText): PackageConf {
  const result: PackageConf = { variables: new Map(), findings: [] };
  for (const line of confLines(source)) readLine(line, result);
  return result;
}
