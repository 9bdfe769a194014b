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
import { type Base, startBase, startSupervisor, startVideo, type Video } from './camera-parts.js';
import type { EventHub } from './events/event-hub.js';
import type { Sensor } from './frame-source/frame-server.js';
import { Authentication, type User } from './http/authentication.js';
import { endpoints } from './http/endpoints.js';
import { LiveEvents } from './http/live-events.js';
import { statsView } from './http/page-views.js';
import { Router } from './http/router.js';
import { type HttpServer, isLoopback, startHttp } from './http/server.js';
import { AppStore } from './install/app-store.js';
import { StoppedApps } from './install/stopped-apps.js';
import type { SystemLog } from './log/system-log.js';
import type { ParameterStore } from './parameters/parameter-store.js';
import {
  type CameraArchitecture,
  type DeviceProfile,
  defaultProfile,
  deviceArchitecture,
} from './profile.js';
import { lockState } from './state-lock.js';
import type { BackoffOptions } from './supervisor/backoff.js';
import type { Emulator, NativeParts } from './supervisor/program.js';
import { Teardown } from './teardown.js';

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

/** Largest upload unless the options say otherwise. */
const uploadBytesMax = 512 * 1024 * 1024;

const defaultSensor: Sensor = { width: 1920, height: 1080, framerate: 30 };

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

/** The options with every default filled in. */
interface Settings extends CameraOptions {
  host: string;
  users: User[];
  sensor: Sensor;
  profile: DeviceProfile;
}

function settingsFor(options: CameraOptions): Settings {
  const host = options.host ?? '127.0.0.1';
  return {
    ...options,
    stateDirectory: path.resolve(options.stateDirectory),
    host,
    users: usersFor(options, host),
    sensor: options.sensor ?? defaultSensor,
    profile: { ...defaultProfile, ...options.profile },
  };
}

async function start(options: CameraOptions, teardown: Teardown): Promise<SimulatedCamera> {
  const settings = settingsFor(options);
  const { stateDirectory, host, profile } = settings;
  const architecture = deviceArchitecture(options.architecture ?? 'host');
  await mkdir(stateDirectory, { recursive: true });
  teardown.add(await lockState(stateDirectory));
  const base = await startBase({ ...settings, deviceArchitecture: architecture }, teardown);
  const video = await startVideo(settings, base, teardown);
  const { log, parameters, events } = base;
  const store = new AppStore(path.join(stateDirectory, 'packages'));
  const supervisor = await startSupervisor(options, {
    stateDirectory,
    base,
    store,
    vdoSocket: video.vdoSocket,
  });
  const stopped = new StoppedApps(path.join(stateDirectory, 'stopped-apps.json'));
  const apps = new Apps({ store, supervisor, parameters, stopped, log, profile, architecture });
  teardown.add(() => apps.close());
  const { port } = await startWeb(settings, architecture, { base, video, apps }, teardown);
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  log.system('info', `the simulated camera is ready: ${url}, ${architecture}, AXIS OS ${profile.version}`);
  await apps.open();
  return { url, port, parameters, events, apps, log, stop: () => teardown.run() };
}

async function startWeb(
  settings: Settings,
  architecture: string,
  { base, video, apps }: { base: Base; video: Video; apps: Apps },
  teardown: Teardown,
): Promise<HttpServer> {
  const { host, port, profile, sensor, users } = settings;
  const { log, parameters, events } = base;
  const { preview, frameServer } = video;
  const stats = () => statsView(apps, preview);
  const live = new LiveEvents({ apps, log, parameters, events, stats });
  teardown.add(() => live.close());
  const uploadDirectory = path.join(settings.stateDirectory, 'uploads');
  const uploadLimitBytes = settings.uploadLimitBytes ?? uploadBytesMax;
  const camera = { name: profile.productFullName, version: profile.version, architecture, sensor };
  const parts = { apps, log, parameters, profile, architecture, preview, frameServer, sensor, live, stats };
  const router = new Router({
    ...endpoints({ ...parts, uploadDirectory, uploadLimitBytes, camera }),
    authentication: new Authentication(users),
    log,
    loopbackOnly: isLoopback(host),
  });
  const server = await startHttp(router, { host, port });
  teardown.add(() => server.stop());
  return server;
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
