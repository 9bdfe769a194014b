// Other processes of this machine, by number.
import { readFileSync } from 'node:fs';

/** Start time of a process in clock ticks since boot, or undefined when it does not run. With it a reused number is told apart. */
export function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

export const isAlive = (pid: number): boolean => startTimeOf(pid) !== undefined;
