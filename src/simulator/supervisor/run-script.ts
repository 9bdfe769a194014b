// Runs an app's install or uninstall script to its end, in the app's sandbox, as its user. A script that hangs is ended.
import type { ChildProcess } from 'node:child_process';
import { messageOf } from '../../support/errors.js';
import { LineSplitter } from '../log/line-splitter.js';
import type { SystemLog } from '../log/system-log.js';
import { endProcess } from './end-process.js';
import { describeExit } from './exit-report.js';

/** Scripts that take longer are ended; a camera's limit is not published. */
export const scriptTimeoutMs = 60_000;

export interface ScriptRun {
  app: string;
  /** For the log, such as `postInstallScript`. */
  what: string;
  log: SystemLog;
  launch: () => ChildProcess;
  timeoutMs?: number;
}

/** Never throws: a failed script is written to the log and gives false. */
export async function runScript({
  app,
  what,
  log,
  launch,
  timeoutMs = scriptTimeoutMs,
}: ScriptRun): Promise<boolean> {
  const lines: string[] = [];
  try {
    const child = launch();
    const splitter = (severity: 'info' | 'warning') =>
      new LineSplitter((line) => {
        lines.push(line);
        if (lines.length > 20) lines.shift();
        log.add(app, severity, line);
      });
    for (const [stream, lineSplitter] of [
      [child.stdout, splitter('info')],
      [child.stderr, splitter('warning')],
    ] as const) {
      stream?.on('data', (chunk: Buffer) => lineSplitter.push(chunk));
      stream?.on('end', () => lineSplitter.end());
    }
    const timer = setTimeout(() => {
      log.system('error', `${what} of ${app} takes longer than ${timeoutMs / 1000} s and is ended`, app);
      void endProcess(child);
    }, timeoutMs);
    const exit = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => resolve({ code, signal }));
      },
    ).finally(() => clearTimeout(timer));
    const { summary, cure } = describeExit(exit, lines);
    log.system(
      exit.code === 0 ? 'info' : 'error',
      `${what} of ${app} ${summary}${cure ? `; cure: ${cure}` : ''}`,
      app,
    );
    return exit.code === 0;
  } catch (error) {
    log.system('error', `${what} of ${app} could not be run: ${messageOf(error)}`, app);
    return false;
  }
}
