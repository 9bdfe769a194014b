// The time of the last commit, from real repositories in folders of their own.
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { commitTime } from '../../src/project/source-time.js';

const environment = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'c',
  GIT_COMMITTER_EMAIL: 'c@example.com',
};
Object.assign(process.env, environment);

async function git(folder: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  await promisify(execFile)('git', args, { cwd: folder, env: { ...process.env, ...env } });
}

async function commitAt(folder: string, seconds: number): Promise<void> {
  await git(folder, ['add', '.']);
  const date = `${seconds} +0300`;
  await git(folder, ['commit', '-q', '-m', 'work'], {
    GIT_COMMITTER_DATE: date,
    GIT_AUTHOR_DATE: '1400000000 +0000',
  });
}

async function scratch(t: Test): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-git-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A repository with two apps: `one` committed at 1500000000, `two` at 1600000000. */
async function repository(t: Test): Promise<string> {
  const folder = await scratch(t);
  await git(folder, ['init', '-q']);
  for (const [name, seconds] of [
    ['one', 1_500_000_000],
    ['two', 1_600_000_000],
  ] as const) {
    await mkdir(path.join(folder, name, 'html'), { recursive: true });
    await writeFile(path.join(folder, name, 'html', 'file'), 'first');
    await commitAt(folder, seconds);
  }
  return folder;
}

t.test('the last commit that touched the folder counts', async (t) => {
  const folder = await repository(t);
  t.equal(await commitTime(path.join(folder, 'one')), 1_500_000_000);
  t.equal(await commitTime(path.join(folder, 'two')), 1_600_000_000);
  t.equal(await commitTime(path.join(folder, 'two', 'html')), 1_600_000_000);
  t.equal(await commitTime(folder), 1_600_000_000);
});

t.test('changed files below the folder make its commit unfit, others do not', async (t) => {
  const folder = await repository(t);
  const [one, two] = [path.join(folder, 'one'), path.join(folder, 'two')];
  await writeFile(path.join(one, 'untracked'), 'new');
  t.equal(await commitTime(one), 1_500_000_000, 'untracked files do not count');
  const file = path.join(one, 'html', 'file');
  await utimes(file, 1, 1);
  t.equal(await commitTime(one), 1_500_000_000, 'nor does a file that was only touched');
  await writeFile(file, 'other');
  t.equal(await commitTime(one), undefined, 'changed');
  t.equal(await commitTime(two), 1_600_000_000, 'the folder beside it is as it was');
  await git(folder, ['add', 'one/html/file']);
  t.equal(await commitTime(one), undefined, 'changed and staged');
  await git(folder, ['reset', '-q', '--hard']);
  await git(folder, ['add', 'one/untracked']);
  t.equal(await commitTime(one), undefined, 'added but not committed');
  await git(folder, ['reset', '-q', '--hard']);
  t.equal(await commitTime(one), 1_500_000_000);
  await chmod(file, 0o755);
  t.equal(await commitTime(one), undefined, 'another mode');
  await rm(file);
  t.equal(await commitTime(one), undefined, 'deleted');
});

t.test('no time without a repository, a commit, a tracked file, or git', async (t) => {
  const folder = await scratch(t);
  t.equal(await commitTime(folder), undefined, 'no repository');
  await git(folder, ['init', '-q']);
  await mkdir(path.join(folder, 'app'));
  await writeFile(path.join(folder, 'app', 'file'), 'x');
  t.equal(await commitTime(folder), undefined, 'no commit');
  await writeFile(path.join(folder, 'other'), 'x');
  await git(folder, ['add', 'other']);
  await git(folder, ['commit', '-q', '-m', 'other']);
  t.type(await commitTime(folder), 'number');
  t.equal(await commitTime(path.join(folder, 'app')), undefined, 'nothing of it was ever committed');
  t.equal(await commitTime(path.join(folder, 'none')), undefined, 'no such folder');
  const before = process.env.PATH;
  t.teardown(() => {
    process.env.PATH = before;
  });
  process.env.PATH = path.join(folder, 'app');
  t.equal(await commitTime(folder), undefined, 'no git');
});

t.test('settings of the user and of the repository change nothing and run nothing', async (t) => {
  const folder = await repository(t);
  const trace = path.join(folder, 'trace');
  const program = path.join(folder, 'program');
  await writeFile(program, `#!/bin/sh\necho "$0" >> ${trace}\n`, { mode: 0o755 });
  for (const [name, value] of [
    ['core.fsmonitor', program],
    ['core.pager', program],
    ['gpg.program', program],
    ['log.showSignature', 'true'],
    ['diff.external', program],
    ['color.ui', 'always'],
    ['status.branch', 'true'],
    ['log.date', 'relative'],
  ] as const)
    await git(folder, ['config', name, value]);
  t.equal(await commitTime(path.join(folder, 'one')), 1_500_000_000);
  await t.rejects(readFile(trace), { code: 'ENOENT' }, 'no program was run');
});

t.test('within a hook of another repository, and without writing into ours', async (t) => {
  const [folder, other] = [await repository(t), await repository(t)];
  const hook = { GIT_DIR: path.join(other, '.git'), GIT_INDEX_FILE: path.join(other, '.git', 'index2') };
  Object.assign(process.env, hook, { GIT_WORK_TREE: other });
  t.teardown(() => {
    for (const name of [...Object.keys(hook), 'GIT_WORK_TREE']) delete process.env[name];
  });
  const file = path.join(folder, 'one', 'html', 'file');
  await utimes(file, 1, 1);
  const index = await readFile(path.join(folder, '.git', 'index'));
  t.equal(await commitTime(path.join(folder, 'one')), 1_500_000_000);
  t.ok(index.equals(await readFile(path.join(folder, '.git', 'index'))));
});
