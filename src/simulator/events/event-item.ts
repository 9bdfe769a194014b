// Keys and values of events: what both sides of the hub exchange, the topic made of them, and the rule by which a filter matches.

export type EventValueType = 'int' | 'bool' | 'double' | 'string' | 'element';

/** One key with its value and marks. Values are text: bool `0`/`1`, double with a decimal point, element as XML. */
export interface EventItem {
  key: string;
  /** `tns1`, `tnsaxis` or null. */
  namespace: string | null;
  type: EventValueType;
  /** null: any (filter) or not set yet (declaration). */
  value: string | null;
  source: boolean;
  data: boolean;
  /** `isApplicationData`, `wstype:xs:float` … */
  userTag: string | null;
  niceKey: string | null;
  niceValue: string | null;
}

/** Beyond a limit a call fails with the reason `limit`. Ours: those of a camera are not published. */
export const eventLimits = {
  declarations: 5000,
  declarationsPerOwner: 500,
  subscriptions: 5000,
  subscriptionsPerOwner: 500,
  itemsPerSet: 100,
  /** Of all texts in one set together. */
  bytesPerSet: 65_536,
  recent: 200,
};

export type EventReason = 'not-found' | 'invalid' | 'limit';

/** An event could not be declared, sent or subscribed to. */
export class EventError extends Error {
  readonly reason: EventReason;

  constructor(reason: EventReason, message: string) {
    super(message);
    this.name = 'EventError';
    this.reason = reason;
  }
}

/** An item without marks; `extra` adds them. */
export function eventItem(
  key: string,
  namespace: string | null,
  type: EventValueType,
  value: string | null,
  extra: Partial<EventItem> = {},
): EventItem {
  const marks = { source: false, data: false, userTag: null, niceKey: null, niceValue: null };
  return { key, namespace, type, value, ...marks, ...extra };
}

const topicKey = /^topic(\d{1,3})$/;

export function isTopicItem(item: EventItem): boolean {
  return topicKey.test(item.key);
}

/** `tns1:A/tnsaxis:B` from the keys topic0, topic1 …; empty when there is none. A key without a namespace has no prefix. */
export function topicOf(items: EventItem[]): string {
  return items
    .flatMap((item) => {
      const match = topicKey.exec(item.key);
      return match && item.value !== null ? [{ place: Number(match[1]), item }] : [];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => (item.namespace === null ? item.value : `${item.namespace}:${item.value}`))
    .join('/');
}

function sameValue(type: EventValueType, a: string, b: string): boolean {
  return a === b || (type === 'double' && Number(a) === Number(b));
}

function itemMatches(wanted: EventItem, item: EventItem): boolean {
  if (wanted.key !== item.key) return false;
  if (wanted.namespace !== null && wanted.namespace !== item.namespace) return false;
  if (wanted.value === null) return true;
  return wanted.type === item.type && item.value !== null && sameValue(item.type, wanted.value, item.value);
}

/**
 * Whether an event passes a filter: each key of the filter must be in the event (a namespace of null is any namespace), with the
 * same value if the filter has one; keys the filter does not name are ignored. An empty filter takes everything.
 */
export function matches(filter: EventItem[], items: EventItem[]): boolean {
  return filter.every((wanted) => items.some((item) => itemMatches(wanted, item)));
}

/** Whether two items are the same key: name and namespace, where null is a namespace of its own. */
export function sameKey(a: EventItem, b: EventItem): boolean {
  return a.key === b.key && a.namespace === b.namespace;
}

function normalValue({ key, type, value }: EventItem): string | null {
  if (value === null) return null;
  if (type === 'bool') {
    const text = { true: '1', false: '0', '1': '1', '0': '0' }[value];
    if (text !== undefined) return text;
  } else if (type === 'int') {
    if (/^[-+]?\d{1,10}$/.test(value)) return String(Number(value));
  } else if (type !== 'double' || /^[-+]?(nan|inf(inity)?)$/i.test(value) || !Number.isNaN(Number(value))) {
    return value;
  }
  throw new EventError('invalid', `the value "${value}" of the key ${key} is not of type ${type}`);
}

/** A checked copy: limits, no key twice, values that fit their type (true/false become 1/0). */
export function checkedItems(items: EventItem[]): EventItem[] {
  if (items.length > eventLimits.itemsPerSet)
    throw new EventError('limit', `a set of ${items.length} keys; the limit is ${eventLimits.itemsPerSet}`);
  const seen = new Set<string>();
  let bytes = 0;
  const copies = items.map((item) => {
    const id = `${item.namespace ?? ''}:${item.key}`;
    if (item.key === '') throw new EventError('invalid', 'a key without a name');
    if (seen.has(id)) throw new EventError('invalid', `the key ${id} is there twice`);
    seen.add(id);
    for (const text of [item.key, item.namespace, item.value, item.userTag, item.niceKey, item.niceValue])
      bytes += text === null ? 0 : Buffer.byteLength(text);
    return { ...item, value: normalValue(item) };
  });
  if (bytes > eventLimits.bytesPerSet)
    throw new EventError('limit', `a set of ${bytes} bytes; the limit is ${eventLimits.bytesPerSet}`);
  return copies;
}
