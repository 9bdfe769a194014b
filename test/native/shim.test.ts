// The run-time shim, the launcher of Node apps, and guest-exec: on this machine, and for the cameras' architectures under qemu-user.
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { findSysroot } from '../../src/build/sysroot/sysroot.js';
import { nativeBuild } from '../support/native-build.js';

type Tap = typeof t;

interface Ended {
  code: number | string;
  stdout: string;
  stderr: string;
}

/** A limit for hangs only. */
const hangTimeoutMs = 120_000;

function run(
  file: string,
  args: string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
): Promise<Ended> {
  const options = { cwd, env: { PATH: process.env.PATH ?? '', ...env }, timeout: hangTimeoutMs };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? (error.signal ?? error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

/** How the programs of one architecture are started. */
interface Machine {
  build: string;
  run(args: string[], libraries: string[]): Promise<Ended>;
  /** The same with guest-exec, as the simulated camera does it. */
  runGuest?(args: string[]): Promise<Ended>;
}

const host: Machine = {
  build: nativeBuild('host'),
  run: (args, libraries) =>
    run(path.join(nativeBuild('host'), 'tests/test-shim'), args, { LD_LIBRARY_PATH: libraries.join(':') }),
};

const triples = { aarch64: 'aarch64-linux-gnu', armv7hf: 'arm-linux-gnueabihf' };
const emulators = { aarch64: 'qemu-aarch64', armv7hf: 'qemu-arm' };

function onPath(name: string): string {
  const folder = (process.env.PATH ?? '').split(':').find((entry) => existsSync(path.join(entry, name)));
  if (folder === undefined) throw new Error(`no ${name} in PATH: apt install qemu-user`);
  return path.join(folder, name);
}

async function emulated(architecture: 'aarch64' | 'armv7hf'): Promise<Machine> {
  const sysroot = (await findSysroot('os12', architecture))?.directory;
  if (sysroot === undefined)
    throw new Error(`no sysroot for ${architecture}: npm run setup -- --tests makes it`);
  const build = path.join(nativeBuild('host'), '..', architecture);
  const program = path.join(build, 'tests/test-shim');
  const qemu = onPath(emulators[architecture]);
  const standard = ['lib', 'usr/lib'].map((folder) => path.join(sysroot, folder, triples[architecture]));
  const paths = (libraries: string[]) => `LD_LIBRARY_PATH=${[...libraries, ...standard].join(':')}`;
  return {
    build,
    run: (args, libraries) => run(qemu, ['-L', sysroot, '-E', paths(libraries), program, ...args]),
    runGuest: (args) => {
      const preload = `LD_PRELOAD=${path.join(build, 'simulator/libacapkit-guest-exec.so')}`;
      const settings = ['-L', sysroot, '-E', paths([]), '-E', preload];
      return run(qemu, [...settings, program, ...args], { ACAPKIT_QEMU: qemu, ACAPKIT_SYSROOT: sysroot });
    },
  };
}

async function shimTests(t: Tap, machine: Machine): Promise<void> {
  const fake = [path.join(machine.build, 'tests/fake-camera')];
  const camera = [path.join(machine.build, 'simulator')];

  t.test('structs, doubles and 64-bit numbers pass through the trampolines unharmed', async (t) => {
    const { code, stdout } = await machine.run(['pass-values'], fake);
    t.same(stdout.trim().split('\n'), [
      'pair 641 425',
      'chunk 1 12345 0 123456789abcdef',
      'resolution 7 1920x1080 none',
      'double 2.5',
      'int64 123456789abcdee',
    ]);
    t.equal(code, 0);
  });

  t.test('the same with the drop-in library', async (t) => {
    t.match(await machine.run(['use-map'], camera), { code: 0, stdout: 'map 640 360 12.5\n' });
  });

  t.test('a function the library lacks ends the app with words and exit code 70', async (t) => {
    const { code, stdout, stderr } = await machine.run(['call-missing'], fake);
    t.equal(code, 70);
    t.equal(stdout, '');
    t.equal(
      stderr,
      'acapkit: vdo_stream_stop is missing in libvdostream.so.1 of this camera. It is known since AXIS OS 10.9. Raise the ' +
        'lowest AXIS OS version that the package accepts, or ask acapkit_shim_has("vdo_stream_stop") first.\n',
    );
  });

  t.test('so does a function whose library was not loaded', async (t) => {
    const { code, stderr } = await machine.run(['call-unloaded'], camera);
    t.equal(code, 70);
    t.match(stderr, 'vdo_stream_stop');
  });

  t.test('acapkit_shim_has tells what a loaded library has', async (t) => {
    const has = async (symbol: string) => (await machine.run(['has', symbol], fake)).stdout;
    t.equal(await has('vdo_map_get_double'), 'before 0\nafter 1\n');
    t.equal(await has('vdo_stream_stop'), 'before 0\nafter 0\n');
    t.equal(await has('printf'), 'before 0\nafter 0\n', 'in no table');
  });

  t.test('a missing library is an error with its name', async (t) => {
    const missing = await machine.run(['load', 'libaxevent.so.1'], []);
    t.equal(missing.code, 1);
    t.match(
      missing.stdout,
      /^the camera library libaxevent\.so\.1 cannot be loaded: libaxevent\.so\.1: cannot open/,
    );
    const unknown = await machine.run(['load', 'libother.so.1'], []);
    t.equal(unknown.stdout, 'libother.so.1 is not a camera library that acapkit knows\n');
  });
}

async function guestTests(t: Tap, machine: Machine): Promise<void> {
  const { runGuest } = machine;
  if (!runGuest) throw new Error('no emulator');
  const program = path.join(machine.build, 'tests/test-shim');
  const own = ['execv', 'execve', 'execvp', 'execvpe', 'posix_spawn', 'posix_spawnp'];

  for (const way of own) {
    t.test(`${way} of a program for the camera`, async (t) => {
      const { code, stdout, stderr } = await runGuest(['execute', way, program, 'show', 'a b', '']);
      t.equal(code, 0, stderr);
      t.match(stdout, `argument ${program}\nargument show\nargument a b\nargument \n`);
      t.match(stdout, /^LD_PRELOAD=.*guest-exec\.so$/m);
    });
  }

  for (const way of [...own, 'execl', 'execlp']) {
    t.test(`${way} of a program of this machine`, async (t) => {
      const { code, stdout, stderr } = await runGuest(['execute', way, '/bin/echo', 'hello']);
      t.match({ code, stdout, stderr }, { code: 0, stdout: 'hello\n', stderr: '' });
    });
  }

  t.test('execl, execlp and execle of a program for the camera', async (t) => {
    for (const way of ['execl', 'execlp', 'execle']) {
      const { stdout } = await runGuest(['execute', way, program, 'show']);
      t.match(stdout, `argument ${program}\nargument show\n`, way);
      t.match(stdout, `ACAPKIT_TEST=${way === 'execle' ? 'only' : '(none)'}\n`, way);
    }
  });

  t.test('a program for the camera with an environment of its own can start another', async (t) => {
    const again = ['execute', 'execve-bare', program, 'execute', 'execv', program, 'show'];
    const { code, stdout, stderr } = await runGuest(again);
    t.equal(code, 0, stderr);
    t.match(stdout, 'argument show\n');
    t.match(stdout, 'ACAPKIT_TEST=only\n');
  });

  t.test('a program of this machine gets no library settings of the camera', async (t) => {
    const { stdout } = await runGuest(['execute', 'execv', '/usr/bin/env']);
    t.notMatch(stdout, /^LD_/m);
  });

  t.test('the first argument may be another name than the path', async (t) => {
    const { stdout } = await runGuest(['execute', 'renamed', program, 'show']);
    t.match(stdout, /^argument else\n/);
  });

  t.test('a name without a slash is looked for in PATH, and a missing program is an error', async (t) => {
    t.equal((await runGuest(['execute', 'execvp', 'echo', 'found'])).stdout, 'found\n');
    t.equal((await runGuest(['execute', 'posix_spawnp', 'echo', 'found'])).stdout, 'found\n');
    const { code, stderr } = await runGuest(['execute', 'execvp', 'no-such-program', 'x']);
    t.match({ code, stderr }, { code: 1, stderr: 'execvp: No such file or directory\n' });
  });
}

t.setTimeout(300_000);

t.test('shim on this machine', (t) => shimTests(t as Tap, host));

for (const architecture of ['aarch64', 'armv7hf'] as const) {
  t.test(`shim for ${architecture}`, async (t) => shimTests(t as Tap, await emulated(architecture)));
  t.test(`guest-exec for ${architecture}`, async (t) => guestTests(t as Tap, await emulated(architecture)));
}

t.test('launcher', async (t) => {
  const stand = '#!/bin/sh\nprintf "argument %s\\n" "$0" "$@"\npwd\nenv | sort\n';

  /** A package whose Node runtime only shows how it was started. */
  function makePackage(t: Tap, parts: { node?: number; script: boolean }): string {
    const folder = realpathSync(t.testdir({ lib: {}, app: {} }));
    const launcher = path.join(folder, 'my_app');
    copyFileSync(path.join(nativeBuild('host'), 'shim/acapkit-launcher'), launcher);
    if (parts.node !== undefined) writeFileSync(path.join(folder, 'lib/node'), stand, { mode: parts.node });
    if (parts.script) writeFileSync(path.join(folder, 'app/main.mjs'), '');
    return launcher;
  }

  t.test(
    'starts the bundled Node with the script, the arguments, the folder and the environment',
    async (t) => {
      const launcher = makePackage(t as Tap, { node: 0o755, script: true });
      const folder = path.dirname(launcher);
      const elsewhere = path.join(folder, 'elsewhere');
      mkdirSync(elsewhere);
      const environment = { LD_LIBRARY_PATH: '/camera/lib', MINE: 'kept' };
      const { code, stdout } = await run(launcher, ['one', 'two words'], environment, elsewhere);
      t.equal(code, 0);
      t.match(
        stdout,
        `argument ${folder}/lib/node\nargument ${folder}/app/main.mjs\nargument one\nargument two words\n${elsewhere}\n`,
      );
      t.match(stdout, `LD_LIBRARY_PATH=${folder}/lib:/camera/lib\n`);
      t.match(stdout, 'MINE=kept\n');
      t.match(stdout, 'NODE_ENV=production\n');
    },
  );

  t.test('leaves NODE_ENV alone and makes LD_LIBRARY_PATH where there is none', async (t) => {
    const launcher = makePackage(t as Tap, { node: 0o755, script: true });
    const { stdout } = await run(launcher, [], { NODE_ENV: 'development', LD_LIBRARY_PATH: '' });
    t.match(stdout, `LD_LIBRARY_PATH=${path.dirname(launcher)}/lib\n`);
    t.match(stdout, 'NODE_ENV=development\n');
  });

  t.test('an incomplete package is an error with words and exit code 72', async (t) => {
    const cases = [
      { parts: { node: 0o755, script: false }, file: 'app/main.mjs', what: 'No such file or directory' },
      { parts: { script: true }, file: 'lib/node', what: 'No such file or directory' },
      { parts: { node: 0o644, script: true }, file: 'lib/node', what: 'Permission denied' },
    ];
    for (const { parts, file, what } of cases) {
      const launcher = makePackage(t as Tap, parts);
      const { code, stdout, stderr } = await run(launcher, []);
      t.equal(code, 72);
      t.equal(stdout, '');
      t.equal(
        stderr,
        `acapkit launcher: ${path.join(path.dirname(launcher), file)}: ${what}. The package is incomplete; ` +
          'build and pack it again with acapkit.\n',
      );
    }
  });
});
