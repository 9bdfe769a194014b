// Scenarios of test/runtime/video.test.ts, each in a process of its own.
import { readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { openVideo, type VideoFrame, type VideoOptions } from '../../../src/runtime/index.js';
import { collectUntil, complaint, print, runScenario, sleep } from './scenarios.js';

const openDescriptors = (): number => readdirSync('/proc/self/fd').length;

async function iterate(): Promise<void> {
  const stream = openVideo({ format: 'nv12', width: 64, height: 48 });
  const { format, width, height, pitch, framerate } = stream;
  print({ format, width, height, pitch, framerate });
  const sequences: number[] = [];
  let last: VideoFrame | undefined;
  let times = 0;
  for await (using frame of stream) {
    if (last?.data.length) throw new Error('the frame before is not detached');
    if (frame.timestampUs <= times) throw new Error('time does not go on');
    times = frame.timestampUs;
    sequences.push(frame.sequence);
    last = frame;
    if (sequences.length === 1)
      print({ bytes: frame.data.length, luma: frame.data.some((value) => value > 0) });
    if (sequences.length === 20) break;
  }
  print({ sequences, detached: last?.data.length, next: (await stream.next()) === undefined });
}

/** JavaScript's own memory does not grow by the frames. */
async function zeroCopy(): Promise<void> {
  using stream = openVideo({ format: 'nv12', buffers: 5 });
  const before = process.memoryUsage().arrayBuffers;
  const frames: VideoFrame[] = [];
  while (frames.length < 5) frames.push((await stream.next()) as VideoFrame);
  const grown = process.memoryUsage().arrayBuffers - before;
  print({ bytes: frames[0]?.data.length, grown, apart: new Set(frames.map(({ data }) => data.buffer)).size });
}

async function release(): Promise<void> {
  using stream = openVideo();
  const frame = (await stream.next()) as VideoFrame;
  const { data } = frame;
  const view = data.subarray(4);
  const before = data.length;
  frame.release();
  print({ before: before > 0, after: [data.length, view.length, data.buffer.byteLength] });
  frame.release();
  frame[Symbol.dispose]();
  for (let count = 0; count < 10; count++) (await stream.next())?.release();
  print('goes on');
}

async function slow(): Promise<void> {
  using stream = openVideo();
  let taken = 0;
  let last = 0;
  for await (using frame of stream) {
    taken++;
    last = frame.sequence;
    await sleep(20);
    if (taken === 10) break;
  }
  print({ taken, last, dropped: stream.dropped });
}

async function closeWhileWaiting(): Promise<void> {
  const stream = openVideo();
  (await stream.next())?.release();
  const both = [stream.next(), stream.next()];
  let ended = 0;
  const loop = (async () => {
    for await (using _ of stream) ended = -1;
    ended++;
  })();
  setTimeout(() => stream.close(), 50);
  print((await Promise.all(both)).map((frame) => frame === undefined));
  await loop;
  stream.close();
  print(ended);
}

async function held(): Promise<void> {
  // What is opened once and for all: standard output, the library.
  print('start');
  openVideo().close();
  const before = openDescriptors();
  const stream = openVideo({ format: 'y800' });
  const frame = (await stream.next()) as VideoFrame;
  stream.close();
  print({ bytes: frame.data.length, readable: frame.data.every((value) => value >= 0) });
  frame.release();
  print({ descriptors: openDescriptors() - before });
}

async function cameraDies(): Promise<void> {
  const stream = openVideo();
  const words = await complaint(async () => {
    for await (using frame of stream) if (frame.sequence === 0) print('running');
  });
  print(words);
  print((await stream.next()) === undefined);
}

const badOptions: Record<string, unknown> = {
  format: { format: 'h264' },
  width: { width: 1.5 },
  height: { height: 8 },
  channel: { channel: -1 },
  buffers: { buffers: 6 },
  framerate: { framerate: 0 },
  text: { framerate: '25' },
  unknown: { fps: 25 },
  none: null,
};

async function mistakes(): Promise<void> {
  for (const [name, options] of Object.entries(badOptions))
    print([name, await complaint(() => openVideo(options as VideoOptions))]);
  print(['camera', await complaint(() => openVideo())]);
}

async function collected(): Promise<void> {
  using stream = openVideo({ buffers: 2 });
  let frames = 0;
  const taking = (async () => {
    while (frames < 40) if (await stream.next()) frames++;
  })();
  await collectUntil(() => frames >= 40);
  await taking;
  print(frames);
}

async function memory(): Promise<void> {
  using stream = openVideo({ buffers: 5 });
  const measured: NodeJS.MemoryUsage[] = [];
  let frames = 0;
  for await (using _ of stream) {
    frames++;
    // The first frames fill the allocators.
    if (frames === 10_000 || frames === 20_000) {
      (globalThis as { gc?: () => void }).gc?.();
      measured.push(process.memoryUsage());
    }
    if (frames === 20_000) break;
  }
  const [first, second] = measured as [NodeJS.MemoryUsage, NodeJS.MemoryUsage];
  print({ frames, resident: second.rss - first.rss, heap: second.heapUsed - first.heapUsed });
}

async function exitInStream(): Promise<void> {
  const stream = openVideo();
  let frames = 0;
  for await (const _ of stream) if (++frames === 2) process.exit(7);
}

/** Environments that end in the middle of a stream, with frames held: by themselves, or from outside. */
async function workers(): Promise<void> {
  const script = new URL('./video-worker.js', import.meta.url);
  const codes: Record<string, number> = {};
  for (let count = 0; count < 50; count++) {
    const worker = new Worker(script, { argv: [count % 2 === 0 ? 'exit' : 'wait'] });
    const exit = new Promise<number>((resolve) => worker.on('exit', resolve));
    if (count % 2 !== 0) {
      await new Promise((resolve) => worker.on('message', resolve));
      await worker.terminate();
    }
    const code = await exit;
    codes[code] = (codes[code] ?? 0) + 1;
  }
  print({ codes, threads: readdirSync('/proc/self/task').length < 40 });
}

await runScenario({
  iterate,
  zeroCopy,
  release,
  slow,
  closeWhileWaiting,
  held,
  cameraDies,
  mistakes,
  collected,
  memory,
  exitInStream,
  workers,
});
