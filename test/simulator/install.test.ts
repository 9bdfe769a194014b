// Installing on the simulated camera: the answers of upload.cgi, and what a crash or a cut connection leaves.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { CameraOptions } from '../../src/simulator/camera.js';
import { startCamera } from '../../src/simulator/camera.js';
import { AppStore } from '../../src/simulator/install/app-store.js';
import { makeEap, packFiles, writeRawEap } from '../support/make-eap.js';
import {
  ask,
  askText,
  cameraOptions,
  control,
  logged,
  testCamera,
  until,
  upload,
} from './support/test-camera.js';

const login = `Authorization: Basic ${Buffer.from('root:pass').toString('base64')}`;

t.test('installs, lists, upgrades, keeps localdata, removes', async (t) => {
  const camera = await testCamera(t);
  const dir = path.join(t.testdirName, 'eap');
  mkdirSync(dir);
  t.equal(await upload(camera, makeEap(dir), 'file'), 'OK');
  const list = await askText(camera, '/axis-cgi/applications/list.cgi');
  t.match(
    list,
    /^<reply result="ok">\n <application Name="hello" NiceName="hello" Vendor="Test" Version="1\.0\.0" .*Status="Stopped"/,
  );
  const folder = camera.apps.folderOf('hello');
  writeFileSync(path.join(folder, 'localdata', 'kept'), 'yes');
  t.equal(await control(camera, 'start', 'HELLO'), 'OK', 'any letter case');
  t.equal(await control(camera, 'start', 'hello'), 'Error: 6');
  t.match(await askText(camera, '/axis-cgi/applications/list.cgi'), /Status="Running"/);
  t.equal(await upload(camera, makeEap(dir, { version: '2.0.0', files: { 'localdata/kept': 'no' } })), 'OK');
  t.equal(camera.apps.find('hello')?.version, '2.0.0');
  t.equal(camera.apps.find('hello')?.state, 'stopped', 'an upload stops the app');
  t.equal(readFileSync(path.join(folder, 'localdata', 'kept'), 'utf8'), 'yes');
  t.equal(await control(camera, 'stop', 'hello'), 'Error: 7');
  t.equal(await control(camera, 'restart', 'hello'), 'OK');
  t.equal(await control(camera, 'remove', 'hello'), 'OK');
  t.equal(await control(camera, 'remove', 'hello'), 'Error: 4');
  t.equal(await control(camera, 'start', ''), 'Error: 1');
  t.notOk(existsSync(folder));
  t.same(readdirSync(path.dirname(folder)), []);
  const page = await askText(
    camera,
    '/axis-cgi/applications/control.cgi?package=&action=start&returnpage=%2Fx%3Cb%3E',
  );
  t.match(page, /^<html>.*Error: 1.*\/x&lt;b&gt;/);
  t.equal(await askText(camera, '/axis-cgi/applications/control.cgi?package=&returnpage=:'), 'Error: 1\n');
});

t.test('scripts run in the sandbox', async (t) => {
  const camera = await testCamera(t);
  const dir = path.join(t.testdirName, 'eap');
  mkdirSync(dir);
  const files = {
    'post.sh': { content: '#!/bin/sh\necho "post in $PWD"\ntouch localdata/made\n', executable: true },
    'pre.sh': { content: '#!/bin/sh\necho "bye"\nexit 3\n', executable: true },
  };
  const packageSections = {
    installation: { postInstallScript: 'post.sh' },
    uninstallation: { preUninstallScript: 'pre.sh' },
  };
  t.equal(await upload(camera, makeEap(dir, { files, packageSections })), 'OK');
  await logged(camera, /^post in /, 'hello');
  t.ok(existsSync(path.join(camera.apps.folderOf('hello'), 'localdata', 'made')));
  t.equal(await control(camera, 'remove', 'hello'), 'OK');
  await logged(camera, /^bye$/, 'hello');
  await logged(camera, /preUninstallScript of hello ended with code 3/);
});

const setup2 = (more: object) => ({
  vendorId: 'AABBCCDDEE',
  compatibleOsVersions: [{ min: '12.10', max: '13' }],
  ...more,
});

t.test('refuses with the numbers of a camera, and says why in the log', async (t) => {
  const camera = await testCamera(t);
  const dir = path.join(t.testdirName, 'eap');
  mkdirSync(dir);
  const bad = path.join(dir, 'bad.eap');
  const refused = async (number: number, file: string, reason: RegExp) => {
    t.equal(await upload(camera, file), `Error: ${number}`, String(reason));
    await logged(camera, reason);
  };
  writeFileSync(bad, 'not a package');
  await refused(1, bad, /upload was refused: Error 1: the package cannot be unpacked/);
  packFiles(bad, { readme: 'x' });
  await refused(1, bad, /the archive is no application package/);
  writeRawEap(bad, [{ name: '../evil', content: 'x' }]);
  await refused(1, bad, /leaves its root/);
  await refused(
    5,
    makeEap(dir, { setup: { architecture: 'armv7hf' } }),
    /another architecture.*expected x86_64 or all.*found armv7hf.*cure/,
  );
  await refused(
    5,
    makeEap(dir, { setup: { embeddedSdkVersion: '9.0' } }),
    /newer embedded development level/,
  );
  const schema2 = (setup: object) => ({
    files: {
      'manifest.json': JSON.stringify({
        schemaVersion: '2.0.0',
        acapPackageConf: {
          setup: {
            appName: 'hello',
            vendor: 'T',
            version: '1.0.0',
            runMode: 'never',
            architecture: 'all',
            ...setup2(setup),
          },
        },
      }),
    },
  });
  await refused(
    5,
    makeEap(dir, schema2({ compatibleOsVersions: [{ min: '13.0', max: '13.9' }] })),
    /does not allow this AXIS OS version.*13\.0 to 13\.9.*found 12/,
  );
  await refused(
    13,
    makeEap(dir, { setup: { user: { username: 'root', group: 'root' } } }),
    /wants to run as root/,
  );
  await refused(
    29,
    makeEap(dir, { setup: { runMode: 'sometimes' } }),
    /does not fit schema 1\.7\.3.*runMode/,
  );
  await refused(
    29,
    makeEap(dir, { configuration: { paramConfig: [{ name: '1bad', default: '', type: '' }] } }),
    /name that cameras refuse/,
  );
  packFiles(bad, { 'manifest.json': '{' });
  await refused(29, bad, /not JSON/);
  packFiles(bad, { 'manifest.json': '{"schemaVersion":"7.0"}' });
  await refused(29, bad, /no known schema version/);
  t.equal(await upload(camera, makeEap(dir, schema2({}))), 'OK');
  await refused(27, makeEap(dir, schema2({ vendorId: '0011223344' })), /of another vendor/);
  await refused(14, makeEap(dir, { appName: 'Hello' }), /differs only in letter case/);
  t.same(
    camera.apps.list().map((app) => app.name),
    ['hello'],
  );
  t.same(readdirSync(path.join(t.testdirName, 'state', 'packages')), ['hello']);
  t.same(readdirSync(path.join(t.testdirName, 'state', 'uploads')), []);
});

t.test('a package.conf of the time before manifests installs', async (t) => {
  const camera = await testCamera(t);
  const file = path.join(t.testdirName, 'old.eap');
  packFiles(file, {
    oldapp: { content: '#!/bin/sh\nexec sleep 60\n', executable: true },
    'package.conf':
      'PACKAGENAME="Old app"\nAPPNAME="oldapp"\nAPPMAJORVERSION="1"\nAPPMINORVERSION="20"\nSTARTMODE="once"\nHTTPCGIPATHS="cgi.txt"\n',
    'param.conf': 'Level="3" type="int:min=0;max=9"\n',
    'cgi.txt': 'administrator /run.cgi\n',
  });
  t.equal(await upload(camera, file), 'OK');
  const app = camera.apps.find('oldapp');
  t.match(app, {
    friendlyName: 'Old app',
    version: '1.20.0',
    runMode: 'once',
    webEntries: [{ path: 'run.cgi' }],
  });
  t.equal(camera.parameters.get('root.Oldapp.Level'), '3');
});

t.test('multipart: no file name, no file, too large, not multipart', async (t) => {
  const camera = await testCamera(t, { uploadLimitBytes: 2000 });
  const send = async (parts: string, type = 'multipart/form-data; boundary=B') =>
    (
      await askText(camera, '/axis-cgi/applications/upload.cgi', {
        method: 'POST',
        headers: { 'content-type': type },
        body: parts,
      })
    ).trim();
  const part = (head: string, body: string) =>
    `--B\r\nContent-Disposition: form-data; ${head}\r\nContent-Type: application/octet-stream\r\n\r\n${body}\r\n--B--\r\n`;
  t.equal(await send(part('name="packfil"', 'x')), 'Error: 3', 'no file name');
  t.equal(await send(part('name="other"; filename="a.eap"', 'x')), 'Error: 3', 'another field');
  t.equal(
    await send('--B\r\nContent-Disposition: form-data; name="packfil"\r\n\r\nx\r\n--B--\r\n'),
    'Error: 3',
    'a text field',
  );
  t.equal(await send(part('name="packfil"; filename="a.eap"', 'x'.repeat(5000))), 'Error: 3', 'too large');
  t.equal(await send('{}', 'application/json'), 'Error: 1');
  t.equal(await send('x', 'multipart/form-data'), 'Error: 1', 'no boundary');
  t.equal(await send('--B\r\nContent-Disp', 'multipart/form-data; boundary=B'), 'Error: 1', 'damaged');
  t.equal((await ask(camera, '/axis-cgi/applications/upload.cgi')).status, 405);
  t.same(readdirSync(path.join(t.testdirName, 'state', 'uploads')), []);
});

/** Starts an upload that stops in the middle of the file. */
async function halfUpload(port: number, file: Buffer): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  const head =
    '--B\r\nContent-Disposition: form-data; name="packfil"; filename="a.eap"\r\nContent-Type: application/octet-stream\r\n\r\n';
  socket.write(
    `POST /axis-cgi/applications/upload.cgi HTTP/1.1\r\nHost: localhost\r\n${login}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${head.length + file.length + 9}\r\n\r\n${head}`,
  );
  socket.write(file.subarray(0, file.length / 2));
  socket.on('error', () => undefined);
  return socket;
}

t.test('a cut upload leaves nothing, a second one at the same time is refused', async (t) => {
  const camera = await testCamera(t);
  const file = makeEap(t.testdirName);
  const uploads = path.join(t.testdirName, 'state', 'uploads');
  const socket = await halfUpload(camera.port, readFileSync(file));
  await until('the upload to begin', () => readdirSync(uploads).length === 1);
  t.equal(await upload(camera, file), 'Error: 12');
  socket.destroy();
  await logged(camera, /connection was cut during the upload; nothing was installed/);
  await until('the temporary file to go', () => readdirSync(uploads).length === 0);
  t.same(camera.apps.list(), []);
  t.equal(await upload(camera, file), 'OK', 'the next upload is free to go');
});

t.test('a client that waits for 100-continue sends no body before its login', async (t) => {
  const camera = await testCamera(t);
  const answer = await new Promise<string>((resolve) => {
    const socket = net.connect(camera.port, '127.0.0.1');
    socket.write(
      'POST /axis-cgi/applications/upload.cgi HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n',
    );
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
  t.match(answer, /^HTTP\/1\.1 401 /);
});

t.test('every stage of an interrupted swap ends in the old or the new app', async (t) => {
  const dir = t.testdir();
  const manifest = (version: string) =>
    JSON.stringify({ acapPackageConf: { setup: { appName: 'hello', version } } });
  const put = (name: string, version: string, data?: string) => {
    mkdirSync(path.join(dir, name, 'localdata'), { recursive: true });
    writeFileSync(path.join(dir, name, 'manifest.json'), manifest(version));
    if (data !== undefined) writeFileSync(path.join(dir, name, 'localdata', 'd'), data);
  };
  const result = async () => {
    const store = new AppStore(dir);
    await store.recover();
    const version = store.list().map((app) => app.version);
    const file = path.join(dir, 'hello/localdata/d');
    const data = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    t.same(readdirSync(dir), ['hello']);
    await store.remove('hello');
    return [...version, data];
  };
  put('hello', '1.0.0', 'old');
  put('hello.new', '2.0.0', 'new');
  t.same(await result(), ['1.0.0', 'old'], 'unpacked');
  put('hello.old', '1.0.0', 'old');
  put('hello.new', '2.0.0', 'new');
  t.same(await result(), ['1.0.0', 'old'], 'the old one is aside');
  put('hello.old', '1.0.0', 'old');
  put('hello', '2.0.0', 'new');
  t.same(await result(), ['2.0.0', 'old'], 'the new one is in place');
  put('hello', '2.0.0', 'old');
  put('hello.old', '1.0.0');
  renameSync(path.join(dir, 'hello.old/localdata'), path.join(dir, 'hello.old/gone'));
  t.same(await result(), ['2.0.0', 'old'], 'localdata is moved');
  put('hello', '2.0.0', 'old');
  put('other.removing', '1.0.0');
  t.same(await result(), ['2.0.0', 'old'], 'a removal');
});

t.test('kill -9 during an installation, then a new start', async (t) => {
  const dir = t.testdir();
  const options: CameraOptions = cameraOptions(dir);
  const first = await startCamera(options);
  t.teardown(() => first.stop());
  t.equal(await upload(first, makeEap(dir)), 'OK');
  writeFileSync(path.join(first.apps.folderOf('hello'), 'localdata', 'kept'), 'yes');
  await first.stop();

  // Many files make the unpacking long enough to be hit.
  const files = Object.fromEntries(
    Array.from({ length: 6000 }, (_, index) => [`html/${index}.txt`, String(index)]),
  );
  const big = makeEap(dir, { version: '2.0.0', files });
  const program = fileURLToPath(new URL('./support/run-camera.js', import.meta.url));
  for (const delayFiles of [1, 2000]) {
    const child = spawn(process.execPath, [program, dir], { stdio: ['pipe', 'pipe', 'inherit'] });
    t.teardown(() => child.kill('SIGKILL'));
    const url = await new Promise<string>((resolve) =>
      child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
    );
    const answer = upload({ url }, big).catch(() => 'cut');
    const packages = path.join(dir, 'state/packages');
    const unpacked = () => {
      const staging = readdirSync(packages).find((name) => name.startsWith('hello.new')) ?? '';
      const html = path.join(packages, staging, 'html');
      return staging !== '' && existsSync(html) ? readdirSync(html).length : 0;
    };
    await until('the unpacking', () => unpacked() >= delayFiles);
    child.kill('SIGKILL');
    t.equal(await answer, 'cut');
    await new Promise((resolve) => child.once('close', resolve));
    const again = await startCamera(options);
    t.equal(again.apps.find('hello')?.version, '1.0.0');
    t.equal(readFileSync(path.join(again.apps.folderOf('hello'), 'localdata', 'kept'), 'utf8'), 'yes');
    t.same(readdirSync(path.join(dir, 'state/packages')), ['hello']);
    t.same(readdirSync(path.join(dir, 'state/uploads')), []);
    await logged(again, /removed the interrupted installation of hello/);
    await again.stop();
  }
});
