// param.conf: one parameter a line, `name="default" type="type"`. Hand-written files have blanks around `=`, leave the type out, or hold
// lines of quite another format; those are reported, not guessed at.
import type { Finding, Location } from '../../support/errors.js';
import type { ParameterConfig } from '../types.js';
import { type ConfLine, type ConfText, confLines, duplicate, placeIn, unfitLine } from './conf-text.js';

export interface ParamConf {
  /** In the order of the file; of duplicates the last value, in the place of the first. */
  entries: { parameter: ParameterConfig; location: Required<Location> }[];
  findings: Finding[];
}

const form = 'name="default" type="type"';

/** A type: in quotes, or one word. Undefined for anything else. */
function typeOf(text: string): string | undefined {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return /^\S+$/.test(text) ? text : undefined;
  return text.length > 1 && text.indexOf(quote, 1) === text.length - 1 ? text.slice(1, -1) : undefined;
}

/** The type when `text` is nothing but ` type=…`; '' when it is empty. Each call looks at one run of blanks only. */
function typeBehind(text: string): string | undefined {
  if (text === '') return '';
  const start = /^\s+type\s*=\s*/.exec(text)?.[0];
  return start === undefined ? undefined : typeOf(text.slice(start.length));
}

type DefaultAndType = Omit<ParameterConfig, 'name'>;

/** The default ends at the first quote behind which a type or nothing follows: some packers write quotes inside without escaping them. */
function quoted(text: string, quote: string): DefaultAndType | undefined {
  for (let end = text.indexOf(quote, 1); end !== -1; end = text.indexOf(quote, end + 1)) {
    const type = typeBehind(text.slice(end + 1));
    if (type !== undefined) return { default: text.slice(1, end), type };
  }
  return undefined;
}

function bare(text: string): DefaultAndType {
  const word = /\stype\s*=/g;
  for (let match = word.exec(text); match; match = word.exec(text)) {
    const type = typeBehind(text.slice(match.index));
    if (type !== undefined) return { default: text.slice(0, match.index).trim(), type };
  }
  return { default: text, type: '' };
}

/** `i:30:70:45:Shown name`, as some files hold under a `[section]`, belongs to another format. */
const colonForm = /^[a-z]:[-\d.]*:[-\d.]*:/i;

function readLine(line: ConfLine, isInSection: boolean): ParameterConfig | undefined {
  const [start = '', name] = /^([\p{L}\p{N}_.-]+)\s*=\s*/u.exec(line.text) ?? [];
  if (name === undefined) return undefined;
  const text = line.text.slice(start.length);
  const quote = text[0];
  const isQuoted = quote === '"' || quote === "'";
  if (!isQuoted && (isInSection || colonForm.test(text))) return undefined;
  const rest = isQuoted ? quoted(text, quote) : bare(text);
  return rest && { name, ...rest };
}

/** Reads the parameters; a missing type is ''. Throws `conf/too-large` only. */
export function readParamConf(source: ConfText): ParamConf {
  const entries = new Map<string, ParamConf['entries'][number]>();
  const findings: Finding[] = [];
  let isInSection = false;
  for (const line of confLines(source)) {
    const parameter = readLine(line, isInSection);
    isInSection ||= /^\[.*\]$/.test(line.text);
    if (parameter === undefined) {
      findings.push(unfitLine(line, 'no parameter', form));
      continue;
    }
    const before = entries.get(parameter.name);
    if (before) findings.push(duplicate(parameter.name, line.location, before.location));
    entries.set(parameter.name, { parameter, location: placeIn(line, 0) });
  }
  return { entries: [...entries.values()], findings };
}
