import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DBusError, Message, type MessageBus, sessionBus } from '@particle/dbus-next';
import t from 'tap';
import { startBus } from '../../src/simulator/bus/bus.js';
import { exportService, ServiceError } from '../../src/simulator/bus/service-object.js';
import { startServices } from '../../src/simulator/bus/services.js';
import { EventHub } from '../../src/simulator/events/event-hub.js';
import { eventItem } from '../../src/simulator/events/event-item.js';
import { toWire } from '../../src/simulator/events/event-wire.js';
import { ParameterStore } from '../../src/simulator/parameters/parameter-store.js';
import { AcapkitError } from '../../src/support/errors.js';
import { shortFolder } from '../support/short-folder.js';

type Tap = typeof t;

async function client(t: Tap, address: string): Promise<MessageBus> {
  const connection = sessionBus({ busAddress: address });
  connection.on('error', () => {});
  t.teardown(() => connection.disconnect());
  await once(connection, 'connect');
  return connection;
}

async function errorOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof DBusError) return error.type;
    throw error;
  }
  return 'none';
}

const request = (object: string, member: string, signature: string, body: unknown[]) =>
  new Message({
    destination: 'org.acapkit.Simulator',
    path: `/org/acapkit/Simulator/${object}`,
    interface: `org.acapkit.Simulator.${object}1`,
    member,
    signature,
    body,
  });

t.test('a bus takes connections, twice at the same time, and stops', async (t) => {
  const directory = shortFolder(t);
  const first = await startBus({ directory: path.join(directory, 'one') });
  const second = await startBus({ directory: path.join(directory, 'two') });
  t.not(first.address, second.address);
  await client(t as Tap, first.address);
  await Promise.all([first.stop(), second.stop(), first.stop()]);
  t.notOk(
    fs.existsSync(path.join(directory, 'one', 'bus')) && canConnect(first.address),
    'nobody answers any more',
  );
  const again = await startBus({ directory: path.join(directory, 'one') });
  await again.stop();
});

/** Whether a bus answers at an address, asked with a program so that no error is left in this process. */
function canConnect(address: string): boolean {
  try {
    const args = [
      `--address=${address}`,
      '--dest=org.freedesktop.DBus',
      '--print-reply',
      '/',
      'org.freedesktop.DBus.GetId',
    ];
    execFileSync('dbus-send', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

t.test('a missing daemon and a long path are told with their cure', async (t) => {
  const directory = shortFolder(t);
  const missing = await startBus({ directory, program: 'no-such-dbus-daemon' }).catch((error) => error);
  t.ok(missing instanceof AcapkitError);
  t.match(missing.findings, [{ code: 'simulator/bus-missing', fix: /apt install dbus/ }]);
  const long = await startBus({ directory: path.join(directory, 'x'.repeat(120)) }).catch((error) => error);
  t.match(long.findings, [{ code: 'simulator/bus-path' }]);
  const failing = await startBus({ directory, program: 'false' }).catch((error) => error);
  t.match(failing.findings, [{ code: 'simulator/bus-failed' }]);
});

const busModule = fileURLToPath(new URL('../../src/simulator/bus/bus.js', import.meta.url));

t.test('the daemon ends when its starter is killed', async (t) => {
  const directory = shortFolder(t);
  const code = `
    const { startBus } = await import(${JSON.stringify(pathToFileURL(busModule).href)});
    const bus = await startBus({ directory: ${JSON.stringify(directory)} });
    console.log(bus.address);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const { value: address } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const watcher = sessionBus({ busAddress: address });
  watcher.on('error', () => {});
  await once(watcher, 'connect');
  const internals = watcher as unknown as { _connection: { stream: NodeJS.ReadableStream } };
  const closed = once(internals._connection.stream, 'end');
  child.kill('SIGKILL');
  await closed;
  t.pass('the daemon closed its connections');
});

t.test('a service object answers, refuses and survives its own errors', async (t) => {
  const bus = await startBus({ directory: shortFolder(t) });
  t.teardown(() => bus.stop());
  const service = exportService(bus.connection, {
    path: '/test',
    interface: 'org.acapkit.Test',
    signals: { Told: 's' },
    methods: {
      Echo: { in: 's', out: 'ss', run: ([text], sender) => [text, sender] },
      Later: { in: '', out: 's', run: async () => ['done'] },
      Refuse: {
        in: '',
        out: '',
        run: () => {
          throw new ServiceError('org.acapkit.Test.Refused', 'no');
        },
      },
      Break: { in: '', out: '', run: () => Promise.reject(new Error('broken')) },
    },
  });
  const name = (bus.connection as unknown as { name: string }).name;
  const other = await client(t as Tap, bus.address);
  const call = (member: string, signature = '', body: unknown[] = []) =>
    other.call(
      new Message({
        destination: name,
        path: '/test',
        interface: 'org.acapkit.Test',
        member,
        signature,
        body,
      }),
    );
  const own = (other as unknown as { name: string }).name;
  t.same((await call('Echo', 's', ['hello']))?.body, ['hello', own]);
  t.same((await call('Later'))?.body, ['done']);
  t.equal(await errorOf(call('Refuse')), 'org.acapkit.Test.Refused');
  t.equal(await errorOf(call('Break')), 'org.acapkit.Simulator.Error.Failed');
  t.equal(await errorOf(call('Echo', 'u', [1])), 'org.freedesktop.DBus.Error.InvalidArgs');
  t.equal(await errorOf(call('toString')), 'org.freedesktop.DBus.Error.UnknownMethod');
  const told = once(other, 'message');
  service.signal('Told', ['secret'], own);
  t.match(await told, [{ member: 'Told', body: ['secret'] }]);
  const proxy = await other.getProxyObject(name, '/test');
  t.same(await proxy.getInterface('org.acapkit.Test').Echo?.('seen'), ['seen', own], 'introspection');
  t.throws(() => service.signal('None', []));
  service.close();
  t.equal(await errorOf(call('Later')), 'org.freedesktop.DBus.Error.UnknownMethod');
});

t.test('the services own their name and answer with the reasons of the store and the hub', async (t) => {
  const directory = shortFolder(t);
  const bus = await startBus({ directory });
  t.teardown(() => bus.stop());
  const parameters = new ParameterStore({
    directory: path.join(directory, 'p'),
    profile: { 'Brand.Brand': 'AXIS' },
  });
  const events = new EventHub();
  parameters.declareApp('app', [{ name: 'Name', default: 'a', type: '' }]);
  const services = await startServices(bus, { parameters, events });
  const other = await client(t as Tap, bus.address);
  t.same((await other.call(request('Parameters', 'Get', 'ss', ['app', 'Name'])))?.body, ['a']);
  t.same((await other.call(request('Parameters', 'List', 's', ['app'])))?.body, [['Name']]);
  const prefix = 'org.acapkit.Simulator.Error';
  const refused: [Message, string][] = [
    [request('Parameters', 'Get', 'ss', ['app', 'None']), 'NotFound'],
    [request('Parameters', 'Add', 'ssss', ['app', 'Name', '', '']), 'Exists'],
    [request('Parameters', 'Add', 'ssss', ['app', 'a b', '', '']), 'Invalid'],
    [request('Parameters', 'Set', 'sssb', ['app', 'Brand.Brand', 'x', true]), 'ReadOnly'],
    [request('Events', 'Undeclare', 'u', [9]), 'NotFound'],
    [request('Events', 'Subscribe', 'ua(ssyussss)', [1, [['k', '', 9, 0, '', '', '', '']]]), 'Invalid'],
  ];
  for (const [message, reason] of refused) t.equal(await errorOf(other.call(message)), `${prefix}.${reason}`);
  const items = toWire([eventItem('topic0', 'tns1', 'string', 'A')]);
  await other.call(request('Events', 'Declare', 'ua(ssyussss)bs', [1, items, true, '']));
  t.equal(
    await errorOf(other.call(request('Events', 'Declare', 'ua(ssyussss)bs', [1, items, true, '']))),
    `${prefix}.Invalid`,
    'an id cannot be used twice',
  );
  const gone = once(events, 'undeclared');
  other.disconnect();
  t.match(await gone, [{ topic: 'tns1:A' }], 'a connection that ends takes its declarations along');
  services.stop();
});

t.test('a second camera on one bus is refused', async (t) => {
  const directory = shortFolder(t);
  const bus = await startBus({ directory });
  t.teardown(() => bus.stop());
  const parts = () => ({
    parameters: new ParameterStore({ directory: path.join(directory, 'p') }),
    events: new EventHub(),
  });
  const services = await startServices(bus, parts());
  const connection = await client(t as Tap, bus.address);
  const second = await startServices({ connection }, parts()).catch((error) => error);
  t.match(second.findings, [{ code: 'simulator/bus-name' }]);
  services.stop();
});
