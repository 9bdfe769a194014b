// Ends a child with all it started: TERM to every process of its tree, and KILL to what is left after a while. bwrap passes no
// signals on and an app may open a session of its own, so the tree is signalled process by process.
import type { ChildProcess } from 'node:child_process';
import { errnoOf } from '../../support/errors.js';
import { type ProcessUsage, treeOf } from './process-tree.js';

/** Time between TERM and KILL. */
export const killDelayMs = 5000;

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

/** bwrap and its init must outlive TERM: their death would kill the app before it can clean up. */
function isBorder(one: ProcessUsage): boolean {
  return one.name === 'bwrap';
}

/** Resolves when the child has ended. `onKill` is told when TERM was not enough. */
export async function endProcess(
  child: ChildProcess,
  delayMs = killDelayMs,
  onKill?: () => void,
): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const { pid } = child;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const inside = treeOf(pid).filter((one) => !isBorder(one));
  // Nothing inside yet: bwrap is still building the sandbox, and nobody needs to clean up.
  if (inside.length === 0) killTree(pid);
  for (const one of inside) send(one.pid, 'SIGTERM');
  const timer = setTimeout(() => {
    onKill?.();
    killTree(pid);
  }, delayMs);
  await ended;
  clearTimeout(timer);
}

/**
 * Kills a process and everything below it at once. The root is halted first: a bwrap that is killed between its fork and the child's
 * request to die with it would leave the child behind.
 */
export function killTree(pid: number): void {
  send(pid, 'SIGSTOP');
  for (const one of treeOf(pid).reverse()) send(one.pid, 'SIGKILL');
  send(pid, 'SIGKILL');
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}
