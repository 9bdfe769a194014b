// The app's parameters for JavaScript. Every call answers with a promise; the work is done on a worker thread, so the deadlock of the C
// API (a call inside its own callback) cannot happen here.
import { addon, type NativeParameters } from './addon.js';
import { AsyncQueue } from './async-queue.js';
import { invalidArgument } from './checks.js';

export interface ParameterChange {
  /** As the app knows it, without `root.<App>.`. */
  name: string;
  value: string;
}

const waitingChangesMax = 1000;

/** One connection to the parameters of this app; a process has one. Close it, or the process stays alive. */
export class Parameters implements Disposable {
  readonly #native: NativeParameters;
  readonly #queues = new Set<AsyncQueue<ParameterChange>>();

  constructor(appName: string) {
    this.#native = new (addon().Parameters)(appName);
  }

  /** `name` is the app's own (`Sensitivity`) or qualified (`root.Properties.System.SerialNumber`). */
  get(name: string): Promise<string> {
    return this.#native.get(name);
  }

  /** @param sync false puts off the write to flash and the callbacks until the next synced set */
  set(name: string, value: string, sync = true): Promise<void> {
    return this.#native.set(name, value, sync);
  }

  /** @param type such as `int:min=0;max=100`, `bool:no,yes`, `enum:low,high` */
  add(name: string, value: string, type = 'string'): Promise<void> {
    return this.#native.add(name, value, type);
  }

  remove(name: string): Promise<void> {
    return this.#native.remove(name);
  }

  list(): Promise<string[]> {
    return this.#native.list();
  }

  /** Changes of one parameter from now on, made by anyone. Ends when the connection is closed. */
  async changes(name: string): Promise<AsyncIterable<ParameterChange>> {
    const queue = new AsyncQueue<ParameterChange>(waitingChangesMax);
    await this.#native.onChange(name, (qualified, value) =>
      queue.push({ name: qualified.split('.').slice(2).join('.'), value }),
    );
    this.#queues.add(queue);
    return queue;
  }

  close(): void {
    this.#native.close();
    for (const queue of this.#queues) queue.end();
    this.#queues.clear();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens the parameters of this app. @param appName as in manifest.json */
export function openParameters(appName: string): Parameters {
  if (typeof appName !== 'string' || appName === '')
    throw invalidArgument('appName', "the manifest's appName", appName);
  return new Parameters(appName);
}
