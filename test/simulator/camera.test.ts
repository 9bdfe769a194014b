// The whole camera: starting, refusing to start, and stopping without a trace.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { startCamera } from '../../src/simulator/camera.js';
import { treeOf } from '../../src/simulator/supervisor/process-tree.js';
import { AcapkitError } from '../../src/support/errors.js';
import { ask, cameraOptions, testCamera } from './support/test-camera.js';

async function failureOf(work: Promise<unknown>): Promise<AcapkitError['findings'][number]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AcapkitError && error.findings[0]) return error.findings[0];
    throw error;
  }
  throw new Error('it did not fail');
}

t.test('a second camera on the same folder is refused, a stale lock is not in the way', async (t) => {
  const camera = await testCamera(t);
  const options = cameraOptions(t.testdirName);
  const second = await failureOf(startCamera(options));
  t.equal(second.code, 'sim/state-in-use');
  t.match(second.found, String(process.pid));
  t.equal(
    (await ask(camera, '/axis-cgi/applications/list.cgi')).status,
    200,
    'the first one is not disturbed',
  );
  await camera.stop();
  const lock = path.join(options.stateDirectory, 'lock');
  t.notOk(existsSync(lock));
  for (const stale of ['4194300 123\n', `${process.pid} 1\n`, 'garbage', '']) {
    writeFileSync(lock, stale);
    const again = await startCamera(options);
    t.match(readFileSync(lock, 'utf8'), new RegExp(`^${process.pid} \\d+\\n$`));
    await again.stop();
  }
});

t.test('a port in use is named, with the cure', async (t) => {
  const camera = await testCamera(t);
  const found = await failureOf(
    startCamera(cameraOptions(path.join(t.testdirName, 'other'), { port: camera.port })),
  );
  t.equal(found.code, 'sim/port-in-use');
  t.match(found.message, String(camera.port));
  t.match(found.fix, /another port/);
  t.notOk(existsSync(path.join(t.testdirName, 'other/state/lock')), 'a failed start leaves no lock');
});

t.test('a video that cannot be read, and a frame server that is not built', async (t) => {
  const dir = t.testdir();
  const video = await failureOf(startCamera(cameraOptions(dir, { video: path.join(dir, 'missing.mp4') })));
  t.equal(video.code, 'sim/video-source');
  t.equal(video.found, 'the file does not exist');
  t.equal(video.fix, 'give a file that exists');
  const missing = await failureOf(startCamera(cameraOptions(dir, { frameServer: path.join(dir, 'none') })));
  t.equal(missing.code, 'sim/frame-server-missing');
  const users = await failureOf(startCamera(cameraOptions(dir, { host: '0.0.0.0' })));
  t.equal(users.code, 'sim/users', 'no default password for others');
});

t.test('stop ends every process, and can be called twice', async (t) => {
  const before = treeOf(process.pid).map((one) => one.pid);
  const camera = await testCamera(t);
  const added = treeOf(process.pid).filter((one) => !before.includes(one.pid));
  t.ok(added.length >= 2, 'bus and frame server');
  await Promise.all([camera.stop(), camera.stop()]);
  const left = treeOf(process.pid).filter(
    (one) => added.some(({ pid }) => pid === one.pid) && one.state !== 'Z',
  );
  t.same(left, []);
  await t.rejects(fetch(camera.url));
});

t.test('everything is written below the state folder', async (t) => {
  const camera = await testCamera(t);
  const names = readdirSync(path.join(t.testdirName, 'state'));
  for (const name of ['lock', 'log', 'packages', 'params', 'uploads']) t.ok(names.includes(name), name);
  t.match(readFileSync(path.join(t.testdirName, 'state/log/system.log'), 'utf8').length, Number);
  await camera.stop();
  t.notOk(existsSync(path.join(t.testdirName, 'state/run')));
});

t.test('a folder with a long path works: the sockets go elsewhere and are removed', async (t) => {
  const deep = path.join(t.testdir(), 'd'.repeat(100));
  mkdirSync(deep);
  const camera = await startCamera(cameraOptions(deep));
  const elsewhere = readFileSync(path.join(deep, 'state/run-elsewhere'), 'utf8');
  t.ok(existsSync(path.join(elsewhere, 'shared')));
  t.equal((await ask(camera, '/axis-cgi/jpg/image.cgi')).status, 200);
  await camera.stop();
  t.notOk(existsSync(elsewhere));
});
