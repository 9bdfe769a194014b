// acapkit install, as typed, against a camera: what cannot fit is told before the upload, and what comes next after it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { listApps } from '../../src/device/applications.js';
import { acapkit, jsonOf } from '../support/command-line.js';
import { makeEap } from '../support/make-eap.js';
import { startTestCamera } from './support.js';

const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-install-'));
t.teardown(() => rm(folder, { recursive: true, force: true }));

const { simulated, client } = await startTestCamera(t, 'host');
const camera = {
  env: { ACAPKIT_USER: 'root', ACAPKIT_PASSWORD: 'pass' },
};

const install = (file: string, env = camera.env) =>
  acapkit(['install', file, '-d', simulated.url, '--json'], { env });

t.test('what cannot fit is not uploaded', async (t) => {
  const arm = await install(makeEap(folder, { setup: { architecture: 'armv7hf' } }));
  t.equal(arm.code, 1);
  t.match(jsonOf(arm).findings, [
    { code: 'device/architecture', message: 'the package is for armv7hf, the camera is x86_64' },
  ]);
  const setup = { compatibleOsVersions: [{ min: '13', max: '13' }] };
  t.match(jsonOf(await install(makeEap(folder, { setup }))).findings, [
    { code: 'device/os-version', expected: '13 to 13', found: '12.11.72' },
  ]);
  t.match(jsonOf(await install(path.join(folder, 'nothing.eap'))).findings, [{ code: 'device/no-package' }]);
  t.same(await listApps(client), []);
});

t.test('a first installation is not started, and it is said', async (t) => {
  const file = makeEap(folder);
  const first = await acapkit(['install', file, '-d', simulated.url], camera);
  t.equal(first.code, 0, first.stderr);
  t.match(first.stderr, /^hint device\/not-started: the app is installed but not started yet$/m);
  t.match(first.stderr, /^ {2}fix {7}acapkit start hello$/m);
  t.equal(jsonOf(await install(file)).ok, true);
});

t.test('a wrong password, with the scheme that the camera asks for', async (t) => {
  const ran = await install(makeEap(folder), { ...camera.env, ACAPKIT_PASSWORD: 'wrong' });
  t.match(jsonOf(ran).findings, [{ code: 'device/unauthorized', expected: /by .*Digest/ }]);
  t.notMatch(ran.stdout + ran.stderr, /wrong/, 'the password is not shown');
});

t.test('names of Axis’ tools lead to ours', async (t) => {
  const ran = await acapkit(['eap-install.sh', '192.168.0.90', 'root', 'pass', 'install', '--json']);
  t.equal(ran.code, 1);
  t.match(jsonOf(ran).findings, [
    {
      code: 'cli/old-tool',
      message: 'acapkit has no eap-install.sh; acapkit install, start, stop, remove take its place',
    },
  ]);
});
