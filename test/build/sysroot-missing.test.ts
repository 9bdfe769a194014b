// What a failed build misses, in the words of each tool, and the Debian package that has it: from the table, or from the index of files.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import type { TargetFiles } from '../../src/build/camera-api.js';
import { explainMissing, missingIn } from '../../src/build/sysroot/missing.js';

const files: TargetFiles = {
  target: 'aarch64',
  profile: 'os12',
  directory: '/none',
  pkgConfigDirectory: '/none',
};

t.test('each tool’s words', async (t) => {
  const words: [string, object[]][] = [
    [
      "Package uriparser was not found in the pkg-config search path.\nPerhaps you should add the directory\nPackage 'uriparser', required by 'virtual:world', not found",
      [{ kind: 'pc', name: 'uriparser' }],
    ],
    ["No package 'opencv4' found", [{ kind: 'pc', name: 'opencv4' }]],
    [
      'meson.build:3:0: ERROR: Dependency "json-c" not found, tried pkgconfig',
      [{ kind: 'pc', name: 'json-c' }],
    ],
    ['Could NOT find CURL (missing: CURL_LIBRARY)', [{ kind: 'pc', name: 'libcurl' }]],
    ['Could NOT find PkgConfig (missing: PKG_CONFIG_EXECUTABLE)', []],
    [
      '  Could not find a package configuration file provided by "OpenCV" with any of',
      [{ kind: 'pc', name: 'opencv4' }],
    ],
    ["main.c:1:10: fatal error: 'gpiod.h' file not found", [{ kind: 'headers', name: 'gpiod.h' }]],
    ['main.c:1:10: fatal error: gpiod.h: No such file or directory', [{ kind: 'headers', name: 'gpiod.h' }]],
    ['ld.lld-19: error: unable to find library -lgpiod', [{ kind: 'libraries', name: 'gpiod' }]],
    ['/usr/bin/ld: cannot find -lgpiod: No such file or directory', [{ kind: 'libraries', name: 'gpiod' }]],
    [
      "meson.build:4:4: ERROR: C shared or static library 'gpiod' not found",
      [{ kind: 'libraries', name: 'gpiod' }],
    ],
    ['main.c:3:1: error: expected identifier', []],
  ];
  for (const [text, expected] of words) t.same(missingIn(text), expected, text.slice(0, 40));
});

/** A cache with an index of files as the archive would give it, and no archive. */
async function cacheWithIndex(t: Test, index?: string): Promise<void> {
  const cache = t.testdir({});
  await mkdir(path.join(cache, 'apt'));
  if (index !== undefined) await writeFile(path.join(cache, 'apt', 'bookworm-arm64-files.txt'), index);
  const values = { ACAPKIT_CACHE: cache, ACAPKIT_DEBIAN_MIRROR: 'http://127.0.0.1:1/debian' };
  for (const [name, value] of Object.entries(values)) {
    const before = process.env[name];
    process.env[name] = value;
    t.teardown(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

t.test('usual names need no network', async (t) => {
  await cacheWithIndex(t);
  const owner = async (text: string): Promise<string | undefined> =>
    (await explainMissing(text, files))[0]?.expected;
  t.equal(await owner("No package 'liburiparser' found"), 'the Debian package liburiparser-dev');
  t.equal(
    await owner("x.c:1:1: fatal error: 'civetweb.h' file not found"),
    'the Debian package libcivetweb-dev',
  );
  t.equal(
    await owner('ld.lld: error: unable to find library -lturbojpeg'),
    'the Debian package libturbojpeg0-dev',
  );
  t.equal(
    await owner("x.c:1:1: fatal error: 'json-c/json.h' file not found"),
    'the Debian package libjson-c-dev',
  );
  const [finding] = await explainMissing("No package 'sqlite3' found", files);
  t.match(finding, {
    code: 'build/missing-package',
    message: 'pkg-config knows no sqlite3',
    fix: /"acapkit": \{"sysrootPackages": \["libsqlite3-dev"\]\}/,
  });
  const host = await explainMissing("No package 'sqlite3' found", { ...files, target: 'host' });
  t.equal(host[0]?.fix, 'apt-get install libsqlite3-dev');
});

t.test('others are looked up in Debian’s index', async (t) => {
  await cacheWithIndex(
    t,
    [
      'usr/include/gpiod.h                     libdevel/libgpiod-dev',
      'usr/include/deep/er/odd.hpp             libdevel/libodd-dev,libdevel/libother-dev',
      'usr/lib/aarch64-linux-gnu/libgpiod.so   libdevel/libgpiod-dev',
      'usr/lib/aarch64-linux-gnu/pkgconfig/libgpiod.pc libdevel/libgpiod-dev',
      '',
    ].join('\n'),
  );
  const expected = async (text: string) =>
    (await explainMissing(text, files)).map((finding) => finding.expected);
  t.same(await expected("No package 'libgpiod' found"), ['the Debian package libgpiod-dev']);
  t.same(await expected("No package 'gpiod' found"), [
    'the Debian package libgpiod-dev (its name there: libgpiod)',
  ]);
  t.same(await expected("a.c:1:1: fatal error: 'gpiod.h' file not found"), [
    'the Debian package libgpiod-dev',
  ]);
  t.same(await expected("a.c:1:1: fatal error: 'odd.hpp' file not found"), [
    'the Debian package libodd-dev or libother-dev',
  ]);
  t.same(
    await expected("a.c:1:1: fatal error: 'own/generated.h' file not found"),
    [],
    'a header of the project',
  );
});

t.test('without index and network it says so', async (t) => {
  await cacheWithIndex(t);
  const [finding] = await explainMissing("No package 'gpiod' found", files);
  t.match(finding, { code: 'build/missing-package', found: /could not be reached.*could not be looked up/ });
});

t.test('a header that the sysroot has one folder deeper', async (t) => {
  const directory = t.testdir({ usr: { include: { 'aarch64-linux-gnu': { curl: { 'curl.h': '' } } } } });
  const output = "app.c:1:10: fatal error: 'curl.h' file not found";
  t.match(await explainMissing(output, { ...files, directory }), [
    {
      message: 'there is no header curl.h',
      found: 'the sysroot has it in usr/include/aarch64-linux-gnu/curl',
      fix: 'include <curl/curl.h>, or add -I$(SDKTARGETSYSROOT)/usr/include/aarch64-linux-gnu/curl to CFLAGS',
    },
  ]);
});
