// One simulated camera per state folder: two would write the same files.
import path from 'node:path';
import { failure } from '../support/errors.js';
import { tryLock } from '../support/file-lock.js';

/** Takes the folder; throws `sim/state-in-use` when another process has it. Gives the function that lets it go. */
export async function lockState(directory: string): Promise<() => void> {
  const attempt = await tryLock(path.join(directory, 'lock'));
  if ('release' in attempt) return attempt.release;
  throw failure('sim/state-in-use', 'another simulated camera uses this state folder', {
    location: { file: directory },
    found: attempt.owner ? `process ${attempt.owner.pid}` : 'several starts at the same time',
    fix: 'stop the other one, or give this one another name with --name',
  });
}
