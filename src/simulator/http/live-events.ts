// /acapkit/events: what happens in the camera as server-sent events, for the page and the CLI. Kinds: `log`, `event`, `parameter`,
// `apps`, `stats`. A client that reads too slowly is dropped; it connects again by itself and gets the recent lines anew.
import type { ServerResponse } from 'node:http';
import type { Apps } from '../apps.js';
import type { EventHub } from '../events/event-hub.js';
import type { SystemLog } from '../log/system-log.js';
import type { ParameterStore } from '../parameters/parameter-store.js';
import { type Endpoint, HttpError } from './exchange.js';
import { appsView, eventView, type StatsSource } from './page-views.js';
import { shownValue } from './param.js';

export interface LiveEventsOptions {
  apps: Apps;
  log: SystemLog;
  parameters: ParameterStore;
  events: EventHub;
  stats: StatsSource;
  /** Time between two `stats`. */
  statsIntervalMs?: number;
}

/** Clients at a time (further ones get 503), text waiting for one client (beyond it the client is dropped), lines given at first. */
export const liveLimits = { clients: 32, waitingBytes: 1024 * 1024, recentLines: 500 };

export class LiveEvents {
  readonly #options: LiveEventsOptions;
  readonly #clients = new Set<ServerResponse>();
  readonly #timer: NodeJS.Timeout;
  readonly #detach: () => void;
  #appsDue = false;
  #measuring = false;

  constructor(options: LiveEventsOptions) {
    this.#options = options;
    const { apps, log, parameters, events } = options;
    const onLog = (entry: unknown) => this.#send('log', entry);
    const onEvent = (event: Parameters<typeof eventView>[0]) => this.#send('event', eventView(event));
    const onParameter = ({ name, value }: { name: string; value: string }) =>
      this.#send('parameter', { name, value: shownValue(parameters.typeOf(name), value) });
    const onApps = () => this.#appsSoon();
    log.on('entry', onLog);
    events.on('event', onEvent);
    parameters.on('changed', onParameter);
    apps.on('changed', onApps);
    this.#detach = () => {
      log.off('entry', onLog);
      events.off('event', onEvent);
      parameters.off('changed', onParameter);
      apps.off('changed', onApps);
    };
    this.#timer = setInterval(() => void this.#measure(), options.statsIntervalMs ?? 1000);
    this.#timer.unref();
  }

  endpoint(): Endpoint {
    return { role: 'admin', methods: ['GET'], handle: ({ response }) => this.#connect(response) };
  }

  /** Ends all clients. */
  close(): void {
    clearInterval(this.#timer);
    this.#detach();
    for (const client of this.#clients) client.destroy();
    this.#clients.clear();
  }

  #connect(response: ServerResponse): void {
    if (this.#clients.size >= liveLimits.clients)
      throw new HttpError(503, `more than ${liveLimits.clients} clients`);
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 1000\n\n');
    this.#clients.add(response);
    response.once('close', () => this.#clients.delete(response));
    const { apps, log, events } = this.#options;
    this.#write(response, 'apps', appsView(apps));
    this.#write(response, 'recent', {
      log: log.recent({ limit: liveLimits.recentLines }),
      events: events.recent().slice(-liveLimits.recentLines).map(eventView),
    });
    void this.#measure();
  }

  #send(kind: string, value: unknown): void {
    if (this.#clients.size === 0) return;
    const text = encode(kind, value);
    for (const client of this.#clients) this.#deliver(client, text);
  }

  #write(client: ServerResponse, kind: string, value: unknown): void {
    this.#deliver(client, encode(kind, value));
  }

  #deliver(client: ServerResponse, text: string): void {
    if (client.writableLength > liveLimits.waitingBytes) {
      this.#clients.delete(client);
      client.destroy();
      return;
    }
    client.write(text);
  }

  /** Several changes of one moment make one message. */
  #appsSoon(): void {
    if (this.#appsDue) return;
    this.#appsDue = true;
    setImmediate(() => {
      this.#appsDue = false;
      this.#send('apps', appsView(this.#options.apps));
    });
  }

  async #measure(): Promise<void> {
    if (this.#clients.size === 0 || this.#measuring) return;
    this.#measuring = true;
    try {
      this.#send('stats', await this.#options.stats());
    } finally {
      this.#measuring = false;
    }
  }
}

function encode(kind: string, value: unknown): string {
  return `event: ${kind}\ndata: ${JSON.stringify(value)}\n\n`;
}
