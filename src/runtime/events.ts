// Events for JavaScript. A topic is written as on the camera's other interfaces: 'tns1:Device/tnsaxis:IO/Port'.
import { addon, type NativeEvents, type NativeItem } from './addon.js';
import { AsyncQueue } from './async-queue.js';
import { checkOneOf, invalidArgument } from './checks.js';

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

/** The connection that declarations and subscriptions belong to; with it they end. */
interface Connection {
  readonly native: NativeEvents;
  closed: boolean;
}

const nativeTypes = { int: 'i', bool: 'b', double: 'd', string: 's' } as const;

/** 'tns1:A/tnsaxis:B/C' → one item per level; a level without a namespace takes the one before it. */
export function topicItems(topic: string): NativeItem[] {
  if (typeof topic !== 'string') throw invalidArgument('topic', 'a text', topic);
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

const int32 = (value: unknown): boolean => typeof value === 'number' && (value | 0) === value;

const valueChecks: Record<EventValueType, { expected: string; holds: (value: unknown) => boolean }> = {
  int: { expected: 'a whole number of 32 bits', holds: int32 },
  double: { expected: 'a number', holds: (value) => typeof value === 'number' && Number.isFinite(value) },
  bool: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  string: { expected: 'a text', holds: (value) => typeof value === 'string' },
};

function keyItem(key: string, facts: EventKey, value: EventValue | undefined): NativeItem {
  const { type, source = false, data = false, niceName } = facts;
  checkOneOf(`the type of ${key}`, type, Object.keys(nativeTypes));
  const { expected, holds } = valueChecks[type];
  if (value !== undefined && !holds(value)) throw invalidArgument(key, expected, value);
  return {
    key,
    namespace: null,
    type: nativeTypes[type],
    value: value ?? null,
    source,
    data,
    ...(niceName ? { niceKey: niceName } : {}),
  };
}

/** An event that may be sent. */
export class DeclaredEvent implements Disposable {
  readonly #connection: Connection;
  readonly #number: number;
  readonly #declaration: EventDeclaration;
  #ended = false;

  constructor(connection: Connection, number: number, declaration: EventDeclaration) {
    this.#connection = connection;
    this.#number = number;
    this.#declaration = declaration;
  }

  /** Sends the event now; `values` may name only what changes. */
  send(values: Record<string, EventValue>): void {
    const { keys } = this.#declaration;
    const items = Object.entries(values).map(([key, value]) => {
      checkOneOf('a key of values', key, Object.keys(keys));
      return keyItem(key, { type: (keys[key] as EventKey).type }, value);
    });
    this.#connection.native.send(this.#number, items);
  }

  /** Takes the declaration back. Doing it again, or after the connection's end, is harmless. */
  [Symbol.dispose](): void {
    if (this.#ended || this.#connection.closed) return;
    this.#ended = true;
    this.#connection.native.undeclare(this.#number);
  }
}

/** Incoming events: iterate them, or dispose to end. */
export class EventSubscription implements AsyncIterable<CameraEvent>, Disposable {
  readonly #queue = new AsyncQueue<CameraEvent>(waitingEventsMax);
  readonly #connection: Connection;
  readonly #number: number;
  readonly #left: (subscription: EventSubscription) => void;
  #ended = false;

  /** @param left is called when the subscription ends */
  constructor(
    connection: Connection,
    topic: string,
    keys: Record<string, EventKey>,
    left: (subscription: EventSubscription) => void,
  ) {
    this.#connection = connection;
    this.#left = left;
    const wanted = Object.entries(keys).map(([key, facts]) => keyItem(key, facts, undefined));
    const filter = Object.entries(keys).filter(([, facts]) => facts.value !== undefined);
    this.#number = connection.native.subscribe(
      [...topicItems(topic), ...filter.map(([key, facts]) => keyItem(key, facts, facts.value))],
      wanted,
      (items, timestampMs) => this.#queue.push(toEvent(items, timestampMs)),
    );
  }

  /** Events that were dropped because the loop was too slow. */
  get dropped(): number {
    return this.#queue.dropped;
  }

  [Symbol.asyncIterator](): AsyncIterator<CameraEvent> {
    return this.#queue[Symbol.asyncIterator]();
  }

  /** Ends the subscription and its loops. Doing it again, or after the connection's end, is harmless. */
  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue.end();
    this.#left(this);
    if (!this.#connection.closed) this.#connection.native.unsubscribe(this.#number);
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
  readonly #connection: Connection = { native: new (addon().Events)(), closed: false };
  readonly #subscriptions = new Set<EventSubscription>();
  /** Rejections of declarations that are not complete yet. */
  readonly #declaring = new Set<(error: Error) => void>();

  /** Declares an event; resolves when it may be sent. */
  async declare(declaration: EventDeclaration): Promise<DeclaredEvent> {
    const topic = topicItems(declaration.topic);
    const last = topic.at(-1);
    if (last && declaration.niceName) last.niceValue = declaration.niceName;
    const keys = Object.entries(declaration.keys).map(([key, facts]) => keyItem(key, facts, facts.value));
    const number = await this.#complete([...topic, ...keys], declaration.stateless ?? false);
    return new DeclaredEvent(this.#connection, number, declaration);
  }

  /** The number of the declaration, once the camera has completed it. */
  #complete(items: NativeItem[], stateless: boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const complete = () => {
        this.#declaring.delete(reject);
        resolve(number);
      };
      const number = this.#connection.native.declare(items, stateless, complete);
      this.#declaring.add(reject);
    });
  }

  /** Subscribes to a topic. `keys` says which values to read; a key with a value also filters. */
  subscribe(topic: string, keys: Record<string, EventKey> = {}): EventSubscription {
    const left = (ended: EventSubscription) => this.#subscriptions.delete(ended);
    const subscription = new EventSubscription(this.#connection, topic, keys, left);
    this.#subscriptions.add(subscription);
    return subscription;
  }

  /** Ends all declarations and subscriptions, with their loops. Doing it again is harmless. */
  close(): void {
    this.#connection.closed = true;
    this.#connection.native.close();
    for (const subscription of this.#subscriptions) subscription.close();
    for (const reject of this.#declaring)
      reject(new Error("the connection to the camera's events was closed"));
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Connects to the camera's events. Throws with the camera's words when the event system is not there. */
export const openEvents = (): Events => new Events();
