// The lock between processes: many at once take turns, and a killed owner blocks nobody.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { tryLock, withLock } from '../../src/support/file-lock.js';
import { packagePath } from '../../src/support/package-root.js';
import { codesOf } from './findings.js';

const module = packagePath('dist', 'src', 'support', 'file-lock.js');

/** A process that adds 1 to a number `rounds` times; without turns, additions would be lost. */
function adder(lock: string, counter: string, rounds: number): Promise<number | null> {
  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    const { withLock } = await import(${JSON.stringify(module)});
    for (let i = 0; i < ${rounds}; i++) await withLock(${JSON.stringify(lock)}, async () => {
      const value = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
      await sleep(1);
      writeFileSync(${JSON.stringify(counter)}, String(value + 1));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', resolve));
}

t.test('six processes take turns, beginning with a stale lock', async (t) => {
  const folder = t.testdir({ counter: '0' });
  const [lock, counter] = [path.join(folder, 'lock'), path.join(folder, 'counter')];
  await writeFile(lock, '999999 1\n');
  const codes = await Promise.all(Array.from({ length: 6 }, () => adder(lock, counter, 5)));
  t.same(codes, [0, 0, 0, 0, 0, 0]);
  t.equal(await readFile(counter, 'utf8'), '30');
});

t.test('a lock that is released while another looks at it is not taken from a third', async (t) => {
  const folder = t.testdir({ counter: '0' });
  const [lock, counter] = [path.join(folder, 'lock'), path.join(folder, 'counter')];
  // No stale lock and no pause: nearly every attempt meets one that is just being released.
  const hurried = Array.from({ length: 4 }, () => adder(lock, counter, 40));
  t.same(await Promise.all(hurried), [0, 0, 0, 0]);
  t.equal(await readFile(counter, 'utf8'), '160');
});

t.test('an owner that was killed, and a number that was reused', async (t) => {
  const lock = path.join(t.testdir(), 'lock');
  const script = `const { tryLock } = await import(${JSON.stringify(module)}); await tryLock(${JSON.stringify(lock)}); process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await new Promise((resolve) => child.on('close', resolve));
  t.ok('release' in (await tryLock(lock)), 'taken over');
  t.match(await tryLock(lock), { owner: { pid: process.pid } }, 'a living owner keeps it');
  await writeFile(lock, `${process.pid} 1\n`);
  t.ok('release' in (await tryLock(lock)), 'our number, but an earlier process');
});

t.test('waiting has an end, and a failure lets go', async (t) => {
  const lock = path.join(t.testdir(), 'lock');
  const mine = await tryLock(lock);
  t.same(await codesOf(() => withLock(lock, async () => 1, 200)), ['support/locked']);
  if ('release' in mine) mine.release();
  await t.rejects(withLock(lock, () => Promise.reject(new Error('no'))));
  t.equal(await withLock(lock, async () => 7), 7);
});
