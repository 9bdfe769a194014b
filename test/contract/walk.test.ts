// The device client against the simulated camera, with the C template as the app: what `acapkit run` does, and what goes wrong on the way.
// Nothing here knows that the camera is simulated but for how it is started.
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import type { TargetName } from '../../src/build/profiles.js';
import { controlApp, listApps, uploadPackage } from '../../src/device/applications.js';
import { DeviceClient } from '../../src/device/client.js';
import { readDeviceInfo } from '../../src/device/device-info.js';
import { listParameters, updateParameters } from '../../src/device/parameters.js';
import { readSystemLog } from '../../src/device/system-log.js';
import { codesOf } from '../support/findings.js';
import { logged, newApp, packApp, startTestCamera } from './support.js';

const scratch = await mkdtemp(path.join(tmpdir(), 'acapkit-walk-'));
t.teardown(() => rm(scratch, { recursive: true, force: true }));
const directory = await newApp(t, 'c', 'walker');
const packFor = (target: TargetName): Promise<string> => packApp(directory, target);

for (const target of ['host', 'aarch64', 'armv7hf'] as const) {
  t.test(`upload, start, frames, parameter, stop, remove: ${target}`, async (t) => {
    const file = await packFor(target);
    const { client } = await startTestCamera(t, target);
    const info = await readDeviceInfo(client);
    t.equal(info.Architecture, target === 'host' ? 'x86_64' : target);
    await uploadPackage(client, file);
    t.match(
      await listApps(client),
      [{ name: 'walker', status: 'Stopped' }],
      'a first installation is not started',
    );
    await controlApp(client, 'start', 'walker');
    await controlApp(client, 'start', 'walker');
    t.match(await listApps(client), [{ name: 'walker', status: 'Running' }]);
    const report = await logged(client, 'walker', /frames \d+, [\d.]+ frames\/s, mean luma [\d.]+/);
    const [, rate = '0'] = /, ([\d.]+) frames\/s/.exec(report) ?? [];
    t.ok(Number(rate) > 5, `${rate} frames per second`);
    await updateParameters(client, { 'root.Walker.ReportSeconds': '7' });
    await logged(client, 'walker', /parameter root\.Walker\.ReportSeconds is now 7/);
    t.equal((await listParameters(client, 'walker'))['root.Walker.ReportSeconds'], '7');
    t.same(await codesOf(() => updateParameters(client, { 'root.Walker.Nothing': '1' })), [
      'device/parameter',
    ]);
    t.same(await codesOf(() => updateParameters(client, { 'root.Walker.ReportSeconds': 'x' })), [
      'device/parameter',
    ]);
    await controlApp(client, 'stop', 'walker');
    await logged(client, 'walker', /ended after \d+ frames/);
    await uploadPackage(client, file);
    t.equal(
      (await listParameters(client, 'walker'))['root.Walker.ReportSeconds'],
      '7',
      'values survive an upgrade',
    );
    await controlApp(client, 'remove', 'walker');
    t.same(await listApps(client), []);
    t.same(await codesOf(() => controlApp(client, 'start', 'walker')), ['device/control-4']);
  });
}

t.test('uploads that a camera refuses leave nothing behind', async (t) => {
  const { client, simulated } = await startTestCamera(t, 'host');
  t.same(
    await codesOf(async () => uploadPackage(client, await packFor('aarch64'))),
    ['device/upload-5'],
    'wrong architecture',
  );
  const broken = path.join(scratch, 'broken.eap');
  await writeFile(broken, 'not an archive');
  t.same(await codesOf(() => uploadPackage(client, broken)), ['device/upload-1']);
  const cut = await packFor('host');
  await truncate(cut, 4000);
  t.same(await codesOf(() => uploadPackage(client, cut)), ['device/upload-1'], 'a truncated archive');
  t.same(await codesOf(() => uploadPackage(client, path.join(scratch, 'none.eap'))), ['device/no-package']);
  await cutOff(simulated.port);
  t.same(await listApps(client), []);
  t.match((await readSystemLog(client)).join('\n'), /aarch64/, 'the log says why');
});

/** An upload whose connection ends half-way. */
async function cutOff(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  const authorization = Buffer.from('root:pass').toString('base64');
  socket.write(
    `POST /axis-cgi/applications/upload.cgi HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ${authorization}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.eap"\r\n\r\nabc`,
  );
  await sleep(300);
  socket.destroy();
  await sleep(300);
}

t.test('an app that ends at once: its own log says why, and when it is started again', async (t) => {
  const { client } = await startTestCamera(t, 'host');
  const crasher = await newApp(t, 'shell', 'crasher');
  const loader =
    'error while loading shared libraries: libvdostream.so.1: cannot open shared object file: No such file or directory';
  await writeFile(path.join(crasher, 'crasher'), `#!/bin/sh\necho "./crasher: ${loader}" >&2\nexit 127\n`);
  await uploadPackage(client, await packApp(crasher, 'host'));
  await controlApp(client, 'start', 'crasher');
  t.match(await logged(client, 'crasher', /cure:/), /camera library/);
  t.ok(await logged(client, 'crasher', /will be started again in 1 s/));
  t.ok(await logged(client, 'crasher', /will be started again in 2 s/), 'with a longer pause');
});

t.test('wrong password', async (t) => {
  const { simulated } = await startTestCamera(t, 'host');
  const stranger = new DeviceClient(simulated.url, { user: 'root', password: 'wrong' });
  t.same(await codesOf(() => listApps(stranger)), ['device/unauthorized']);
  t.same(await codesOf(() => listApps(new DeviceClient(simulated.url))), ['device/unauthorized']);
});

t.test('a camera that cannot start says why', async (t) => {
  const text = path.join(scratch, 'text.mp4');
  await writeFile(text, 'this is no video');
  const codes = await codesOf(() => startTestCamera(t, 'host', { video: text }));
  t.equal(codes.length, 1);
  t.match(codes[0], /^sim\//);
  t.equal(
    (await codesOf(() => startTestCamera(t, 'host', { video: path.join(scratch, 'absent.mp4') }))).length,
    1,
  );
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  t.same(await codesOf(() => startTestCamera(t, 'host', { port: String(port) })), ['sim/port-in-use']);
});
