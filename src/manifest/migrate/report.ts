// What a migration did, one row for each thing that was mapped, defaulted, dropped or kept: nothing may change without a word.
import type { Location } from '../../support/errors.js';

export type Action = 'mapped' | 'defaulted' | 'dropped' | 'kept' | 'note';

/** `from` and `to` are names of variables or files, or JSON paths joined by dots; several names are joined by `, `. */
export interface Change {
  action: Action;
  from?: string;
  to?: string;
  value?: unknown;
  why?: string;
  location?: Location;
}

/** The order of the report: what needs no attention comes first. */
const order: readonly Action[] = ['mapped', 'defaulted', 'dropped', 'kept', 'note'];

const actionWidth = 11;

/** Texts come from files of anybody: control characters are shown, not sent to a terminal. */
const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const shownValue = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, Math.max(0, width - 3))}...` : text;

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** The names on one line, with the value behind them if there is room, else below. */
function headlines({ from, to, value }: Change, room: number): string[] {
  const source = from?.replaceAll('acapPackageConf.', '');
  const target = to?.replaceAll('acapPackageConf.', '');
  const isMove = source !== undefined && target !== undefined && source !== target;
  const names = isMove ? `${source} → ${target}` : (source ?? target ?? '');
  const shown = visible(shownValue(value));
  if (names.length + 2 + shown.length <= room)
    return [`${names}  ${shown}`.trim()].filter((line) => line !== '');
  return [...wrapped(names, room), ...(shown === '' ? [] : [`  ${cut(shown, room - 2)}`])];
}

/** The report as lines of at most `width` characters, as far as names allow: what happened, then why, below it. */
export function reportLines(changes: Change[], width: number): string[] {
  const room = Math.max(20, width - actionWidth);
  const sorted = order.flatMap((action) => changes.filter((change) => change.action === action));
  return sorted.flatMap((change) => {
    const head = headlines(change, room);
    const indent = head.length > 0 ? '  ' : '';
    const why = change.why === undefined ? [] : wrapped(change.why, room - indent.length);
    const texts = [...head, ...why.map((line) => `${indent}${line}`)];
    return texts.map(
      (text, index) => `${(index === 0 ? change.action : '').padEnd(actionWidth)}${visible(text)}`,
    );
  });
}
