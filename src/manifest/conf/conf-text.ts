// What package.conf, param.conf and cgi files have in common: lines, comments and quotes. Apps wrote them by hand for years and packages from
// anywhere hold them, so a reader takes what fits, reports what does not, and never expands or runs anything.
import { type Finding, failure, type Location } from '../../support/errors.js';

/** Beyond one of these a text is refused; real files have less than 100 lines. */
export const confLimits = { bytes: 1024 * 1024, lines: 10_000 };

/** A text and the name it is reported under. */
export interface ConfText {
  file: string;
  text: string;
}

export interface ConfLine {
  /** Without the line end and without blanks around it; never empty, never a comment. */
  text: string;
  /** Where `text` begins. */
  location: Required<Location>;
}

/** The lines that say something. A CR before the line end and a missing last line end do no harm. Throws `conf/too-large`. */
export function confLines({ file, text }: ConfText): ConfLine[] {
  const bytes = Buffer.byteLength(text);
  if (bytes > confLimits.bytes) throw tooLarge(file, `${confLimits.bytes} bytes`, `${bytes} bytes`);
  const lines = text.split('\n');
  if (lines.length > confLimits.lines + 1)
    throw tooLarge(file, `${confLimits.lines} lines`, `${lines.length} lines`);
  return lines.flatMap((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    return [{ text: trimmed, location: { file, line: index + 1, column: line.indexOf(trimmed) + 1 } }];
  });
}

function tooLarge(file: string, limit: string, found: string): Error {
  return failure('conf/too-large', `the file has more than ${limit}`, {
    location: { file },
    expected: `at most ${limit}`,
    found,
    fix: 'this is no configuration of an app; check which file it is',
  });
}

/** The place `offset` characters into a line. */
export const placeIn = ({ location }: ConfLine, offset: number): Required<Location> => ({
  ...location,
  column: location.column + offset,
});

/** A text for a message: on one line, control characters visible, cut at 80. */
export function shownText(text: string): string {
  const quoted = JSON.stringify(text).replace(
    /\p{Cc}/gu,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return quoted.length > 80 ? `${quoted.slice(0, 77)}...` : quoted;
}

/** The finding for a line that has another form and is left out. */
export function unfitLine({ text, location }: ConfLine, what: string, expected: string): Finding {
  return {
    severity: 'warning',
    code: 'conf/line',
    message: `this line is ${what}; it is left out`,
    location,
    expected,
    found: shownText(text),
    fix: 'correct the line, or remove it',
  };
}

/** The finding for something that was said before. */
export function duplicate(what: string, location: Required<Location>, first: Required<Location>): Finding {
  return {
    severity: 'warning',
    code: 'conf/duplicate',
    message: `${what} is set again; this value counts, the one of line ${first.line} does not`,
    location,
    expected: 'each name once',
    found: what,
    fix: 'remove one of the lines',
  };
}
