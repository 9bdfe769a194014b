// acapkit logs: the camera's log of one app or of all.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { DeviceClient } from '../device/client.js';
import { runs, type Work } from './command.js';
import { type DeviceFlags, deviceFlag } from './install.js';
import type { Output } from './output.js';

interface LogFlags extends DeviceFlags {
  follow?: boolean;
}

const pollMs = 1000;

/** Lines of `now` that come after the ones already shown. A camera's log loses old lines at the front. */
export function newLines(shown: string[], now: string[]): string[] {
  const last = shown.at(-1);
  if (last === undefined) return now;
  for (let at = now.length - 1; at >= 0; at--) {
    if (now[at] !== last) continue;
    const overlap = Math.min(at + 1, shown.length);
    const same = Array.from({ length: overlap }, (_, i) => now[at - i] === shown[shown.length - 1 - i]).every(
      Boolean,
    );
    if (same) return now.slice(at + 1);
  }
  return now;
}

/** Prints new log lines until `signal` is aborted. */
export async function followLog(
  output: Output,
  client: DeviceClient,
  app: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { readSystemLog } = await import('../device/system-log.js');
  let shown: string[] = [];
  while (!signal.aborted) {
    const now = await readSystemLog(client, app);
    for (const line of newLines(shown, now)) output.line(line);
    shown = now;
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

const work: Work<LogFlags> = async (output, [app], flags) => {
  const { findDevice } = await import('../device/find.js');
  const { readSystemLog } = await import('../device/system-log.js');
  const client = await findDevice(flags.device);
  if (flags.follow) {
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    await followLog(output, client, app, stop.signal);
    return {};
  }
  const lines = await readSystemLog(client, app);
  for (const line of lines) output.line(line);
  return { lines };
};

export function registerLogs(program: Command): void {
  runs(
    program
      .command('logs')
      .argument('[app]', 'appName; all apps when left out')
      .description('show the log of a camera')
      .option('-f, --follow', 'go on until interrupted')
      .option(...deviceFlag)
      .addHelpText('after', '\nExample:\n  acapkit logs my_app -f'),
    async () => work,
  );
}
