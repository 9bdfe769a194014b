// Bounds for JSON from strangers. Parsers and whoever walks through a value call themselves for each level, so a text of brackets alone
// would end them.

/** Real manifests have about eight levels. */
export const nestingMax = 64;
/** Real manifests have a few kilobytes. */
export const manifestBytesMax = 1024 * 1024;

/** Whether a JSON text opens more brackets inside each other than any manifest. Brackets in strings do not count. */
export function isNestedTooDeeply(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString && character === '\\') i++;
    else if (character === '"') inString = !inString;
    else if (inString) continue;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > nestingMax) return true;
  }
  return false;
}
