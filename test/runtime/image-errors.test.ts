// Mistakes in arguments of the image functions: which field, which words.
import t from 'tap';
import { image } from '../../src/runtime/index.js';

type Plan = Parameters<typeof image.plan>[0];
const frame = { format: 'nv12', width: 64, height: 48, data: new Uint8Array(64 * 48 * 1.5) } as const;
const plan = image.plan({ source: { width: 64, height: 48 }, output: { width: 32, height: 32 } });
const square = { width: 8, height: 8 };
const box = { x: 0, y: 0, ...square };
const color = [1, 2, 3] as const;

function planWith(source: object, output: object = {}): unknown {
  const options = {
    source: { width: 64, height: 48, ...source },
    output: { width: 32, height: 32, ...output },
  };
  return image.plan(options as unknown as Plan);
}

/** For arguments that the types refuse. */
const any = <T>(value: unknown): T => value as T;

/** Field, what is done, message. */
const mistakes: [field: string, work: () => unknown, message: RegExp][] = [
  ['source.width', () => planWith({ width: 0 }), /^source.width: expected 1 … 16384 pixels, found 0$/],
  [
    'source.height',
    () => planWith({ height: 1.5 }),
    /^expected a whole number from 0 to 4294967295 for source.height/,
  ],
  [
    'source.crop.width',
    () => planWith({ crop: { ...box, x: 60 } }),
    /^source.crop.width: expected 1 … 4 pixels from 60 on, found 8$/,
  ],
  ['source.crop.height', () => planWith({ crop: { ...box, height: 0 } }), /^expected a whole number from 1/],
  ['source.pitches[1]', () => planWith({ pitches: [64, 63] }), /^source.pitches\[1\]: expected 64 …/],
  ['source.pitches', () => planWith({ pitches: 64 }), /^expected an array with a number for each plane/],
  ['source.matrix', () => planWith({ matrix: 'bt2020' }), /^expected one of bt601, bt709 for source.matrix/],
  [
    'source',
    () => planWith({ widht: 64 }),
    /^expected one of from, format, width, .* for a key of source but got widht/,
  ],
  ['source.from', () => image.plan(any({ source: { from: 5 }, output: square })), /stream/],
  [
    'output',
    () => planWith({}, { zero_point: 1 }),
    /^expected one of width, .*zeroPoint for a key of output/,
  ],
  ['output.zeroPoint', () => planWith({}, { zeroPoint: 300 }), /^output.zeroPoint: expected 0 … 255/],
  ['output.width', () => planWith({}, { width: 1 }), /^output.width: expected 1\/32 to 8 times/],
  ['output.deviation', () => planWith({}, { deviation: 0 }), /^expected a number above 0/],
  ['output.mean[2]', () => planWith({}, { mean: [0, 0, 'x'] }), /^expected a number for output.mean\[2\]/],
  ['output.pad[0]', () => planWith({}, { pad: [256, 0, 0] }), /^expected a whole number from 0 to 255/],
  ['output.type', () => planWith({}, { type: 'u16' }), /^expected one of u8, i8, f16, f32/],
  ['output.pitch', () => planWith({}, { pitch: 95 }), /^output.pitch: expected 96 …/],
  ['frame.width', () => plan.run({ ...frame, width: 62 }), /^frame.width: expected 64 as planned, found 62$/],
  [
    'frame.format',
    () => plan.run({ ...frame, format: 'rgb', data: new Uint8Array(9999) }),
    /expected nv12 as planned, found rgb$/,
  ],
  [
    'frame.pitches[1]',
    () => plan.run({ ...frame, pitches: [64, 66], data: new Uint8Array(9999) }),
    /expected 64 as planned, found 66$/,
  ],
  [
    'frame.data',
    () => plan.run({ ...frame, data: frame.data.subarray(1) }),
    /^frame.data: expected at least 4608 bytes, found 4607$/,
  ],
  [
    'frame.planes[1]',
    () => plan.run({ format: 'nv12', width: 64, height: 48, planes: [frame.data] }),
    /^frame.planes\[1\]: expected a Uint8Array$/,
  ],
  ['frame', () => plan.run(any({ ...frame, planes: [] })), /^expected either data or planes for frame/],
  ['into', () => plan.run(frame, any(new Float32Array(9999))), /^into: expected a Uint8Array$/],
  ['into', () => plan.run(frame, new Uint8Array(9)), /^into: expected at least 3072 bytes, found 9$/],
  ['into', () => plan.run(frame, frame.data), /^into: expected memory apart from the frame's$/],
  ['options.quality', () => image.jpeg(frame, { quality: 101 }), /^options.quality: expected 1 … 100/],
  ['options.crop.x', () => image.jpeg(frame, { crop: { ...box, x: 1 } }), /^options.crop.x: /],
  ['block', () => image.motion(frame, frame, { block: any(9) }), /^block: expected 8, 16 or 32/],
  [
    'previous.width',
    () => image.motion(frame, { ...frame, width: 62 }),
    /^previous.width: expected 64 pixels, found 62$/,
  ],
  ['region.y', () => image.mean(frame, { ...box, y: 48 }), /^region.y: expected less than the frame's 48/],
  ['transform.rotation', () => image.transform(frame, { rotation: any(45) }), /^transform.rotation: /],
  ['transform.crop.width', () => image.transform(frame, { crop: { ...box, width: 99 } }), /^transform.crop/],
  [
    'thickness',
    () => image.draw.outline(frame, { box, color, thickness: 0 }),
    /^thickness: expected 1 … 256/,
  ],
  ['text', () => image.draw.text(frame, { at: { x: 0, y: 0 }, text: 'é', color }), /^text: expected ASCII/],
  [
    'corners',
    () => image.draw.polygon(frame, { corners: any('abc'), color }),
    /^expected an array of points/,
  ],
  ['corners.length', () => image.draw.polygon(frame, { corners: [], color }), /^corners.length: expected 3/],
  ['color[2]', () => image.draw.fill(frame, { box, color: [0, 0, -1] }), /^expected a whole number/],
  ['first', () => image.hashDistance(2n ** 64n, 0n), /^first: expected a bigint of 64 bits/],
  ['family', () => image.useFamily('mmx'), /^family: there are no kernels "mmx" here/],
  ['options.shift', () => image.background({ ...square, shift: 9 }), /^options.shift: expected 1 … 8/],
  ['open', () => image.background({ ...square, open: 2 }), /^open: expected an odd number/],
];

t.test('mistakes name the field', async (t) => {
  for (const [field, work, message] of mistakes)
    t.throws(work, { name: 'TypeError', code: 'ERR_IMAGE', field, message }, field);
});

t.test('asynchronous functions reject', async (t) => {
  await t.rejects(plan.runAsync({ ...frame, width: 62 }), { code: 'ERR_IMAGE', field: 'frame.width' });
  await t.rejects(plan.runAsync(frame, frame.data), { code: 'ERR_IMAGE', field: 'into' });
  await t.rejects(image.jpegAsync(frame, { quality: 0 }), { code: 'ERR_IMAGE', field: 'options.quality' });
});

t.test('memory that is gone, shared, or in the middle of other memory', async (t) => {
  const gone = new Uint8Array(frame.data.length);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  t.throws(() => plan.run({ ...frame, data: gone }), {
    code: 'ERR_IMAGE',
    field: 'frame.data',
    message: /transferred/,
  });
  const resizable = { maxByteLength: 9999 } as object;
  const shrunk = Reflect.construct(ArrayBuffer, [frame.data.length, resizable]) as ArrayBuffer & {
    resize(bytes: number): void;
  };
  const view = new Uint8Array(shrunk);
  plan.run({ ...frame, data: view });
  shrunk.resize(5);
  t.throws(() => plan.run({ ...frame, data: view }), { code: 'ERR_IMAGE', field: 'frame.data' });
  const expected = plan.run(frame);
  const shared = new Uint8Array(new SharedArrayBuffer(9999));
  t.same(plan.run({ ...frame, data: shared.subarray(3, 3 + frame.data.length) }), expected);
  t.same(plan.run(frame, shared.subarray(1, 3073)), expected, 'into shared memory');
  t.throws(() => plan.run({ ...frame, data: any<Uint8Array>(new DataView(frame.data.buffer)) }), {
    code: 'ERR_IMAGE',
    field: 'frame.data',
  });
});
