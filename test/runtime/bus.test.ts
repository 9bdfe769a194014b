// Events and parameters as an app sees them: the addon with the drop-in libraries and the services of the simulated camera.
import { once } from 'node:events';
import path from 'node:path';
import t from 'tap';
import { startBus } from '../../src/simulator/bus/bus.js';
import { startServices } from '../../src/simulator/bus/services.js';
import { EventHub } from '../../src/simulator/events/event-hub.js';
import { eventItem } from '../../src/simulator/events/event-item.js';
import { ParameterStore } from '../../src/simulator/parameters/parameter-store.js';
import { App } from '../support/app-process.js';
import { shortFolder } from '../support/short-folder.js';

type Tap = typeof t;

const file = 'runtime/apps/bus-app.js';

async function startCamera(t: Tap) {
  const directory = shortFolder(t);
  const events = new EventHub();
  const profile = { 'root.Properties.System.SerialNumber': 'B8A44F000001' };
  const parameters = new ParameterStore({ directory: path.join(directory, 'parameters'), profile });
  parameters.declareApp('tester', [{ name: 'Level', default: 'initial', type: 'string' }]);
  const bus = await startBus({ directory });
  const services = await startServices(bus, { parameters, events });
  t.teardown(async () => {
    services.stop();
    await bus.stop();
  });
  return { events, parameters, environment: { DBUS_SYSTEM_BUS_ADDRESS: bus.address } };
}

/** The scenario's lines, when it has ended by itself and well. */
async function linesOf(t: Tap, scenario: string, environment: Record<string, string>) {
  const { code, signal, lines, stderr } = await new App(t, file, [scenario], environment).end();
  t.match({ code, signal }, { code: 0, signal: null }, 'ends by itself', { stderr });
  return lines;
}

t.setTimeout(300_000);

t.test('events are declared, sent and received, and mistakes are TypeErrors of one shape', async (t) => {
  const camera = await startCamera(t as Tap);
  const app = new App(t as Tap, file, ['events'], camera.environment);
  await app.line(1);
  t.match(camera.events.declarations()[0], { topic: 'tnsaxis:App/tnsaxis:Alarm', stateless: false });
  const { code, lines, stderr } = await app.end();
  t.equal(code, 0, stderr);
  const initial = { active: false, count: 0, level: 0.5, zone: 'north' };
  t.same(lines.slice(1, 6), [
    ['tnsaxis:App/tnsaxis:Alarm', initial, true],
    { ...initial, active: true, count: 1 },
    { ...initial, active: true, count: 2 },
    { ...initial, active: true, count: 3 },
    { count: 2, zone: 'north' },
  ]);
  t.match(lines.slice(6), [
    'TypeError: expected a whole number of 32 bits for count but got 1.5 (number)',
    'TypeError: expected true or false for active but got 1 (number)',
    'TypeError: expected a number for level but got NaN (number)',
    'TypeError: expected a text for zone but got null (object)',
    'TypeError: expected one of active, count, level, zone for a key of values but got other (string)',
    [
      'topic',
      /^TypeError: expected levels such as 'tns1:Device' separated by '\/' for topic but got tns2:Device IO/,
    ],
    ['number', 'TypeError: expected a text for topic but got 5 (number)'],
    [
      'type',
      'TypeError: expected one of int, bool, double, string for the type of count but got float (string)',
    ],
    ['filter', 'TypeError: expected a whole number of 32 bits for count but got 1.5 (number)'],
    ['initial', 'TypeError: expected true or false for on but got yes (string)'],
    /^Error: the event cannot be sent: there is no declaration \d+$/,
  ]);
  while (camera.events.declarations().length > 0) await once(camera.events, 'undeclared');
});

t.test('events of the camera arrive, filtered', async (t) => {
  const camera = await startCamera(t as Tap);
  const app = new App(t as Tap, file, ['listen'], camera.environment);
  await app.line(1);
  const topic = [
    eventItem('topic0', 'tns1', 'string', 'Device'),
    eventItem('topic1', 'tnsaxis', 'string', 'IO'),
    eventItem('topic2', 'tnsaxis', 'string', 'Port'),
  ];
  const port = (number: number) => eventItem('port', null, 'int', String(number), { source: true });
  const last = (value: boolean) => eventItem('last', null, 'bool', value ? '1' : '0', { data: true });
  const declare = (number: number) =>
    camera.events.declare('camera', [...topic, port(number), last(false)], { stateless: true });
  const [third, fourth] = [declare(3), declare(4)];
  camera.events.send('camera', fourth, [last(true)]);
  camera.events.send('camera', third, [last(false)]);
  camera.events.send('camera', third, [last(true)]);
  const { code, lines } = await app.end();
  t.equal(code, 0);
  const name = 'tns1:Device/tnsaxis:IO/tnsaxis:Port';
  t.same(lines.slice(1), [
    [name, { port: 3, last: false }],
    [name, { port: 3, last: true }],
  ]);
});

t.test('close() ends loops and pending declarations; what follows is an error with words', async (t) => {
  const { environment } = await startCamera(t as Tap);
  const closed = "Error: the connection to the camera's events is closed";
  t.same(await linesOf(t as Tap, 'closing', environment), [
    "Error: the connection to the camera's events was closed",
    true,
    closed,
    closed,
    closed,
  ]);
});

t.test('subscriptions and declarations that were taken back keep nothing alive', async (t) => {
  const { environment, events } = await startCamera(t as Tap);
  t.same(await linesOf(t as Tap, 'again', environment), ['done']);
  t.equal(events.subscriptionCount(), 0);
});

t.test('parameters are read, written, added, listed and removed', async (t) => {
  const { environment, parameters } = await startCamera(t as Tap);
  const lines = await linesOf(t as Tap, 'parameters', environment);
  t.match(lines, [
    'initial',
    '7',
    'B8A44F000001',
    ['Added', 'Level'],
    1,
    /^Error: the parameter Nowhere cannot be read: /,
    'TypeError: expected a text for value but got 5 (number)',
    'TypeError: expected a text for name but got undefined (undefined)',
    /^Error: changes of the parameter {2}cannot be followed: /,
    "TypeError: expected the manifest's appName for appName but got  (string)",
  ]);
  t.equal(parameters.get('root.Tester.Level'), '0');
});

t.test('changes by anyone reach all who follow, until they leave or the connection is closed', async (t) => {
  const { environment, parameters } = await startCamera(t as Tap);
  const app = new App(t as Tap, file, ['changes'], environment);
  await app.line(1);
  for (const value of ['1', '2']) parameters.set('root.Tester.Level', value, { by: 'param.cgi' });
  const { code, lines, stderr } = await app.end();
  t.equal(code, 0, stderr);
  const closed = 'Error: the connection to the parameters is closed';
  t.same(lines.slice(1), [
    ['first', { name: 'Level', value: '1' }],
    ['first', { name: 'Level', value: '2' }],
    ['second', ['1', '2', '3']],
    closed,
    closed,
    closed,
  ]);
});

t.test('a connection that is followed is not collected', async (t) => {
  const { environment, parameters } = await startCamera(t as Tap);
  const app = new App(t as Tap, file, ['followed'], environment, ['--expose-gc']);
  await app.line(1);
  for (const [index, value] of ['a', 'b', 'last'].entries()) {
    // The collector runs all the time meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 100));
    parameters.set('root.Tester.Level', value, { by: 'param.cgi' });
    t.equal(await app.line(index + 2), value);
  }
  t.equal((await app.end()).code, 0);
});

t.test('process.exit() while events and parameters are under way, 20 times', async (t) => {
  const { environment } = await startCamera(t as Tap);
  for (let count = 0; count < 20; count++) {
    const app = new App(t as Tap, file, ['exits'], environment);
    await app.line(1);
    app.child.stdin?.write('\n');
    const { code, signal, stderr } = await app.end();
    if (code !== 7) t.match({ code, signal, stderr }, { code: 7, signal: null, stderr: '' });
  }
  t.pass('none crashed or hung');
});

t.test('30 worker threads that end while events and parameters are under way', async (t) => {
  const { environment } = await startCamera(t as Tap);
  t.same(await linesOf(t as Tap, 'workers', environment), [{ 5: 15, 1: 15 }]);
});

t.test('without a bus, events and parameters are errors with words', async (t) => {
  const lines = await linesOf(t as Tap, 'noBus', { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/bus' });
  t.match(lines, [
    /^Error: the parameters of tester cannot be opened: /,
    /^Error: the subscription to events failed: /,
    /^Error: the event cannot be declared: /,
  ]);
});
