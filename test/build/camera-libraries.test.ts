// Apps are linked against our stubs and archives, for each target, and run against a library that stands for the camera's.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { ensureTarget, type TargetFiles } from '../../src/build/camera-api.js';
import { checkSonames } from '../../src/build/camera-libraries.js';
import { buildEnvironment } from '../../src/build/environment.js';
import { profileName, profileTable, type TargetName } from '../../src/build/profiles.js';
import { type CameraLibrary, cameraLibraries } from '../../src/build/symbol-tables.js';
import { parseElf } from '../../src/support/elf.js';
import { type RunResult, run } from '../../src/support/process.js';
import { nativeBuild } from '../support/native-build.js';

const targets: TargetName[] = ['host', 'aarch64', 'armv7hf'];
const linkable = cameraLibraries().filter(({ link }) => link !== 'none');
const sharedFunctions = (library: CameraLibrary): string[] =>
  [...library.symbols.keys()].filter((name) => !library.archive?.functions.includes(name)).sort();

interface Bench {
  files: TargetFiles;
  compile(args: string[]): Promise<RunResult>;
  /** Runs a program with `lib` in its library path. */
  start(program: string, lib: string): Promise<RunResult>;
}

async function benchFor(target: TargetName, sonames: Record<string, string> = {}): Promise<Bench> {
  const files = await ensureTarget(target, profileName(), { sonames });
  const environment = await buildEnvironment(files);
  const [compiler = '', ...flags] = (environment.CC ?? '').split(' ');
  return {
    files,
    compile: (args) => run(compiler, [...flags, ...(environment.LDFLAGS ?? '').split(' '), '-w', ...args]),
    start: (program, lib) => {
      const env = { LD_LIBRARY_PATH: lib };
      if (target === 'host') return run(program, [], { env, allowFailure: true });
      const { qemu, triple } = profileTable.architectures[target];
      const root = files.runtimeSysroot ?? '';
      const path = [lib, `${root}/lib/${triple}`, `${root}/usr/lib/${triple}`].join(':');
      return run(qemu, ['-L', root, '-E', `LD_LIBRARY_PATH=${path}`, program], { allowFailure: true });
    },
  };
}

const libraryFolder = (bench: Bench): string => path.dirname(bench.files.pkgConfigDirectory);

/** Functions with their versions, `name` or `name@NODE`, without the names of the versions themselves. */
async function exportsOf(file: string): Promise<string[]> {
  const { exports } = parseElf(await readFile(file));
  return exports
    .filter(({ name, version }) => name !== version)
    .map(({ name, version }) => (version === undefined ? name : `${name}@${version}`))
    .sort();
}

/** The same of a table, without what lives in a static archive beside the library. */
const tableOf = (library: CameraLibrary): string[] =>
  [...library.symbols.values()]
    .filter(({ name }) => !library.archive?.functions.includes(name))
    .map(({ name, versionNode }) => (versionNode === undefined ? name : `${name}@${versionNode}`))
    .sort();

t.test(
  'drop-in libraries have the functions and version nodes of their tables, and nothing else',
  async (t) => {
    for (const library of linkable.filter(({ name }) => ['vdo', 'axevent', 'axparameter'].includes(name))) {
      const file = path.join(nativeBuild('host'), 'simulator', library.soname ?? '');
      t.same(await exportsOf(file), tableOf(library), library.name);
    }
  },
);

for (const target of targets) {
  t.test(
    `${target}: each stub has the SONAME, the functions and the version nodes of its table`,
    async (t) => {
      const bench = await benchFor(target);
      for (const library of linkable.filter(({ link }) => link === 'stub')) {
        const { soname = '' } = library;
        const file = path.join(libraryFolder(bench), soname);
        t.equal(parseElf(await readFile(file)).soname, soname);
        t.same(await exportsOf(file), tableOf(library), soname);
      }
    },
  );

  t.test(
    `${target}: -l of a library that is looked up takes what is used, and says so to the audit`,
    async (t) => {
      const bench = await benchFor(target);
      const folder = t.testdir();
      for (const library of linkable.filter(({ link }) => link === 'runtime')) {
        const [first = '', second = ''] = sharedFunctions(library);
        const source = path.join(folder, `${library.name}.c`);
        await writeFile(source, `void ${first}(void); void ${second}(void); int main(void) { ${second}(); }`);
        const link = (library.soname ?? library.candidates[0] ?? '').replace(/^lib(.*)\.so.*$/, '-l$1');
        const program = path.join(folder, library.name);
        // Libraries before objects too: Makefiles of camera apps do both.
        await bench.compile([
          `-L${libraryFolder(bench)}`,
          '-Wl,--fatal-warnings',
          link,
          source,
          '-o',
          program,
        ]);
        const data = await readFile(program);
        t.notMatch(parseElf(data).needed.join(' '), library.name);
        t.ok(data.includes(`${library.name}\0${second}\0`), 'the function that is used');
        t.notOk(data.includes(`${library.name}\0${first}\0`), 'but not one that is not');
        const { code, stderr } = await bench.start(program, folder);
        t.equal(code, 127, 'as the loader says of a missing library');
        t.match(stderr, new RegExp(`camera library ${library.name} cannot be loaded: .*${second} on`));
      }
    },
  );

  t.test(
    `${target}: functions are found in the library, by-value structs and all; missing ones are named`,
    async (t) => {
      const bench = await benchFor(target);
      const folder = t.testdir({
        'camera.c': `typedef struct { int a; double b; long c[4]; } Big;
        Big ax_serial_init(int n, double x, Big in) { in.a += n; in.b += x; in.c[3] += 1; return in; }`,
        'app.c': `#include <stdio.h>
        typedef struct { int a; double b; long c[4]; } Big;
        Big ax_serial_init(int n, double x, Big in);
        int ax_serial_get_fd(void);
        int main(void) {
          Big big = ax_serial_init(40, 0.5, (Big){2, 1.25, {1, 2, 3, 4}});
          printf("%d %.2f %ld\\n", big.a, big.b, big.c[3]);
          fflush(stdout);
          return ax_serial_get_fd();
        }`,
      });
      const lib = path.join(folder, 'lib');
      await mkdir(lib);
      const camera = path.join(lib, 'libaxserialport.so.1');
      await bench.compile(['-shared', '-fPIC', path.join(folder, 'camera.c'), '-o', camera]);
      const program = path.join(folder, 'app');
      await bench.compile([
        path.join(folder, 'app.c'),
        `-L${libraryFolder(bench)}`,
        '-laxserialport',
        '-o',
        program,
      ]);
      const { code, stdout, stderr } = await bench.start(program, lib);
      t.equal(stdout, '42 1.75 5');
      t.equal(code, 70, 'EX_SOFTWARE');
      t.match(stderr, /ax_serial_get_fd is missing in the library axserialport of this camera/);
    },
  );
}

t.test('of a function in two versions, the newest is called', async (t) => {
  const bench = await benchFor('host');
  const folder = t.testdir({
    'larod.c': `int old_model(void) { return 1; } int new_model(void) { return 3; }
      __asm__(".symver old_model,larodLoadModel@LIBLAROD_1.0.0");
      __asm__(".symver new_model,larodLoadModel@@LIBLAROD_3.0.0");`,
    'larod.map':
      'LIBLAROD_1.0.0 { global: larodLoadModel; local: *; };\nLIBLAROD_3.0.0 { global: larodLoadModel; };\n',
    'app.c': 'int larodLoadModel(void); int main(void) { return larodLoadModel(); }',
  });
  const script = `-Wl,--version-script=${path.join(folder, 'larod.map')}`;
  const library = path.join(folder, 'liblarod.so.1');
  await bench.compile(['-shared', '-fPIC', script, path.join(folder, 'larod.c'), '-o', library]);
  const program = path.join(folder, 'app');
  await bench.compile([path.join(folder, 'app.c'), `-L${libraryFolder(bench)}`, '-llarod', '-o', program]);
  t.equal((await bench.start(program, folder)).code, 3);
});

t.test('a SONAME of the user links directly; a wrong one is refused', async (t) => {
  const bench = await benchFor('host', { mdb: 'libmdb.so.2' });
  const folder = t.testdir({
    'app.c': 'int mdb_error_destroy(void); int main(void) { return mdb_error_destroy(); }',
  });
  const program = path.join(folder, 'app');
  await bench.compile([path.join(folder, 'app.c'), `-L${libraryFolder(bench)}`, '-lmdb', '-o', program]);
  t.same(parseElf(await readFile(program)).needed.slice(0, 1), ['libmdb.so.2']);
  t.throws(() => checkSonames({ nothing: 'libnothing.so.1' }), /SONAME libnothing.so.1 for nothing/);
  t.throws(() => checkSonames({ mdb: '../../libmdb.so' }), /cannot be used/);
});

t.test(
  'without the camera’s library no licence is valid, and the program says whose check it has',
  async (t) => {
    const bench = await benchFor('host');
    const folder = t.testdir({
      'app.c': `#include <licensekey.h>
      #include <stdio.h>
      int main(void) { puts(licensekey_get_state_string(3)); return licensekey_verify("app", 1, 1, 0); }`,
      'camera.c': 'int licensekey_dyn_verify(const char* a, int b, int c, int d) { return b + c + d; }',
    });
    const program = path.join(folder, 'app');
    const libraries = ['-Wl,-Bstatic', '-llicensekey_stat', '-Wl,-Bdynamic', '-ldl'];
    const include = `-I${path.join(bench.files.directory, 'usr/include')}`;
    await bench.compile([
      include,
      path.join(folder, 'app.c'),
      `-L${libraryFolder(bench)}`,
      ...libraries,
      '-o',
      program,
    ]);
    t.match(await bench.start(program, folder), { code: 0, stdout: 'STATE_EXPIRED_DATE' });
    t.ok((await readFile(program)).includes('.acapkit.licensekey'));
    const camera = path.join(folder, 'liblicensekey.so.1');
    await bench.compile(['-shared', '-fPIC', path.join(folder, 'camera.c'), '-o', camera]);
    t.equal((await bench.start(program, folder)).code, 2, 'the answer of the camera’s library');
  },
);

t.test('each pkg-config name gives flags that compile its headers and link', async (t) => {
  const bench = await benchFor('aarch64');
  const environment = await buildEnvironment(bench.files);
  const made = await readdir(bench.files.pkgConfigDirectory);
  for (const library of linkable) {
    for (const name of library.pkgConfigNames) {
      t.ok(made.includes(`${name}.pc`), name);
      const { stdout } = await run('pkg-config', ['--cflags', '--libs', name], { env: environment });
      const folder = t.testdir({ 'app.c': library.headers.map((file) => `#include <${file}>\n`).join('') });
      await writeFile(path.join(folder, 'app.c'), 'int main(void) { return 0; }\n', { flag: 'a' });
      const flags = stdout.trim().split(/\s+/);
      await bench.compile([path.join(folder, 'app.c'), ...flags, '-o', path.join(folder, 'app')]);
    }
  }
});
