// The words in which the table of manifest fields is written. A field stands there once, with the schema versions in which it and each of
// its rules hold; the schemas of all versions are made from that, so they cannot drift apart.

/** Versions in which something holds: from `since` (the first schema when absent) until before `until` (never ends when absent). */
export interface Span {
  since?: string;
  until?: string;
}

/** Rules for a text. Of the limits that hold in one version `enum`s add up; any other keyword may stand in one of them only. */
export interface TextLimit extends Span {
  /** As Python reads it: `\w` and `\d` are letters and digits of every script. */
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  enum?: readonly string[];
  format?: 'uri-reference';
  /** The rule in words; follows the description of the field. */
  says?: string;
}

/** Rules for the number of items of a list. */
export interface ListLimit extends Span {
  minItems?: number;
  says?: string;
}

/** Rules for the number of fields of an object. */
export interface GroupLimit extends Span {
  minProperties?: number;
  says?: string;
}

interface Entry extends Span {
  /** A few words, as a heading in an editor. */
  title: string;
  /** What it means, in which unit or format, and what the camera does with it. Plain text. */
  description: string;
  /** Whether the parent needs it: always, or in these versions. Optional when absent. */
  required?: true | Span;
}

export interface TextEntry extends Entry {
  type: 'string';
  /** Values for an editor to offer; legal in every version that has the field. */
  examples?: readonly string[];
  limits?: readonly TextLimit[];
}

export interface FlagEntry extends Entry {
  type: 'boolean';
}

export interface ListEntry extends Entry {
  type: 'array';
  /** The shapes that an item may have; one of those that exist in the version. */
  items: readonly FieldEntry[];
  limits?: readonly ListLimit[];
}

export interface GroupEntry extends Entry {
  type: 'object';
  fields: FieldTable;
  limits?: readonly GroupLimit[];
  conditions?: readonly Condition[];
}

/** A field that must be there when another one has a certain value. Both are a group of the object and a field in that group. */
export interface Condition extends Span {
  when: readonly [group: string, field: string];
  is: string;
  needs: readonly [group: string, field: string];
}

export type FieldEntry = TextEntry | FlagEntry | ListEntry | GroupEntry;

/** Fields of an object by name, in the order in which a manifest is usually written. */
export type FieldTable = Readonly<Record<string, FieldEntry>>;

/** A text. */
export const text = (facts: Omit<TextEntry, 'type'>): TextEntry => ({ type: 'string', ...facts });

/** True or false. */
export const flag = (facts: Omit<FlagEntry, 'type'>): FlagEntry => ({ type: 'boolean', ...facts });

/** A list whose items have one of the given shapes. */
export const list = (facts: Omit<ListEntry, 'type'>): ListEntry => ({ type: 'array', ...facts });

/** An object with exactly these fields. */
export const group = (facts: Omit<GroupEntry, 'type'>): GroupEntry => ({ type: 'object', ...facts });

/** Groups of a camera that schema 2.x names. Source: Axis' notes on upgrading a manifest to 2.0. */
export const linuxGroups: readonly string[] = [
  'admin',
  'audiod',
  'gpu',
  'hidraw',
  'operator',
  'pipewire',
  'ptzadm',
  'sdk',
  'storage',
  'video',
  'viewer',
];
