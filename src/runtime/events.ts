// Events for JavaScript. A topic is written as on the camera's other interfaces: 'tns1:Device/tnsaxis:IO/Port'.
import { addon, type NativeEvents, type NativeItem } from './addon.js';
import { AsyncQueue } from './async-queue.js';
import { invalidArgument } from './checks.js';

export type EventValue = number | boolean | string;
export type EventValueType = 'int' | 'bool' | 'double' | 'string';

/** A key of an event besides its topic. */
export interface EventKey {
  type: EventValueType;
  /** Initial value of a declared event, wanted value in a subscription. */
  value?: EventValue;
  /** Says which instance sent the event (at most one key). */
  source?: boolean;
  /** Says what happened (exactly one key). */
  data?: boolean;
  /** Text shown to users. */
  niceName?: string;
}

export interface EventDeclaration {
  topic: string;
  /** Text of the last topic level, shown to users. */
  niceName?: string;
  /** A pulse; without it the event is a state that has a value at any time. */
  stateless?: boolean;
  keys: Record<string, EventKey>;
}

export interface CameraEvent {
  topic: string;
  /** When the event was sent. */
  time: Date;
  values: Record<string, EventValue | null>;
}

/** Events that wait for a slow loop; the oldest is dropped beyond that. */
const waitingEventsMax = 1000;

const nativeTypes = { int: 'i', bool: 'b', double: 'd', string: 's' } as const;

/** 'tns1:A/tnsaxis:B/C' → one item per level; a level without a namespace takes the one before it. */
export function topicItems(topic: string): NativeItem[] {
  let namespace: string | null = null;
  return topic.split('/').map((level, index) => {
    const match = /^(?:(tns1|tnsaxis):)?([^:/]+)$/.exec(level);
    if (!match?.[2]) throw invalidArgument('topic', "levels such as 'tns1:Device' separated by '/'", topic);
    namespace = match[1] ?? namespace;
    return { key: `topic${index}`, namespace, type: 's', value: match[2] };
  });
}

function topicText(items: NativeItem[]): string {
  const levels = items.filter((item) => /^topic\d+$/.test(item.key));
  return levels
    .map((item) => (item.namespace ? `${item.namespace}:${item.value}` : String(item.value)))
    .join('/');
}

function keyItem(key: string, facts: EventKey, value: EventValue | undefined): NativeItem {
  const { source = false, data = false, niceName } = facts;
  return {
    key,
    namespace: null,
    type: nativeTypes[facts.type],
    value: value ?? null,
    source,
    data,
    ...(niceName ? { niceKey: niceName } : {}),
  };
}

/** An event that may be sent. */
export class DeclaredEvent implements Disposable {
  readonly #native: NativeEvents;
  readonly #number: number;
  readonly #declaration: EventDeclaration;

  constructor(native: NativeEvents, number: number, declaration: EventDeclaration) {
    this.#native = native;
    this.#number = number;
    this.#declaration = declaration;
  }

  /** Sends the event now; `values` may name only what changes. */
  send(values: Record<string, EventValue>): void {
    const items = Object.entries(values).map(([key, value]) => {
      const facts = this.#declaration.keys[key];
      if (!facts)
        throw invalidArgument('values', `keys among ${Object.keys(this.#declaration.keys).join(', ')}`, key);
      return keyItem(key, { type: facts.type }, value);
    });
    this.#native.send(this.#number, items);
  }

  [Symbol.dispose](): void {
    this.#native.undeclare(this.#number);
  }
}

/** Incoming events: iterate them, or dispose to end. */
export class EventSubscription implements AsyncIterable<CameraEvent>, Disposable {
  readonly #queue = new AsyncQueue<CameraEvent>(waitingEventsMax);
  #end: () => void = () => undefined;

  constructor(native: NativeEvents, topic: string, keys: Record<string, EventKey>) {
    const wanted = Object.entries(keys).map(([key, facts]) => keyItem(key, facts, undefined));
    const filter = Object.entries(keys).filter(([, facts]) => facts.value !== undefined);
    const number = native.subscribe(
      [...topicItems(topic), ...filter.map(([key, facts]) => keyItem(key, facts, facts.value))],
      wanted,
      (items, timestampMs) => this.#queue.push(toEvent(items, timestampMs)),
    );
    this.#end = () => native.unsubscribe(number);
  }

  /** Events that were dropped because the loop was too slow. */
  get dropped(): number {
    return this.#queue.dropped;
  }

  [Symbol.asyncIterator](): AsyncIterator<CameraEvent> {
    return this.#queue[Symbol.asyncIterator]();
  }

  close(): void {
    this.#end();
    this.#end = () => undefined;
    this.#queue.end();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

function toEvent(items: NativeItem[], timestampMs: number): CameraEvent {
  const values = items.filter((item) => !/^topic\d+$/.test(item.key)).map((item) => [item.key, item.value]);
  return { topic: topicText(items), time: new Date(timestampMs), values: Object.fromEntries(values) };
}

/** One connection to the camera's events. Close it, or the process stays alive. */
export class Events implements Disposable {
  readonly #native: NativeEvents = new (addon().Events)();

  /** Declares an event; resolves when it may be sent. */
  async declare(declaration: EventDeclaration): Promise<DeclaredEvent> {
    const topic = topicItems(declaration.topic);
    const last = topic.at(-1);
    if (last && declaration.niceName) last.niceValue = declaration.niceName;
    const keys = Object.entries(declaration.keys).map(([key, facts]) => keyItem(key, facts, facts.value));
    const number = await new Promise<number>((resolve, reject) => {
      try {
        const made = this.#native.declare([...topic, ...keys], declaration.stateless ?? false, () =>
          resolve(made),
        );
      } catch (error) {
        reject(error);
      }
    });
    return new DeclaredEvent(this.#native, number, declaration);
  }

  /** Subscribes to a topic. `keys` says which values to read; a key with a value also filters. */
  subscribe(topic: string, keys: Record<string, EventKey> = {}): EventSubscription {
    return new EventSubscription(this.#native, topic, keys);
  }

  close(): void {
    this.#native.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Connects to the camera's events. Throws with the camera's words when the event system is not there. */
export const openEvents = (): Events => new Events();
