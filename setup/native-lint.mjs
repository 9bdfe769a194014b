#!/usr/bin/env node
import { execFileSync } from 'node:child_process';
// clang-format and clang-tidy over the native code. `--fix` lays it out instead of complaining; `--format` leaves clang-tidy out.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './native.mjs';
import { asProgram } from './setup.mjs';
import { command, step } from './steps.mjs';

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'native', 'test', 'bench', 'templates', 'examples'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((name) => /\.(cc|c|h|hpp|inl)$/.test(name));

/** Sources by the build that knows how they are compiled: the addon is built by cmake-js, the rest by cmake. */
function knownSources() {
  const found = new Map();
  for (const build of ['aarch64', 'host', 'addon-host']) {
    const folder = path.join(root, 'build', build);
    const database = JSON.parse(readFileSync(path.join(folder, 'compile_commands.json'), 'utf8'));
    for (const { file } of database) found.set(path.relative(root, file), folder);
  }
  const sources = files.filter((name) => name.endsWith('.cc') && name.startsWith('native/'));
  const unknown = sources.filter((name) => !found.has(name));
  if (unknown.length > 0)
    throw new Error(
      `no build knows how these are compiled, so they cannot be checked: ${unknown.join(', ')}`,
    );
  return sources.map((name) => [name, found.get(name)]);
}

async function tidy(progress) {
  const waiting = knownSources();
  const total = waiting.length;
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      progress(`${total - waiting.length} of ${total}: ${next[0]}`);
      await command('clang-tidy-19', ['-p', next[1], '--quiet', next[0]], { cwd: root });
    }
  };
  await Promise.all([worker(), worker()]);
  return `${total} files`;
}

await asProgram(async () => {
  const fix = process.argv.includes('--fix');
  const layout = fix ? ['-i'] : ['--dry-run', '-Werror'];
  await step('clang-format', async (progress) => {
    await command('clang-format-19', [...layout, ...files], { cwd: root, progress });
    return `${files.length} files`;
  });
  if (!fix && !process.argv.includes('--format')) await step('clang-tidy', tidy);
});
