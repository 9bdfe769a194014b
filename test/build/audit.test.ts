// The audit on binaries for cameras that the test builds itself: what cannot run is found with the right blame, and good apps pass for the
// releases that they claim.
import path from 'node:path';
import t, { type Test } from 'tap';
import { audit } from '../../src/build/audit/audit.js';
import { usesNeon } from '../../src/build/audit/neon.js';
import { buildObjects } from '../../src/build/audit/objects.js';
import { releaseWords } from '../../src/build/audit/os-table.js';
import type { AuditInput, AuditReport, Reason } from '../../src/build/audit/types.js';
import type { Architecture } from '../../src/build/profiles.js';
import { glibc, lookupSection, Workbench } from './audit-binaries.js';

const bench = (t: Test, architecture: Architecture = 'aarch64') => new Workbench(t.testdir(), architecture);

async function auditOf(
  work: Workbench,
  files: string[],
  more: Partial<AuditInput> = {},
): Promise<AuditReport> {
  const objectsOf = await buildObjects(path.join(work.folder, 'objects'));
  const audited = files.map((file) => work.audited(file));
  return audit({ files: audited, links: [], architecture: work.architecture, objectsOf, ...more });
}

/** The verdicts as the strip of the command: `10.7-11.11 no, 12.0-13.0 yes`. */
const strip = ({ releases }: AuditReport): string => {
  const verdicts = [...new Set(releases.map(({ verdict }) => verdict))];
  return verdicts
    .map(
      (wanted) =>
        `${releaseWords(releases.filter(({ verdict }) => verdict === wanted).map(({ os }) => os))} ${wanted}`,
    )
    .join('; ');
};

/** The reasons against a release. */
const against = ({ reasons }: AuditReport, os: string): Reason[] =>
  reasons.filter(({ releases }) => releases.includes(os)).map(({ reason }) => reason);

const startMain = { 'GLIBC_2.17': ['puts'], 'GLIBC_2.34': ['__libc_start_main'] };

t.test('a good app passes for the releases that it claims', async (t) => {
  for (const architecture of ['aarch64', 'armv7hf'] as const) {
    const work = new Workbench(t.testdir({ [architecture]: {} }), architecture);
    work.library(glibc(startMain));
    work.library({
      soname: 'libvdostream.so.1',
      versions: { VDOSTREAM_1: ['vdo_stream_new', 'vdo_stream_start'] },
    });
    work.library({ soname: 'libglib-2.0.so.0', functions: ['g_main_loop_new', 'g_free'] });
    const app = work.program('app', {
      calls: {
        main: ['puts', '__libc_start_main'],
        video: ['vdo_stream_new', 'vdo_stream_start', 'g_free', 'g_main_loop_new'],
      },
      needs: ['libc.so.6', 'libvdostream.so.1', 'libglib-2.0.so.0'],
    });
    const report = await auditOf(work, [app]);
    t.equal(strip(report), '10.7-10.12 no; 11.0 perhaps; 11.1-13.0 yes', architecture);
    t.same(report.ranges, [{ min: '11.1', max: '13.0' }]);
    t.match(against(report, '10.12'), [
      { code: 'binary/glibc', symbols: ['__libc_start_main'], objects: ['main.o'], sure: 'stated' },
    ]);
    t.match(report.files[0], {
      relro: 'full',
      pie: true,
      executableStack: false,
      textRelocations: false,
      kind: 'program',
    });
    t.same(report.notes, []);
  }
});

t.test('a static program runs everywhere', async (t) => {
  const work = bench(t);
  const report = await auditOf(work, [work.program('app', { linkFlags: ['-static', '-no-pie'] })]);
  t.equal(strip(report), '10.7-13.0 yes');
});

t.test('a glibc symbol that is too new', async (t) => {
  const work = bench(t);
  work.library(glibc({ ...startMain, 'GLIBC_2.38': ['strlcpy'] }));
  const app = work.program('app', {
    calls: { main: ['__libc_start_main'], text: ['strlcpy'] },
    needs: ['libc.so.6'],
  });
  const report = await auditOf(work, [app]);
  t.equal(strip(report), '10.7-11.11 no; 12.0-13.0 yes');
  t.same(against(report, '11.11'), [
    {
      code: 'binary/glibc',
      file: 'app',
      text: 'needs glibc 2.38',
      symbols: ['strlcpy'],
      library: 'libc.so.6',
      objects: ['text.o'],
      limit: 'glibc 2.33, not 2.38; glibc 2.34, not 2.38',
      fix: 'build it for the oldest AXIS OS that you serve: acapkit build --os',
      sure: 'inferred',
    },
  ]);
  t.match(against(report, '10.7'), [
    { symbols: ['__libc_start_main', 'strlcpy'], objects: ['main.o', 'text.o'] },
  ]);
});

t.test('glibc between what is known: nobody is refused', async (t) => {
  const work = bench(t);
  work.library(
    glibc({ 'GLIBC_2.36': ['arc4random'], GLIBC_ABI_DT_RELR: ['relr'], GLIBC_PRIVATE: ['private'] }),
  );
  const app = work.program('app', {
    calls: { main: ['arc4random', 'relr', 'private'] },
    needs: ['libc.so.6'],
  });
  const report = await auditOf(work, [app]);
  t.equal(strip(report), '10.7-10.12 no; 11.0-11.11 perhaps; 12.0-13.0 yes');
  t.match(
    against(report, '11.11'),
    [{ sure: 'assumed', symbols: ['arc4random', 'relr'] }],
    'packed relocations are of 2.36',
  );
});

t.test('a GLib function that is newer than the floor', async (t) => {
  const work = bench(t);
  work.library({
    soname: 'libglib-2.0.so.0',
    functions: ['g_string_free_and_steal', 'g_memdup2', 'g_strdup'],
  });
  const calls = { text: ['g_string_free_and_steal'], copy: ['g_memdup2'], old: ['g_strdup'] };
  const app = work.program('app', { calls, needs: ['libglib-2.0.so.0'] });
  const report = await auditOf(work, [app]);
  t.equal(strip(report), '10.7-11.11 no; 12.0-12.9 perhaps; 12.10-13.0 yes');
  t.match(against(report, '11.11'), [
    {
      code: 'binary/glib',
      text: 'needs GLib 2.76',
      symbols: ['g_string_free_and_steal'],
      objects: ['text.o'],
      library: 'libglib-2.0.so.0',
    },
  ]);
  t.match(
    against(report, '10.9'),
    [{ symbols: ['g_string_free_and_steal', 'g_memdup2'], objects: ['copy.o', 'text.o'] }],
    '2.68',
  );
  const weak = work.program('weak', {
    calls: { weak: ['?g_string_free_and_steal'] },
    needs: ['libglib-2.0.so.0'],
  });
  t.equal(strip(await auditOf(work, [weak])), '10.7-13.0 yes', 'a weak symbol may be missing');
  const own = work.library(
    { soname: 'libglib-2.0.so.0', functions: ['g_string_free_and_steal', 'g_memdup2'] },
    'lib',
  );
  const bundled = work.program('app', {
    calls,
    needs: ['libglib-2.0.so.0'],
    linkFlags: ['-Wl,-rpath,$ORIGIN/lib', '-Wl,--unresolved-symbols=ignore-all'],
  });
  t.equal(strip(await auditOf(work, [bundled, own])), '10.7-13.0 yes', 'GLib in the package is not judged');
});

t.test('an executable stack', async (t) => {
  const work = bench(t);
  for (const flag of ['execstack', 'nognustack']) {
    const report = await auditOf(work, [work.program('app', { linkFlags: [`-Wl,-z,${flag}`] })]);
    t.equal(strip(report), '10.7-12.11 yes; 13.0 no', flag);
    t.match(against(report, '13.0'), [{ code: 'binary/executable-stack', file: 'app', symbols: [] }]);
    t.equal(report.files[0]?.executableStack, true);
  }
});

t.test('32-bit times on armv7hf', async (t) => {
  const work = bench(t, 'armv7hf');
  work.library(
    glibc({
      'GLIBC_2.4': ['clock_gettime', 'lseek'],
      'GLIBC_2.34': ['__clock_gettime64'],
      'GLIBC_2.9': ['lseek64'],
    }),
  );
  const narrow = await auditOf(work, [
    work.program('app', { calls: { clock: ['clock_gettime'], main: ['lseek'] }, needs: ['libc.so.6'] }),
  ]);
  t.equal(strip(narrow), '10.7-13.0 yes', 'it runs');
  t.match(narrow.notes, [
    { code: 'binary/time-width', file: 'app', symbols: ['clock_gettime'], objects: ['clock.o'] },
  ]);
  t.same(releaseWords(narrow.notes[0]?.releases ?? []), '12.0-13.0');
  t.match(narrow.files[0], { time: 32, offsets: 32 });
  t.equal(narrow.notes[0]?.certain, true, 'code of the build asks for it');
  const alone = work.audited(path.join(work.folder, 'app'));
  t.match(audit({ files: [alone], links: [] }).notes, [
    { certain: false, text: /perhaps only in a library/ },
  ]);
  const wide = await auditOf(work, [
    work.program('app', { calls: { clock: ['__clock_gettime64'], main: ['lseek64'] }, needs: ['libc.so.6'] }),
  ]);
  t.same(wide.notes, []);
  t.match(wide.files[0], { time: 64, offsets: 64 });
});

t.test('times in structures that go to a library of the camera', async (t) => {
  const work = bench(t, 'armv7hf');
  work.library(glibc({ 'GLIBC_2.4': ['clock_gettime'], 'GLIBC_2.34': ['__clock_gettime64'] }));
  work.library({ soname: 'libglib-2.0.so.0', functions: ['g_stat'] });
  const needs = ['libc.so.6', 'libglib-2.0.so.0'];
  const narrow = await auditOf(work, [
    work.program('app', { calls: { file: ['g_stat'], clock: ['clock_gettime'] }, needs }),
  ]);
  t.equal(strip(narrow), '10.7-11.11 yes; 12.0-13.0 no');
  const alone = work.audited(path.join(work.folder, 'app'));
  t.equal(
    strip(audit({ files: [alone], links: [] })),
    '10.7-11.11 yes; 12.0-13.0 perhaps',
    'whose code has them is not known',
  );
  t.match(against(narrow, '12.4'), [{ code: 'binary/time-width', symbols: ['g_stat'], objects: ['file.o'] }]);
  const wide = await auditOf(work, [
    work.program('app', { calls: { file: ['g_stat'], clock: ['__clock_gettime64'] }, needs }),
  ]);
  t.equal(strip(wide), '10.7-11.11 no; 12.0-13.0 yes');
});

t.test('functions of the camera that are gone or came later', async (t) => {
  const work = bench(t);
  const looked = work.program('app', {
    assembly: lookupSection([
      ['mdb', 'mdb_connection_create'],
      ['mdb', 'mdb_error_destroy'],
      ['larod', 'larodConnect'],
    ]),
  });
  const report = await auditOf(work, [looked]);
  t.match(against(report, '13.0'), [
    {
      code: 'binary/camera-library',
      text: /^looks up mdb_connection_create, mdb_error_destroy of mdb \(gone since AXIS OS 13.0\)$/,
      symbols: ['mdb_connection_create', 'mdb_error_destroy'],
      library: 'mdb',
      sure: 'stated',
    },
  ]);
  t.same(report.files[0]?.lookups, { mdb: 2, larod: 1 });
  t.equal(strip(report), '10.7-11.8, 13.0 no; 11.9-12.11 yes', 'before it began and after it was gone');
  work.library({ soname: 'libmdb.so.1', functions: ['mdb_connection_create'] });
  work.library({ soname: 'libbroker.so.7', functions: ['mdb_connection_create'] });
  for (const soname of ['libmdb.so.1', 'libbroker.so.7']) {
    const linked = await auditOf(work, [
      work.program('app', { calls: { broker: ['mdb_connection_create'] }, needs: [soname] }),
    ]);
    t.match(against(linked, '13.0'), [{ symbols: ['mdb_connection_create'], objects: ['broker.o'] }], soname);
    t.equal(
      linked.files[0]?.libraries[0]?.provider,
      'device',
      'a SONAME that is not published is known by its functions',
    );
  }
  const vdo = {
    soname: 'libvdostream.so.1',
    functions: ['vdo_stream_rgb_new', 'vdo_frame_is_key', 'vdo_buffer_is_contiguous'],
  };
  work.library(vdo);
  const later = async (...functions: string[]) =>
    strip(await auditOf(work, [work.program('app', { calls: { video: functions }, needs: [vdo.soname] })]));
  t.equal(await later('vdo_stream_rgb_new'), '10.7-12.7 no; 12.8-13.0 yes', 'stated');
  t.equal(
    await later('vdo_frame_is_key'),
    '10.7-10.9 no; 10.10-12.1 perhaps; 12.2-13.0 yes',
    'between two references',
  );
  t.equal(
    await later('vdo_buffer_is_contiguous'),
    '10.7-12.10 perhaps; 12.11-13.0 yes',
    'first seen in bindings',
  );
  t.equal(
    await later('vdo_stream_rgb_new', 'vdo_buffer_is_contiguous'),
    '10.7-12.7 no; 12.8-12.10 perhaps; 12.11-13.0 yes',
  );
  const lookedUp = work.program('app', { assembly: lookupSection([['larod', 'larodExportModel']]) });
  t.equal(strip(await auditOf(work, [lookedUp])), '10.7-12.6 no; 12.7-13.0 yes', 'looked up');
});

t.test('a library that nobody has, that lies elsewhere, or that is in the package', async (t) => {
  const work = bench(t);
  const own = work.library({ soname: 'libcustom.so.1', functions: ['custom'] }, 'lib');
  work.library({ soname: 'libcustom.so.1', functions: ['custom'] });
  const build = (...linkFlags: string[]) =>
    work.program('app', { calls: { main: ['custom'] }, needs: ['libcustom.so.1'], linkFlags });
  const missing = await auditOf(work, [build()]);
  t.equal(strip(missing), '10.7-13.0 no');
  t.match(against(missing, '12.5'), [
    { code: 'binary/missing-library', library: 'libcustom.so.1', file: 'app', sure: 'inferred' },
  ]);
  t.equal(missing.files[0]?.libraries[0]?.provider, 'missing');
  const elsewhere = await auditOf(work, [build(), own]);
  t.equal(strip(elsewhere), '10.7-13.0 perhaps');
  t.match(against(elsewhere, '12.5'), [{ code: 'binary/library-path', library: 'libcustom.so.1' }]);
  for (const flag of ['$ORIGIN/lib', '/usr/local/packages/app/lib', '$'.concat('{ORIGIN}/./lib')]) {
    const found = await auditOf(work, [build(`-Wl,-rpath,${flag}`), own]);
    t.equal(strip(found), '10.7-13.0 yes', flag);
    t.match(found.files[0]?.libraries, [{ provider: 'bundled', detail: 'lib/libcustom.so.1' }]);
  }
  work.library(glibc({ 'GLIBC_2.17': ['execv'] }));
  const launcher = work.program('app', {
    calls: { main: ['custom', 'execv'] },
    needs: ['libcustom.so.1', 'libc.so.6'],
  });
  t.equal(strip(await auditOf(work, [launcher, own])), '10.7-13.0 yes', 'a launcher may name lib/ itself');
  const renamed = { ...work.audited(own), name: 'lib/libcustom.so.1.2' };
  const input: AuditInput = {
    files: [work.audited(build('-Wl,-rpath,$ORIGIN/lib')), renamed],
    links: [{ name: 'lib/libcustom.so.1', target: 'libcustom.so.1.2' }],
  };
  t.equal(strip(audit(input)), '10.7-13.0 yes', 'through a link');
  t.equal(
    strip(audit({ ...input, links: [{ name: 'lib/libcustom.so.1', target: 'libcustom.so.1' }] })),
    '10.7-13.0 no',
    'a link to itself',
  );
});

t.test('a library for another architecture in lib/', async (t) => {
  const work = bench(t);
  const other = new Workbench(path.join(work.folder, 'other'), 'armv7hf');
  const wrong = other.library({ soname: 'libcustom.so.1', functions: ['custom'] }, 'lib');
  work.library({ soname: 'libcustom.so.1', functions: ['custom'] });
  const app = work.program('app', {
    calls: { main: ['custom'] },
    needs: ['libcustom.so.1'],
    linkFlags: ['-Wl,-rpath,$ORIGIN/lib'],
  });
  const files = [work.audited(app), { ...other.audited(wrong), name: 'lib/libcustom.so.1' }];
  const report = audit({ files, links: [], architecture: 'aarch64' });
  t.equal(strip(report), '10.7-13.0 no');
  t.match(against(report, '12.5'), [
    { code: 'binary/missing-library', text: 'needs libcustom.so.1, and lib/libcustom.so.1 is for arm' },
    {
      code: 'binary/architecture',
      file: 'lib/libcustom.so.1',
      text: 'is built for arm, the package is for aarch64',
      sure: 'stated',
    },
  ]);
});

t.test('camera libraries of which nothing is called', async (t) => {
  const work = bench(t);
  for (const [soname, expected] of [
    ['libbbox.so.1', '10.7-11.10 no; 11.11-13.0 yes'],
    ['libmdb.so.1', '10.7-11.8, 13.0 no; 11.9-12.11 yes'],
    ['libaxhttp.so.1', '10.7-13.0 perhaps'],
  ] as const) {
    work.library({ soname, functions: ['anything'] });
    const report = await auditOf(work, [work.program('app', { needs: [soname] })]);
    t.equal(strip(report), expected, soname);
  }
});

t.test('OpenSSL 1.1 and 3', async (t) => {
  const work = bench(t);
  for (const [soname, expected] of [
    ['libssl.so.1.1', '10.7-10.12 yes; 11.0-11.11 perhaps; 12.0-13.0 no'],
    ['libssl.so.3', '10.7-10.12 no; 11.0-11.11 perhaps; 12.0-13.0 yes'],
  ] as const) {
    work.library({ soname, functions: ['SSL_new'] });
    const report = await auditOf(work, [
      work.program('app', { calls: { main: ['SSL_new'] }, needs: [soname] }),
    ]);
    t.equal(strip(report), expected, soname);
  }
});

t.test('libstdc++', async (t) => {
  const work = bench(t);
  const spec = {
    soname: 'libstdc++.so.6',
    versions: { 'GLIBCXX_3.4.29': ['newer'], 'CXXABI_1.3.13': ['abi'], 'GLIBCXX_3.4.9': ['old'] },
  };
  work.library(spec);
  const needs = ['libstdc++.so.6'];
  const calls = { text: ['newer'], old: ['old', 'abi'] };
  const report = await auditOf(work, [work.program('app', { calls, needs })]);
  t.equal(strip(report), '10.7-10.12 no; 11.0 perhaps; 11.1-13.0 yes');
  t.match(against(report, '10.9'), [
    {
      code: 'binary/compiler-library',
      text: 'needs GLIBCXX 3.4.29',
      symbols: ['newer'],
      objects: ['text.o'],
    },
    { code: 'binary/compiler-library', text: 'needs CXXABI 1.3.13', symbols: ['abi'], objects: ['old.o'] },
  ]);
  const own = work.library(spec, 'lib');
  const bundled = work.program('app', { calls, needs, linkFlags: ['-Wl,-rpath,$ORIGIN/lib'] });
  t.equal(strip(await auditOf(work, [bundled, own])), '10.7-13.0 yes', 'in the package');
});

t.test('loaders, soft floating point, machines of no camera', async (t) => {
  const work = bench(t, 'armv7hf');
  const musl = work.program('app', { linkFlags: ['-Wl,--dynamic-linker=/lib/ld-musl-armhf.so.1'] });
  const report = await auditOf(work, [musl]);
  t.equal(strip(report), '10.7-13.0 no');
  t.match(against(report, '12.0'), [
    { code: 'binary/interpreter', text: 'asks for the loader /lib/ld-musl-armhf.so.1' },
  ]);
  const soft = {
    name: 'app',
    elf: { ...work.audited(musl).elf, floatAbi: 'soft' as const, needed: ['libc.so.6'] },
  };
  t.match(against(audit({ files: [soft], links: [] }), '12.0'), [
    { code: 'binary/architecture', text: /soft/ },
  ]);
  const host = { name: 'app', elf: { ...soft.elf, machine: 'x86_64' as const } };
  t.equal(strip(audit({ files: [host], links: [] })), '10.7-13.0 no', 'this computer is no camera');
});

t.test('text relocations', async (t) => {
  const work = bench(t);
  const app = work.program('app', {
    assembly: '.globl outside\n.xword _start',
    linkFlags: ['-Wl,-z,notext'],
  });
  const report = await auditOf(work, [app]);
  t.match(report.notes, [{ code: 'binary/text-relocations', file: 'app' }]);
  t.equal(report.files[0]?.textRelocations, true);
});

t.test('NEON', async (t) => {
  const work = bench(t, 'armv7hf');
  const neonOf = async (assembly: string) => usesNeon(work.program('app', { assembly }), 1000);
  t.equal(await neonOf('vadd.i32 q0, q1, q2'), true);
  t.equal(await neonOf('vld1.8 {d0}, [r0]'), true);
  t.equal(await neonOf('vadd.f64 d0, d1, d2'), false, 'floating point alone');
  t.equal(await usesNeon(path.join(work.folder, 'app'), 2 ** 30), undefined, 'a large file is not looked at');
  t.equal(await usesNeon(path.join(work.folder, 'objects', 'main.c'), 1000), undefined, 'no program');
});

t.test('releases that fail for the same reasons are told once', async (t) => {
  const work = bench(t);
  work.library(glibc({ ...startMain, 'GLIBC_2.38': ['strlcpy'] }));
  const app = work.program('app', {
    calls: { main: ['__libc_start_main'], text: ['strlcpy'] },
    needs: ['libc.so.6'],
    linkFlags: ['-Wl,-z,execstack'],
  });
  const { blocks, ranges } = await auditOf(work, [app]);
  t.match(
    blocks.map(({ min, max, reasons }) => [min, max, reasons.map(({ code }) => code)]),
    [
      ['10.7', '10.12', ['binary/glibc']],
      ['11.0', '11.11', ['binary/glibc']],
      ['13.0', '13.0', ['binary/executable-stack']],
    ],
  );
  t.same(ranges, [{ min: '12.0', max: '12.11' }]);
});
