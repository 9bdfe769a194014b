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

/** Lines of `now` that come after the ones already shown. A camera's log only grows at its end and loses old lines at its front. */
export function newLines(shown: string[], now: string[]): string[] {
  for (let lost = 0; lost < shown.length; lost++) {
    const kept = shown.length - lost;
    if (shown[lost] !== now[0] || kept > now.length) continue;
    if (shown.every((line, i) => i < lost || line === now[i - lost])) return now.slice(kept);
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
