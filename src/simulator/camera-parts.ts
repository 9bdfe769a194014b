// The parts of the camera that stand on their own: log, parameters, events and bus; video; the supervisor of apps. Each is started with
// what it needs and leaves its end in the teardown.
import path from 'node:path';
import { type Bus, startBus } from './bus/bus.js';
import { startServices } from './bus/services.js';
import type { CameraOptions } from './camera.js';
import { EventHub } from './events/event-hub.js';
import { FrameServer, type Sensor } from './frame-source/frame-server.js';
import { PreviewClient } from './frame-source/preview-client.js';
import type { AppStore } from './install/app-store.js';
import { LogFile } from './log/log-file.js';
import { SystemLog } from './log/system-log.js';
import { ParameterStore } from './parameters/parameter-store.js';
import { type DeviceProfile, profileParameters } from './profile.js';
import { makeSocketDirectory, type SocketDirectory } from './socket-directory.js';
import { sandboxProblem } from './supervisor/sandbox.js';
import { Supervisor } from './supervisor/supervisor.js';
import type { Teardown } from './teardown.js';

export interface Base {
  log: SystemLog;
  parameters: ParameterStore;
  events: EventHub;
  sockets: SocketDirectory;
  bus: Bus;
}

export interface BaseOptions {
  stateDirectory: string;
  sensor: Sensor;
  profile: DeviceProfile;
  /** As basicdeviceinfo says it. */
  deviceArchitecture: string;
}

/** Log, parameters, events, and the bus on which apps reach the last two. */
export async function startBase(options: BaseOptions, teardown: Teardown): Promise<Base> {
  const { stateDirectory, sensor, profile, deviceArchitecture } = options;
  const log = new SystemLog(new LogFile(path.join(stateDirectory, 'log', 'system.log')));
  teardown.add(() => log.close());
  const parameters = new ParameterStore({
    directory: path.join(stateDirectory, 'params'),
    profile: profileParameters(profile, deviceArchitecture, sensor),
  });
  const events = new EventHub();
  const sockets = makeSocketDirectory(stateDirectory);
  teardown.add(() => sockets.remove());
  const bus = await startBus({ directory: sockets.shared });
  teardown.add(() => bus.stop());
  const services = await startServices(bus, { parameters, events });
  teardown.add(() => services.stop());
  return { log, parameters, events, sockets, bus };
}

export interface Video {
  frameServer: FrameServer;
  preview: PreviewClient;
  /** Socket for the drop-in vdo library. */
  vdoSocket: string;
}

/** The frame server; ready when it has frames. */
export async function startVideo(
  options: CameraOptions & { sensor: Sensor },
  { log, sockets }: Base,
  teardown: Teardown,
): Promise<Video> {
  const vdoSocket = path.join(sockets.shared, 'frames.sock');
  const preview = path.join(sockets.own, 'preview.sock');
  const frameServer = new FrameServer({
    program: options.frameServer,
    socket: vdoSocket,
    preview,
    ...(options.video === undefined ? {} : { video: path.resolve(options.video) }),
    sensor: options.sensor,
    seed: options.seed ?? 1,
    log,
    ...(options.backoff ? { backoff: options.backoff } : {}),
  });
  teardown.add(() => frameServer.stop());
  await frameServer.start();
  return { frameServer, preview: new PreviewClient(preview), vdoSocket };
}

export interface SupervisorParts {
  stateDirectory: string;
  base: Base;
  store: AppStore;
  vdoSocket: string;
}

/** Finds out whether apps can be sandboxed; the log tells when they cannot. */
export async function startSupervisor(options: CameraOptions, parts: SupervisorParts): Promise<Supervisor> {
  const { stateDirectory, store, vdoSocket } = parts;
  const { log, sockets, bus } = parts.base;
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
      etcDirectoryOf: (app) => path.join(stateDirectory, 'run-etc', app),
      environment: { DBUS_SYSTEM_BUS_ADDRESS: bus.address, ACAPKIT_VDO_SOCKET: vdoSocket },
    },
    ...(options.backoff ? { backoff: options.backoff } : {}),
    ...(options.killDelayMs === undefined ? {} : { killDelayMs: options.killDelayMs }),
  });
}
