// All apps of the camera as processes: one AppProcess and one log socket each.
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import type { AppDescription } from '../install/app-description.js';
import { type SyslogServer, startSyslogServer } from '../log/syslog-server.js';
import type { SystemLog } from '../log/system-log.js';
import { AppProcess, type AppState } from './app-process.js';
import type { BackoffOptions } from './backoff.js';
import { type LaunchContext, launch } from './launch.js';
import { type AppUsage, UsageMeter } from './process-tree.js';
import { runScript } from './run-script.js';

export interface SupervisorOptions {
  log: SystemLog;
  folderOf: (app: string) => string;
  /** Folder for the log sockets; short, because a socket's path has at most 107 bytes. */
  logSocketDirectory: string;
  context: Omit<LaunchContext, 'logSocketOf'>;
  backoff?: BackoffOptions;
  killDelayMs?: number;
}

interface Entry {
  process: AppProcess;
  syslog: SyslogServer;
}

export class Supervisor extends EventEmitter<{ state: [string, AppState] }> {
  readonly #options: SupervisorOptions;
  readonly #context: LaunchContext;
  readonly #entries = new Map<string, Entry>();
  readonly #meter = new UsageMeter();

  constructor(options: SupervisorOptions) {
    super();
    this.#options = options;
    this.#context = { ...options.context, logSocketOf: (app) => this.#socketOf(app) };
  }

  /** Makes an installed app known and opens its log. */
  async add(app: AppDescription): Promise<void> {
    await this.drop(app.name);
    const { log, folderOf, backoff, killDelayMs } = this.#options;
    const syslog = await startSyslogServer(this.#socketOf(app.name), app.name, log);
    const request = {
      app: app.name,
      packageDirectory: folderOf(app.name),
      program: app.name,
      args: app.runOptions,
    };
    const process = new AppProcess({
      app: app.name,
      runMode: app.runMode,
      log,
      launch: () => launch(request, this.#context),
      ...(backoff ? { backoff } : {}),
      ...(killDelayMs === undefined ? {} : { killDelayMs }),
    });
    process.on('state', (state) => this.emit('state', app.name, state));
    this.#entries.set(app.name, { process, syslog });
  }

  /** Ends an app and forgets it. */
  async drop(app: string): Promise<void> {
    const entry = this.#entries.get(app);
    if (!entry) return;
    await entry.process.stop();
    this.#entries.delete(app);
    await entry.syslog.close();
  }

  process(app: string): AppProcess | undefined {
    return this.#entries.get(app)?.process;
  }

  stateOf(app: string): AppState {
    return this.process(app)?.state ?? 'stopped';
  }

  /** Runs a script of an app that was added; see runScript. */
  async script(app: string, file: string, what: string): Promise<boolean> {
    const request = { app, packageDirectory: this.#options.folderOf(app), program: file, args: [] };
    return runScript({ app, what, log: this.#options.log, launch: () => launch(request, this.#context) });
  }

  /** CPU and memory of the running apps; the load is that since the call before. */
  usage(): Map<string, AppUsage> {
    const roots = [...this.#entries].flatMap(([app, { process }]): [string, number][] =>
      process.pid === undefined ? [] : [[app, process.pid]],
    );
    return this.#meter.sample(new Map(roots));
  }

  /** Ends all apps at the same time. */
  async stop(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((app) => this.drop(app)));
  }

  /** A digest instead of the name: app names may be long, socket paths may not. */
  #socketOf(app: string): string {
    const digest = createHash('sha256').update(app).digest('hex').slice(0, 12);
    return path.join(this.#options.logSocketDirectory, digest);
  }
}
