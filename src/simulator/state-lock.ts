// One simulated camera per state folder: two would write the same files. The lock holds the owner's process number and its start
// time, so that neither a crash nor a reused number blocks the folder.
import { readFileSync, rmSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf, failure } from '../support/errors.js';

/** Start time of a process in clock ticks since boot, or undefined when it does not run. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

interface Owner {
  pid: number;
  startTime: string;
}

function parseOwner(text: string): Owner | undefined {
  const [pid, startTime] = text.trim().split(' ');
  return pid && startTime && /^\d+$/.test(pid) ? { pid: Number(pid), startTime } : undefined;
}

/** Takes the folder; throws `sim/state-in-use` when another process has it. Gives the function that lets it go. */
export async function lockState(directory: string): Promise<() => void> {
  const file = path.join(directory, 'lock');
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(mine, `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`);
  try {
    // link fails when the file exists, and makes it with its content in one step.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await link(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error;
      }
      const owner = parseOwner(await readFile(file, 'utf8').catch(() => ''));
      if (owner && startTimeOf(owner.pid) === owner.startTime) throw inUse(directory, owner.pid);
      // Of several that find the same stale lock only one can move it away.
      await rename(file, `${mine}.stale`).catch(() => undefined);
      await rm(`${mine}.stale`, { force: true });
    }
    throw inUse(directory, undefined);
  } finally {
    await rm(mine, { force: true });
  }
}

function inUse(directory: string, pid: number | undefined): Error {
  return failure('sim/state-in-use', 'another simulated camera uses this state folder', {
    location: { file: directory },
    found: pid === undefined ? 'several starts at the same time' : `process ${pid}`,
    fix: 'stop the other one, or give another state folder with --state',
  });
}
