// Type texts of parameters, such as `int:min=0;max=9` or `hidden:enum:a|Nice A,b`. The camera's library stores them unchecked and
// does not enforce them; the web form and param.cgi do, so a text that is not understood means "anything goes".

/** Control words in front of a type. */
export interface TypeFlags {
  hidden: boolean;
  /** The value is lost at restart. */
  nosync: boolean;
  /** Not writable through axparameter or param.cgi. */
  readonly: boolean;
}

export interface TypeOption {
  value: string;
  /** Text shown to people. */
  nice: string;
}

export type ParameterType = TypeFlags &
  (
    | { kind: 'string' | 'password'; maxlen: number | undefined }
    | { kind: 'int'; maxlen: number | undefined; ranges: { min: number; max: number }[] }
    | { kind: 'bool'; unchecked: string; checked: string }
    | { kind: 'enum'; options: TypeOption[] }
    | { kind: 'unknown'; text: string }
  );

const flagNames = ['hidden', 'nosync', 'readonly'] as const;

/** Reads a type text. Never throws: what is not understood has the kind `unknown`. */
export function parseType(text: string): ParameterType {
  const flags: TypeFlags = { hidden: false, nosync: false, readonly: false };
  let rest = text.trim();
  for (;;) {
    const flag = flagNames.find((name) => rest.startsWith(`${name}:`));
    if (!flag) break;
    flags[flag] = true;
    rest = rest.slice(flag.length + 1);
  }
  return { ...flags, ...parseKind(rest === '' ? 'string' : rest) };
}

type Kind = ParameterType extends infer T ? (T extends TypeFlags ? Omit<T, keyof TypeFlags> : never) : never;

function parseKind(text: string): Kind {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const details = colon < 0 ? '' : text.slice(colon + 1);
  const unknown: Kind = { kind: 'unknown', text };
  if (kind === 'string' || kind === 'password') return parseText(kind, details) ?? unknown;
  if (kind === 'int') return parseInteger(details) ?? unknown;
  if (kind === 'bool') return parseBool(details) ?? unknown;
  if (kind === 'enum') return parseEnum(details) ?? unknown;
  return unknown;
}

/** `a=1;b=2` as a map; undefined when a part is not `key=value` or its key is not among the known ones. */
function parseSettings(details: string, known: string[]): Map<string, string> | undefined {
  const settings = new Map<string, string>();
  for (const part of details.split(';').filter((one) => one !== '')) {
    const [key, value] = part.split('=', 2);
    if (key === undefined || value === undefined || !known.includes(key)) return undefined;
    settings.set(key, value);
  }
  return settings;
}

function integerOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** undefined: not given; null: given, but not a usable length. */
function maxlenOf(settings: Map<string, string>): number | undefined | null {
  if (!settings.has('maxlen')) return undefined;
  const length = integerOf(settings.get('maxlen'));
  return length === undefined || length < 0 ? null : length;
}

function parseText(kind: 'string' | 'password', details: string): Kind | undefined {
  const settings = parseSettings(details, ['maxlen']);
  const maxlen = settings && maxlenOf(settings);
  return settings && maxlen !== null ? { kind, maxlen } : undefined;
}

function parseInteger(details: string): Kind | undefined {
  const settings = parseSettings(details, ['maxlen', 'min', 'max', 'range']);
  const maxlen = settings && maxlenOf(settings);
  if (!settings || maxlen === null) return undefined;
  const range = settings.get('range');
  if (range !== undefined) {
    const ranges = parseRanges(range);
    return ranges && { kind: 'int', maxlen, ranges };
  }
  const min = settings.has('min') ? integerOf(settings.get('min')) : Number.NEGATIVE_INFINITY;
  const max = settings.has('max') ? integerOf(settings.get('max')) : Number.POSITIVE_INFINITY;
  return min === undefined || max === undefined ? undefined : { kind: 'int', maxlen, ranges: [{ min, max }] };
}

/** `0,5-9,-3--1`: single numbers and closed ranges. */
function parseRanges(text: string): { min: number; max: number }[] | undefined {
  const ranges: { min: number; max: number }[] = [];
  for (const part of text.split(',')) {
    const match = /^(-?\d{1,15})(?:-(-?\d{1,15}))?$/.exec(part.trim());
    if (!match) return undefined;
    const min = Number(match[1]);
    ranges.push({ min, max: match[2] === undefined ? min : Number(match[2]) });
  }
  return ranges;
}

function parseBool(details: string): Kind | undefined {
  const [unchecked, checked, ...rest] = details === '' ? ['no', 'yes'] : details.split(',');
  if (unchecked === undefined || checked === undefined || rest.length > 0) return undefined;
  return { kind: 'bool', unchecked, checked };
}

function parseEnum(details: string): Kind | undefined {
  if (details === '') return undefined;
  const options = details.split(',').map((part) => {
    const bar = part.indexOf('|');
    const value = bar < 0 ? part : part.slice(0, bar);
    return { value, nice: bar < 0 ? part : part.slice(bar + 1) };
  });
  return { kind: 'enum', options };
}

function rangeText(ranges: { min: number; max: number }[]): string {
  const one = ({ min, max }: { min: number; max: number }) => {
    if (min === max) return String(min);
    if (min === Number.NEGATIVE_INFINITY) return `${max} at most`;
    return max === Number.POSITIVE_INFINITY ? `${min} at least` : `${min} to ${max}`;
  };
  return ranges.map(one).join(', ');
}

function tooLong(value: string, maxlen: number | undefined): string | undefined {
  const length = [...value].length;
  return maxlen === undefined || length <= maxlen ? undefined : `at most ${maxlen} characters, not ${length}`;
}

function checkInteger(value: string, ranges: { min: number; max: number }[]): string | undefined {
  if (!/^[-+]?\d+$/.test(value)) return `a whole number, not "${value}"`;
  const number = Number(value);
  const inside = ranges.some(({ min, max }) => number >= min && number <= max);
  return inside ? undefined : `${rangeText(ranges)}, not ${value}`;
}

/**
 * Says what the type expects of a value that does not fit ("at most 5 characters, not 7"), or undefined when it fits.
 * The texts `true`/`false` are no values of a bool type unless it names them: a camera compares with the two texts given.
 */
export function check(type: string | ParameterType, value: string): string | undefined {
  const parsed = typeof type === 'string' ? parseType(type) : type;
  switch (parsed.kind) {
    case 'string':
    case 'password':
      return tooLong(value, parsed.maxlen);
    case 'int':
      return tooLong(value, parsed.maxlen) ?? checkInteger(value, parsed.ranges);
    case 'bool': {
      const fits = value === parsed.unchecked || value === parsed.checked;
      return fits ? undefined : `"${parsed.unchecked}" or "${parsed.checked}", not "${value}"`;
    }
    case 'enum': {
      const known = parsed.options.map((option) => option.value);
      return known.includes(value) ? undefined : `one of ${known.join(', ')}, not "${value}"`;
    }
    case 'unknown':
      return undefined;
  }
}
