// Video as an app sees it: the addon with the drop-in library and a frame server.
import t from 'tap';
import { App, startVideo } from '../support/app-process.js';

type Tap = typeof t;

const file = 'runtime/apps/video-app.js';

async function runVideo(
  t: Tap,
  scenario: string,
  { sensor = '64x48', framerate = 200, flags = [] as string[] } = {},
) {
  const video = await startVideo(t, sensor, framerate);
  const app = new App(t, file, [scenario], video.environment, flags);
  return { video, app };
}

/** The scenario's lines, when it has ended by itself and well. */
async function linesOf(
  t: Tap,
  ...[scenario, options]: Parameters<typeof runVideo> extends [Tap, ...infer R] ? R : never
) {
  const { app } = await runVideo(t, scenario, options);
  const { code, signal, lines, stderr } = await app.end();
  t.match({ code, signal }, { code: 0, signal: null }, 'ends by itself', { stderr });
  return lines;
}

t.setTimeout(300_000);

t.test('for await (using frame of stream)', async (t) => {
  const lines = await linesOf(t as Tap, 'iterate');
  const [stream, first, end] = lines as [unknown, unknown, { sequences: number[] }];
  t.same(stream, { format: 'nv12', width: 64, height: 48, pitch: 64, framerate: 200 });
  t.same(first, { bytes: 64 * 48 * 1.5, luma: true });
  t.match(end, { detached: 0, next: true });
  t.equal(end.sequences.length, 20);
  t.ok(
    end.sequences.every((sequence, index) => index === 0 || sequence > (end.sequences[index - 1] ?? 0)),
    'in order',
  );
});

t.test('frames are not copied', async (t) => {
  const [result] = (await linesOf(t as Tap, 'zeroCopy', { sensor: '1280x720', framerate: 50 })) as [
    { bytes: number; grown: number; apart: number },
  ];
  t.equal(result.bytes, 1280 * 720 * 1.5);
  t.equal(result.apart, 5, 'five frames at once, each with its own memory');
  t.ok(result.grown < result.bytes, `JavaScript's memory grew by ${result.grown} bytes only`);
});

t.test('release detaches the data; again is harmless', async (t) => {
  t.same(await linesOf(t as Tap, 'release'), [{ before: true, after: [0, 0, 0] }, 'goes on']);
});

t.test('a slow loop loses frames, which are counted', async (t) => {
  const [result] = (await linesOf(t as Tap, 'slow', { framerate: 500 })) as [
    { taken: number; last: number; dropped: number },
  ];
  t.ok(result.dropped > 0);
  t.ok(result.dropped >= result.last + 1 - result.taken, JSON.stringify(result));
});

t.test('close() ends all that wait for a frame', async (t) => {
  t.same(await linesOf(t as Tap, 'closeWhileWaiting', { framerate: 0.1 }), [[true, true], 1]);
});

t.test('a frame that is held stays valid after close(), and then nothing is left open', async (t) => {
  t.same(await linesOf(t as Tap, 'held'), ['start', { bytes: 64 * 48, readable: true }, { descriptors: 0 }]);
});

t.test('the end of the camera is an error with words', async (t) => {
  const { video, app } = await runVideo(t as Tap, 'cameraDies', { framerate: 20 });
  t.equal(await app.line(1), 'running');
  video.child.kill('SIGKILL');
  const { code, lines } = await app.end();
  t.equal(code, 0);
  t.match(
    lines[1],
    /^Error: the video stream ended: the simulated camera's video at \/\S+vdo\.sock has gone$/,
  );
  t.equal(lines[2], true);
});

t.test('mistakes are TypeErrors of one shape', async (t) => {
  const app = new App(t as Tap, file, ['mistakes'], { ACAPKIT_VDO_SOCKET: '/nonexistent/vdo.sock' });
  const { lines } = await app.end();
  t.match(Object.fromEntries(lines as [string, string][]), {
    format: 'TypeError: expected one of nv12, y800, rgb, jpeg for format but got h264 (string)',
    width: 'TypeError: expected a whole number from 16 to 16384 for width but got 1.5 (number)',
    height: 'TypeError: expected a whole number from 16 to 16384 for height but got 8 (number)',
    channel: 'TypeError: expected a whole number from 0 to 64 for channel but got -1 (number)',
    buffers: 'TypeError: expected a whole number from 1 to 5 for buffers but got 6 (number)',
    framerate:
      'TypeError: expected a number of frames per second above 0 and up to 1000 for framerate but got 0 (number)',
    text: 'TypeError: expected a number of frames per second above 0 and up to 1000 for framerate but got 25 (string)',
    unknown:
      'TypeError: expected one of format, width, height, framerate, channel, buffers for a key of options but got fps (string)',
    none: 'TypeError: expected an object for options but got null (object)',
    camera: /^Error: the video stream cannot be opened: no simulated camera at the socket /,
  });
});

t.test('frames that nobody released give their buffers back when they are collected', async (t) => {
  t.same(await linesOf(t as Tap, 'collected', { flags: ['--expose-gc'] }), [40]);
});

t.test('memory stays flat over 10,000 frames', async (t) => {
  // A young generation of constant size: its growth is no leak.
  const flags = ['--expose-gc', '--max-semi-space-size=1'];
  const [result] = (await linesOf(t as Tap, 'memory', { framerate: 4000, flags })) as [
    { frames: number; resident: number; heap: number },
  ];
  t.equal(result.frames, 20_000);
  // Less than a kilobyte for each frame, and of JavaScript's less than a hundred bytes.
  t.ok(result.resident < 10_000_000, `resident memory grew by ${result.resident} bytes`);
  t.ok(result.heap < 1_000_000, `the heap grew by ${result.heap} bytes`);
});

t.test('process.exit() in the middle of a stream, 50 times', async (t) => {
  const video = await startVideo(t as Tap, '64x48', 500);
  for (let count = 0; count < 50; count++) {
    const { code, signal, stderr } = await new App(t as Tap, file, ['exitInStream'], video.environment).end();
    if (code !== 7) t.match({ code, signal, stderr }, { code: 7, signal: null, stderr: '' });
  }
  t.pass('none crashed or hung');
});

t.test('50 worker threads that end in the middle of a stream', async (t) => {
  const [result] = await linesOf(t as Tap, 'workers', { framerate: 500 });
  t.same(result, { codes: { 5: 25, 1: 25 }, threads: true });
});
