// No argument whatsoever crashes the process or touches other memory. Most random arguments are nearly right, because what is all wrong
// does not get far.
import fc from 'fast-check';
import t from 'tap';
import { type ImageError, type ImageFrame, image } from '../../src/runtime/index.js';

const color = [1, 2, 3];

/** For arguments that the types refuse. */
const any = <T>(value: unknown): T => value as T;
const odd = fc.constantFrom<unknown>(
  ...[undefined, null, Number.NaN, -1, 0, 1.5, 2 ** 31, 2 ** 32, 2 ** 32 + 8, 1e300, -1e-30, '8', 8n, {}, []],
  ...[16385, Symbol('x'), () => 8, new Uint8Array(3), Object.create(null), { valueOf: () => 8 }, true],
);
const small = fc.integer({ min: 1, max: 40 });
const most = <T>(usual: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 60, arbitrary: usual as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd });
const number = most(small);
const named = (...names: string[]) => most(fc.option(fc.constantFrom(...names), { nil: undefined }));
const rect = fc.record({ x: most(fc.nat(40)), y: most(fc.nat(40)), width: number, height: number });
const region = most(fc.option(rect, { nil: undefined }));

const bytes = most(
  fc.record({ length: fc.nat(6000), at: fc.nat(9), shared: fc.boolean(), gone: fc.nat(20) }).map((facts) => {
    const buffer = facts.shared ? new SharedArrayBuffer(6100) : new ArrayBuffer(6100);
    const array = new Uint8Array(buffer, facts.at, facts.length);
    if (facts.gone === 0 && buffer instanceof ArrayBuffer) structuredClone(buffer, { transfer: [buffer] });
    return array;
  }),
);
const format = most(fc.constantFrom('nv12', 'y800', 'rgb'));
const pitches = most(
  fc.option(fc.tuple(fc.integer({ min: 40, max: 130 }), most(fc.integer({ min: 40, max: 60 }))), {
    nil: undefined,
  }),
);
const frames = most(
  fc.oneof(
    fc.record({ format, width: number, height: number, pitches, data: bytes }),
    fc.record({ format, width: number, height: number, planes: most(fc.array(bytes, { maxLength: 3 })) }),
  ),
);
const into = fc.oneof(
  fc.constant(undefined),
  bytes,
  fc.nat(4000).map((length) => new Float32Array(length)),
  fc.nat(9000).map((length) => new Int8Array(length)),
);
const channels = (least: number, top: number) =>
  most(
    fc.option(fc.array(fc.integer({ min: least, max: top }), { minLength: 3, maxLength: 3 }), {
      nil: undefined,
    }),
  );
const plans = fc.record({
  source: most(fc.record({ format, width: number, height: number, pitches, crop: region })),
  output: most(
    fc.record({
      width: number,
      height: number,
      type: named('u8', 'i8', 'f16', 'f32'),
      layout: named('chw', 'hwc'),
      order: named('rgb', 'bgr', 'gray'),
      fit: named('stretch', 'letterbox', 'crop'),
      filter: named('bilinear', 'area'),
      mode: named('exact', 'fast-chroma'),
      pad: channels(0, 255),
      mean: channels(-2, 2),
      deviation: channels(1, 9),
    }),
  ),
});
const drawing = fc.record(
  {
    box: rect,
    color: most(fc.constant(color)),
    thickness: number,
    block: number,
    scale: number,
    from: most(fc.record({ x: number, y: number })),
    to: most(fc.record({ x: number, y: number })),
    at: most(fc.record({ x: number, y: number })),
    corners: most(fc.array(most(fc.record({ x: number, y: number })))),
    text: most(fc.string()),
  },
  { requiredKeys: [] },
);

const outcomes = { done: 0, refused: 0 };

/** Whatever comes, it is a result or an error of JavaScript. */
async function survives(work: () => unknown): Promise<void> {
  try {
    await work();
    outcomes.done++;
  } catch (error) {
    if (!(error instanceof TypeError) || (error as Partial<ImageError>).code !== 'ERR_IMAGE') throw error;
    outcomes.refused++;
  }
}

const only = (options: object, keys: string[]): object =>
  Object.fromEntries(Object.entries(options).filter(([key]) => keys.includes(key)));

const drawKeys: Record<keyof typeof image.draw, string[]> = {
  fill: ['box', 'color'],
  mosaic: ['box', 'block'],
  outline: ['box', 'color', 'thickness'],
  line: ['from', 'to', 'color', 'thickness'],
  polygon: ['corners', 'color'],
  text: ['at', 'text', 'color', 'scale'],
};

t.test('random arguments of plans', async (t) => {
  const property = fc.asyncProperty(plans, frames, into, async (options, frame, into) => {
    await survives(async () => {
      const made = image.plan(any<Parameters<typeof image.plan>[0]>(options));
      await survives(() => made.run(any(frame), any(into)));
      await survives(() => made.runAsync(any(frame), any(into)));
      const { format, width, height, pitches } = any<{ source: Record<string, unknown> }>(options).source;
      const fitting = { format, width, height, pitches, data: new Uint8Array(9000) };
      await survives(() => made.run(any(fitting), any(into)));
      await survives(() => made.runAsync(any(fitting), any(into)));
    });
  });
  await fc.assert(property, { numRuns: 3000 });
  t.ok(outcomes.done > 500 && outcomes.refused > 500, JSON.stringify(outcomes));
});

t.test('random arguments of the other functions', async (t) => {
  Object.assign(outcomes, { done: 0, refused: 0 });
  const property = fc.asyncProperty(frames, frames, region, drawing, number, async (a, b, where, draw, n) => {
    const first = any<ImageFrame>(a);
    const second = any<ImageFrame>(b);
    await survives(() => image.motion(first, second, { block: any(n), threshold: any(n) }));
    await survives(() => image.motion(first, first, { block: 8 }));
    await survives(() => image.background({ width: any(n), height: any(n), shift: any(n) }).update(first));
    for (const measure of [image.mean, image.histogram, image.sharpness, image.hash])
      await survives(() => measure(first, any(where)));
    await survives(() => image.transform(first, { crop: any(where), rotation: 270, mirror: true }));
    await survives(() => image.jpeg(first, { crop: any(where), quality: any(n) }));
    await survives(() => image.jpegAsync(first, { quality: 50 }));
    await survives(() => image.hashDistance(any(n), any(where)));
    for (const [name, keys] of Object.entries(drawKeys))
      await survives(() => image.draw[name as 'fill'](first, any(only(draw, keys))));
  });
  await fc.assert(property, { numRuns: 2000 });
  t.ok(outcomes.done > 2000 && outcomes.refused > 2000, JSON.stringify(outcomes));
});

t.test('nothing is written outside the frame', async () => {
  const property = fc.asyncProperty(small, small, drawing, async (width, height, draw) => {
    const memory = new Uint8Array(40 * 40 * 3 + 64).fill(77);
    const length = width * height * 3;
    const target = { format: 'rgb', width, height, data: memory.subarray(33, 33 + length) } as const;
    for (const [name, keys] of Object.entries(drawKeys))
      await survives(() => image.draw[name as 'fill'](target, any(only(draw, keys))));
    const outside = [...memory.subarray(0, 33), ...memory.subarray(33 + length)];
    if (outside.some((value) => value !== 77)) throw new Error('memory outside was written');
  });
  await fc.assert(property, { numRuns: 500 });
});
