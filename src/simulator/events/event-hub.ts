// The event bus of the simulated camera as pure logic: who declared what, its current state, and who wants to hear of it. Apps
// reach it through the D-Bus service, the web endpoints and the scenario player directly.
import { EventEmitter } from 'node:events';
import {
  checkedItems,
  EventError,
  type EventItem,
  eventLimits,
  isTopicItem,
  matches,
  sameKey,
  topicOf,
} from './event-item.js';

/** `initialized`: the current value of a stateful event, given when it is declared or subscribed to. `deleted`: undeclared. */
export type EventOperation = 'initialized' | 'changed' | 'deleted';

export interface HubEvent {
  /** `tns1:A/tnsaxis:B`. */
  topic: string;
  stateful: boolean;
  operation: EventOperation;
  items: EventItem[];
  /** Milliseconds since 1970, with microseconds as fractions. */
  timestamp: number;
  owner: string;
  declaration: number;
}

export interface Declaration {
  id: number;
  /** Unique bus name of the app's connection, or a name chosen by a part of the simulated camera. */
  owner: string;
  topic: string;
  stateless: boolean;
  /** Key that makes the event stateful, as named by `ax_event_handler_declare2`. */
  propertyName: string | null;
  /** Current values of a stateful event, declared values of a stateless one. */
  items: EventItem[];
  /** Time of the last change, in milliseconds since 1970. */
  timestamp: number;
}

export interface DeclareOptions {
  stateless: boolean;
  propertyName?: string;
}

export type Deliver = (event: HubEvent) => void;

interface Subscription {
  owner: string;
  filter: EventItem[];
  deliver: Deliver;
}

type HubEvents = { event: [HubEvent]; declared: [Declaration]; undeclared: [Declaration] };

/** A property whose data has no value yet is not announced: there is nothing to read in it. */
function hasState(items: EventItem[]): boolean {
  const marked = items.filter((item) => item.data);
  const data = marked.length > 0 ? marked : items.filter((item) => !item.source && !isTopicItem(item));
  return data.length === 0 || data.some((item) => item.value !== null);
}

function merge(declared: EventItem[], sent: EventItem[]): EventItem[] {
  for (const item of sent) {
    const target = declared.find((one) => sameKey(one, item));
    if (!target) throw new EventError('invalid', `the key ${item.key} was not declared`);
    if (target.type !== item.type)
      throw new EventError('invalid', `the key ${item.key} was declared as ${target.type}, not ${item.type}`);
  }
  return declared.map((item) => {
    const change = sent.find((one) => sameKey(one, item));
    return change?.value === undefined || change.value === null ? item : { ...item, value: change.value };
  });
}

export class EventHub extends EventEmitter<HubEvents> {
  readonly #declarations = new Map<number, Declaration>();
  readonly #subscriptions = new Map<number, Subscription>();
  readonly #recent: HubEvent[] = [];
  #nextId = 1;

  /**
   * Declares an event and announces its initial state to those who subscribed before. Two declarations of one topic are allowed,
   * as on a camera, where they differ in their source.
   */
  declare(owner: string, items: EventItem[], options: DeclareOptions): number {
    this.#checkRoom(this.#declarations.values(), owner, 'declarations');
    const checked = checkedItems(items);
    const propertyName = options.propertyName ?? null;
    if (propertyName !== null && !checked.some((item) => item.key === propertyName))
      throw new EventError(
        'invalid',
        `the set has no key ${propertyName} that could make the event stateful`,
      );
    const id = this.#nextId++;
    const base = { id, owner, topic: topicOf(checked), stateless: options.stateless, propertyName };
    const declaration = { ...base, items: checked, timestamp: Date.now() };
    this.#declarations.set(id, declaration);
    this.emit('declared', copyOf(declaration));
    if (!options.stateless && hasState(checked)) this.#announce(declaration, 'initialized', checked);
    return id;
  }

  /** Takes a declaration back; the state is forgotten. */
  undeclare(owner: string, id: number): void {
    const declaration = this.#declaration(owner, id);
    this.#declarations.delete(id);
    if (!declaration.stateless) this.#record(eventOf(declaration, 'deleted', declaration.items, Date.now()));
    this.emit('undeclared', copyOf(declaration));
  }

  /**
   * Sends an event. The items may be only those that change; the others come from the state (stateful) or from the declaration
   * (stateless). A key that was not declared, or with another type, is `invalid`.
   */
  send(owner: string, id: number, items: EventItem[], timestampMs: number = Date.now()): void {
    const declaration = this.#declaration(owner, id);
    const merged = merge(declaration.items, checkedItems(items));
    declaration.timestamp = timestampMs;
    if (!declaration.stateless) declaration.items = merged;
    this.#announce(declaration, 'changed', merged);
  }

  /** Subscribes; the current states that match are delivered before this returns. `deliver` must not throw. */
  subscribe(owner: string, filter: EventItem[], deliver: Deliver): number {
    this.#checkRoom(this.#subscriptions.values(), owner, 'subscriptions');
    const checked = checkedItems(filter);
    const id = this.#nextId++;
    this.#subscriptions.set(id, { owner, filter: checked, deliver });
    for (const declaration of [...this.#declarations.values()]) {
      const { stateless, items, timestamp } = declaration;
      if (stateless || !hasState(items) || !matches(checked, items)) continue;
      deliver(eventOf(declaration, 'initialized', items, timestamp));
    }
    return id;
  }

  unsubscribe(owner: string, id: number): void {
    if (this.#subscriptions.get(id)?.owner !== owner)
      throw new EventError('not-found', `${owner} has no subscription ${id}`);
    this.#subscriptions.delete(id);
  }

  /** Takes back all that an owner declared and subscribed to, as when its process ends. */
  dropOwner(owner: string): void {
    for (const [id, subscription] of this.#subscriptions)
      if (subscription.owner === owner) this.#subscriptions.delete(id);
    for (const [id, declaration] of [...this.#declarations])
      if (declaration.owner === owner) this.undeclare(owner, id);
  }

  /** All declarations with their current state, oldest first. */
  declarations(): Declaration[] {
    return [...this.#declarations.values()].map(copyOf);
  }

  /** Number of subscriptions, for tests and the page. */
  subscriptionCount(): number {
    return this.#subscriptions.size;
  }

  /** The latest events, oldest first; at most 200, older ones are forgotten. */
  recent(): HubEvent[] {
    return [...this.#recent];
  }

  #declaration(owner: string, id: number): Declaration {
    const declaration = this.#declarations.get(id);
    if (declaration?.owner === owner) return declaration;
    throw new EventError('not-found', `${owner} has no declaration ${id}`);
  }

  #announce(declaration: Declaration, operation: EventOperation, items: EventItem[]): void {
    const event = eventOf(declaration, operation, items, declaration.timestamp);
    this.#record(event);
    for (const subscription of [...this.#subscriptions.values()])
      if (matches(subscription.filter, items)) subscription.deliver(event);
  }

  #record(event: HubEvent): void {
    this.#recent.push(event);
    if (this.#recent.length > eventLimits.recent) this.#recent.shift();
    this.emit('event', event);
  }

  #checkRoom(all: Iterable<{ owner: string }>, owner: string, what: 'declarations' | 'subscriptions'): void {
    const owners = [...all].map((one) => one.owner);
    const own = owners.filter((one) => one === owner).length;
    const ownMax =
      what === 'declarations' ? eventLimits.declarationsPerOwner : eventLimits.subscriptionsPerOwner;
    if (own >= ownMax) throw new EventError('limit', `${owner} has ${own} ${what}, the limit`);
    if (owners.length >= eventLimits[what])
      throw new EventError('limit', `there are ${owners.length} ${what}, the limit`);
  }
}

function copyOf(declaration: Declaration): Declaration {
  return { ...declaration, items: declaration.items.map((item) => ({ ...item })) };
}

function eventOf(
  from: Declaration,
  operation: EventOperation,
  items: EventItem[],
  timestamp: number,
): HubEvent {
  const { topic, stateless, owner, id: declaration } = from;
  const copies = items.map((item) => ({ ...item }));
  return { topic, stateful: !stateless, operation, items: copies, timestamp, owner, declaration };
}
