// Axis' tool checks manifests with Python, so the patterns of its schemas are Python's. Here they become JavaScript patterns with the `u`
// flag that accept the same texts.

/** What a letter after a backslash becomes outside and inside a class. Python's `\w` and `\d` know the letters and digits of every script. */
const escapes: Record<string, [outside: string, inside?: string]> = {
  w: ['[\\p{L}\\p{N}_]', '\\p{L}\\p{N}_'],
  W: ['[^\\p{L}\\p{N}_]'],
  d: ['\\p{Nd}', '\\p{Nd}'],
  D: ['\\P{Nd}', '\\P{Nd}'],
  A: ['^'],
  Z: ['$'],
};

/** An escape that JavaScript does not know is left alone when it is a letter: compiling then fails, instead of meaning something else. */
function escaped(token: string, inClass: boolean): string {
  const character = token.slice(1);
  const own = Object.hasOwn(escapes, character) ? escapes[character]?.[inClass ? 1 : 0] : undefined;
  if (own !== undefined) return own;
  const syntax = /^[\^$\\.*+?()[\]{}|/]$/.test(character) || (inClass && character === '-');
  return syntax || /^[A-Za-z0-9]$/.test(character) ? token : character;
}

/**
 * A Python pattern as the source of a JavaScript pattern with the `u` flag.
 *
 * `$` stays as it is. Python's also matches before one final line end, so Axis' tool lets a name through that ends in one. Being stricter
 * is meant: such a name breaks the lines of package.conf.
 */
export function javaScriptPattern(python: string): string {
  let inClass = false;
  return python.replace(/\\[\s\S]|\[\^?\]?|\]/gu, (token) => {
    if (token.startsWith('\\')) return escaped(token, inClass);
    const closes = token.endsWith(']');
    const first = token.startsWith('[') && !inClass;
    inClass = first || (inClass && !closes);
    // Python takes a bracket that stands first in a class as itself: []x] is ] or x.
    return first && closes ? `${token.slice(0, -1)}\\]` : token;
  });
}

/** Compiles Python patterns for ajv (its option `code.regExp`), so that messages show the pattern as the schema has it. */
export const pythonRegExp = Object.assign(
  (pattern: string, flags: string): RegExp => new RegExp(javaScriptPattern(pattern), flags),
  { code: 'new RegExp' },
);
