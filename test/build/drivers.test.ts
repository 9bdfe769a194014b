// cmake and meson: the executable and the project's own libraries come to the stage, for cameras with the right processor, finding their own lib/.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { ensureTarget } from '../../src/build/camera-api.js';
import { findProgram, llvmTool } from '../../src/build/compiler.js';
import { buildWithCmake } from '../../src/build/drivers/cmake.js';
import { buildWithMeson } from '../../src/build/drivers/meson.js';
import { profileName, type TargetName } from '../../src/build/profiles.js';
import { type BuildSettings, noSettings } from '../../src/build/settings.js';
import { targetDirectory } from '../../src/build/stage.js';
import type { BuildResult } from '../../src/build/types.js';
import { loadProject } from '../../src/project/load.js';
import { run } from '../../src/support/process.js';
import { codesOf } from '../support/findings.js';

const manifest = {
  schemaVersion: '1.7.3',
  acapPackageConf: { setup: { appName: 'app', vendor: 'V', runMode: 'once', version: '1.0.0' } },
};
const sources = {
  'manifest.json': JSON.stringify(manifest),
  'main.c':
    '#include "own.h"\n#include <glib.h>\nint main(void) { return own() == GREETING && g_random_int() == 1; }\n',
  'own.h': 'int own(void);\n',
  'own.c': '#include "own.h"\nint own(void) { return 1; }\n',
  // Flags that only gcc knows must not fail with -Werror.
  'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(app LANGUAGES C CXX)
find_package(PkgConfig REQUIRED)
pkg_check_modules(GLIB REQUIRED IMPORTED_TARGET glib-2.0)
add_compile_options(-Wall -Werror -Wlogical-op -Wl,--as-needed)
add_library(own SHARED own.c)
set_target_properties(own PROPERTIES VERSION 1.2.3 SOVERSION 1)
add_executable(app main.c)
target_link_libraries(app own PkgConfig::GLIB)
`,
  'meson.build': `project('app', 'c', default_options: ['werror=true', 'warning_level=2'])
own = shared_library('own', 'own.c', version: '1.2.3', c_args: ['-Wlogical-op'])
executable('app', 'main.c', link_with: own, dependencies: dependency('glib-2.0'))
`,
};
const settings: BuildSettings = { ...noSettings, environment: { CFLAGS: `-DGREETING='"a b"[0]'` } };

async function build(directory: string, tool: 'cmake' | 'meson', target: TargetName): Promise<BuildResult> {
  const project = await loadProject(directory);
  await mkdir(targetDirectory(directory, target), { recursive: true });
  const files = await ensureTarget(target, profileName());
  const driver = tool === 'cmake' ? buildWithCmake : buildWithMeson;
  return driver(project, files, { settings });
}

async function checkStage(t: Test, stage: string, machine: RegExp): Promise<void> {
  const readelf = async (file: string): Promise<string> =>
    (await run(await llvmTool('llvm-readelf'), ['-h', '-l', '-d', path.join(stage, file)])).stdout;
  const app = await readelf('app');
  t.match(app, machine);
  t.match(app, /NEEDED[^\n]*\[libown\.so\.1\]/);
  t.match(app, /R(?:UN)?PATH[^\n]*\$ORIGIN\/lib/, 'the app finds its own lib/');
  t.match(app, /GNU_RELRO/, 'hardened');
  t.match(app, /FLAGS_1[^\n]*PIE/, 'position independent');
  t.match(await readelf('lib/libown.so.1'), machine, 'under the name that the loader looks for');
}

const machines = { host: /Advanced Micro Devices X86-64|AArch64/, armv7hf: /Machine:\s+ARM\b/ };
const absent = (await findProgram('meson')) === undefined && 'meson is not installed';

for (const tool of ['cmake', 'meson'] as const)
  t.test(tool, { skip: tool === 'meson' && absent }, async (t) => {
    for (const target of ['host', 'armv7hf'] as const) {
      const directory = t.testdir(sources);
      const { directory: stage } = await build(directory, tool, target);
      await checkStage(t, stage, machines[target]);
      const database = path.join(targetDirectory(directory, target), 'compile_commands.json');
      const commands = JSON.parse(await readFile(database, 'utf8'));
      const files = commands.map(({ file }: { file: string }) => file).sort();
      t.same(
        files,
        [path.join(directory, 'main.c'), path.join(directory, 'own.c')],
        'the author’s own sources',
      );
      t.match(commands[0].arguments[0], /clang/, 'an editor asks the compiler, not ccache');
    }
  });

t.test('what the project no longer builds leaves the stage; no executable is told', async (t) => {
  const directory = t.testdir(sources);
  const { directory: stage } = await build(directory, 'cmake', 'host');
  const plain = `cmake_minimum_required(VERSION 3.20)\nproject(app LANGUAGES C)\nadd_executable(other own.c)\n`;
  await writeFile(path.join(directory, 'CMakeLists.txt'), plain);
  await writeFile(path.join(directory, 'own.c'), 'int main(void) { return 0; }\n');
  t.same(await codesOf(() => build(directory, 'cmake', 'host')), ['build/no-executable']);
  await t.rejects(readFile(path.join(stage, 'lib/libown.so.1')), 'the library of the build before');
});

t.test('a library that is missing: the Debian package that has it', async (t) => {
  const cmake = sources['CMakeLists.txt'].replace('glib-2.0', 'liburiparser');
  const meson = sources['meson.build'].replace('glib-2.0', 'liburiparser');
  const directory = t.testdir({ ...sources, 'CMakeLists.txt': cmake, 'meson.build': meson });
  for (const tool of ['cmake', ...(absent === false ? ['meson' as const] : [])] as const) {
    const failed: unknown = await build(directory, tool, 'aarch64').catch((error: unknown) => error);
    t.match(failed, {
      findings: [{ code: 'build/missing-package', expected: 'the Debian package liburiparser-dev' }],
    });
  }
});
