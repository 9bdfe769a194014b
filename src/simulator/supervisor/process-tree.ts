// Processes as /proc shows them: who belongs to an app, and what it uses. The sandbox has its own process numbers, so the tree is
// walked from outside, starting at the process that we started.
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks per second of /proc/<pid>/stat: fixed at 100 in the kernel's interface to programs. */
const ticksPerSecond = 100;
const pageBytes = 4096;

export interface ProcessUsage {
  pid: number;
  parent: number;
  name: string;
  state: string;
  /** CPU time used so far, in seconds, with that of children that ended and were waited for. */
  cpuSeconds: number;
  memoryBytes: number;
}

/** Fields of /proc/<pid>/stat; the name is in brackets and may hold blanks and brackets. */
function parseStat(text: string): ProcessUsage | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < 0) return undefined;
  const fields = text.slice(close + 2).split(' ');
  const number = (index: number) => Number(fields[index] ?? 0);
  return {
    pid: Number.parseInt(text, 10),
    name: text.slice(open + 1, close),
    state: fields[0] ?? '',
    parent: number(1),
    cpuSeconds: (number(11) + number(12) + number(13) + number(14)) / ticksPerSecond,
    memoryBytes: number(21) * pageBytes,
  };
}

/** All processes; those that end while we read are left out. */
export function readProcesses(): ProcessUsage[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return parseStat(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
    } catch {
      return [];
    }
  });
}

/** The process and all below it, parents first. */
export function treeOf(root: number, processes: ProcessUsage[] = readProcesses()): ProcessUsage[] {
  const children = new Map<number, ProcessUsage[]>();
  for (const one of processes) children.set(one.parent, [...(children.get(one.parent) ?? []), one]);
  const tree = processes.filter(({ pid }) => pid === root);
  for (let index = 0; index < tree.length; index += 1)
    tree.push(...(children.get(tree[index]?.pid ?? -1) ?? []));
  return tree;
}

/** CPU and memory of an app. */
export interface AppUsage {
  /** Percent of one core since the sample before; 0 for the first. */
  cpuPercent: number;
  memoryBytes: number;
  processes: number;
  /** Their numbers on this computer. */
  pids: number[];
}

/** Turns CPU times of two moments into a load. */
export class UsageMeter {
  readonly #before = new Map<string, { cpuSeconds: number; timeMs: number }>();

  /** Usage per key; keys that are no longer asked for are forgotten. */
  sample(roots: Map<string, number>, timeMs: number = performance.now()): Map<string, AppUsage> {
    const processes = roots.size > 0 ? readProcesses() : [];
    const result = new Map<string, AppUsage>();
    for (const key of this.#before.keys()) if (!roots.has(key)) this.#before.delete(key);
    for (const [key, root] of roots) {
      const tree = treeOf(root, processes).filter(({ name }) => name !== 'bwrap');
      const cpuSeconds = tree.reduce((sum, one) => sum + one.cpuSeconds, 0);
      const before = this.#before.get(key);
      const elapsed = before ? (timeMs - before.timeMs) / 1000 : 0;
      const used = before ? Math.max(0, cpuSeconds - before.cpuSeconds) : 0;
      this.#before.set(key, { cpuSeconds, timeMs });
      result.set(key, {
        cpuPercent: elapsed > 0 ? Math.round((used / elapsed) * 1000) / 10 : 0,
        memoryBytes: tree.reduce((sum, one) => sum + one.memoryBytes, 0),
        processes: tree.length,
        pids: tree.map(({ pid }) => pid),
      });
    }
    return result;
  }
}
