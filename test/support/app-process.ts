// Runs an app of test/<folder>/apps in a process of its own, as a camera would: what it prints is its result.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { nativeBuild } from './native-build.js';
import { shortFolder } from './short-folder.js';

interface Teardown {
  teardown(handler: () => unknown): void;
}

export interface AppResult {
  code: number | null;
  signal: string | null;
  /** Standard output as JSON, line by line. */
  lines: unknown[];
  stderr: string;
}

/** The environment in which apps find the simulated camera's libraries. */
export const cameraEnvironment = (): Record<string, string> => ({
  LD_LIBRARY_PATH: path.join(nativeBuild('host'), 'simulator'),
});

export class App {
  readonly child: ChildProcess;
  readonly #lines: unknown[] = [];
  #stderr = '';
  readonly #waiting: (() => void)[] = [];
  readonly #closed: Promise<unknown[]>;

  /** @param file such as 'runtime/apps/video-app.js', below the compiled tests */
  constructor(
    t: Teardown,
    file: string,
    args: string[],
    environment: Record<string, string>,
    flags: string[] = [],
  ) {
    const script = fileURLToPath(new URL(`../${file}`, import.meta.url));
    const env = { ...process.env, ...cameraEnvironment(), ...environment };
    this.child = spawn(process.execPath, [...flags, script, ...args], {
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    t.teardown(() => this.child.kill('SIGKILL'));
    this.#closed = once(this.child, 'close');
    if (!this.child.stdout || !this.child.stderr) throw new Error('no output');
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.#lines.push(JSON.parse(line));
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
  }

  /** Waits until the app has printed that many lines, and gives the last of them. */
  async line(count: number): Promise<unknown> {
    while (this.#lines.length < count) {
      const more = new Promise<void>((resolve) => this.#waiting.push(resolve));
      const ended = this.#closed.then(() => {
        if (this.#lines.length < count) throw new Error(`the app ended early: ${this.#stderr}`);
      });
      await Promise.race([more, ended]);
    }
    return this.#lines[count - 1];
  }

  /** Waits until it ends by itself. */
  async end(): Promise<AppResult> {
    const [code, signal] = (await this.#closed) as [number | null, string | null];
    return { code, signal, lines: this.#lines, stderr: this.#stderr };
  }
}

export interface Video {
  environment: Record<string, string>;
  child: ChildProcess;
}

/** A frame server with the clock scene. */
export async function startVideo(t: Teardown, sensor: string, framerate: number): Promise<Video> {
  const folder = shortFolder(t);
  const program = path.join(nativeBuild('host'), 'simulator/acapkit-frame-server');
  if (!existsSync(program)) throw new Error(`there is no ${program}: npm run setup makes it`);
  const socket = path.join(folder, 'vdo.sock');
  const args = ['--socket', socket, '--scene', 'clock', '--sensor', sensor, '--framerate', String(framerate)];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  if (!child.stdout) throw new Error('no output');
  await once(createInterface({ input: child.stdout }), 'line');
  return { environment: { ACAPKIT_VDO_SOCKET: socket }, child };
}
