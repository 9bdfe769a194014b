#!/usr/bin/env node
// `npm test`: set-up, then all tests; the last line is the runner's own count. Arguments are test files or folders under test/.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './native.mjs';
import { asProgram, setUp } from './setup.mjs';

function testFiles(wanted) {
  const folder = path.join(root, 'dist', 'test');
  const sources = readdirSync(path.join(root, 'test'), { recursive: true }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  // Only tests whose source still exists: a deleted one may have left its compiled form.
  const files = sources
    .map((name) => name.replace(/\.ts$/, '.js'))
    .filter((name) => existsSync(path.join(folder, name)));
  const chosen = wanted.map((name) => name.replace(/^test\//, '').replace(/\.ts$/, '.js'));
  return files
    .filter((name) => chosen.length === 0 || chosen.some((prefix) => name.startsWith(prefix)))
    .sort();
}

/** Runs tap and returns its exit code and its own counts. */
function runTap(files) {
  return new Promise((resolve, reject) => {
    const tap = path.join(root, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs');
    const names = files.map((name) => path.join('dist', 'test', name));
    const child = spawn(
      process.execPath,
      [tap, 'run', '--jobs=2', '--timeout=300', '--reporter=tap', ...names],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let counts = '';
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('# { total:')) counts = line;
        // Passed assertions are only counted; failures and each file's result are shown.
        if (!/^\s+ok |^\s*$|^\s+1\.\.|^\s+# /.test(line)) process.stdout.write(`${line}\n`);
      }
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, counts }));
  });
}

await asProgram(async () => {
  await setUp({ tests: true });
  const files = testFiles(process.argv.slice(2));
  if (files.length === 0) throw new Error('no test file has such a name');
  const { code, counts } = await runTap(files);
  const count = (name) => Number(new RegExp(`${name}: (\\d+)`).exec(counts)?.[1] ?? 0);
  const [passed, failed, skipped] = [count('pass'), count('fail'), count('skip')];
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return code === 0 && failed === 0 && passed > 0 ? 0 : 1;
});
