// A lock between processes: one file that names its owner by number and start time, so that neither a crash nor a reused number blocks
// anybody.
import { rmSync } from 'node:fs';
import { link, mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, failure } from './errors.js';
import { startTimeOf } from './processes.js';

const retryMs = 100;
/** Breaking a stale lock takes microseconds; a breaker that is older was killed. */
const breakerMsMax = 10_000;

export interface LockOwner {
  pid: number;
}

/** Either the lock, or who has it. */
export type LockAttempt = { release: () => void } | { owner: LockOwner | undefined };

function livingOwner(text: string): LockOwner | undefined {
  const [pid = '', startTime = ''] = text.trim().split(' ');
  return /^\d+$/.test(pid) && startTimeOf(Number(pid)) === startTime ? { pid: Number(pid) } : undefined;
}

/** link fails when the file exists, and makes it with its content in one step. */
async function create(file: string): Promise<boolean> {
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(mine, `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`);
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

/** Takes a dead owner's lock away. Only one process at a time may, or the second would take the first one's new lock. */
async function breakStale(file: string): Promise<void> {
  const breaker = `${file}.breaking`;
  try {
    await mkdir(breaker);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    const age =
      Date.now() -
      (await stat(breaker).then(
        (facts) => facts.mtimeMs,
        () => Date.now(),
      ));
    if (age > breakerMsMax) await rmdir(breaker).catch(() => undefined);
    return;
  }
  try {
    // A lock that is gone was released: whatever has its name by now is another owner's, and living.
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined && !livingOwner(text)) await rm(file, { force: true });
  } finally {
    await rmdir(breaker).catch(() => undefined);
  }
}

/** Tries once to take the lock; a stale one is taken over. `release()` may be called at any time, also when the process ends. */
export async function tryLock(file: string): Promise<LockAttempt> {
  await mkdir(path.dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await create(file)) return { release: () => rmSync(file, { force: true }) };
    const owner = livingOwner(await readFile(file, 'utf8').catch(() => ''));
    if (owner) return { owner };
    await breakStale(file);
  }
  return { owner: undefined };
}

/** Runs `work` while holding the lock; waits at most `timeoutMs` for another process that has it. */
export async function withLock<T>(file: string, work: () => Promise<T>, timeoutMs = 600_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const attempt = await tryLock(file);
    if ('release' in attempt) {
      try {
        return await work();
      } finally {
        attempt.release();
      }
    }
    if (Date.now() > deadline) {
      throw failure('support/locked', 'another acapkit process holds a lock for too long', {
        location: { file },
        expected: `the lock within ${Math.round(timeoutMs / 1000)} s`,
        found: attempt.owner ? `process ${attempt.owner.pid}` : 'several processes at once',
        fix: 'wait for the other process, or end it',
      });
    }
    await sleep(retryMs);
  }
}
