// The other image functions, on pictures small enough to be written by hand.
import t from 'tap';
import { type ImageFrame, image } from '../../src/runtime/index.js';

function y800(width: number, height: number, value: (x: number, y: number) => number) {
  const data = Uint8Array.from({ length: width * height }, (_, at) =>
    value(at % width, Math.floor(at / width)),
  );
  return { format: 'y800', width, height, data } as const;
}

const rows = ({ data, width, height }: { data: Uint8Array; width: number; height: number }): number[][] =>
  Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);

t.test('motion', async (t) => {
  const still = y800(20, 10, () => 100);
  const moved = y800(20, 10, (x) => (x < 8 ? 120 : 100));
  const { columns, rows: down, sad, moving } = image.motion(moved, still, { block: 8 });
  t.same({ columns, down, moving }, { columns: 3, down: 2, moving: 2 });
  t.same([...sad], [64 * 20, 0, 0, 16 * 20, 0, 0]);
  t.equal(image.motion(moved, still, { block: 8, threshold: 20 }).moving, 0);
  t.equal(image.motion(still, still).columns, 2, 'blocks of 16');
});

t.test('background', async (t) => {
  const model = image.background({ width: 12, height: 9, threshold: 30 });
  const empty = y800(12, 9, () => 50);
  t.equal(model.update(empty).foreground, 0);
  const visitor = y800(12, 9, (x, y) => (x >= 3 && x < 7 && y >= 2 && y < 6 ? 200 : 50));
  const { mask, foreground } = model.update(visitor);
  t.equal(foreground, 16);
  t.same(rows({ data: mask, width: 12, height: 9 })[2], [0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0]);
  const opened = image.background({ width: 12, height: 9, open: 3 });
  opened.update(empty);
  const into = new Uint8Array(12 * 9);
  const speck = y800(12, 9, (x, y) => (x === 6 && y === 4 ? 200 : 50));
  t.same(opened.update(speck, into), { mask: into, foreground: 0 });
});

t.test('histogram, mean, sharpness', async (t) => {
  const frame = y800(4, 2, (x) => x * 10);
  const counts = image.histogram(frame);
  t.same([counts.length, counts[0], counts[10], counts[11]], [256, 2, 2, 0]);
  t.equal(image.mean(frame), 15);
  t.equal(image.mean(frame, { x: 2, y: 1, width: 2, height: 1 }), 25);
  t.equal(image.sharpness(y800(5, 5, () => 7)), 0);
  const dot = y800(5, 3, (x, y) => (x === 2 && y === 1 ? 3 : 0));
  t.equal(image.sharpness(dot), (144 + 9 + 9) / 3 - ((-12 + 3 + 3) / 3) ** 2);
});

t.test('hash', async (t) => {
  const ramp = image.hash(y800(90, 80, (x) => x));
  t.equal(ramp, 2n ** 64n - 1n, 'each cell is brighter than its left neighbour');
  t.equal(image.hash(y800(90, 80, () => 9)), 0n);
  t.equal(image.hashDistance(ramp, 0n), 64);
  t.equal(image.hashDistance(0b1011n, 0b0010n), 2);
});

t.test('transform', async (t) => {
  const frame = y800(3, 2, (x, y) => 10 * y + x);
  const turned = image.transform(frame, { rotation: 90 });
  t.match(turned, { format: 'y800', width: 2, height: 3, pitches: [2] });
  t.same(rows(turned), [
    [10, 0],
    [11, 1],
    [12, 2],
  ]);
  t.same(rows(image.transform(frame, { mirror: true })), [
    [2, 1, 0],
    [12, 11, 10],
  ]);
  t.same(rows(image.transform(frame, { crop: { x: 1, y: 1, width: 2, height: 1 } })), [[11, 12]]);
  const copy = image.transform(frame);
  t.same(copy.data, frame.data);
  t.not(copy.data.buffer, frame.data.buffer);
});

t.test('drawing', async (t) => {
  const canvas = () => y800(6, 4, () => 0);
  const white = { color: [255, 255, 255], range: 'full' } as const;
  const drawn = (draw: (frame: ImageFrame) => void): string[] => {
    const frame = canvas();
    draw(frame);
    return rows(frame).map((row) => row.map((value) => (value === 255 ? '#' : '.')).join(''));
  };
  const box = { x: -1, y: 1, width: 4, height: 9 };
  t.same(
    drawn((frame) => image.draw.fill(frame, { box, ...white })),
    ['......', '###...', '###...', '###...'],
  );
  t.same(
    drawn((frame) =>
      image.draw.outline(frame, { box: { x: 1, y: 0, width: 4, height: 4 }, thickness: 1, ...white }),
    ),
    ['.####.', '.#..#.', '.#..#.', '.####.'],
  );
  t.same(
    drawn((frame) =>
      image.draw.line(frame, { from: { x: 0, y: 0 }, to: { x: 3, y: 3 }, thickness: 1, ...white }),
    ),
    ['#.....', '.#....', '..#...', '...#..'],
  );
  const corners = [
    { x: 0, y: 0 },
    { x: 4, y: 0 },
    { x: 4, y: 3 },
    { x: 0, y: 3 },
  ];
  t.same(
    drawn((frame) => image.draw.polygon(frame, { corners, ...white })),
    ['####..', '####..', '####..', '......'],
  );
  const marked = drawn((frame) =>
    image.draw.text(frame, { at: { x: 0, y: 0 }, text: ' ', background: white.color, scale: 1, ...white }),
  );
  t.same(marked, ['######', '######', '######', '######'], 'the cell of a space');
  const blocks = y800(4, 2, (x) => 10 * x);
  image.draw.mosaic(blocks, { box: { x: 0, y: 0, width: 1, height: 1 }, block: 2 });
  t.same(rows(blocks), [
    [5, 5, 20, 30],
    [5, 5, 20, 30],
  ]);
});

t.test('colours are converted for the frame', async (t) => {
  const frame: ImageFrame = { format: 'nv12', width: 2, height: 2, data: new Uint8Array(6) };
  const box = { x: 0, y: 0, width: 2, height: 2 };
  image.draw.fill(frame, { box, color: [255, 0, 0] });
  t.same([...(frame.data ?? [])], [81, 81, 81, 81, 90, 240], 'BT.601, limited');
  image.draw.fill(frame, { box, color: [255, 0, 0], matrix: 'bt709', range: 'full' });
  t.same([...(frame.data ?? [])], [54, 54, 54, 54, 99, 255], 'BT.709, full');
});

t.test('jpeg', async (t) => {
  const frame = y800(48, 32, (x, y) => 4 * x + y);
  const file = image.jpeg(frame);
  t.same([...file.subarray(0, 3), ...file.subarray(-2)], [0xff, 0xd8, 0xff, 0xff, 0xd9]);
  const start = file.findIndex((value, at) => value === 0xff && file[at + 1] === 0xc0);
  t.same([...file.subarray(start + 5, start + 10)], [0, 32, 0, 48, 1], 'height, width, one component');
  t.ok(image.jpeg(frame, { quality: 95 }).length > file.length);
  const part = { crop: { x: 0, y: 0, width: 16, height: 16 } };
  t.same(await image.jpegAsync(frame, part), image.jpeg(frame, part));
  const many = await Promise.all(Array.from({ length: 8 }, () => image.jpegAsync(frame)));
  for (const one of many) t.same(one, file);
});
