#!/usr/bin/env node
// prebuildify only drives node-gyp. It calls this instead (PREBUILD_NODE_GYP), which lets cmake-js build the addon for the target and puts
// the result where prebuildify looks: build/Release. Settings come from src/build/addon.ts in ACAPKIT_ADDON (JSON).
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const settings = JSON.parse(process.env.ACAPKIT_ADDON ?? '{}');
const result = spawnSync(
  process.execPath,
  [
    settings.cmakeJs,
    'compile',
    '-O',
    settings.buildDirectory,
    '-a',
    settings.arch,
    '-B',
    'Release',
    ...settings.arguments,
  ],
  { stdio: 'inherit' },
);
if (result.status !== 0) process.exit(result.status ?? 1);

const release = path.join(settings.buildDirectory, 'Release');
const addons = readdirSync(release).filter((name) => name.endsWith('.node'));
if (addons.length !== 1) {
  console.error(
    `expected one .node file in ${release}, found ${addons.length === 0 ? 'none' : addons.join(', ')}`,
  );
  process.exit(1);
}
const output = path.join(process.cwd(), 'build', 'Release');
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
copyFileSync(path.join(release, addons[0]), path.join(output, addons[0]));
