// Image functions on the camera's frames, with the drop-in library and a frame server; and what is left behind.
import t from 'tap';
import { App, startVideo } from '../support/app-process.js';

type Tap = typeof t;

const file = 'runtime/apps/image-app.js';

/** The scenario's lines, when it has ended by itself and well. */
async function linesOf(t: Tap, scenario: string, flags: string[] = []): Promise<unknown[]> {
  const video = await startVideo(t, '1280x720', 100);
  const { code, signal, lines, stderr } = await new App(t, file, [scenario], video.environment, flags).end();
  t.match({ code, signal }, { code: 0, signal: null }, 'ends by itself', { stderr });
  return lines;
}

t.setTimeout(300_000);

t.test('frames and streams of the camera', async (t) => {
  t.same(await linesOf(t as Tap, 'camera'), [[true, true, true, true], 0, false]);
});

t.test('frames of the camera are not copied', async (t) => {
  t.same(await linesOf(t as Tap, 'zeroCopy'), [{ seen: [1, 1, 200, 200], grown: 0 }]);
});

t.test('a frame that is released while it is read stays until the last run has ended', async (t) => {
  t.same(await linesOf(t as Tap, 'waits'), [[true, true]]);
  t.same(await linesOf(t as Tap, 'released'), [{ detached: 100, runs: 400, wrong: 0 }]);
});

t.test('frames that are gone, of others, or not to be written', async (t) => {
  const gone = /^TypeError: frame.data: expected memory that is there, found that it was released/;
  t.match(await linesOf(t as Tap, 'refused'), [
    'TypeError: frame.width: expected 2 as planned, found 1280',
    "TypeError: into: expected memory of the app, found a camera's frame",
    "TypeError: frame.data: expected memory of the app, found a camera's frame",
    gone,
    gone,
    'TypeError: expected one of nv12, y800, rgb for source.from.format but got jpeg (string)',
    'TypeError: expected one of nv12, y800, rgb for frame.format but got jpeg (string)',
  ]);
});

t.test('memory stays flat over 10,000 runs of each kind', async (t) => {
  const [grown] = (await linesOf(t as Tap, 'memory', ['--expose-gc', '--max-semi-space-size=1'])) as [
    { resident: number; external: number; arrayBuffers: number },
  ];
  // A run's result is 1 MB, a frame 115 kB, so that 10,000 lost ones are far above it; the allocator itself keeps some tens of MB, now more, now less.
  t.ok(grown.resident < 150_000_000, `resident memory grew by ${grown.resident} bytes`);
  t.ok(grown.external < 2_000_000, `external memory grew by ${grown.external} bytes`);
  t.ok(grown.arrayBuffers < 2_000_000, `array buffers grew by ${grown.arrayBuffers} bytes`);
});

t.test('process.exit() while runs are under way, 20 times', async (t) => {
  const video = await startVideo(t as Tap, '1280x720', 100);
  for (let count = 0; count < 20; count++) {
    const { code, signal, stderr } = await new App(t as Tap, file, ['exits'], video.environment).end();
    if (code !== 7) t.match({ code, signal, stderr }, { code: 7, signal: null, stderr: '' });
  }
  t.pass('none crashed or hung');
});

t.test('30 worker threads that end while runs are under way', async (t) => {
  t.same(await linesOf(t as Tap, 'workers'), [{ 5: 15, 1: 15 }]);
});
