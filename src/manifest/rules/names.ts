// Names that end up in file names, on the camera's pages and in package.conf.
import { type Rule, setupPath, shown, textAt, valueAt } from './rule.js';

const appNameRule = 'a letter, then letters, digits and _, 2 to 26 characters in all';

function appNameProblem(name: string): string | undefined {
  if (name.includes('-')) return 'contains a hyphen';
  if (name.length > 26) return `is ${name.length} characters long`;
  if (name.length < 2) return 'is too short';
  if (/^\p{Nd}/u.test(name)) return 'starts with a digit';
  return /^[\p{L}\p{N}_]+$/u.test(name) ? undefined : 'is no legal name';
}

function suggestedName(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N}_]/gu, '_').replace(/^[^\p{L}]+/u, '');
  return plain.length > 1 ? plain.slice(0, 26) : 'my_app';
}

export const appName: Rule = {
  code: 'manifest/app-name',
  severity: 'error',
  backedBySchema: true,
  when: 'appName has a character other than letters, digits and _, starts with a digit, or is not 2 to 26 characters long',
  why: 'It names the executable, the folder on the camera and the address. Old schemas let some of it pass; signing checks with the newest one.',
  cure: `Rename the app and its executable: ${appNameRule}.`,
  check(facts) {
    const name = textAt(facts, ...setupPath('appName'));
    const problem = name === undefined ? undefined : appNameProblem(name);
    if (name === undefined || problem === undefined) return [];
    return [
      {
        path: setupPath('appName'),
        message: `appName ${problem}`,
        expected: appNameRule,
        found: shown(name),
        fix: `rename the app and its executable, for example to "${suggestedName(name)}"`,
      },
    ];
  },
};

export const friendlyName: Rule = {
  code: 'manifest/friendly-name',
  severity: 'warning',
  when: 'friendlyName has a quote, $, backquote, backslash, slash or line end',
  why: 'It stands in package.conf, which old cameras read with a shell, and in the name of the package file.',
  cure: 'Use letters, digits, blanks and simple punctuation.',
  check(facts) {
    const name = textAt(facts, ...setupPath('friendlyName'));
    const bad = name === undefined ? [] : [...new Set(name.match(/["'`$\\/\r\n]/g) ?? [])];
    if (bad.length === 0) return [];
    const broken = bad.some((character) => character !== "'");
    return [
      {
        path: setupPath('friendlyName'),
        message: `friendlyName contains ${bad.map(shown).join(', ')}`,
        expected: 'a name that can stand in package.conf and in a file name',
        found: shown(name),
        fix: 'leave these characters out',
        ...(broken ? { severity: 'error' as const } : {}),
      },
    ];
  },
};

export const friendlyNameAscii: Rule = {
  code: 'manifest/friendly-name-ascii',
  severity: 'hint',
  when: 'friendlyName has letters beyond ASCII',
  why: 'They go into the name of the package file as they are, and some upload tools stumble over that.',
  cure: 'Fine on cameras. If an upload fails, rename the file: the camera does not look at its name.',
  check(facts) {
    const name = textAt(facts, ...setupPath('friendlyName'));
    const letters = name === undefined ? [] : [...new Set(name.match(/[^\p{ASCII}]/gu) ?? [])];
    if (letters.length === 0) return [];
    return [
      {
        path: setupPath('friendlyName'),
        message: `friendlyName has ${letters.slice(0, 5).join(' ')}, which becomes part of the package’s file name`,
        expected: 'ASCII, where upload tools stumble over more',
        found: shown(name),
        fix: 'nothing, unless a tool that uploads packages cannot take such file names',
      },
    ];
  },
};

export const vendorId: Rule = {
  code: 'manifest/vendor-id',
  severity: 'error',
  when: 'a 2.x manifest has no vendorId, or it is not ten hexadecimal digits',
  why: 'Schema 2.x requires it, and a camera refuses an upgrade whose vendorId differs from the installed one.',
  cure: 'Take it from the ACAP signing service or the partner portal, where Axis assigns it to you.',
  check(facts) {
    const version = textAt(facts, 'schemaVersion') ?? '';
    const setup = valueAt(facts, ...setupPath());
    const id = valueAt(facts, ...setupPath('vendorId'));
    const isObject = typeof setup === 'object' && setup !== null && !Array.isArray(setup);
    if (!version.startsWith('2.') || !isObject) return [];
    if (typeof id === 'string' && /^[A-Fa-f0-9]{10}$/.test(id)) return [];
    return [
      {
        path: setupPath('vendorId'),
        message:
          id === undefined
            ? 'setup lacks vendorId, which schema 2.x requires'
            : 'vendorId is not ten hexadecimal digits',
        expected: 'ten hexadecimal digits as a text, such as "0123ABCDEF"',
        found: id === undefined ? 'nothing' : shown(id),
        fix: 'get it from the ACAP signing service, which assigns it to your company',
      },
    ];
  },
};
