// One app on the simulated camera: starts it, keeps it running as its runMode says, ends it, and tells the log what happened.
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { RunMode } from '../../manifest/types.js';
import { messageOf } from '../../support/errors.js';
import { LineSplitter } from '../log/line-splitter.js';
import type { LogSeverity, SystemLog } from '../log/system-log.js';
import { Backoff, type BackoffOptions } from './backoff.js';
import { endProcess, killDelayMs } from './end-process.js';
import { describeExit, type Exit, isFailure } from './exit-report.js';

/** `waiting`: ended and about to be started again. */
export type AppState = 'stopped' | 'running' | 'stopping' | 'waiting';

export interface AppProcessOptions {
  app: string;
  runMode: RunMode;
  log: SystemLog;
  /** Starts the program; throws when it cannot be started. */
  launch: () => ChildProcess;
  backoff?: BackoffOptions;
  killDelayMs?: number;
}

const keptLines = 20;

export class AppProcess extends EventEmitter<{ state: [AppState] }> {
  readonly #options: AppProcessOptions;
  readonly #backoff: Backoff;
  #state: AppState = 'stopped';
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #startedMs = 0;
  #restarts = 0;
  #lastLines: string[] = [];

  constructor(options: AppProcessOptions) {
    super();
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
  }

  get state(): AppState {
    return this.#state;
  }

  /** Process on this computer to which all processes of the app belong. */
  get pid(): number | undefined {
    return this.#state === 'running' || this.#state === 'stopping' ? this.#child?.pid : undefined;
  }

  /** How often it was started again by itself. */
  get restarts(): number {
    return this.#restarts;
  }

  /** Starts the app now, also while it waits for its next start. Throws when it cannot be started. */
  start(): void {
    if (this.#state === 'running' || this.#state === 'stopping') return;
    clearTimeout(this.#timer);
    this.#backoff.reset();
    this.#restarts = 0;
    this.#spawn();
  }

  /** Ends the app and stops starting it again. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#state === 'waiting') this.#become('stopped');
    const child = this.#child;
    if (this.#state === 'stopped' || !child) return;
    this.#become('stopping');
    await endProcess(child, this.#options.killDelayMs ?? killDelayMs, () =>
      this.#note('warning', 'does not end on SIGTERM and is killed'),
    );
    if (this.#child === child) await new Promise<void>((resolve) => this.once('state', () => resolve()));
  }

  #note(severity: LogSeverity, text: string): void {
    this.#options.log.system(severity, `${this.#options.app} ${text}`, this.#options.app);
  }

  #become(state: AppState): void {
    this.#state = state;
    this.emit('state', state);
  }

  #spawn(): void {
    this.#lastLines = [];
    const child = this.#options.launch();
    this.#child = child;
    this.#startedMs = performance.now();
    this.#collect(child, 'stdout', 'info');
    this.#collect(child, 'stderr', 'warning');
    child.once('error', (error) => this.#failedToStart(child, error));
    // 'close' comes when the pipes are read to their end, so the last words are in the log before the exit. A process of the app
    // that left its tree could hold the pipes open, so 'exit' is not waited for longer than a moment.
    child.once('exit', (code, signal) => {
      const late = setTimeout(() => this.#ended(child, { code, signal }), 500);
      child.once('close', () => {
        clearTimeout(late);
        this.#ended(child, { code, signal });
      });
    });
    this.#note('info', `was started (pid ${child.pid ?? 'none'})`);
    this.#become('running');
  }

  #collect(child: ChildProcess, name: 'stdout' | 'stderr', severity: LogSeverity): void {
    const splitter = new LineSplitter((line) => {
      this.#lastLines.push(line);
      if (this.#lastLines.length > keptLines) this.#lastLines.shift();
      this.#options.log.add(this.#options.app, severity, line);
    });
    child[name]?.on('data', (chunk: Buffer) => splitter.push(chunk));
    child[name]?.on('end', () => splitter.end());
  }

  #failedToStart(child: ChildProcess, error: Error): void {
    if (this.#child !== child || child.pid !== undefined) return;
    this.#child = undefined;
    this.#note('error', `could not be started: ${messageOf(error)}`);
    this.#become('stopped');
  }

  #ended(child: ChildProcess, exit: Exit): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    const wanted = this.#state === 'stopping';
    const { summary, cure } = describeExit(exit, this.#lastLines);
    if (wanted) this.#note('info', `was stopped (${summary})`);
    else this.#note(isFailure(exit) ? 'error' : 'info', cure ? `${summary}; cure: ${cure}` : summary);
    if (wanted || !this.#shallRestart(exit)) this.#become('stopped');
    else this.#restartLater();
  }

  #shallRestart(exit: Exit): boolean {
    const { runMode } = this.#options;
    return runMode === 'respawn' || (runMode === 'respawnOnFailure' && isFailure(exit));
  }

  #restartLater(): void {
    const delayMs = this.#backoff.next(performance.now() - this.#startedMs);
    this.#note('notice', `will be started again in ${delayMs / 1000} s (runMode ${this.#options.runMode})`);
    this.#become('waiting');
    this.#timer = setTimeout(() => this.#restart(), delayMs);
  }

  #restart(): void {
    this.#restarts += 1;
    try {
      this.#spawn();
    } catch (error) {
      this.#note('error', `could not be started: ${messageOf(error)}`);
      this.#become('stopped');
    }
  }
}
