// Sysroots: where Debian is, what is in them, and that they agree with the flags and tables.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { ensureTarget } from '../../src/build/camera-api.js';
import { buildEnvironment, cpuFlags } from '../../src/build/environment.js';
import { osProfile, parseTargets, profileName, profileTable } from '../../src/build/profiles.js';
import {
  debianMirror,
  mirrorFromDeb822,
  mirrorFromDebootstrap,
  mirrorFromList,
} from '../../src/build/sysroot/mirror.js';
import { findSysroot } from '../../src/build/sysroot/sysroot.js';
import { packagePath } from '../../src/support/package-root.js';
import { run } from '../../src/support/process.js';
import { codesOf } from '../support/findings.js';

const archive = 'http://archive.example/debian';

t.test('the mirror comes from the machine', async (t) => {
  const deb822 = `Types: deb\nURIs: http://other.example/x\nSuites: nodistro\nComponents: main\n\nTypes: deb\nURIs: ${archive}\nSuites: bookworm bookworm-updates\nComponents: main\n`;
  t.equal(mirrorFromDeb822(deb822), archive);
  t.equal(
    mirrorFromDeb822(deb822.replace('Types: deb\nURIs: http://a', 'Enabled: no\nTypes: deb\nURIs: http://a')),
    undefined,
  );
  t.equal(mirrorFromList(`# comment\ndeb [signed-by=/k] ${archive} trixie main contrib\n`), archive);
  t.equal(mirrorFromList('deb http://u.example/ubuntu noble main\n'), undefined);
  t.equal(mirrorFromDebootstrap(`mirror_style release\ndefault_mirror ${archive}\n`), archive);
});

t.test('an Ubuntu machine knows Debian through debootstrap; a bare one is told what to do', async (t) => {
  const saved = process.env.ACAPKIT_DEBIAN_MIRROR;
  delete process.env.ACAPKIT_DEBIAN_MIRROR;
  t.teardown(() => {
    if (saved !== undefined) process.env.ACAPKIT_DEBIAN_MIRROR = saved;
  });
  const root = t.testdir({
    etc: {
      apt: {
        'sources.list.d': {
          'ubuntu.sources': 'Types: deb\nURIs: http://u.example/ubuntu\nSuites: noble\nComponents: main\n',
        },
      },
    },
  });
  t.same(await codesOf(() => debianMirror(root)), ['build/no-debian-mirror']);
  await mkdir(path.join(root, 'usr/share/debootstrap/scripts'), { recursive: true });
  await writeFile(path.join(root, 'usr/share/debootstrap/scripts/sid'), `default_mirror ${archive}\n`);
  t.equal(await debianMirror(root), archive);
});

t.test('targets and profiles', async (t) => {
  t.same(parseTargets('all,host'), ['aarch64', 'armv7hf', 'host']);
  t.same(await codesOf(() => parseTargets('arm64')), ['build/unknown-target']);
  t.equal(profileName(), 'os12');
  t.equal(profileName('11.11'), 'os11');
  t.same(await codesOf(() => profileName('9')), ['build/unknown-os']);
  t.equal(osProfile('os13').suite, 'trixie');
});

t.test('the toolchain files and the make environment hold the same processor flags', async (t) => {
  for (const target of ['aarch64', 'armv7hf'] as const) {
    const text = await readFile(packagePath('toolchains', `${target}.cmake`), 'utf8');
    t.match(text, `set(ACAPKIT_CPU_FLAGS ${cpuFlags[target].join(' ')})`, target);
    t.match(text, `set(ACAPKIT_TRIPLE ${profileTable.architectures[target].triple})`);
  }
});

for (const target of ['aarch64', 'armv7hf'] as const) {
  t.test(`${target}: a C file that uses the camera API compiles and links against the stubs`, async (t) => {
    const files = await ensureTarget(target, profileName());
    const environment = await buildEnvironment(files);
    const folder = t.testdir({
      'a.c':
        '#include <vdo-stream.h>\n#include <axsdk/axevent.h>\n#include <axsdk/axparameter.h>\nint main(void) { return vdo_stream_nv12_new(NULL, 1, (VdoResolution){1, 2}, NULL) == NULL; }\n',
    });
    const build =
      '$CC $CFLAGS $LDFLAGS -Wall -Wextra -Werror -pie -fPIE a.c $(pkg-config --cflags --libs vdostream axevent axparameter) -o a';
    await run('sh', ['-c', build], { cwd: folder, env: environment });
    const { stdout } = await run('llvm-readelf-19', ['-d', '-V', path.join(folder, 'a')]);
    t.match(stdout, /NEEDED[^\n]*libvdostream\.so\.1/);
    t.match(stdout, /VDOSTREAM_15\.34/, 'the version node that shipped packages ask for');
    if (target === 'armv7hf') t.match(environment.CC, /-D_TIME_BITS=64/, '64-bit time from AXIS OS 12.4 on');
  });
}

t.test('a half-written sysroot is never used', async (t) => {
  const cache = t.testdir();
  const saved = process.env.ACAPKIT_CACHE;
  process.env.ACAPKIT_CACHE = cache;
  t.teardown(() => {
    if (saved === undefined) delete process.env.ACAPKIT_CACHE;
    else process.env.ACAPKIT_CACHE = saved;
  });
  t.equal(await findSysroot('os12', 'aarch64'), undefined);
  const whole = `${cache}/sysroots/x`;
  await mkdir(whole, { recursive: true });
  t.equal(await findSysroot('os12', 'aarch64'), undefined, 'a folder of another name is none');
  await rm(cache, { recursive: true });
});
