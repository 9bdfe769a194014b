// The simulated camera: one call starts all of its parts, one call ends them.
//
// Fault model and limits of this slice
// - Killed at any point (kill -9): the next start finds every app in its old or its new version, with its localdata; uploads that
//   were under way leave nothing. Apps, frame server and bus end with us: bubblewrap and the bus watch their parent, the frame server
//   its stdin. Without bubblewrap, apps of a killed camera stay behind.
// - A part that dies is started again with growing pauses (frame server, apps by their runMode) and the log says so. The bus is not:
//   apps lose it as they would lose a camera's system bus, and the log tells.
// - Hostile input: packages, uploads, requests and log lines are bounded in size, number and time; each limit stands at its file.
//   The sandbox keeps honest mistakes of apps visible (read-only files, no devices); it shares the network and the user number with
//   this computer and is no protection against an app that wants to do harm.
// - Same seed, same scene: the seed goes to the frame server. Timing between processes is that of this computer.
// - Not simulated here: signatures and licences (an unsigned package installs), SSH, FastCGI and reverse proxy of apps (answered with
//   501), users and certificates over HTTP, HTTPS.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../support/errors.js';
import { Apps } from './apps.js';
import { type Bus, startBus } from './bus/bus.js';
import { startServices } from './bus/services.js';
import { EventHub } from './events/event-hub.js';
import { FrameServer, type Sensor } from './frame-source/frame-server.js';
import { PreviewClient } from './frame-source/preview-client.js';
import { Authentication, type User } from './http/authentication.js';
import { endpoints } from './http/endpoints.js';
import { LiveEvents } from './http/live-events.js';
import type { StatsView } from './http/page-views.js';
import { Router } from './http/router.js';
import { isLoopback, startHttp } from './http/server.js';
import { AppStore } from './install/app-store.js';
import { StoppedApps } from './install/stopped-apps.js';
import { LogFile } from './log/log-file.js';
import { SystemLog } from './log/system-log.js';
import { ParameterStore } from './parameters/parameter-store.js';
import {
  type CameraArchitecture,
  type DeviceProfile,
  defaultProfile,
  deviceArchitecture,
  profileParameters,
} from './profile.js';
import { makeSocketDirectory } from './socket-directory.js';
import { lockState } from './state-lock.js';
import type { BackoffOptions } from './supervisor/backoff.js';
import type { Emulator, NativeParts } from './supervisor/program.js';
import { sandboxProblem } from './supervisor/sandbox.js';
import { Supervisor } from './supervisor/supervisor.js';

export interface CameraOptions {
  /** Everything the camera writes is in here; made when missing. */
  stateDirectory: string;
  /** 0 takes a free port. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Architecture of the packages that can be installed; default `host`. */
  architecture?: CameraArchitecture;
  /** Video file; without one a scene with a clock. */
  video?: string;
  /** Default 1920x1080 at 30 frames per second. */
  sensor?: Sensor;
  /** For all that is random in the scene; default 1. */
  seed?: number;
  /** Default: `root` with the password `pass`, on loopback only. */
  users?: User[];
  profile?: Partial<DeviceProfile>;
  /** Drop-in libraries by architecture. */
  nativeFor: (architecture: CameraArchitecture) => NativeParts;
  /** Path of the frame server's executable. */
  frameServer: string;
  qemuFor?: (architecture: 'aarch64' | 'armv7hf') => Emulator | undefined;
  /** Largest upload in bytes; default 512 MiB. */
  uploadLimitBytes?: number;
  /** Pauses before something that ended is started again; for tests. */
  backoff?: BackoffOptions;
  /** Time between TERM and KILL; for tests. */
  killDelayMs?: number;
  /** False runs apps without a sandbox, for computers where it does not work; default true. */
  sandbox?: boolean;
}

export interface SimulatedCamera {
  /** `http://127.0.0.1:8080`, without a final slash. */
  url: string;
  port: number;
  parameters: ParameterStore;
  events: EventHub;
  apps: Apps;
  log: SystemLog;
  /** Ends apps, frame server and bus; safe to call twice. */
  stop(): Promise<void>;
}

/** The user of a camera that was started without users; never on a network. */
export const defaultUsers: User[] = [{ name: 'root', password: 'pass', role: 'admin' }];

const defaultSensor: Sensor = { width: 1920, height: 1080, framerate: 30 };

/** Undoes what was done, last first; one failure does not keep the rest from being undone. */
class Teardown {
  readonly #steps: (() => unknown)[] = [];
  #running: Promise<void> | undefined;

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  run(): Promise<void> {
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

/** Throws AcapkitError: `sim/state-in-use`, `sim/port-in-use`, `sim/video-source`, `sim/users` and those of the bus. */
export async function startCamera(options: CameraOptions): Promise<SimulatedCamera> {
  const teardown = new Teardown();
  try {
    return await start(options, teardown);
  } catch (error) {
    await teardown.run().catch(() => undefined);
    throw error;
  }
}

async function start(options: CameraOptions, teardown: Teardown): Promise<SimulatedCamera> {
  const state = path.resolve(options.stateDirectory);
  const host = options.host ?? '127.0.0.1';
  const users = usersFor(options, host);
  await mkdir(state, { recursive: true });
  teardown.add(await lockState(state));
  const log = new SystemLog(new LogFile(path.join(state, 'log', 'system.log')));
  teardown.add(() => log.close());

  const profile = { ...defaultProfile, ...options.profile };
  const architecture = deviceArchitecture(options.architecture ?? 'host');
  const sensor = options.sensor ?? defaultSensor;
  const parameters = new ParameterStore({
    directory: path.join(state, 'params'),
    profile: profileParameters(profile, architecture, sensor),
  });
  const events = new EventHub();
  const sockets = makeSocketDirectory(state);
  teardown.add(() => sockets.remove());

  const bus = await startBus({ directory: sockets.shared });
  teardown.add(() => bus.stop());
  const services = await startServices(bus, { parameters, events });
  teardown.add(() => services.stop());

  const vdoSocket = path.join(sockets.shared, 'frames.sock');
  const previewSocket = path.join(sockets.own, 'preview.sock');
  const frameServer = new FrameServer({
    program: options.frameServer,
    socket: vdoSocket,
    preview: previewSocket,
    ...(options.video === undefined ? {} : { video: path.resolve(options.video) }),
    sensor,
    seed: options.seed ?? 1,
    log,
    ...(options.backoff ? { backoff: options.backoff } : {}),
  });
  teardown.add(() => frameServer.stop());
  await frameServer.start();

  const store = new AppStore(path.join(state, 'packages'));
  const supervisor = await makeSupervisor(options, { state, log, store, sockets, bus, vdoSocket });
  const apps = new Apps({
    store,
    supervisor,
    parameters,
    stopped: new StoppedApps(path.join(state, 'stopped-apps.json')),
    log,
    profile,
    architecture,
  });
  teardown.add(() => apps.close());

  const preview = new PreviewClient(previewSocket);
  const stats = async (): Promise<StatsView> => ({
    apps: Object.fromEntries(apps.usage()),
    video: await preview.stats(),
  });
  const live = new LiveEvents({ apps, log, parameters, events, stats });
  teardown.add(() => live.close());
  const router = new Router({
    ...endpoints({
      apps,
      log,
      parameters,
      profile,
      architecture,
      preview,
      frameServer,
      sensor,
      live,
      stats,
      uploadDirectory: path.join(state, 'uploads'),
      uploadLimitBytes: options.uploadLimitBytes ?? 512 * 1024 * 1024,
      camera: { name: profile.productFullName, version: profile.version, architecture, sensor },
    }),
    authentication: new Authentication(users),
    log,
    loopbackOnly: isLoopback(host),
  });
  const server = await startHttp(router, { host, port: options.port });
  teardown.add(() => server.stop());
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${server.port}`;
  log.system('info', `the simulated camera is ready: ${url}, ${architecture}, AXIS OS ${profile.version}`);
  await apps.open();
  return { url, port: server.port, parameters, events, apps, log, stop: () => teardown.run() };
}

function usersFor(options: CameraOptions, host: string): User[] {
  if (options.users && options.users.length > 0) return options.users;
  if (isLoopback(host)) return defaultUsers;
  throw failure(
    'sim/users',
    'a simulated camera that others can reach needs a user and a password of your own',
    {
      found: `host ${host} and no users`,
      fix: 'give a user and a password, or use the host 127.0.0.1',
    },
  );
}

interface SupervisorParts {
  state: string;
  log: SystemLog;
  store: AppStore;
  sockets: { shared: string; logs: string };
  bus: Bus;
  vdoSocket: string;
}

async function makeSupervisor(options: CameraOptions, parts: SupervisorParts): Promise<Supervisor> {
  const { state, log, store, sockets, bus, vdoSocket } = parts;
  const problem = options.sandbox === false ? 'it is switched off' : await sandboxProblem();
  if (problem !== undefined)
    log.system('warning', `apps run WITHOUT a sandbox and can change files of this computer: ${problem}`);
  return new Supervisor({
    log,
    folderOf: (app) => store.folderOf(app),
    logSocketDirectory: sockets.logs,
    context: {
      sandboxed: problem === undefined,
      cameraArchitecture: options.architecture ?? 'host',
      nativeFor: options.nativeFor,
      ...(options.qemuFor ? { qemuFor: options.qemuFor } : {}),
      socketDirectory: sockets.shared,
      etcDirectoryOf: (app) => path.join(state, 'run-etc', app),
      environment: { DBUS_SYSTEM_BUS_ADDRESS: bus.address, ACAPKIT_VDO_SOCKET: vdoSocket },
    },
    ...(options.backoff ? { backoff: options.backoff } : {}),
    ...(options.killDelayMs === undefined ? {} : { killDelayMs: options.killDelayMs }),
  });
}
