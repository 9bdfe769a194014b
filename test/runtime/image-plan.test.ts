// Plans against expectations written by hand, and against a plain bilinear in JavaScript.
import { createHash } from 'node:crypto';
import t from 'tap';
import { type ImageFrame, image } from '../../src/runtime/index.js';
import { occupyPool } from './apps/occupied-pool.js';

type Tap = typeof t;

/** Luma from a seed, without gaps. */
function noise(width: number, height: number, seed = 1): ImageFrame & { data: Uint8Array } {
  let state = seed;
  const data = Uint8Array.from({ length: width * height }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  return { format: 'y800', width, height, data };
}

/** One colour. */
function nv12(width: number, height: number, [y, cb, cr]: readonly [number, number, number]): ImageFrame {
  const chroma = new Uint8Array(2 * Math.ceil(width / 2) * Math.ceil(height / 2));
  for (let at = 0; at < chroma.length; at += 2) chroma.set([cb, cr], at);
  return { format: 'nv12', width, height, planes: [new Uint8Array(width * height).fill(y), chroma] };
}

/** Half-pixel centres, edges repeated. */
function bilinear(
  { data, width, height }: ReturnType<typeof noise>,
  columns: number,
  rows: number,
): number[] {
  const at = (x: number, y: number) =>
    data[Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)] ?? Number.NaN;
  return Array.from({ length: columns * rows }, (_, index) => {
    const x = (((index % columns) + 0.5) * width) / columns - 0.5;
    const y = ((Math.floor(index / columns) + 0.5) * height) / rows - 0.5;
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const across = (row: number) => at(left, row) * (1 - (x - left)) + at(left + 1, row) * (x - left);
    return across(top) * (1 - (y - top)) + across(top + 1) * (y - top);
  });
}

function near(t: Tap, found: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  t.equal(found.length, expected.length);
  const apart = expected.findIndex((value, index) => !(Math.abs((found[index] ?? 1e9) - value) <= tolerance));
  t.equal(apart, -1, `found ${found[apart]} at ${apart}, expected ${expected[apart]}`);
}

/** The bytes, for comparisons that do not take all day. */
const digest = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray): string =>
  createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');

const gray = { order: 'gray' } as const;
const full = { format: 'y800', range: 'full' } as const;

t.test('gray pictures of any ratio are those of a plain bilinear', async (t) => {
  for (const [width, height, columns, rows] of [
    [7, 5, 7, 5],
    [8, 6, 4, 3],
    [33, 17, 20, 30],
    [64, 48, 13, 9],
    [5, 3, 40, 24],
  ] as const) {
    const frame = noise(width, height, width);
    const source = { ...full, width, height };
    const plan = image.plan({ source, output: { width: columns, height: rows, ...gray } });
    near(t as Tap, plan.run(frame), bilinear(frame, columns, rows), 1);
    const floats = image.plan({ source, output: { width: columns, height: rows, type: 'f32', ...gray } });
    const expected = bilinear(frame, columns, rows).map((value) => value / 255);
    near(t as Tap, floats.run(frame), expected, 1 / 255);
  }
});

t.test('exact halves, by hand', async (t) => {
  const data = Uint8Array.of(10, 20, 30, 50, 30, 40, 70, 90);
  const frame = { format: 'y800', width: 4, height: 2, data } as const;
  const output = { width: 2, height: 1, ...gray };
  t.same([...image.plan({ source: { ...full, width: 4, height: 2 }, output }).run(frame)], [25, 60]);
});

t.test('colours of BT.601 and BT.709, limited and full', async (t) => {
  const colour = (matrix: 'bt601' | 'bt709', range: 'limited' | 'full', yuv: [number, number, number]) => {
    const source = { width: 4, height: 4, matrix, range } as const;
    return [...image.plan({ source, output: { width: 1, height: 1 } }).run(nv12(4, 4, yuv))];
  };
  near(t as Tap, colour('bt601', 'limited', [81, 90, 240]), [255, 0, 0], 1);
  near(t as Tap, colour('bt709', 'limited', [63, 102, 240]), [255, 0, 0], 1);
  near(t as Tap, colour('bt601', 'full', [76, 85, 255]), [255, 0, 0], 1);
  near(t as Tap, colour('bt601', 'limited', [126, 128, 128]), [128, 128, 128], 1);
  near(t as Tap, colour('bt601', 'full', [126, 128, 128]), [126, 126, 126], 1);
});

t.test('order, layout, normalisation and padding, by hand', async (t) => {
  const frame: ImageFrame = {
    format: 'rgb',
    width: 2,
    height: 1,
    data: Uint8Array.of(0, 51, 102, 153, 204, 255),
  };
  const source = { format: 'rgb', width: 2, height: 1 } as const;
  const size = { width: 2, height: 1 };
  t.same(
    [...image.plan({ source, output: { ...size, order: 'bgr' } }).run(frame)],
    [102, 51, 0, 255, 204, 153],
  );
  t.same(
    [...image.plan({ source, output: { ...size, layout: 'chw' } }).run(frame)],
    [0, 153, 51, 204, 102, 255],
  );
  const signed = image.plan({ source, output: { ...size, type: 'i8', zeroPoint: -128 } }).run(frame);
  t.same([...signed], [-128, -77, -26, 25, 76, 127]);
  const normalised = { ...size, type: 'f32', mean: [0, 0.2, 0.4], deviation: 0.2 } as const;
  near(t as Tap, image.plan({ source, output: normalised }).run(frame), [0, 0, 0, 3, 3, 3], 0.01);
  const halves = image.plan({ source, output: { ...size, type: 'f16' } }).run(frame);
  t.equal(halves[5], 0x3c00, 'the bits of 1');
  const boxed = { width: 2, height: 3, fit: 'letterbox', pad: [1, 2, 3] } as const;
  const plan = image.plan({ source, output: boxed });
  t.same([...plan.run(frame)], [1, 2, 3, 1, 2, 3, 0, 51, 102, 153, 204, 255, 1, 2, 3, 1, 2, 3]);
  t.same(plan.picture, { x: 0, y: 1, width: 2, height: 1 });
});

t.test('a plan tells its facts', async (t) => {
  const output = { width: 8, height: 8, fit: 'crop', type: 'f32', layout: 'chw' } as const;
  const plan = image.plan({ source: { width: 32, height: 16 }, output });
  t.same(plan.crop, { x: 8, y: 0, width: 16, height: 16 });
  t.same(plan.picture, { x: 0, y: 0, width: 8, height: 8 });
  t.equal(plan.outputBytes, 8 * 8 * 3 * 4);
  t.equal(plan.family, image.family);
});

t.test('into: memory of the app, gaps after rows are left alone', async (t) => {
  const frame = noise(4, 4);
  const plan = image.plan({
    source: { ...full, width: 4, height: 4 },
    output: { width: 2, height: 2, pitch: 5, ...gray },
  });
  t.equal(plan.outputBytes, 7);
  const expected = [...plan.run(frame)];
  for (const way of ['run', 'runAsync'] as const) {
    const memory = new Uint8Array(12).fill(9);
    const into = memory.subarray(2, 10);
    t.equal(await plan[way](frame, into), into, 'the same array');
    const [a, b, , , , c, d] = expected;
    t.same([...memory], [9, 9, a, b, 9, 9, 9, c, d, 9, 9, 9]);
  }
});

t.test('pitches, planes apart, and crops', async (t) => {
  const whole = noise(6, 4);
  const wide = new Uint8Array(9 * 4).fill(255);
  for (let y = 0; y < 4; y++) wide.set(whole.data.subarray(y * 6, y * 6 + 6), y * 9);
  const crop = { x: 1, y: 1, width: 3, height: 2 };
  const output = { width: 3, height: 2, ...gray };
  const source = { ...full, width: 6, height: 4, pitches: [9], crop };
  const result = image.plan({ source, output }).run({ ...whole, pitches: [9], data: wide });
  t.same([...result], [...whole.data.subarray(7, 10), ...whole.data.subarray(13, 16)]);
  const apart = nv12(4, 4, [100, 90, 200]);
  const together = Uint8Array.from((apart.planes ?? []).flatMap((plane) => [...plane]));
  const plan = image.plan({ source: { width: 4, height: 4 }, output: { width: 3, height: 3 } });
  t.same(plan.run(apart), plan.run({ format: 'nv12', width: 4, height: 4, data: together }));
});

t.test('all families give the same bytes', async (t) => {
  t.teardown(() => image.useFamily());
  t.equal(image.families.at(-1), 'scalar');
  const chosen = image.families.map((family) => {
    image.useFamily(family);
    t.equal(image.family, family);
    const plan = image.plan({
      source: { ...full, width: 61, height: 37 },
      output: { width: 40, height: 20 },
    });
    t.equal(plan.family, family);
    return digest(plan.run(noise(61, 37)));
  });
  t.equal(new Set(chosen).size, 1);
});

t.test('eight runs at once give what run() gives, from memory of each kind', async (t) => {
  const source = { ...full, width: 320, height: 240 };
  const plan = image.plan({ source, output: { width: 100, height: 100, type: 'f32', fit: 'letterbox' } });
  const frames = Array.from({ length: 8 }, (_, seed) => noise(320, 240, seed));
  for (const frame of frames.slice(4)) {
    const shared = new Uint8Array(new SharedArrayBuffer(frame.data.length));
    shared.set(frame.data);
    frame.data = shared;
  }
  const results = frames.map((frame) => plan.runAsync(frame));
  const expected = frames.map((frame) => plan.run(frame));
  t.same((await Promise.all(results)).map(digest), expected.map(digest));
  t.equal(new Set(expected.map(digest)).size, 8);
});

t.test('a frame that changes, moves or goes after runAsync() has no say', async (t) => {
  const plan = image.plan({
    source: { ...full, width: 320, height: 240 },
    output: { width: 50, height: 50 },
  });
  const expected = plan.run(noise(320, 240));
  const changed = noise(320, 240);
  const moved = noise(320, 240);
  const free = occupyPool();
  const results = [plan.runAsync(changed), plan.runAsync(moved)];
  changed.data.fill(0);
  structuredClone(moved.data.buffer, { transfer: [moved.data.buffer as ArrayBuffer] });
  t.equal(moved.data.length, 0);
  await free;
  t.same((await Promise.all(results)).map(digest), [digest(expected), digest(expected)]);
});

t.test('memory for the result that is gone when it comes is an error', async (t) => {
  const plan = image.plan({ source: { ...full, width: 8, height: 8 }, output: { width: 8, height: 8 } });
  const into = new Uint8Array(plan.outputBytes);
  const result = plan.runAsync(noise(8, 8), into);
  structuredClone(into.buffer, { transfer: [into.buffer] });
  await t.rejects(result, { name: 'TypeError', code: 'ERR_IMAGE', field: 'into', message: /transferred/ });
});

t.test('too much under way is rejected, and goes on afterwards', async (t) => {
  const plan = image.plan({ source: { ...full, width: 8, height: 8 }, output: { width: 8, height: 8 } });
  const frame = noise(8, 8);
  const results = await Promise.allSettled(Array.from({ length: 70 }, () => plan.runAsync(frame)));
  t.equal(results.filter(({ status }) => status === 'fulfilled').length, 64);
  t.match(
    results.find(({ status }) => status === 'rejected'),
    { reason: { code: 'ERR_IMAGE', message: /^64 pieces of image work are under way/ } },
  );
  t.same(await plan.runAsync(frame), plan.run(frame));
});
