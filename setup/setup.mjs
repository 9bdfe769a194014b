#!/usr/bin/env node
// Everything acapkit needs on this machine, from a fresh clone: `npm run setup`. Each step does nothing when it is done already.
// Plain JavaScript: it runs before any dependency is installed and before anything is compiled.
import { chmodSync, existsSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { buildAddons, buildHost, buildHostTests, buildTarget, fetchRuntimes, root } from './native.mjs';
import { command, step } from './steps.mjs';
import { installPackages, missingPackages } from './system-packages.mjs';

const targets = ['host', 'aarch64', 'armv7hf'];
const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

async function npmDependencies(progress) {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (modified(installed) >= modified(path.join(root, 'package-lock.json'))) return null;
  await command('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, progress });
  return undefined;
}

async function systemPackages(groups, progress) {
  const missing = missingPackages(groups);
  if (missing.length === 0) return null;
  const names = missing.map(({ name }) => name).join(' ');
  process.stderr.write(`  installing with apt: ${names}\n`);
  await installPackages(missing, progress);
  return names;
}

function newestSource() {
  const times = [path.join(root, 'tsconfig.json'), path.join(root, 'package.json')].map(modified);
  for (const folder of ['src', 'test', 'bench', 'fuzz']) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.name.endsWith('.ts'))
        times.push(modified(path.join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
  return Math.max(...times);
}

async function typescript(progress) {
  if (modified(path.join(root, 'dist', '.tsbuildinfo')) >= newestSource()) return null;
  await command(process.execPath, [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc')], {
    cwd: root,
    progress,
  });
  return undefined;
}

/** In a checkout there is no installed acapkit: `npx acapkit` and npm scripts find the compiled commands. */
function commandLinks() {
  for (const [name, file] of [
    ['acapkit', 'main.js'],
    ['acap-build', 'acap-build.js'],
  ]) {
    const program = path.join(root, 'dist', 'src', 'cli', file);
    const link = path.join(root, 'node_modules', '.bin', name);
    chmodSync(program, 0o755);
    if (!lstatSync(link, { throwIfNoEntry: false }))
      symlinkSync(path.relative(path.dirname(link), program), link);
  }
}

/** @param {{ tests?: boolean }} options tests: also what only the tests need */
export async function setUp({ tests = false } = {}) {
  await step('npm packages', npmDependencies);
  await step('system packages', (progress) => systemPackages(tests ? ['use', 'test'] : ['use'], progress));
  await step('TypeScript', typescript);
  commandLinks();
  await step('native parts for this machine', (progress) =>
    tests ? buildHostTests(progress) : buildHost(progress),
  );
  for (const target of targets.slice(1)) {
    await step(`sysroot and native parts for ${target}`, (progress) => buildTarget(target, progress, tests));
  }
  await step('addon prebuilds', (progress) => buildAddons(targets, progress));
  await step('Node runtimes', (progress) => fetchRuntimes(targets, progress));
  if (!tests) return;
  await step('native tests under ASan and UBSan', (progress) =>
    buildHostTests(progress, 'asan', 'address,undefined'),
  );
  await step('native tests under TSan', (progress) => buildHostTests(progress, 'tsan', 'thread'));
}

/** Runs `work` as a program: errors in words, exit code 1. */
export async function asProgram(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    const findings = error.findings ?? [{ code: 'setup', message: error.message }];
    for (const { code, message, expected, found, fix } of findings) {
      process.stderr.write(`error ${code}: ${message}\n`);
      for (const [name, text] of Object.entries({ expected, found, fix }))
        if (text) process.stderr.write(`  ${name.padEnd(8)} ${text}\n`);
    }
    process.exitCode = 1;
  }
}

if (process.argv[1] === path.join(root, 'setup', 'setup.mjs')) {
  await asProgram(() => setUp({ tests: process.argv.includes('--tests') }));
}
