// A worker thread that ends while runs of a plan are under way, on a camera's frame and on its own memory.
import { parentPort } from 'node:worker_threads';
import { image, openVideo, type VideoFrame } from '../../../src/runtime/index.js';

const stream = openVideo({ format: 'nv12' });
const frame = (await stream.next()) as VideoFrame;
const plan = image.plan({ source: stream, output: { width: 300, height: 300, type: 'f32' } });
const { width, height, pitch } = frame;
const own = { format: 'nv12', width, height, pitches: [pitch, pitch], data: frame.data.slice() } as const;
const into = new Float32Array(plan.outputBytes / 4);
for (let round = 0; ; round++) {
  const runs = [plan.runAsync(frame), plan.runAsync(own), plan.runAsync(own, into), image.jpegAsync(frame)];
  if (round === 2) parentPort?.postMessage('busy');
  if (round === 3 && process.argv[2] === 'exit') process.exit(5);
  await Promise.all(runs);
}
