// The app's parameters for JavaScript. Every call answers with a promise; the work is done on a worker thread, so the deadlock of the C
// API (a call inside its own callback) cannot happen here.
import { addon, type NativeParameters } from './addon.js';
import { AsyncQueue } from './async-queue.js';
import { checkText, invalidArgument } from './checks.js';

export interface ParameterChange {
  /** As the app knows it, without `root.<App>.`. */
  name: string;
  value: string;
}

/** Changes that wait for a slow loop; the oldest is dropped beyond that. */
const waitingChangesMax = 1000;

/** Those who follow one parameter: the camera's library takes one callback for each name. */
interface Followers {
  queues: Set<AsyncQueue<ParameterChange>>;
  /** Settles when the camera calls back. */
  registered: Promise<void>;
}

/** One connection to the parameters of this app; a process has one. Close it, or the process stays alive. */
export class Parameters implements Disposable {
  readonly #native: NativeParameters;
  readonly #followers = new Map<string, Followers>();

  constructor(appName: string) {
    this.#native = new (addon().Parameters)(appName);
  }

  /** `name` is the app's own (`Sensitivity`) or qualified (`root.Properties.System.SerialNumber`). */
  async get(name: string): Promise<string> {
    checkText('name', name);
    return this.#native.get(name);
  }

  /** @param sync false puts off the write to flash and the callbacks until the next synced set */
  async set(name: string, value: string, sync = true): Promise<void> {
    checkText('name', name);
    checkText('value', value);
    return this.#native.set(name, value, sync);
  }

  /** @param type such as `int:min=0;max=100`, `bool:no,yes`, `enum:low,high` */
  async add(name: string, value: string, type = 'string'): Promise<void> {
    checkText('name', name);
    checkText('value', value);
    checkText('type', type);
    return this.#native.add(name, value, type);
  }

  async remove(name: string): Promise<void> {
    checkText('name', name);
    return this.#native.remove(name);
  }

  async list(): Promise<string[]> {
    return this.#native.list();
  }

  /** Changes of one parameter from now on, made by anyone. Ends when its loop is left or the connection is closed. */
  async changes(name: string): Promise<AsyncIterable<ParameterChange>> {
    checkText('name', name);
    const queue = new AsyncQueue<ParameterChange>(waitingChangesMax);
    const { queues, registered } = this.#followersOf(name);
    queues.add(queue);
    await registered;
    return follow(queue, queues);
  }

  #followersOf(name: string): Followers {
    const present = this.#followers.get(name);
    if (present) return present;
    // The function is held by the addon, and holds this object: a connection that is followed is not collected.
    const registered = this.#native.onChange(name, (qualified, value) =>
      this.#changed(name, qualified, value),
    );
    const followers = { queues: new Set<AsyncQueue<ParameterChange>>(), registered };
    this.#followers.set(name, followers);
    registered.catch(() => this.#followers.delete(name));
    return followers;
  }

  #changed(name: string, qualified: string, value: string): void {
    const change = { name: qualified.split('.').slice(2).join('.'), value };
    for (const queue of this.#followers.get(name)?.queues ?? []) queue.push(change);
  }

  close(): void {
    this.#native.close();
    for (const { queues } of this.#followers.values()) for (const queue of queues) queue.end();
    this.#followers.clear();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

async function* follow<T>(queue: AsyncQueue<T>, queues: Set<AsyncQueue<T>>): AsyncGenerator<T> {
  try {
    yield* queue;
  } finally {
    queues.delete(queue);
  }
}

/** Opens the parameters of this app. @param appName as in manifest.json */
export function openParameters(appName: string): Parameters {
  if (typeof appName !== 'string' || appName === '')
    throw invalidArgument('appName', "the manifest's appName", appName);
  return new Parameters(appName);
}
