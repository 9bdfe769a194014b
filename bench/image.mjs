// The image path beside other libraries and beside the least that is possible, on this machine: bench/native/image measures, here
// are the ratios that the goals speak of. Only ratios from one run say something.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { buildHostTests, root } from '../setup/native.mjs';
import { command, step } from '../setup/steps.mjs';
import { installPackages } from '../setup/system-packages.mjs';
import { plot } from './image-plot.mjs';

const folder = path.join(root, 'build', 'host');
const program = path.join(folder, 'bench', 'image-bench');

/** Opponents by the name that the program knows, with the package that has them. */
const packages = {
  libyuv: { name: 'libyuv-dev', why: 'libyuv A and B' },
  opencv: { name: 'libopencv-dev', why: 'OpenCV' },
  swscale: { name: 'libswscale-dev', why: 'swscale' },
  jpeg: { name: 'libjpeg-dev', why: 'JPEG' },
};

/** Contenders in the order of the table, with their heads. */
const heads = {
  acapkit: 'acapkit',
  acapkitFast: 'fast',
  limit: 'limit',
  libyuvA: 'libyuv A',
  libyuvB: 'libyuv B',
  opencv: 'OpenCV',
  opencvSmart: 'smart',
  swscale: 'swscale',
  libjpegTurbo: 'jpeg-turbo',
};

const rounded = (value) => Number(value.toFixed(3));

async function missingOpponents() {
  const present = JSON.parse(await command(program, ['--opponents']));
  return Object.keys(packages).filter((name) => !present.includes(name));
}

/** After the native parts were built: opponents that came to this machine since, or that `setup` asks for. */
export async function prepareOpponents({ setup = false }) {
  const missing = await missingOpponents();
  if (missing.length === 0) return;
  await step('opponents', async (progress) => {
    if (setup)
      await installPackages(
        missing.map((name) => packages[name]),
        progress,
      );
    await command('cmake', [folder], { progress });
    await buildHostTests(progress);
  });
}

/** What the goals are about: `limit` and `limitFast` are how many times the limit acapkit takes, `fasterThan` how many times longer each
 *  opponent takes than acapkit. */
function ratiosOf(medianMs) {
  const { acapkit, acapkitFast, limit, ...opponents } = medianMs;
  if (acapkit === undefined) return {};
  return {
    ...(limit && { limit: rounded(acapkit / limit) }),
    ...(limit && acapkitFast && { limitFast: rounded(acapkitFast / limit) }),
    fasterThan: Object.fromEntries(
      Object.entries(opponents).map(([name, value]) => [name, rounded(value / acapkit)]),
    ),
  };
}

function table(jobs) {
  const used = Object.keys(heads).filter((name) => jobs.some(({ medianMs }) => name in medianMs));
  const rows = jobs.map(({ job, medianMs, ratios }) => [
    job,
    ...used.map((name) => medianMs[name]?.toFixed(3) ?? '–'),
    ratios.limit?.toFixed(2) ?? '–',
  ]);
  return [['job', ...used.map((name) => heads[name]), '× limit'], ...rows].map((row) =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(4) : cell.padStart(10))).join(' '),
  );
}

function remarks({ jobs, missing }) {
  const small = jobs.filter(({ ringExceedsCache }) => !ringExceedsCache).map(({ job }) => job);
  const lines = [];
  if (small.length > 0)
    lines.push(
      `too little memory to keep the frames out of the last-level cache, so these are too good: ${small.join(' ')}`,
    );
  if (missing.length > 0)
    lines.push(
      `not measured, because not installed: ${missing.join(' ')} (npm run bench -- image --setup installs them)`,
    );
  return lines;
}

/** Medians in milliseconds of one thread's CPU time for each job and contender, and their ratios. `family` chooses acapkit's kernels, `plot`
 *  is a file for a picture of the ratios. */
export async function imageFigures({ family, plot: file }) {
  let measured = '';
  await step('image jobs', async () => {
    const output = await command(program, family === undefined ? [] : ['--family', family]);
    measured = output.split('\n').find((line) => line.startsWith('{')) ?? '';
  });
  const { opponents, ...result } = JSON.parse(measured);
  const value = {
    ...result,
    missing: Object.keys(packages)
      .filter((name) => !opponents.includes(name))
      .map((name) => packages[name].name),
    jobs: result.jobs.map((job) => ({ ...job, ratios: ratiosOf(job.medianMs) })),
  };
  if (file !== undefined)
    writeFileSync(file, plot(value, `${cpus()[0]?.model ?? 'unknown'}, kernels ${value.family}`));
  const cache = Math.round(value.lastLevelCacheBytes / 2 ** 20);
  const head = `kernels ${value.family}; frames from outside the last-level cache of ${cache} MB; medians, ms of CPU time per frame`;
  return { value, lines: [head, ...table(value.jobs), ...remarks(value)] };
}
