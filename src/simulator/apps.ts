// The apps of the camera as upload.cgi, control.cgi, list.cgi and the page see them: what is installed and what runs. Actions on one
// camera are done one after the other, so that an upload and a removal cannot meet.
import { EventEmitter } from 'node:events';
import { messageOf } from '../support/errors.js';
import type { AppDescription } from './install/app-description.js';
import type { AppStore } from './install/app-store.js';
import { ApplicationError } from './install/application-error.js';
import { installPackage } from './install/install.js';
import type { RuleContext } from './install/rules.js';
import type { StoppedApps } from './install/stopped-apps.js';
import type { SystemLog } from './log/system-log.js';
import type { ParameterStore } from './parameters/parameter-store.js';
import type { AppState } from './supervisor/app-process.js';
import type { AppUsage } from './supervisor/process-tree.js';
import type { Supervisor } from './supervisor/supervisor.js';

export interface AppsOptions {
  store: AppStore;
  supervisor: Supervisor;
  parameters: ParameterStore;
  stopped: StoppedApps;
  log: SystemLog;
  profile: RuleContext['profile'];
  architecture: string;
}

export interface AppStatus extends AppDescription {
  state: AppState;
  restarts: number;
}

export type AppAction = 'start' | 'stop' | 'restart' | 'remove';

export class Apps extends EventEmitter<{ changed: [] }> {
  readonly #options: AppsOptions;
  #apps = new Map<string, AppDescription>();
  #queue: Promise<unknown> = Promise.resolve();
  #installing = false;

  constructor(options: AppsOptions) {
    super();
    this.#options = options;
    this.setMaxListeners(0);
    options.supervisor.on('state', () => this.emit('changed'));
  }

  /** Finishes what a killed run left, makes the installed apps known, and starts those that run by themselves. */
  open(): Promise<void> {
    return this.#inTurn(() => this.#open());
  }

  async #open(): Promise<void> {
    const { store, log, supervisor, parameters, stopped } = this.#options;
    for (const line of await store.recover()) log.system('notice', line);
    for (const app of store.list()) {
      this.#apps.set(app.name, app);
      try {
        parameters.declareApp(app.name, app.parameters);
        await supervisor.add(app);
        if (app.runMode !== 'never' && !stopped.has(app.name)) supervisor.process(app.name)?.start();
      } catch (error) {
        log.system('error', `${app.name} could not be started: ${messageOf(error)}`);
      }
    }
    this.emit('changed');
  }

  list(): AppStatus[] {
    const { supervisor } = this.#options;
    return [...this.#apps.values()].map((app) => ({
      ...app,
      state: supervisor.stateOf(app.name),
      restarts: supervisor.process(app.name)?.restarts ?? 0,
    }));
  }

  /** The app with this name, in any letter case as some clients write it. */
  find(name: string): AppStatus | undefined {
    return this.list().find((app) => app.name.toLowerCase() === name.toLowerCase());
  }

  /** Folder of an installed app. */
  folderOf(app: string): string {
    return this.#options.store.folderOf(app);
  }

  usage(): Map<string, AppUsage> {
    return this.#options.supervisor.usage();
  }

  /**
   * Takes the right to upload until `release` is called; a second upload meanwhile is refused with number 12. The right covers the
   * receiving of the file too, as on a camera.
   */
  beginUpload(): { release: () => void } {
    if (this.#installing)
      throw new ApplicationError('uploadInProgress', 'another upload is running', {
        fix: 'wait for it, then try again',
      });
    this.#installing = true;
    let done = false;
    return {
      release: () => {
        if (!done) this.#installing = false;
        done = true;
      },
    };
  }

  /** Installs or upgrades. A new app is not started, a running one is stopped. Throws ApplicationError. */
  install(file: string): Promise<AppDescription> {
    return this.#inTurn(() => this.#install(file));
  }

  /** Throws ApplicationError. */
  control(action: AppAction, name: string): Promise<void> {
    return this.#inTurn(async () => {
      const app = this.find(name);
      if (!app)
        throw new ApplicationError('notFound', `no app named ${JSON.stringify(name)} is installed`, {
          expected: [...this.#apps.keys()].join(', ') || 'no app is installed',
        });
      if (action === 'start') this.#start(app);
      if (action === 'stop') await this.#stop(app);
      if (action === 'restart') await this.#restart(app);
      if (action === 'remove') await this.#remove(app);
      this.emit('changed');
    });
  }

  /** Ends all apps, after the action that is under way. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#options.supervisor.stop());
  }

  async #install(file: string): Promise<AppDescription> {
    const { store, parameters, supervisor, profile, architecture, log } = this.#options;
    const app = await installPackage(file, {
      store,
      parameters,
      rules: () => ({ profile, architecture, installed: [...this.#apps.values()] }),
      stopApp: (name) => supervisor.process(name)?.stop() ?? Promise.resolve(),
    });
    this.#apps.set(app.name, app);
    await supervisor.add(app);
    log.system('info', `${app.name} ${app.version} was installed`);
    if (app.postInstallScript) await supervisor.script(app.name, app.postInstallScript, 'postInstallScript');
    this.emit('changed');
    return app;
  }

  #start(app: AppStatus): void {
    if (app.state === 'running')
      throw new ApplicationError('alreadyRunning', `${app.name} is already running`);
    try {
      this.#options.supervisor.process(app.name)?.start();
    } catch (error) {
      this.#options.log.system('error', `${app.name} could not be started: ${describe(error)}`);
      throw new ApplicationError('couldNotStart', messageOf(error));
    }
    this.#options.stopped.set(app.name, false);
  }

  async #stop(app: AppStatus): Promise<void> {
    this.#options.stopped.set(app.name, true);
    if (app.state === 'stopped') throw new ApplicationError('notRunning', `${app.name} is not running`);
    await this.#options.supervisor.process(app.name)?.stop();
  }

  async #restart(app: AppStatus): Promise<void> {
    await this.#options.supervisor.process(app.name)?.stop();
    this.#start({ ...app, state: 'stopped' });
  }

  async #remove(app: AppStatus): Promise<void> {
    const { supervisor, parameters, store, stopped, log } = this.#options;
    await supervisor.process(app.name)?.stop();
    if (app.preUninstallScript)
      await supervisor.script(app.name, app.preUninstallScript, 'preUninstallScript');
    await supervisor.drop(app.name);
    // Parameters first: if we are killed in between, the app is still there and declares them again.
    parameters.forgetApp(app.name);
    await store.remove(app.name);
    this.#apps.delete(app.name);
    stopped.set(app.name, false);
    log.system('info', `${app.name} was removed`);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** Message with the cure of a finding, for the log. */
function describe(error: unknown): string {
  const finding = (error as { findings?: { expected?: string; fix?: string; location?: { file: string } }[] })
    .findings?.[0];
  const parts = [messageOf(error)];
  if (finding?.location) parts.push(`in ${finding.location.file}`);
  if (finding?.expected) parts.push(`expected ${finding.expected}`);
  if (finding?.fix) parts.push(`cure: ${finding.fix}`);
  return parts.join('; ');
}
