// The drop-in libvdostream.so.1 against the frame server, plain and under sanitizers, and the names it exports.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { packagePath } from '../../src/support/package-root.js';
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

/** `name` or `name@@NODE` of every row of the symbol table. */
function tableSymbols(): string[] {
  const rows = readFileSync(packagePath('native/symbols/vdo.tsv'), 'utf8').trimEnd().split('\n');
  return rows
    .filter((row) => !row.startsWith('#'))
    .slice(1)
    .map((row) => {
      const [name, , , node] = row.split('\t');
      return node === '-' ? `${name}` : `${name}@@${node}`;
    });
}

/** The same of what the library defines. */
function exportedSymbols(library: string): string[] {
  const tool = ['llvm-readelf', 'llvm-readelf-19', 'readelf'].find((name) =>
    (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name))),
  );
  if (!tool) throw new Error('no llvm-readelf in PATH');
  const text = execFileSync(tool, ['--dyn-syms', '--wide', library], { encoding: 'utf8' });
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === 'FUNC' && fields[6] !== 'UND')
    .map((fields) => fields[7] ?? '');
}

t.test('the library exports the symbol table, with its version nodes, and nothing else', async (t) => {
  const library = path.join(nativeBuild('host'), 'simulator/libvdostream.so.1');
  t.same(exportedSymbols(library).sort(), tableSymbols().sort());
});
