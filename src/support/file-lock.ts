// A lock between processes: one file with the owner's pid. A lock whose owner is gone is taken over, so kill -9 blocks nobody.
import { link, mkdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, failure } from './errors.js';

const retryMs = 100;

async function ownerIsGone(lockFile: string): Promise<boolean> {
  const text = await readFile(lockFile, 'utf8').catch(() => '');
  const pid = Number(text.trim());
  if (!Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ESRCH';
  }
}

/** The lock file appears with its content in one step (link), so that no reader ever sees it empty. */
async function tryLock(lockFile: string): Promise<boolean> {
  const mine = `${lockFile}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(mine, `${process.pid}\n`);
  try {
    await link(mine, lockFile);
    return true;
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(mine, { force: true });
  }
}

/** Runs `work` while holding `lockFile`; waits at most `timeoutMs` for another process that has it. */
export async function withLock<T>(lockFile: string, work: () => Promise<T>, timeoutMs = 600_000): Promise<T> {
  await mkdir(path.dirname(lockFile), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  while (!(await tryLock(lockFile))) {
    if (await ownerIsGone(lockFile)) {
      await unlink(lockFile).catch(() => undefined);
      continue;
    }
    if (Date.now() > deadline) {
      throw failure('support/locked', 'another acapkit process holds a lock for too long', {
        location: { file: lockFile },
        expected: `the lock within ${Math.round(timeoutMs / 1000)} s`,
        fix: 'wait for the other process, or end it',
      });
    }
    await sleep(retryMs);
  }
  try {
    return await work();
  } finally {
    await unlink(lockFile).catch(() => undefined);
  }
}
