#!/usr/bin/env node
// From a clone to running camera apps: `npm run quickstart [-- --ci] [-- --video FILE]`. Sets the machine up, then does with the
// command line what a user would do, on simulated cameras, and shows what was seen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { acapkit, startCamera } from './quickstart/acapkit.mjs';
import { printTimes, printVerified } from './quickstart/table.mjs';
import { verifyApps } from './quickstart/verify.mjs';
import { sampleVideo } from './sample-video.mjs';
import { asProgram, setUp } from './setup.mjs';
import { step } from './steps.mjs';

const { values: flags } = parseArgs({
  options: { ci: { type: 'boolean', default: false }, video: { type: 'string' } },
});
const apps = [
  { name: 'hello_c', template: 'c' },
  { name: 'hello_node', template: 'node' },
];

/** Builds and packs one app for some architectures; returns architecture → file. */
async function pack(scratch, app, architectures, progress) {
  const { packages } = await acapkit(
    ['pack', path.join(scratch, app.name), '--arch', architectures],
    progress,
  );
  return Object.fromEntries(packages.map((made) => [made.target, made.file]));
}

/** A camera of one architecture with both apps on it, verified. The caller stops it. */
async function verifyOn(architecture, files, video, progress, cameras) {
  progress('starting the simulated camera');
  const camera = await startCamera({
    name: `quickstart-${architecture}-${process.pid}`,
    architecture,
    video,
  });
  Object.assign(camera, { architecture });
  cameras.push(camera);
  const packages = apps.map((app) => ({ name: app.name, file: files[app.name][architecture] }));
  return verifyApps(camera, packages, progress);
}

async function walk(scratch, cameras) {
  const video = flags.video ? path.resolve(flags.video) : await step('footage', sampleVideo);
  await step('new and check', async () => {
    for (const app of apps) {
      await acapkit(['new', path.join(scratch, app.name), '--template', app.template, '--name', app.name]);
      await acapkit(['check', path.join(scratch, app.name)]);
    }
  });
  const [cApp, nodeApp] = apps;
  const files = { [nodeApp.name]: {} };
  files[cApp.name] = await step('build and pack the C app for aarch64, armv7hf, host', (progress) =>
    pack(scratch, cApp, 'all,host', progress),
  );
  const packNode = (architecture) =>
    step(`build and pack the Node app for ${architecture}`, async (progress) => {
      Object.assign(files[nodeApp.name], await pack(scratch, nodeApp, architecture, progress));
    });
  const runOn = (architecture, how) =>
    step(`run both apps ${how}`, (progress) => verifyOn(architecture, files, video, progress, cameras));

  await packNode('host');
  // Packing a Node runtime keeps one core busy for a while; a run needs little of the other.
  const [native] = await Promise.all([runOn('host', 'natively'), packNode('aarch64')]);
  const [aarch64] = await Promise.all([runOn('aarch64', 'as aarch64 under qemu'), packNode('armv7hf')]);
  await cameras.pop().stop();
  const armv7hf = await runOn('armv7hf', 'as armv7hf under qemu');
  await cameras.pop().stop();
  return [...native, ...aarch64, ...armv7hf];
}

await asProgram(async () => {
  const started = performance.now();
  await setUp();
  const scratch = await mkdtemp(path.join(tmpdir(), 'acapkit-quickstart-'));
  const cameras = [];
  try {
    const rows = await walk(scratch, cameras);
    const good = printVerified(rows);
    printTimes((performance.now() - started) / 1000);
    for (const row of rows.filter(({ checks }) => Object.values(checks).some((check) => !check.holds))) {
      console.log(`\nLog of ${row.app} (${row.architecture})\n${row.lines.slice(-30).join('\n')}`);
    }
    if (flags.ci || !good) return good ? 0 : 1;
    console.log(`\nThe simulated camera stays up: ${cameras[0].url}  (user root, password pass)`);
    console.log(`The apps are in ${scratch}. Ctrl-C ends the camera.`);
    process.once('SIGINT', () => {});
    await cameras[0].ended;
    return 0;
  } finally {
    await Promise.all(cameras.map((camera) => camera.stop()));
    if (flags.ci) await rm(scratch, { recursive: true, force: true });
  }
});
