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
  ['ls-files', '-co', '--exclude-standard', 'native', 'test', 'bench', 'templates'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter((name) => /\.(cc|c|h)$/.test(name));

async function tidy(progress) {
  const build = path.join(root, 'build', 'host');
  const database = JSON.parse(readFileSync(path.join(build, 'compile_commands.json'), 'utf8'));
  const known = new Set(database.map((entry) => path.relative(root, entry.file)));
  const sources = files.filter(
    (name) => name.endsWith('.cc') && known.has(name) && !name.startsWith('test/'),
  );
  const half = Math.ceil(sources.length / 2);
  const runs = [sources.slice(0, half), sources.slice(half)].filter((part) => part.length > 0);
  await Promise.all(
    runs.map((part) => command('clang-tidy-19', ['-p', build, '--quiet', ...part], { cwd: root, progress })),
  );
  return `${sources.length} files`;
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
