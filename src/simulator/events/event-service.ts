// The event hub on the bus, for the drop-in libaxevent. The client chooses its ids, so that an event that overtakes the reply to
// Subscribe can be told apart; events go to the subscriber only.
import { Message, type MessageBus } from '@particle/dbus-next';
import { exportService, ServiceError, type ServiceObject } from '../bus/service-object.js';
import type { EventHub } from './event-hub.js';
import { EventError, type EventReason } from './event-item.js';
import { fromWire, itemsSignature, toMicroseconds, toMilliseconds, toWire } from './event-wire.js';

const errorNames: Record<EventReason, string> = {
  'not-found': 'org.acapkit.Simulator.Error.NotFound',
  invalid: 'org.acapkit.Simulator.Error.Invalid',
  limit: 'org.acapkit.Simulator.Error.Limit',
};

/** Ids of one connection: those it chose → those of the hub. */
interface Client {
  declarations: Map<number, number>;
  subscriptions: Map<number, number>;
}

const daemon = 'org.freedesktop.DBus';

class EventClients {
  readonly #hub: EventHub;
  readonly #clients = new Map<string, Client>();
  service: ServiceObject | undefined;

  constructor(hub: EventHub) {
    this.#hub = hub;
  }

  declare(sender: string, token: number, wire: unknown, stateless: boolean, propertyName: string): void {
    const { declarations } = this.#client(sender);
    assertFree(declarations, token);
    const options = propertyName === '' ? { stateless } : { stateless, propertyName };
    declarations.set(token, this.#hub.declare(sender, fromWire(wire), options));
  }

  undeclare(sender: string, token: number): void {
    const { declarations } = this.#client(sender);
    this.#hub.undeclare(sender, known(declarations, token, 'declaration'));
    declarations.delete(token);
  }

  send(sender: string, token: number, wire: unknown, microseconds: unknown): void {
    const id = known(this.#client(sender).declarations, token, 'declaration');
    this.#hub.send(sender, id, fromWire(wire), toMilliseconds(microseconds));
  }

  subscribe(sender: string, token: number, wire: unknown): void {
    const { subscriptions } = this.#client(sender);
    assertFree(subscriptions, token);
    const id = this.#hub.subscribe(sender, fromWire(wire), (event) => {
      this.service?.signal('Event', [token, toWire(event.items), toMicroseconds(event.timestamp)], sender);
    });
    subscriptions.set(token, id);
  }

  unsubscribe(sender: string, token: number): void {
    const { subscriptions } = this.#client(sender);
    this.#hub.unsubscribe(sender, known(subscriptions, token, 'subscription'));
    subscriptions.delete(token);
  }

  /** A connection is gone: so is all it had. */
  drop(name: string): void {
    if (this.#clients.delete(name)) this.#hub.dropOwner(name);
  }

  dropAll(): void {
    for (const name of [...this.#clients.keys()]) this.drop(name);
  }

  #client(name: string): Client {
    const client = this.#clients.get(name) ?? { declarations: new Map(), subscriptions: new Map() };
    this.#clients.set(name, client);
    return client;
  }
}

function assertFree(ids: Map<number, number>, token: number): void {
  if (ids.has(token)) throw new EventError('invalid', `the id ${token} is in use`);
}

function known(ids: Map<number, number>, token: number, what: string): number {
  const id = ids.get(token);
  if (id === undefined) throw new EventError('not-found', `there is no ${what} ${token}`);
  return id;
}

/** A method without a result; errors of the hub become D-Bus errors. */
function action(signature: string, run: (args: unknown[], sender: string) => void) {
  return {
    in: signature,
    out: '',
    run(args: unknown[], sender: string): unknown[] {
      try {
        run(args, sender);
      } catch (error) {
        if (error instanceof EventError) throw new ServiceError(errorNames[error.reason], error.message);
        throw error;
      }
      return [];
    },
  };
}

/** Asks the daemon to tell us when connections end. */
async function watchConnections(connection: MessageBus, gone: (name: string) => void): Promise<() => void> {
  const member = 'NameOwnerChanged';
  const listener = (message: Message) => {
    if (message.sender !== daemon || message.member !== member) return;
    const [name, , newOwner] = message.body;
    if (newOwner === '' && typeof name === 'string') gone(name);
  };
  connection.on('message', listener);
  const rule = `type='signal',sender='${daemon}',interface='${daemon}',member='${member}'`;
  const path = '/org/freedesktop/DBus';
  const add = {
    destination: daemon,
    path,
    interface: daemon,
    member: 'AddMatch',
    signature: 's',
    body: [rule],
  };
  await connection.call(new Message(add));
  return () => connection.off('message', listener);
}

/** Exports `org.acapkit.Simulator.Events1`; the returned function takes it off the bus and drops what its clients declared. */
export async function exportEvents(connection: MessageBus, hub: EventHub): Promise<() => void> {
  const clients = new EventClients(hub);
  const unwatch = await watchConnections(connection, (name) => clients.drop(name));
  const service = exportService(connection, {
    path: '/org/acapkit/Simulator/Events',
    interface: 'org.acapkit.Simulator.Events1',
    signals: { Event: `u${itemsSignature}x` },
    methods: {
      Declare: action(`u${itemsSignature}bs`, ([token, items, stateless, property], sender) =>
        clients.declare(sender, Number(token), items, stateless === true, String(property)),
      ),
      Undeclare: action('u', ([token], sender) => clients.undeclare(sender, Number(token))),
      Send: action(`u${itemsSignature}x`, ([token, items, time], sender) =>
        clients.send(sender, Number(token), items, time),
      ),
      Subscribe: action(`u${itemsSignature}`, ([token, items], sender) =>
        clients.subscribe(sender, Number(token), items),
      ),
      Unsubscribe: action('u', ([token], sender) => clients.unsubscribe(sender, Number(token))),
    },
  });
  clients.service = service;
  return () => {
    unwatch();
    service.close();
    clients.dropAll();
  };
}
