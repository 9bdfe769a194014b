// Apps as processes of the simulated camera: run modes, sandbox, logs, ends and their explanations.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { startCamera } from '../../src/simulator/camera.js';
import { LineSplitter } from '../../src/simulator/log/line-splitter.js';
import { parseSyslog } from '../../src/simulator/log/syslog-message.js';
import { logLimits, SystemLog } from '../../src/simulator/log/system-log.js';
import { Backoff } from '../../src/simulator/supervisor/backoff.js';
import { endProcess } from '../../src/simulator/supervisor/end-process.js';
import { describeExit } from '../../src/simulator/supervisor/exit-report.js';
import { treeOf, UsageMeter } from '../../src/simulator/supervisor/process-tree.js';
import { planProgram } from '../../src/simulator/supervisor/program.js';
import { sandboxProblem } from '../../src/simulator/supervisor/sandbox.js';
import { makeEap } from '../support/make-eap.js';
import { cameraOptions, control, logged, testCamera, until, upload } from './support/test-camera.js';

/** The first C compiler that is there. */
const compiler = ['cc', 'clang', 'clang-19'].find((name) => {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

const noSandbox = (await sandboxProblem()) ?? false;

t.test('respawn starts an app again with growing pauses, until it is stopped', async (t) => {
  const camera = await testCamera(t);
  const program = '#!/bin/sh\necho "started with $*"\nexit 7\n';
  t.equal(
    await upload(
      camera,
      makeEap(t.testdirName, { program, runMode: 'respawn', setup: { runOptions: '-a b=c' } }),
    ),
    'OK',
  );
  t.equal(camera.apps.find('hello')?.state, 'stopped', 'a first installation does not start the app');
  t.equal(await control(camera, 'start', 'hello'), 'OK');
  await logged(camera, /^started with -a b=c$/, 'hello');
  await logged(camera, /hello ended with code 7/);
  for (const pause of ['0.02', '0.04', '0.08'])
    await logged(camera, new RegExp(`will be started again in ${pause} s`));
  await until('three restarts', () => (camera.apps.find('hello')?.restarts ?? 0) >= 3);
  await control(camera, 'stop', 'hello');
  const count = camera.log.recent({ app: 'hello' }).length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  t.equal(camera.log.recent({ app: 'hello' }).length, count, 'stopped is stopped');
});

t.test('respawnOnFailure: only after a failure; once: never', async (t) => {
  const camera = await testCamera(t);
  const fine = makeEap(t.testdirName, {
    appName: 'fine',
    runMode: 'respawnOnFailure',
    program: '#!/bin/sh\nexit 0\n',
    packageSections: {},
    files: {},
  });
  const once = makeEap(t.testdirName, { appName: 'single', runMode: 'once', program: '#!/bin/sh\nexit 3\n' });
  t.equal(await upload(camera, fine), 'Error: 29', 'not before schema 1.8.0');
  const text = JSON.stringify({
    schemaVersion: '1.8.0',
    acapPackageConf: {
      setup: { appName: 'fine', vendor: 'T', version: '1.0.0', runMode: 'respawnOnFailure' },
    },
  });
  t.equal(
    await upload(
      camera,
      makeEap(t.testdirName, {
        appName: 'fine',
        program: '#!/bin/sh\nif [ -e localdata/b ]; then exit 0; fi\ntouch localdata/b\nexit 1\n',
        files: { 'manifest.json': text },
      }),
    ),
    'OK',
  );
  t.equal(await upload(camera, once), 'OK');
  t.equal(await control(camera, 'start', 'fine'), 'OK');
  t.equal(await control(camera, 'start', 'single'), 'OK');
  await logged(camera, /fine ended with code 1/);
  await logged(camera, /fine ended with code 0/);
  await logged(camera, /single ended with code 3/);
  await until('both to be stopped', () => camera.apps.list().every((app) => app.state === 'stopped'));
  t.equal(camera.apps.find('fine')?.restarts, 1);
  t.equal(camera.apps.find('single')?.restarts, 0);
});

t.test('the camera starts apps by their run mode, but not those that were stopped by hand', async (t) => {
  const dir = t.testdir();
  const options = cameraOptions(dir);
  const first = await startCamera(options);
  for (const [appName, runMode] of [
    ['manual', 'never'],
    ['single', 'once'],
    ['always', 'respawn'],
    ['off', 'respawn'],
  ] as const)
    t.equal(await upload(first, makeEap(dir, { appName, runMode })), 'OK');
  t.equal(await control(first, 'start', 'off'), 'OK');
  t.equal(await control(first, 'stop', 'off'), 'OK');
  await first.stop();
  const second = await startCamera(options);
  t.teardown(() => second.stop());
  const states = Object.fromEntries(second.apps.list().map((app) => [app.name, app.state]));
  t.same(states, { manual: 'stopped', single: 'running', always: 'running', off: 'stopped' });
});

t.test(
  'sandbox: the package is read-only, localdata is not, the rest of the computer is out of reach',
  { skip: noSandbox },
  async (t) => {
    const dir = t.testdir({ outside: 'secret of this computer' });
    const camera = await startCamera(cameraOptions(dir));
    t.teardown(() => camera.stop());
    const outside = path.join(dir, 'outside');
    const program = `#!/bin/sh
pwd
id -un
echo data > localdata/file && echo "localdata ok"
echo x > hello 2>/dev/null || echo "package read-only"
echo x > /usr/local/x 2>/dev/null || echo "usr local read-only"
echo x > /usr/x 2>/dev/null || echo "usr read-only"
echo x > /tmp/x && echo "tmp ok"
cat ${outside} 2>/dev/null || echo "outside hidden"
ls /home 2>/dev/null || echo "home hidden"
[ -d ${path.join(dir, 'state', 'params')} ] || echo "params hidden"
echo "secret [$SECRET_OF_TEST]"
echo "bus $DBUS_SYSTEM_BUS_ADDRESS"
[ -S "\${DBUS_SYSTEM_BUS_ADDRESS#unix:path=}" ] || ls "$(dirname "$ACAPKIT_VDO_SOCKET")"
echo "home $HOME"
echo "processes $(ls -d /proc/[0-9]* | wc -l)"
grep -i capeff /proc/self/status
exec sleep 60
`;
    process.env.SECRET_OF_TEST = 'leak';
    t.equal(await upload(camera, makeEap(dir, { program })), 'OK');
    t.equal(await control(camera, 'start', 'hello'), 'OK');
    await logged(camera, /^CapEff:/, 'hello');
    const lines = camera.log
      .recent()
      .filter((entry) => entry.app === 'hello')
      .map((entry) => entry.text);
    t.equal(lines[0], '/usr/local/packages/hello');
    t.equal(lines[1], 'acap-hello');
    for (const line of [
      'localdata ok',
      'package read-only',
      'usr local read-only',
      'usr read-only',
      'tmp ok',
      'outside hidden',
      'home hidden',
      'params hidden',
      'secret []',
      'home /usr/local/packages/hello/localdata',
    ])
      t.ok(lines.includes(line), line);
    t.match(lines.join('\n'), /bus unix:path=/);
    t.match(lines.join('\n'), /CapEff:\s+0000000000000000/);
    t.ok(Number(/processes (\d+)/.exec(lines.join('\n'))?.[1]) < 10, 'only its own processes');
    t.equal(readFileSync(path.join(camera.apps.folderOf('hello'), 'localdata/file'), 'utf8'), 'data\n');
    t.notOk(existsSync('/tmp/x'));
  },
);

t.test('a localdata that is a link is not followed', async (t) => {
  const dir = t.testdir({ target: {} });
  const camera = await startCamera(cameraOptions(dir));
  t.teardown(() => camera.stop());
  t.equal(await upload(camera, makeEap(dir)), 'OK');
  const localdata = path.join(camera.apps.folderOf('hello'), 'localdata');
  rmSync(localdata, { recursive: true });
  const { symlinkSync } = await import('node:fs');
  symlinkSync(path.join(dir, 'target'), localdata);
  t.equal(await control(camera, 'start', 'hello'), 'Error: 8');
  await logged(camera, /localdata of the app is not a folder/);
});

t.test(
  'syslog() of a C program arrives with its severity',
  { skip: noSandbox || (!compiler && 'no C compiler') },
  async (t) => {
    const dir = t.testdir({
      'a.c': `#include <syslog.h>
#include <unistd.h>
int main(void) {
  openlog("hello", LOG_PID | LOG_CONS, LOG_USER);
  syslog(LOG_ERR, "an error of %s", "C");
  syslog(LOG_DEBUG, "details");
  openlog("part", LOG_PID, LOG_USER);
  syslog(LOG_WARNING, "from a part");
  pause();
}`,
    });
    execFileSync(compiler ?? '', ['-o', path.join(dir, 'a'), path.join(dir, 'a.c')]);
    const camera = await startCamera(cameraOptions(dir));
    t.teardown(() => camera.stop());
    const files = { hello: { content: readFileSync(path.join(dir, 'a')), executable: true } };
    t.equal(await upload(camera, makeEap(dir, { files })), 'OK');
    t.equal(await control(camera, 'start', 'hello'), 'OK');
    await logged(camera, /from a part/, 'hello');
    const entries = camera.log.recent().filter((entry) => entry.app === 'hello');
    t.match(entries, [
      { severity: 'error', text: 'an error of C', pid: Number },
      { severity: 'debug', text: 'details' },
      { severity: 'warning', text: 'part: from a part' },
    ]);
  },
);

t.test('an app that ignores SIGTERM is killed, with what it started', async (t) => {
  const camera = await testCamera(t);
  const program = `#!/bin/sh\ntrap 'echo got TERM' TERM\n(trap '' TERM; exec setsid sleep 611) &\necho ready\nwhile :; do sleep 0.05; done\n`;
  t.equal(await upload(camera, makeEap(t.testdirName, { program })), 'OK');
  t.equal(await control(camera, 'start', 'hello'), 'OK');
  await logged(camera, /^ready$/, 'hello');
  t.equal(await control(camera, 'stop', 'hello'), 'OK');
  await logged(camera, /^got TERM$/, 'hello');
  await logged(camera, /does not end on SIGTERM and is killed/);
  await until(
    'the sleeper to be gone',
    () => !/\bsleep 611\b/.test(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })),
  );
  t.equal(camera.apps.find('hello')?.state, 'stopped');
});

t.test('an app that cannot be started says why', async (t) => {
  const camera = await testCamera(t);
  const aarch64 = Buffer.alloc(64);
  aarch64.write('\x7fELF\x02\x01\x01', 'latin1');
  aarch64.writeUInt16LE(40, 18);
  const file = makeEap(t.testdirName, { files: { hello: { content: aarch64, executable: true } } });
  t.equal(await upload(camera, file), 'OK');
  t.equal(await control(camera, 'start', 'hello'), 'Error: 8');
  await logged(camera, /armv7hf program, and there is no emulator/);
  t.equal(await upload(camera, makeEap(t.testdirName, { files: { hello: 'not executable' } })), 'OK');
  t.equal(await control(camera, 'start', 'hello'), 'Error: 8');
  await logged(camera, /no executable with the name of the app/);
});

t.test('without a sandbox apps still run, with a warning', async (t) => {
  const camera = await testCamera(t, { sandbox: false });
  await logged(camera, /WITHOUT a sandbox/);
  const program = '#!/bin/sh\necho "in $PWD"\nexec sleep 612\n';
  t.equal(await upload(camera, makeEap(t.testdirName, { program })), 'OK');
  t.equal(await control(camera, 'start', 'hello'), 'OK');
  await logged(camera, /^in .*packages\/hello$/, 'hello');
  t.equal(await control(camera, 'stop', 'hello'), 'OK');
  await logged(camera, /hello was stopped \(was ended by SIGTERM\)/);
});

t.test('kill -9 of the camera takes apps and helpers along', { skip: noSandbox }, async (t) => {
  const dir = t.testdir();
  const { fileURLToPath } = await import('node:url');
  const program = fileURLToPath(new URL('./support/run-camera.js', import.meta.url));
  const child = spawn(process.execPath, [program, dir], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
  );
  t.equal(await upload({ url }, makeEap(dir, { program: '#!/bin/sh\nexec sleep 613\n' })), 'OK');
  t.equal(await control({ url }, 'start', 'hello'), 'OK');
  await until('the app', () =>
    /\bsleep 613\b/.test(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })),
  );
  const below = treeOf(child.pid ?? 0).filter(({ pid }) => pid !== child.pid);
  t.ok(below.length >= 3, 'frame server, bus, app');
  child.kill('SIGKILL');
  // A process that ended but is not yet collected counts as gone.
  const alive = () => below.filter(({ pid }) => treeOf(pid).some((one) => one.state !== 'Z'));
  await until('all to end', () => alive().length === 0);
  const again = await startCamera(cameraOptions(dir));
  t.equal(
    again.apps.find('hello')?.state,
    'stopped',
    'the next start finds the app, and its lock no longer counts',
  );
  await again.stop();
});

t.test('plans for ARM programs', (t) => {
  const dir = t.testdir();
  const file = path.join(dir, 'app');
  const head = Buffer.alloc(64);
  head.write('\x7fELF\x02\x01\x01', 'latin1');
  head.writeUInt16LE(40, 18);
  writeFileSync(file, head, { mode: 0o755 });
  const plan = planProgram(file, '/usr/local/packages/app/app', ['-v'], {
    cameraArchitecture: 'armv7hf',
    nativeFor: (architecture) => ({ dropInDirectory: `/drop/${architecture}`, guestExec: '/drop/guest.so' }),
    qemuFor: () => ({ command: '/usr/bin/qemu-arm', sysroot: '/sysroot' }),
  });
  t.same(plan.args, [
    '-L',
    '/sysroot',
    '-E',
    'LD_LIBRARY_PATH=/drop/armv7hf:/sysroot/lib/arm-linux-gnueabihf:/sysroot/usr/lib/arm-linux-gnueabihf',
    '-E',
    'LD_PRELOAD=/drop/guest.so',
    '/usr/local/packages/app/app',
    '-v',
  ]);
  t.same(plan.env, { ACAPKIT_QEMU: '/usr/bin/qemu-arm', ACAPKIT_SYSROOT: '/sysroot' });
  t.same(plan.readable, ['/usr/bin/qemu-arm', '/sysroot', '/drop/armv7hf', '/drop/guest.so']);
  t.end();
});

t.test('pauses grow to a limit, and start over after a good run', (t) => {
  const backoff = new Backoff();
  t.same(
    [1, 2, 3, 4, 5, 6, 7].map(() => backoff.next(10)),
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000],
  );
  t.equal(backoff.next(60_000), 1000);
  t.end();
});

t.test('ends are explained', (t) => {
  const cure = (code: number, line: string) =>
    describeExit({ code, signal: null }, [line, 'another line']).cure;
  const loader = (name: string) =>
    `./app: error while loading shared libraries: ${name}: cannot open shared object file: No such file`;
  t.match(cure(127, loader('libvdostream.so.1')), /camera library/);
  t.match(cure(127, loader('libjansson.so.4')), /put libjansson\.so\.4 into the folder lib/);
  t.match(
    cure(1, "libc.so.6: version `GLIBC_2.38' not found (required by ./app)"),
    /GLIBC_2\.38.*sysroot of the camera/,
  );
  t.match(cure(127, './app: symbol lookup error: ./app: undefined symbol: vdo_new_thing'), /vdo_new_thing/);
  t.same(describeExit({ code: 139, signal: null }, []).summary, 'was ended by SIGSEGV');
  t.match(describeExit({ code: null, signal: 'SIGABRT' }, []).cure, /gave up by itself/);
  t.same(describeExit({ code: 0, signal: null }, [loader('x')]), {
    summary: 'ended with code 0',
    cure: undefined,
  });
  t.end();
});

t.test('syslog messages and lines', (t) => {
  t.same(parseSyslog('<11>Nov 21 03:00:01 hello[12]: text: more'), {
    severity: 'error',
    tag: 'hello',
    pid: 12,
    text: 'text: more',
  });
  t.same(parseSyslog('<14>Nov  1 03:00:01 hello: text'), {
    severity: 'info',
    tag: 'hello',
    pid: undefined,
    text: 'text',
  });
  t.same(parseSyslog('anything'), { severity: 'info', tag: '', pid: undefined, text: 'anything' });
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  splitter.push(Buffer.from('one\r\ntw'));
  splitter.push(Buffer.from('o\n\nä'.slice(0, 4)));
  splitter.push(Buffer.alloc(logLimits.lineBytes * 2 + 10, 'x'));
  splitter.end();
  t.equal(lines[0], 'one');
  t.equal(lines[1], 'two');
  t.ok(lines.every((line) => line.length <= logLimits.lineBytes));
  t.equal(lines.length, 5);
  t.end();
});

t.test('the log keeps a bounded number of bounded lines', (t) => {
  const log = new SystemLog();
  for (let index = 0; index < logLimits.entries * 1.5; index += 1) log.add('a', 'info', String(index));
  t.ok(log.recent().length <= logLimits.entries);
  t.equal(log.recent().at(-1)?.text, String(logLimits.entries * 1.5 - 1));
  log.add('a', 'info', 'y'.repeat(100_000));
  t.ok((log.recent().at(-1)?.text.length ?? 0) < logLimits.lineBytes + 10);
  t.end();
});

t.test('CPU and memory are those of the whole tree', async (t) => {
  const child = spawn('/bin/sh', ['-c', 'while :; do :; done & while :; do :; done'], { detached: true });
  t.teardown(() => endProcess(child, 10));
  const meter = new UsageMeter();
  const roots = new Map([['busy', child.pid ?? 0]]);
  meter.sample(roots);
  await until('load', () => (meter.sample(roots).get('busy')?.cpuPercent ?? 0) > 5);
  const usage = meter.sample(roots).get('busy');
  t.equal(usage?.processes, 2);
  t.ok((usage?.memoryBytes ?? 0) > 100_000);
  await endProcess(child, 1000);
  t.same(treeOf(child.pid ?? 0), []);
});

t.test('stop of a camera ends a starting app too', async (t) => {
  const camera = await testCamera(t);
  mkdirSync(path.join(t.testdirName, 'x'));
  t.equal(await upload(camera, makeEap(t.testdirName, { program: '#!/bin/sh\nexec sleep 614\n' })), 'OK');
  for (let round = 0; round < 10; round += 1) {
    t.equal(await control(camera, 'start', 'hello'), 'OK');
    t.equal(await control(camera, 'stop', 'hello'), 'OK');
  }
  await camera.stop();
  const left = execFileSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' })
    .split('\n')
    .filter(
      (line) =>
        /sleep 614|packages\/hello\/hello/.test(line) &&
        line.includes(t.testdirName) &&
        !line.startsWith('Z'),
    );
  t.same(left, []);
});
