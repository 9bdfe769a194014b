// The drop-in libvdostream.so.1 against the frame server, plain and under sanitizers.
import { existsSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { nativeBuild, runDoctest } from '../support/native-build.js';

type Tap = typeof t;

/** GSlice recycles memory between threads where ThreadSanitizer cannot see it; plain malloc it can. */
const environments = {
  host: {},
  asan: { ASAN_OPTIONS: 'detect_leaks=1', UBSAN_OPTIONS: 'print_stacktrace=1' },
  tsan: { G_SLICE: 'always-malloc' },
} as const;

// A limit for hangs. The programs wait for frames most of the time, so the three run side by side.
t.setTimeout(600_000);
t.jobs = 3;

for (const build of ['host', 'asan', 'tsan'] as const) {
  t.test(`${build} build`, { buffered: true }, async (t) => {
    const program = path.join(nativeBuild(build), 'tests/test-vdo');
    if (!existsSync(program)) throw new Error(`there is no ${program}: npm run build makes it`);
    const server = path.join(nativeBuild(build), 'simulator/acapkit-frame-server');
    await runDoctest(t as Tap, program, { ...environments[build], ACAPKIT_FRAME_SERVER: server });
  });
}
