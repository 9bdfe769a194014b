// When the source was last changed, as its history tells it: the same on every machine, unlike the times of files, which a checkout sets.
import { run } from '../support/process.js';

/** What a hook or a user's settings would change; without optional locks nothing is written into the repository. */
const environment = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
};

async function git(directory: string, args: string[]): Promise<string> {
  const settings = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'];
  const result = await run('git', ['--no-pager', ...settings, ...args], { cwd: directory, env: environment });
  return result.stdout.trim();
}

/**
 * Time of the last commit that touched the folder, in seconds. Undefined when git is missing, when the folder is in no repository or has
 * no commit, and when tracked files below it differ from the last commit, because that commit then does not describe them. Files that
 * git does not track do not count.
 */
export async function commitTime(directory: string): Promise<number | undefined> {
  try {
    const time = await git(directory, ['log', '-1', '--format=%ct', '--', '.']);
    if (!/^\d+$/.test(time)) return undefined;
    const tracked = ['--untracked-files=no', '--ignore-submodules=none'];
    const changes = await git(directory, ['status', '--porcelain', ...tracked, '--', '.']);
    return changes === '' ? Number(time) : undefined;
  } catch {
    return undefined;
  }
}
