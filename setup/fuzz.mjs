#!/usr/bin/env node
// `npm run fuzz -- [target…] [--seconds N] [--seed S]`: set-up, then mutated inputs for everything that reads what strangers send.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './native.mjs';
import { asProgram, setUp } from './setup.mjs';

/** libFuzzer programs of the build with sanitizers, by the name of their target. */
const nativeTargets = { plan: 'fuzz-plan' };
/** What part of the time all of them get when no target is named. */
const nativeShare = 0.2;

const run = (program, args) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });

/** The fuzzer's inputs start from nothing each time; one that breaks a promise is kept in build/fuzz. */
function fuzzNative(name, seconds, seed) {
  const folder = path.join(root, 'build', 'fuzz');
  mkdirSync(folder, { recursive: true });
  const program = path.join(root, 'build', 'asan', 'tests', nativeTargets[name]);
  const limits = [
    `-max_total_time=${Math.ceil(seconds)}`,
    `-seed=${seed}`,
    '-verbosity=0',
    '-print_final_stats=1',
  ];
  return run(program, [...limits, `-artifact_prefix=${path.join(folder, `${name}-`)}`]);
}

await asProgram(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string' },
      runs: { type: 'string' },
    },
  });
  await setUp({ tests: true });
  const all = positionals.length === 0;
  const native = Object.keys(nativeTargets).filter((name) => all || positionals.includes(name));
  const others = positionals.filter((name) => !(name in nativeTargets));
  const seconds = Number(values.seconds);
  const seed = values.seed ?? String(Date.now() % 1_000_000);
  const nativeSeconds = all ? seconds * nativeShare : (seconds * native.length) / positionals.length;
  if (all || others.length > 0) {
    const limits = ['--seconds', String(seconds - nativeSeconds), '--seed', seed];
    if (values.runs) limits.push('--runs', values.runs);
    const program = path.join(root, 'dist', 'fuzz', 'run.js');
    const code = await run(process.execPath, [program, ...limits, ...others]);
    if (code !== 0) return code;
  }
  for (const name of native) {
    const code = await fuzzNative(name, nativeSeconds / native.length, seed);
    if (code !== 0) return code;
  }
  return 0;
});
