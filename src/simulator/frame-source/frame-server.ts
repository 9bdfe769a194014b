// The frame server as a child: C++ that decodes the video and gives frames to apps. It ends with us (its stdin closes), and is started
// again when it dies; apps then see their stream end as on a camera whose video service restarts.
import { type ChildProcess, spawn } from 'node:child_process';
import { errnoOf, failure, messageOf } from '../../support/errors.js';
import { LineSplitter } from '../log/line-splitter.js';
import type { SystemLog } from '../log/system-log.js';
import { Backoff, type BackoffOptions } from '../supervisor/backoff.js';
import { endProcess } from '../supervisor/end-process.js';

export interface Sensor {
  width: number;
  height: number;
  framerate: number;
}

export interface FrameServerOptions {
  /** Path of the executable. */
  program: string;
  /** Socket for apps (VDO), and for previews. */
  socket: string;
  preview: string;
  /** Video file; without one a synthetic scene with a clock. */
  video?: string;
  sensor: Sensor;
  seed: number;
  log: SystemLog;
  backoff?: BackoffOptions;
}

/** A source that is not ready by then (a broken file, a busy disk) counts as failed. */
const readyTimeoutMs = 30_000;

interface Message {
  event?: unknown;
  message?: unknown;
  fix?: unknown;
}

function parseMessage(line: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

export class FrameServer {
  readonly #options: FrameServerOptions;
  readonly #backoff: Backoff;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #startedMs = 0;

  constructor(options: FrameServerOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
  }

  /** Process number while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it and waits until it has frames. Throws `sim/video-source` with the server's own words. */
  async start(): Promise<void> {
    const child = this.#spawn();
    try {
      await this.#ready(child);
    } catch (error) {
      this.#stopping = true;
      await endProcess(child);
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child) await endProcess(child, 3000);
  }

  #spawn(): ChildProcess {
    const { program, socket, preview, video, sensor, seed, log } = this.#options;
    const source = video === undefined ? ['--scene', 'clock'] : ['--video', video];
    const size = ['--sensor', `${sensor.width}x${sensor.height}`, '--framerate', String(sensor.framerate)];
    const args = ['--socket', socket, '--preview', preview, ...source, ...size, '--seed', String(seed)];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    this.#startedMs = performance.now();
    child.stdin.on('error', () => undefined); // It is gone; 'exit' tells.
    const stderr = new LineSplitter((line) => log.system('warning', `frame server: ${line}`));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('exit', (code, signal) => this.#ended(child, signal ?? `code ${code}`));
    return child;
  }

  /** Only one reader of stdout: what comes after the first message is read too, so that the pipe never fills. */
  #ready(child: ChildProcess): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(this.#failed('it did not become ready in time')), readyTimeoutMs);
      const settle = (error?: Error) => {
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
      const splitter = new LineSplitter((line) => {
        const message = parseMessage(line);
        if (message?.event === 'ready') settle();
        if (message?.event === 'failed') settle(this.#failed(String(message.message), message.fix));
      });
      child.stdout?.on('data', (chunk: Buffer) => splitter.push(chunk));
      child.once('error', (error) => settle(this.#missing(error)));
      child.once('close', (code, signal) =>
        settle(this.#failed(`it ended with ${signal ?? `code ${code}`}`)),
      );
    });
  }

  #failed(found: string, fix?: unknown): Error {
    return failure('sim/video-source', 'the video source of the simulated camera could not be started', {
      ...(this.#options.video === undefined ? {} : { location: { file: this.#options.video } }),
      found,
      fix: typeof fix === 'string' ? fix : 'try another video, or leave it out for the built-in scene',
    });
  }

  #missing(error: Error): Error {
    if (errnoOf(error) !== 'ENOENT') return this.#failed(messageOf(error));
    return failure('sim/frame-server-missing', 'the frame server of the simulated camera is not built', {
      location: { file: this.#options.program },
      fix: 'npm run build, or acapkit doctor --fix',
    });
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#stopping) return;
    const delayMs = this.#backoff.next(performance.now() - this.#startedMs);
    this.#options.log.system(
      'error',
      `the frame server ended (${how}) and is started again in ${delayMs / 1000} s`,
    );
    this.#timer = setTimeout(() => this.#restart(), delayMs);
  }

  #restart(): void {
    const { log } = this.#options;
    const child = this.#spawn();
    this.#ready(child).then(
      () => log.system('info', 'the frame server runs again'),
      (error: unknown) => {
        log.system('error', `the frame server could not be started again: ${messageOf(error)}`);
        // A program that could not even be started gives no 'exit'; the other cases come back through #ended.
        if (child.pid === undefined) this.#ended(child, 'not started');
      },
    );
  }
}
