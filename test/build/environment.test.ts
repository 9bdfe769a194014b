// One place for flags: the environment for make, the toolchain files for cmake, and what a project's settings add to both.
import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import type { TargetFiles } from '../../src/build/camera-api.js';
import { compilerLauncher } from '../../src/build/compiler.js';
import { toolchainSettings } from '../../src/build/drivers/cmake.js';
import { mesonMachineFile } from '../../src/build/drivers/meson.js';
import {
  buildEnvironment,
  cpuFlags,
  gccMannersFlags,
  hardeningFlags,
  linkFlags,
} from '../../src/build/environment.js';
import { profileTable } from '../../src/build/profiles.js';
import { noSettings } from '../../src/build/settings.js';
import { quoteWord, quoteWords, splitWords } from '../../src/build/shell-words.js';
import { packagePath } from '../../src/support/package-root.js';
import { run } from '../../src/support/process.js';

const files = (target: TargetFiles['target'], directory = '/sysroot'): TargetFiles => ({
  target,
  profile: 'os12',
  directory,
  pkgConfigDirectory: `${directory}/usr/lib/pkgconfig`,
});

/** The words between a cmake command's parentheses. */
const cmakeWords = (text: string, command: string): string[] =>
  (new RegExp(`^${command}\\(([\\s\\S]*?)\\)$`, 'm').exec(text)?.[1] ?? '').trim().split(/\s+/);

t.test('the toolchain files and the make environment hold the same flags', async (t) => {
  for (const target of ['aarch64', 'armv7hf'] as const) {
    const text = await readFile(packagePath('toolchains', `${target}.cmake`), 'utf8');
    t.match(text, `set(ACAPKIT_CPU_FLAGS ${cpuFlags[target].join(' ')})`, target);
    t.match(text, `set(ACAPKIT_TRIPLE ${profileTable.architectures[target].triple})`);
  }
  const text = await readFile(packagePath('toolchains', 'clang.cmake'), 'utf8');
  const own = (command: string) => cmakeWords(text, command).filter((word) => !/["$]/.test(word));
  t.same(own('add_compile_options'), [...hardeningFlags, ...gccMannersFlags]);
  t.same(own('add_link_options'), linkFlags);
  const sysroot = '$' + '{ACAPKIT_SYSROOT}';
  t.match(cmakeWords(text, 'add_compile_options').join(' '), `@${sysroot}/acapkit-compile.rsp`);
  t.match(cmakeWords(text, 'add_link_options').join(' '), `-Wl,@${sysroot}/acapkit-link.rsp`);
});

t.test('settings: flags are added, other variables replace', async (t) => {
  const environment = {
    CFLAGS: '-DOWN -Dtext="a b"',
    LDFLAGS: '-lm',
    CPPFLAGS: '-Iown',
    STRIP: 'true',
    SKIA_DIR: '/s',
  };
  const settings = { ...noSettings, environment };
  const made = await buildEnvironment(files('armv7hf'), false, settings);
  t.equal(made.CFLAGS, '-O2 -D_FORTIFY_SOURCE=2 -DOWN -Dtext="a b"');
  t.equal(made.CXXFLAGS, '-O2 -D_FORTIFY_SOURCE=2');
  t.equal(made.CPPFLAGS, '-Iown');
  t.equal(made.LDFLAGS, `${linkFlags.join(' ')} -lm`);
  t.equal(made.STRIP, 'true');
  t.equal(made.SKIA_DIR, '/s');
  t.equal((await buildEnvironment(files('aarch64'), true)).CFLAGS, '-O0 -g', 'without optimisation');
  const cmake = toolchainSettings(files('armv7hf'), settings);
  t.equal(cmake.ACAPKIT_C_FLAGS, '-Iown;-DOWN;-Dtext=a b');
  t.equal(cmake.ACAPKIT_CXX_FLAGS, '-Iown');
  t.equal(cmake.ACAPKIT_LINK_FLAGS, '-lm');
  t.equal(cmake.ACAPKIT_DEFINES, '_FILE_OFFSET_BITS=64;_TIME_BITS=64');
  const meson = await mesonMachineFile(files('armv7hf'), false, settings);
  t.match(meson, /^c_args = \[.*'-Iown', '-D_FORTIFY_SOURCE=2', '-DOWN', '-Dtext=a b'\]$/m);
  t.match(meson, /^c_link_args = \[.*'-lm'\]$/m);
  t.match(meson, "cpu_family = 'arm'");
});

t.test('the names of Axis’ SDK', async (t) => {
  const made = await buildEnvironment(files('armv7hf'));
  t.match(made, {
    SDKTARGETSYSROOT: '/sysroot',
    OECORE_TARGET_ARCH: 'arm',
    ARCH: 'arm',
    CROSS_COMPILE: 'arm-linux-gnueabihf-',
    TARGET_PREFIX: 'arm-linux-gnueabihf-',
    CONFIGURE_FLAGS: /^--host=arm-linux-gnueabihf --build=/,
    PKG_CONFIG_SYSROOT_DIR: '/sysroot',
  });
  for (const name of ['CC', 'CXX', 'AS', 'LD', 'AR', 'NM', 'RANLIB', 'STRIP', 'READELF', 'PKG_CONFIG'])
    t.ok(made[name], name);
});

t.test('words survive a shell and come back', async (t) => {
  const words = ['plain', 'a b', "it's", 'say "x"', '', '$HOME', 'a\\b', 'x;y', '*', 'new\nline'];
  t.same(splitWords(quoteWords(words)), words);
  t.same(splitWords(`  -DA="b c" 'd'e\\ f  "g\\"h" `), ['-DA=b c', 'de f', 'g"h']);
  const { stdout } = await run('sh', ['-c', `printf '%s|' ${quoteWords(words)}`]);
  t.equal(stdout, words.map((word) => `${word}|`).join(''));
  const made = await buildEnvironment(files('aarch64', "/it's a folder"));
  t.same(splitWords(made.CC ?? '').includes("--sysroot=/it's a folder"), true, 'CC has a path with blanks');
  t.equal(quoteWord('/usr/bin/clang-19'), '/usr/bin/clang-19', 'and no quotes where none are needed');
});

/** Sets variables of this process for the time of a test. */
function withVariables(t: Test, variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
    t.teardown(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

t.test('ccache stands before the compiler when it is there', async (t) => {
  const folder = t.testdir({});
  const ccache = path.join(folder, 'ccache');
  await writeFile(ccache, `#!/bin/sh\necho "$1" >>"${folder}/calls"\nexec "$@"\n`);
  await chmod(ccache, 0o755);
  withVariables(t, {
    PATH: `${folder}:${process.env.PATH}`,
    ACAPKIT_NO_CCACHE: undefined,
    CCACHE_DISABLE: undefined,
  });
  const made = await buildEnvironment(files('aarch64'));
  t.match(made.CC, new RegExp(`^${ccache} \\S*clang`));
  t.match(made.CXX, new RegExp(`^${ccache} \\S*clang\\+\\+`));
  t.notMatch(made.CPP, 'ccache');
  t.match(await mesonMachineFile(files('aarch64')), `c = ['${ccache}', `);
  for (const name of ['ACAPKIT_NO_CCACHE', 'CCACHE_DISABLE']) {
    withVariables(t, { [name]: '1' });
    t.equal(await compilerLauncher(), undefined, `off by ${name}`);
    t.notMatch((await buildEnvironment(files('aarch64'))).CC, 'ccache');
    delete process.env[name];
  }
});
