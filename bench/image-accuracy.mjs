// How far pictures of photographs are from the exact ones. Photos of OpenCV's samples (Apache-2.0), fetched on first use, decoded by ffmpeg.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../setup/native.mjs';
import { openCvSamples } from '../setup/sample-video.mjs';
import { command, step } from '../setup/steps.mjs';

const photos = ['baboon.jpg', 'fruits.jpg', 'messi5.jpg', 'building.jpg', 'aero1.jpg', 'home.jpg'];

/** A photo as an NV12 frame, cut to even sizes. */
async function frameOf(photo, folder) {
  const probe = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'stream=width,height',
    '-of',
    'csv=p=0',
  ];
  const sizes = (await command('ffprobe', [...probe, photo])).split(',').map(Number);
  const [width, height] = sizes.map((size) => size - (size % 2));
  const file = path.join(folder, `${path.basename(photo)}.nv12`);
  const cut = ['-vf', `crop=${width}:${height}:0:0`, '-pix_fmt', 'nv12', '-f', 'rawvideo'];
  await command('ffmpeg', ['-v', 'error', '-y', '-i', photo, ...cut, file]);
  return { file, width, height };
}

async function measured(photo, folder) {
  const { file, width, height } = await frameOf(photo, folder);
  const program = path.join(root, 'build', 'host', 'bench', 'image-accuracy');
  const lines = (await command(program, [file, String(width), String(height)])).split('\n');
  return lines.map((line) => ({ photo: path.basename(photo), width, height, ...JSON.parse(line) }));
}

/** Largest distance and the 99.9th percentile for each photo, output and type, in steps of 1/255. */
export async function accuracyFigures() {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-accuracy-'));
  try {
    const pictures = await step('photos', async (progress) => {
      const files = await openCvSamples(photos, progress);
      const all = [];
      for (const file of files) all.push(...(await measured(file, folder)));
      return all;
    });
    const lines = pictures.map(
      ({ photo, output, type, largest, percentile99_9 }) =>
        `${photo.padEnd(13)} ${output.padEnd(21)} ${type.padEnd(3)}  largest ${largest.toFixed(3)}  99.9 % within ${percentile99_9.toFixed(3)}`,
    );
    return { value: { unit: '1/255', pictures }, lines };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
