#!/usr/bin/env node
// `npm run bench -- NAME [--json]`. One benchmark is one entry below: it returns a value for --json and lines for people. An entry may take
// options; `image` takes --setup (installs the libraries that it is compared with), --family NAME and --plot FILE, `image-arm` --update.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildFigures } from '../bench/build.mjs';
import { imageFigures, prepareOpponents } from '../bench/image.mjs';
import { accuracyFigures } from '../bench/image-accuracy.mjs';
import { armFigures } from '../bench/image-arm.mjs';
import { packageFigures } from '../bench/package.mjs';
import { buildHostTests, buildTarget, root } from './native.mjs';
import { asProgram, setUp } from './setup.mjs';
import { command, step } from './steps.mjs';

const native = (name) => path.join(root, 'build', 'host', name);

/** User and system time of a process so far, in seconds. */
async function cpuSeconds(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function startFrameServer(folder) {
  const sockets = { socket: path.join(folder, 'vdo'), preview: path.join(folder, 'preview') };
  const args = [
    '--socket',
    sockets.socket,
    '--preview',
    sockets.preview,
    '--scene',
    'clock',
    '--sensor',
    '1920x1080',
    '--framerate',
    '30',
  ];
  const server = spawn(native('simulator/acapkit-frame-server'), args, {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    server.stdout.once('data', resolve);
    server.once('error', reject);
  });
  return { server, socket: sockets.socket };
}

/** Native parts and all they need. */
async function setUpNative() {
  await setUp();
  await step('benchmarks', (progress) => buildHostTests(progress));
}

/** The same for cameras. */
async function setUpCameras() {
  await setUpNative();
  for (const target of ['aarch64', 'armv7hf'])
    await step(`benchmarks for ${target}`, (progress) => buildTarget(target, progress, true));
}

/** Only what a benchmark of TypeScript needs. */
async function setUpTypeScript() {
  if (!existsSync(path.join(root, 'node_modules')))
    await step('npm packages', (progress) =>
      command('npm', ['ci'], { cwd: root, progress }).then(() => undefined),
    );
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await step('TypeScript', () => command(process.execPath, [compiler], { cwd: root }).then(() => undefined));
}

/** Four 1080p NV12 streams at 30 frames per second, one process each, against one frame server. */
async function video() {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-bench-'));
  const { server, socket } = await startFrameServer(folder);
  try {
    const before = await cpuSeconds(server.pid);
    const seconds = 10;
    const env = { ...process.env, ACAPKIT_VDO_SOCKET: socket, LD_LIBRARY_PATH: native('simulator') };
    const result = JSON.parse(await command(native('bench/vdo-throughput'), ['4', String(seconds)], { env }));
    const serverCpu = ((await cpuSeconds(server.pid)) - before) / seconds;
    const lowest = Math.min(...result.framesPerSecond);
    const value = { ...result, ratioOfSensorRate: lowest / 30, frameServerCores: serverCpu };
    return {
      value,
      lines: [
        `lowest rate ${lowest.toFixed(2)} of 30 frames/s, lost ${result.lost.join(' ')}, frame server ${(100 * serverCpu).toFixed(1)} % of a core`,
      ],
    };
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

const benchmarks = {
  build: { prepare: setUpTypeScript, measure: buildFigures },
  video: { prepare: setUpNative, measure: video },
  package: { prepare: setUpTypeScript, measure: packageFigures },
  image: {
    options: ['setup', 'family', 'plot'],
    prepare: async (values) => {
      await setUpNative();
      await prepareOpponents(values);
    },
    measure: imageFigures,
  },
  'image-accuracy': { prepare: setUpNative, measure: accuracyFigures },
  'image-arm': { options: ['update'], prepare: setUpCameras, measure: armFigures },
};

await asProgram(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      setup: { type: 'boolean' },
      family: { type: 'string' },
      plot: { type: 'string' },
      update: { type: 'boolean' },
    },
  });
  const [name = ''] = positionals;
  if (!(name in benchmarks))
    throw new Error(`no benchmark ${name || 'was named'}; known: ${Object.keys(benchmarks).join(', ')}`);
  const { options = [], prepare, measure } = benchmarks[name];
  const known = ['json', ...options];
  const unknown = Object.keys(values).find((option) => !known.includes(option));
  if (unknown) throw new Error(`${name} has no option --${unknown}; known: --${known.join(', --')}`);
  await prepare(values);
  const { value, lines } = await measure(values);
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`;
  console.log(values.json ? JSON.stringify({ machine, ...value }) : [machine, ...lines].join('\n'));
});
