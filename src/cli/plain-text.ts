// Words of packages on a terminal. Names and values come from files of strangers, so characters that steer a terminal are shown, not sent.

const textMax = 200;

/** Wide enough for a hash and its label, narrow enough to be read. */
export const lineWidth = (): number => Math.min(Math.max(process.stdout.columns ?? 80, 60), 100);

/** The text on one line, with control characters and those that turn the direction of writing as `\u001b`. */
export function plain(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** The text cut to a number of characters. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, Math.max(0, length - 1))}…` : text;
}

/** A value of a manifest on one line, as JSON; cut when it is long. */
export function shownValue(value: unknown, length = 60): string {
  return cut(plain(JSON.stringify(value) ?? 'nothing'), length);
}

/** A text as it is, any other value as JSON, cut to some lines; undefined when there is none. */
export function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? cut(plain(value), textMax) : shownValue(value);
}

/** Such as `8.3 kB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Permission bits as `ls` users know them. */
export const modeText = (mode: number): string => mode.toString(8).padStart(4, '0');

/** Such as `1 file` and `2 files`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Words on lines of the terminal's width that begin with `indent` blanks; the first begins with `label`. */
export function wrapped(label: string, words: string[], indent: number, separator = ','): string[] {
  const lines: string[] = [];
  let line = label.padEnd(indent);
  for (const [i, word] of words.entries()) {
    const text = i < words.length - 1 ? `${word}${separator}` : word;
    if (line.length > indent && line.length + 1 + text.length > lineWidth()) {
      lines.push(line);
      line = ' '.repeat(indent);
    }
    line += line.length > indent ? ` ${text}` : text;
  }
  return [...lines, line.trimEnd()];
}

/** The first items, and how many were left out. */
export function firstOf<T>(items: T[], most: number): { shown: T[]; more: number } {
  // A list that is one line too long is shown whole: the note would take that line.
  return items.length <= most + 1
    ? { shown: items, more: 0 }
    : { shown: items.slice(0, most), more: items.length - most };
}
