// The cheap half of style: file sizes, left-over marks, and names that must not stand in the project.
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { packagePath } from '../../src/support/package-root.js';

const linesMax = 500;

async function trackedFiles(): Promise<string[]> {
  const list = promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: packagePath(),
    maxBuffer: 1 << 24,
  });
  const names = (await list).stdout.split('\n').filter((name) => name !== '');
  const present = await Promise.all(
    names.map((name) =>
      stat(packagePath(name)).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => present[index]);
}

const source = /\.(ts|mjs|cc|c|h|hpp|inl|cmake)$/;

t.test('sources', async (t) => {
  const files = (await trackedFiles()).filter((name) => source.test(name));
  t.ok(files.length > 100);
  for (const name of files) {
    const text = await readFile(packagePath(name), 'utf8');
    const lines = text.split('\n').length;
    if (lines > linesMax) t.fail(`${name} has ${lines} lines, at most ${linesMax}`);
    // Spelled apart, so that this file does not find itself.
    const mark = new RegExp(
      `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X'.repeat(3), 'HA' + 'CK'].join('|')})\\b`,
    ).exec(text);
    if (mark) t.fail(`${name} has a left-over ${mark[0]}`);
  }
});

t.test('no address of this machine', async (t) => {
  const root = packagePath();
  for (const name of await trackedFiles()) {
    if (/\.(png|jpe?g|avi)$/.test(name)) continue;
    const text = await readFile(path.join(root, name), 'utf8');
    if (text.includes(`${root}/`)) t.fail(`${name} holds the path of this checkout`);
    if (name === 'package-lock.json' && text.includes('"resolved": "http'))
      t.fail(`${name} names a registry`);
  }
});
