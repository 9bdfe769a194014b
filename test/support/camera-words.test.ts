// Addresses and device names in texts and in the bytes of programs: what breaks is found, what is an app's own business is not, and hostile
// bytes cost little.
import t from 'tap';
import { cameraWordsOf, dlpuDevicesIn, loopbackCalls } from '../../src/support/elf/camera-words.js';

const addresses = (text: string) => loopbackCalls(text).map(({ address }) => address);

t.test('addresses at which apps get nothing', async (t) => {
  for (const [text, address] of [
    ['http://127.0.0.1/axis-cgi/param.cgi?action=list', 'http://127.0.0.1/axis-cgi/param.cgi?action=list'],
    ['"https://localhost:443/axis-cgi/%s"', 'https://localhost:443/axis-cgi/%s'],
    ['http://%s:%s@127.0.0.1/vapix/services', 'http://127.0.0.1/vapix/services'],
    ['ws://localhost/vapix/ws-data-stream', 'ws://localhost/vapix/ws-data-stream'],
    ['http://[::1]:80/axis-cgi', 'http://[::1]:80/axis-cgi'],
    ['rtsp://127.0.0.12/axis-media/media.amp', 'rtsp://127.0.0.12/axis-media/media.amp'],
    ['rtsps://root:p%40ss@localhost:554', 'rtsps://localhost:554'],
  ] as const)
    t.same(addresses(text), [address], text);
});

t.test('addresses that are fine', async (t) => {
  for (const text of [
    'http://127.0.0.12/axis-cgi/param.cgi',
    'http://localhost:2001',
    'http://127.0.0.1:2001/axis-cgi/param.cgi',
    'http://localhost/local/app/api',
    'http://localhost.example/axis-cgi/param.cgi',
    'http://192.168.0.90/axis-cgi/param.cgi',
    'http://127.0.0.1/axis-cgis',
    'rtsp://127.0.0.1:8554/live',
    'rtsp://127.0.0.1:5540/live',
    'rtsp://192.168.0.90/axis-media/media.amp',
    'rtsp://localhost.example/',
  ])
    t.same(addresses(text), [], text);
});

t.test('devices', async (t) => {
  t.same(
    dlpuDevicesIn('-d a9-dlpu-tflite, axis-a8-dlpu-native or remote-axis-a8-dlpu-tflite; a9-dlpu-tflite'),
    ['a9-dlpu-tflite', 'axis-a8-dlpu-native', 'remote-axis-a8-dlpu-tflite'],
  );
  t.same(
    dlpuDevicesIn('google-edge-tpu-tflite cpu-tflite ambarella-cvflow dlpu a9-gpu-proc no-dlpu-tflite'),
    [],
  );
});

t.test('in the bytes of a program', async (t) => {
  const call = 'http://root:pass@127.0.0.1/axis-cgi/jpg/image.cgi';
  const data = Buffer.concat([
    Buffer.alloc(5000, 0xff),
    Buffer.from(`\0${call}\0${call}\0/axis-cgi/param.cgi\0http://%s/axis-cgi/x\0`),
    Buffer.alloc(5000),
    Buffer.from('a9-dlpu-tflite\0http://127.0.0.12/axis-cgi/param.cgi\0rtsp://localhost/x'),
  ]);
  t.same(cameraWordsOf(data), {
    loopback: ['http://127.0.0.1/axis-cgi/jpg/image.cgi', 'rtsp://localhost/x'],
    dlpuDevices: ['a9-dlpu-tflite'],
  });
  t.same(cameraWordsOf(Buffer.alloc(0)), { loopback: [], dlpuDevices: [] });
});

t.test('hostile bytes', async (t) => {
  const many = Array.from(
    { length: 1000 },
    (_, i) => `http://localhost/axis-cgi/${i}.cgi\0a${i}-dlpu-tflite\0`,
  );
  const { loopback, dlpuDevices } = cameraWordsOf(Buffer.from(many.join('')));
  t.equal(loopback.length, 16, 'so many are kept');
  t.equal(dlpuDevices.length, 16);
  const long = cameraWordsOf(Buffer.from(`http://localhost/axis-cgi/${'a'.repeat(1e6)}`)).loopback;
  t.ok((long[0]?.length ?? 999) < 100, 'cut');
  const started = performance.now();
  for (const piece of ['/axis-cgi', 'rtsp://', 'http://a:', 'http://localhost@', '-dlpu-', '127.0.0.1'])
    cameraWordsOf(Buffer.from(piece.repeat(2_000_000 / piece.length)));
  t.ok(performance.now() - started < 5000, 'in little time');
  const text = 'http://'.repeat(9000);
  t.same(loopbackCalls(text), []);
  t.ok(performance.now() - started < 10_000);
});
