// The drop-in libraries for events and parameters against the services of the simulated camera, plain and under sanitizers.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import t from 'tap';
import { type Bus, startBus } from '../../src/simulator/bus/bus.js';
import { startServices } from '../../src/simulator/bus/services.js';
import { EventHub } from '../../src/simulator/events/event-hub.js';
import { eventItem } from '../../src/simulator/events/event-item.js';
import { ParameterStore } from '../../src/simulator/parameters/parameter-store.js';
import { packagePath } from '../../src/support/package-root.js';
import { nativeBuild, runDoctest } from '../support/native-build.js';
import { shortFolder } from '../support/short-folder.js';

type Tap = typeof t;

interface Camera {
  bus: Bus;
  events: EventHub;
  parameters: ParameterStore;
  environment: Record<string, string>;
}

/** Parameters that test/native/axparameter expects. */
const testerParameters = [
  { name: 'FromManifest', default: 'initial', type: 'string' },
  { name: 'Fixed', default: 'kept', type: 'readonly:string' },
  { name: 'FromLoop', default: '', type: 'string' },
  { name: 'Watched', default: '', type: 'string' },
  { name: 'Second', default: '', type: 'string' },
];

async function startCamera(t: Tap): Promise<Camera> {
  const directory = shortFolder(t);
  const events = new EventHub();
  const profile = { 'root.Properties.System.SerialNumber': 'B8A44F000001' };
  const parameters = new ParameterStore({ directory: path.join(directory, 'parameters'), profile });
  parameters.declareApp('tester', testerParameters);
  parameters.declareApp('other', [{ name: 'Shared', default: '', type: 'string' }]);
  const bus = await startBus({ directory });
  const services = await startServices(bus, { parameters, events });
  t.teardown(async () => {
    services.stop();
    await bus.stop();
  });
  const environment = {
    DBUS_SYSTEM_BUS_ADDRESS: bus.address,
    ASAN_OPTIONS: 'detect_leaks=1',
    UBSAN_OPTIONS: 'print_stacktrace=1',
    // GLib's own allocator of small blocks would hide leaks from the sanitizer.
    G_SLICE: 'always-malloc',
  };
  return { bus, events, parameters, environment };
}

/** A started role of a test program; `line` waits for its next line. */
class Role {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(t: Tap, binary: string, args: string[], environment: Record<string, string>) {
    const env = { ...process.env, ...environment };
    this.child = spawn(binary, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    t.teardown(() => this.child.kill('SIGKILL'));
    if (!this.child.stdout) throw new Error('no standard output');
    this.#lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const next = await this.#lines.next();
    return next.done ? '(end)' : next.value;
  }

  write(text: string): void {
    this.child.stdin?.write(text);
  }

  /** Ends its input and waits for its exit code. */
  async finish(): Promise<number | null> {
    const exit = once(this.child, 'exit');
    this.child.stdin?.end();
    const [code] = await exit;
    return code as number | null;
  }
}

const program = (build: 'host' | 'asan', name: string) => path.join(nativeBuild(build), 'tests', name);

for (const build of ['host', 'asan'] as const) {
  t.test(`${build} build`, async (t) => {
    if (!existsSync(program(build, 'test-axevent')))
      throw new Error(`there is no native build in ${nativeBuild(build)}: npm run build makes it`);
    const camera = await startCamera(t as Tap);

    for (const library of ['axevent', 'axparameter']) {
      t.test(library, (t) =>
        runDoctest(t as Tap, program(build, `test-${library}`), camera.environment, [
          '--test-suite-exclude=no-bus',
        ]),
      );
      t.test(`${library} without a bus`, (t) => {
        const nowhere = { ...camera.environment, DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };
        return runDoctest(t as Tap, program(build, `test-${library}`), nowhere, ['--test-suite=no-bus']);
      });
    }

    t.test('after the tests nothing is left declared', async (t) => {
      while (camera.events.declarations().length > 0) await once(camera.events, 'undeclared');
      t.equal(camera.events.subscriptionCount(), 0);
    });

    t.test(
      'two processes: state at declaration, changes, and the current state for who joins later',
      async (t) => {
        const start = (role: string) =>
          new Role(t as Tap, program(build, 'test-axevent'), [`--role=${role}`], camera.environment);
        const early = start('subscriber');
        t.equal(await early.line(), 'subscribed 0');
        const declarer = start('declarer');
        t.equal(await declarer.line(), 'declared 0');
        t.equal(await early.line(), 'event 1', 'the initial state');
        declarer.write('5\n');
        t.equal(await declarer.line(), 'sent 5');
        t.equal(await early.line(), 'event 5');
        const late = start('subscriber');
        const lines = [await late.line(), await late.line()];
        t.same(lines.sort(), ['event 5', 'subscribed 0'], 'the current state');
        t.match(camera.events.declarations(), [{ topic: 'tnsaxis:TwoProcesses', stateless: false }]);
        const marks = { source: true, userTag: 'isApplicationData', niceKey: 'Two', niceValue: 'Processes' };
        t.same(
          camera.events.declarations()[0]?.items,
          [
            eventItem('topic0', 'tnsaxis', 'string', 'TwoProcesses', marks),
            eventItem('value', null, 'int', '5', { data: true, niceKey: 'Value' }),
          ],
          'marks and nice names',
        );
        const undeclared = once(camera.events, 'undeclared');
        declarer.child.kill('SIGKILL');
        await undeclared;
        t.same(camera.events.declarations(), [], 'a killed process leaves no declaration');
        t.equal(await early.finish(), 0);
        t.equal(await late.finish(), 0);
        t.same(camera.events.recent().at(-1)?.operation, 'deleted');
      },
    );

    t.test('an event of the camera itself reaches a C subscriber, and the reverse', async (t) => {
      const subscriber = new Role(
        t as Tap,
        program(build, 'test-axevent'),
        ['--role=subscriber'],
        camera.environment,
      );
      t.equal(await subscriber.line(), 'subscribed 0');
      const items = [
        eventItem('topic0', 'tnsaxis', 'string', 'TwoProcesses'),
        eventItem('value', null, 'int', '11', { data: true }),
      ];
      const id = camera.events.declare('camera', items, { stateless: true });
      camera.events.send('camera', id, [eventItem('value', null, 'int', '12')]);
      t.equal(await subscriber.line(), 'event 12');
      camera.events.undeclare('camera', id);
      t.equal(await subscriber.finish(), 0);
    });

    t.test('a change in the store reaches a C callback', async (t) => {
      const args = ['--role=watcher', 'tester', 'Watched'];
      const watcher = new Role(t as Tap, program(build, 'test-axparameter'), args, camera.environment);
      t.equal(await watcher.line(), 'watching');
      camera.parameters.set('root.Tester.Watched', 'by param.cgi', { by: 'param.cgi' });
      t.equal(await watcher.line(), 'changed root.Tester.Watched by param.cgi');
      t.equal(await watcher.finish(), 0);
    });
  });
}

t.test('the libraries export the functions of their tables and nothing else', async (t) => {
  const { readTable } = (await import(packagePath('native/symbols/generate.mjs'))) as {
    readTable(library: string): { symbols: { name: string }[] };
  };
  for (const library of ['axevent', 'axparameter']) {
    const file = path.join(nativeBuild('host'), 'simulator', `lib${library}.so.1`);
    const output = execFileSync('nm', ['-D', '--defined-only', '--format=posix', file], { encoding: 'utf8' });
    const exported = output
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    t.same(
      exported.sort(),
      readTable(library)
        .symbols.map(({ name }) => name)
        .sort(),
      library,
    );
  }
});
