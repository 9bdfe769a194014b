// acapkit env as a shell uses it: a Makefile written for Axis' SDK, cmake and meson build for the camera with what it prints.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { findProgram, llvmTool } from '../../src/build/compiler.js';
import { packagePath } from '../../src/support/package-root.js';
import { type RunResult, run } from '../../src/support/process.js';
import { acapkit, acapkitIn } from '../support/command-line.js';

const program = `${process.execPath} ${packagePath('dist', 'src', 'cli', 'main.js')}`;
const main =
  '#include <axsdk/axparameter.h>\n#include <stdio.h>\nint main(void) { return ax_parameter_new("app", NULL) == NULL; }\n';
const sources = {
  'main.c': main,
  // As the official examples have it: flags with +=, pkg-config with PKG_CONFIG_PATH, gcc's warnings with -Werror, STRIP.
  Makefile: `PROG1 = app
PKGS = glib-2.0 gio-2.0 axparameter
CFLAGS += $(shell PKG_CONFIG_PATH=$(PKG_CONFIG_PATH) pkg-config --cflags $(PKGS))
LDLIBS += $(shell PKG_CONFIG_PATH=$(PKG_CONFIG_PATH) pkg-config --libs $(PKGS))
CFLAGS += -Wall -Wextra -Wformat=2 -Wlogical-op -Winline -Wdisabled-optimization -Werror
$(PROG1): main.c
	$(CC) $^ $(CFLAGS) $(LIBS) $(LDFLAGS) $(LDLIBS) -o $@
	$(STRIP) --strip-unneeded $@
`,
  'CMakeLists.txt': `cmake_minimum_required(VERSION 3.20)
project(app LANGUAGES C)
find_package(PkgConfig REQUIRED)
pkg_check_modules(P REQUIRED IMPORTED_TARGET axparameter)
add_executable(app main.c)
target_link_libraries(app PkgConfig::P)
`,
  'meson.build': `project('app', 'c')\nexecutable('app', 'main.c', dependencies: dependency('axparameter'))\n`,
};

const shell = (cwd: string, script: string, env: Record<string, string> = {}): Promise<RunResult> =>
  run('bash', ['-c', script], { cwd, env, allowFailure: true });

async function machineOf(file: string): Promise<string> {
  const { stdout } = await run(await llvmTool('llvm-readelf'), ['-h', '-d', file]);
  return stdout;
}

t.test('a Makefile for Axis’ SDK builds under it', async (t) => {
  for (const [target, machine] of [
    ['aarch64', /AArch64/],
    ['armv7hf', /ARM\b/],
  ] as const) {
    const folder = t.testdir(sources);
    const ran = await shell(folder, `eval "$(${program} env --arch ${target})" && make`);
    t.equal(ran.code, 0, ran.stderr);
    const facts = await machineOf(path.join(folder, 'app'));
    t.match(facts, machine, target);
    t.match(facts, /R(?:UN)?PATH[^\n]*\$ORIGIN\/lib/, 'finds the libraries of its package');
  }
});

t.test('a cache folder whose path has blanks and quotes', async (t) => {
  const Makefile = 'app: plain.c\n\t$(CC) $(CFLAGS) $(LDFLAGS) plain.c -o app\n';
  const folder = t.testdir({ Makefile, 'plain.c': 'int main(void) { return 0; }\n', "it's a cache": {} });
  const cache = { ACAPKIT_CACHE: path.join(folder, "it's a cache") };
  const ran = await shell(folder, `eval "$(${program} env --arch host)" && make`, cache);
  t.equal(ran.code, 0, ran.stderr);
  t.match(await machineOf(path.join(folder, 'app')), /R(?:UN)?PATH/, 'the files in the cache were read');
});

t.test('cmake and meson build with the printed words', async (t) => {
  const folder = t.testdir(sources);
  const cmake = await shell(
    folder,
    `eval "cmake -S . -B c -G Ninja $(${program} env --arch armv7hf --cmake)" && cmake --build c`,
  );
  t.equal(cmake.code, 0, cmake.stderr);
  t.match(await machineOf(path.join(folder, 'c', 'app')), /ARM\b/);
  if ((await findProgram('meson')) === undefined) return;
  const meson = await shell(folder, `eval "meson setup m $(${program} env --meson)" && meson compile -C m`);
  t.equal(meson.code, 0, `${meson.stdout}${meson.stderr}`);
  t.match(await machineOf(path.join(folder, 'm', 'app')), /AArch64/);
});

t.test('--unset takes everything away again', async (t) => {
  const script = `eval "$(${program} env)" && eval "$(${program} env --unset)" && env -0`;
  const before = (await shell('.', 'env -0')).stdout.split('\0').map((line) => line.split('=')[0]);
  const after = (await shell('.', script)).stdout.split('\0').map((line) => line.split('=')[0]);
  t.same(
    after.filter((name) => !before.includes(name)),
    [],
  );
});

t.test('settings of the project count; --json has the values; a failure stops the shell', async (t) => {
  const folder = t.testdir({
    'manifest.json': '{}',
    'package.json': JSON.stringify({ acapkit: { environment: { CFLAGS: '-DOWN', MODEL: 'a b' } } }),
  });
  const made = JSON.parse((await acapkitIn(folder, 'env', '--json')).stdout);
  t.match(made, {
    ok: true,
    target: 'aarch64',
    profile: 'os12',
    environment: { CFLAGS: / -DOWN$/, MODEL: 'a b' },
  });
  t.match((await acapkitIn(folder, 'env')).stdout, /^export MODEL='a b'$/m);
  const wrong = await acapkit(['env', '--arch', 'all']);
  t.equal(wrong.code, 1);
  t.match(wrong.stderr, 'build/one-target');
  const stopped = await shell(folder, `eval "$(${program} env --os 9)" && echo went on`);
  t.notMatch(stopped.stdout, 'went on');
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ acapkit: { environment: { 'A=1;touch made;B': '' } } }),
  );
  await shell(folder, `eval "$(${program} env)"`);
  await t.rejects(readFile(path.join(folder, 'made')), 'a name is never a command');
});
