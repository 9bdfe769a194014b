// Scenarios of test/runtime/image-camera.test.ts, each in a process of its own.
import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type ImageFrame, image, openVideo, type VideoFrame } from '../../../src/runtime/index.js';
import { occupyPool } from './occupied-pool.js';
import { complaint, print, runScenario } from './scenarios.js';

const output = { width: 300, height: 300, type: 'f32', layout: 'chw', fit: 'letterbox' } as const;
const digest = ({ buffer }: NodeJS.TypedArray): string =>
  createHash('sha256').update(new Uint8Array(buffer)).digest('hex');

/** The same pixels in memory of the app. */
const copyOf = ({ format, width, height, pitch, data }: VideoFrame): ImageFrame => ({
  format: format as 'nv12',
  width,
  height,
  pitches: [pitch, pitch],
  data: data.slice(),
});

async function camera(): Promise<void> {
  using stream = openVideo({ format: 'nv12' });
  using frame = (await stream.next()) as VideoFrame;
  const plan = image.plan({ source: stream, output });
  const expected = digest(plan.run(copyOf(frame)));
  const others = [
    plan.run(frame),
    await plan.runAsync(frame),
    image.plan({ source: frame, output }).run(frame),
    image.plan({ source: { from: stream, matrix: 'bt601' }, output }).run(frame),
  ];
  print(others.map((result) => digest(result) === expected));
  print(Buffer.compare(image.jpeg(frame), image.jpeg(copyOf(frame))));
  print(digest(image.plan({ source: { from: stream, matrix: 'bt709' }, output }).run(frame)) === expected);
}

/** What is written to the frame's memory is seen, and no memory for frames is taken. */
async function zeroCopy(): Promise<void> {
  using stream = openVideo({ format: 'y800' });
  using frame = (await stream.next()) as VideoFrame;
  const gray = { width: stream.width, height: stream.height, order: 'gray' } as const;
  const plan = image.plan({ source: { from: stream, range: 'full' }, output: gray });
  const into = new Uint8Array(plan.outputBytes);
  const seen: (number | undefined)[] = [];
  for (const value of [1, 200]) {
    frame.data[5] = value;
    seen.push(plan.run(frame, into)[5], (await plan.runAsync(frame))[5]);
  }
  const before = process.memoryUsage().arrayBuffers;
  plan.run(frame, into);
  image.mean(frame);
  print({ seen, grown: process.memoryUsage().arrayBuffers - before });
}

/** A released frame whose run has not begun while the camera goes on, and then while the stream is closed. */
async function waits(): Promise<void> {
  const stream = openVideo({ format: 'nv12', buffers: 4 });
  const plan = image.plan({ source: stream, output });
  const same: boolean[] = [];
  for (const closes of [false, true]) {
    const frame = (await stream.next()) as VideoFrame;
    const expected = digest(plan.run(frame));
    const free = occupyPool();
    const result = plan.runAsync(frame);
    frame.release();
    if (closes) stream.close();
    else for (let count = 0; count < 12; count++) (await stream.next())?.release();
    same.push(digest(await result) === expected);
    await free;
  }
  print(same);
}

/** Frames are released as soon as their runs have started. */
async function released(): Promise<void> {
  using stream = openVideo({ format: 'nv12', buffers: 3 });
  const plan = image.plan({ source: stream, output });
  const waiting: Promise<boolean[]>[] = [];
  let detached = 0;
  for (let count = 0; count < 100; count++) {
    const frame = (await stream.next()) as VideoFrame;
    const expected = digest(plan.run(frame));
    const runs = [plan.runAsync(frame), plan.runAsync(frame), plan.runAsync(frame), plan.runAsync(frame)];
    frame.release();
    if (frame.data.length === 0) detached++;
    waiting.push(Promise.all(runs).then((results) => results.map((result) => digest(result) === expected)));
    if (count % 4 === 3) await waiting.at(-1);
  }
  const equal = (await Promise.all(waiting)).flat();
  print({ detached, runs: equal.length, wrong: equal.filter((one) => !one).length });
}

async function refused(): Promise<void> {
  using stream = openVideo({ format: 'nv12' });
  const frame = (await stream.next()) as VideoFrame;
  const plan = image.plan({ source: stream, output: { width: 64, height: 64 } });
  const other = image.plan({ source: { width: 2, height: 2 }, output: { width: 2, height: 2 } });
  const { width, height, data } = frame;
  const box = { x: 0, y: 0, width: 9, height: 9 };
  print(await complaint(() => other.run(frame)));
  print(await complaint(() => plan.run(copyOf(frame), data)));
  const disguised: ImageFrame = { format: 'nv12', width, height, data };
  print(await complaint(() => image.draw.fill(disguised, { box, color: [0, 0, 0] })));
  frame.release();
  print(await complaint(() => plan.run(frame)));
  print(await complaint(() => plan.runAsync(frame)));
  using jpegs = openVideo({ format: 'jpeg' });
  print(await complaint(() => image.plan({ source: jpegs, output: { width: 2, height: 2 } })));
  using picture = (await jpegs.next()) as VideoFrame;
  print(await complaint(() => image.mean(picture)));
}

const size = { width: 320, height: 240 };
const plain: ImageFrame = { format: 'nv12', ...size, data: new Uint8Array(320 * 240 * 1.5).fill(99) };

/** Rounds of everything that takes memory. */
async function round(count: number): Promise<void> {
  const plan = image.plan({ source: size, output });
  const into = new Float32Array(plan.outputBytes / 4);
  const model = image.background(size);
  for (let index = 0; index < count; index++) {
    plan.run(plain, into);
    await plan.runAsync(plain);
    model.update(plain);
    image.motion(plain, plain);
    if (index % 10 === 0) {
      await image.jpegAsync(plain);
      image.jpeg(plain);
      image.transform(plain, { rotation: 90 });
      image.plan({ source: size, output: { width: 64, height: 64 } });
      image.background(size);
      await complaint(() => plan.runAsync({ ...plain, width: 318 }));
    }
  }
}

async function memory(): Promise<void> {
  const measured: NodeJS.MemoryUsage[] = [];
  for (const count of [3000, 10_000]) {
    await round(count);
    // What was collected is given back by finalizers, which run in a later turn.
    for (let turn = 0; turn < 3; turn++) {
      (globalThis as { gc?: () => void }).gc?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    measured.push(process.memoryUsage());
  }
  const [first, second] = measured as [NodeJS.MemoryUsage, NodeJS.MemoryUsage];
  print({
    resident: second.rss - first.rss,
    external: second.external - first.external,
    arrayBuffers: second.arrayBuffers - first.arrayBuffers,
  });
}

async function exits(): Promise<void> {
  const stream = openVideo({ format: 'nv12' });
  const frame = (await stream.next()) as VideoFrame;
  const plan = image.plan({ source: stream, output });
  for (let count = 0; count < 20; count++) {
    void plan.runAsync(frame);
    void image.jpegAsync(frame);
  }
  await plan.runAsync(frame);
  process.exit(7);
}

async function workers(): Promise<void> {
  const script = new URL('./image-worker.js', import.meta.url);
  const codes: Record<string, number> = {};
  for (let count = 0; count < 30; count++) {
    const worker = new Worker(script, { argv: [count % 2 === 0 ? 'exit' : 'wait'] });
    const exit = new Promise<number>((resolve) => worker.on('exit', resolve));
    await new Promise((resolve) => worker.on('message', resolve));
    if (count % 2 !== 0) await worker.terminate();
    const code = await exit;
    codes[code] = (codes[code] ?? 0) + 1;
  }
  print(codes);
}

await runScenario({ camera, zeroCopy, released, waits, refused, memory, exits, workers });
