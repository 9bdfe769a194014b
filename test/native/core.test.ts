// native/core, linked as the addon is: against the run-time shim, with the drop-in libraries of the simulated camera.
import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { startBus } from '../../src/simulator/bus/bus.js';
import { startServices } from '../../src/simulator/bus/services.js';
import { EventHub } from '../../src/simulator/events/event-hub.js';
import { ParameterStore } from '../../src/simulator/parameters/parameter-store.js';
import { nativeBuild, runDoctest } from '../support/native-build.js';
import { shortFolder } from '../support/short-folder.js';

type Tap = typeof t;
type Build = Parameters<typeof nativeBuild>[0];

/** Parameters that test/native/core expects. */
const testerParameters = [
  { name: 'FromManifest', default: 'initial', type: 'string' },
  { name: 'Watched', default: '', type: 'string' },
  { name: 'Second', default: '', type: 'string' },
];

/** GSlice hides leaks and hand-overs between threads from sanitizers; plain malloc does not. */
const sanitizers = {
  ASAN_OPTIONS: 'detect_leaks=1',
  UBSAN_OPTIONS: 'print_stacktrace=1',
  G_SLICE: 'always-malloc',
};

function run(t: Tap, build: Build, suites: string, environment: Record<string, string> = {}): Promise<void> {
  const program = path.join(nativeBuild(build), 'tests/test-core');
  if (!existsSync(program)) throw new Error(`there is no ${program}: npm run setup -- --tests makes it`);
  const simulator = path.join(nativeBuild(build), 'simulator');
  const found = {
    LD_LIBRARY_PATH: simulator,
    ACAPKIT_FRAME_SERVER: path.join(simulator, 'acapkit-frame-server'),
  };
  return runDoctest(t, program, { ...sanitizers, ...found, ...environment }, [`--test-suite=${suites}`]);
}

/** The environment of an app on a bus with the camera's services. */
async function startCamera(t: Tap): Promise<Record<string, string>> {
  const directory = shortFolder(t);
  const profile = { 'root.Properties.System.SerialNumber': 'B8A44F000001' };
  const parameters = new ParameterStore({ directory: path.join(directory, 'parameters'), profile });
  parameters.declareApp('tester', testerParameters);
  const bus = await startBus({ directory });
  const services = await startServices(bus, { parameters, events: new EventHub() });
  t.teardown(async () => {
    services.stop();
    await bus.stop();
  });
  return { DBUS_SYSTEM_BUS_ADDRESS: bus.address };
}

// A limit for hangs. The programs wait most of the time, so the builds run side by side.
t.setTimeout(600_000);
t.jobs = 3;

for (const build of ['host', 'asan', 'tsan'] as const) {
  t.test(`video in the ${build} build`, { buffered: true }, (t) => run(t as Tap, build, 'video'));
}

// GLib is not instrumented for ThreadSanitizer, so what runs in its main loop is left to the other two.
for (const build of ['host', 'asan'] as const) {
  t.test(`main loop, events and parameters in the ${build} build`, { buffered: true }, async (t) => {
    await run(t as Tap, build, 'main-loop');
    await run(t as Tap, build, 'bus', await startCamera(t as Tap));
    await run(t as Tap, build, 'no-bus', { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nonexistent/bus' });
    await run(t as Tap, build, 'missing-library', { LD_LIBRARY_PATH: '' });
  });
}
