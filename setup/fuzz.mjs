#!/usr/bin/env node
// `npm run fuzz -- [target…] [--seconds N] [--seed S]`: set-up, then mutated inputs for everything that reads what strangers send.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './native.mjs';
import { asProgram, setUp } from './setup.mjs';

await asProgram(async () => {
  await setUp({ tests: true });
  const program = path.join(root, 'dist', 'fuzz', 'run.js');
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  return new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
});
