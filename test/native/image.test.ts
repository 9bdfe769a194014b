// native/image: the same tests on this machine, under sanitizers, and on both camera architectures in qemu-user, where the same digest of
// 10,000 pictures shows that every processor makes the same bytes.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { nativeBuild, runDoctest } from '../support/native-build.js';

type Tap = typeof t;
type Build = Parameters<typeof nativeBuild>[0];

function testProgram(build: Build, name: string): string {
  const program = path.join(nativeBuild(build), 'tests', name);
  if (!existsSync(program)) throw new Error(`there is no ${program}: npm run setup -- --tests makes it`);
  return program;
}

const sanitizers = { ASAN_OPTIONS: 'detect_leaks=1', UBSAN_OPTIONS: 'print_stacktrace=1' };

// A limit for hangs.
t.setTimeout(900_000);
t.jobs = 2;

const programs = ['test-image', 'test-imageJpeg'];

for (const build of ['host', 'asan'] as const) {
  for (const program of programs)
    t.test(`${program} in the ${build} build`, { buffered: true }, (t) =>
      runDoctest(t as Tap, testProgram(build, program), sanitizers),
    );
}

t.test('threads that share a plan, under TSan', { buffered: true }, (t) =>
  runDoctest(t as Tap, testProgram('tsan', 'test-image'), {}, ['--test-case=*threads*']),
);

/** The processors are named: an emulator's best one has what cameras lack. */
const emulators = {
  aarch64: ['qemu-aarch64', '-cpu', 'cortex-a53'],
  armv7hf: ['qemu-arm', '-cpu', 'cortex-a9'],
} as const;

for (const target of ['aarch64', 'armv7hf'] as const) {
  const [emulator, ...options] = emulators[target];
  for (const program of programs)
    t.test(`${program} on ${target}`, { buffered: true }, (t) =>
      runDoctest(t as Tap, emulator, {}, [], [...options, testProgram(target, program)]),
    );
}

// C apps link the library as it is, so it may need nothing that only the C++ library has.
for (const target of ['host', 'aarch64', 'armv7hf'] as const) {
  t.test(`the library for ${target} needs libc and libm only`, { buffered: true }, async (t) => {
    const archive = path.join(nativeBuild(target), 'native/image/libacapkit-image.a');
    const { stdout } = await promisify(execFile)('llvm-nm-19', [
      '--undefined-only',
      '-f',
      'just-symbols',
      archive,
    ]);
    const undefined_ = stdout.split('\n').filter((name) => name !== '' && !name.endsWith(':'));
    t.ok(undefined_.includes('malloc'), 'the list is there');
    t.same(
      undefined_.filter((name) => /^_Z(?!N(K?)7acapkit5image)|^__cxa|^__gxx|^_Unwind/.test(name)),
      [],
    );
  });
}
