// Compiler commands and flags of many words, as a shell reads them: CC, CFLAGS and friends hold several words each, and a path among them
// may have blanks or quotes.

/** A word as a shell takes it back: in single quotes where it needs them. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command of many words as one text. */
export const quoteWords = (words: readonly string[]): string => words.map(quoteWord).join(' ');

/** The words of a text: single and double quotes and backslashes work as in a shell, nothing is expanded. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  const parts = /\s+|'([^']*)'|"((?:\\.|[^"\\])*)"|\\([\s\S])|([^\s'"\\]+|['"\\])/g;
  let word: string | undefined;
  for (const [part, single, double, escaped, plain] of text.matchAll(parts)) {
    const value = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain;
    if (value !== undefined) word = (word ?? '') + value;
    else if (part !== '' && word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return word === undefined ? words : [...words, word];
}
