// Sysroots: where Debian is, what is in them, and that they agree with the flags and tables.
import { mkdir, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { ensureTarget } from '../../src/build/camera-api.js';
import { buildEnvironment } from '../../src/build/environment.js';
import { osProfile, parseTargets, profileName } from '../../src/build/profiles.js';
import {
  debianMirror,
  mirrorFromDeb822,
  mirrorFromDebootstrap,
  mirrorFromList,
} from '../../src/build/sysroot/mirror.js';
import { unpackSysroot } from '../../src/build/sysroot/unpack.js';
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

/** One header and one function of each library that cameras have; FastCGI last, because it gives stdio other names. */
const deviceLibraries = `#include <gio/gunixfdlist.h>
#include <cairo.h>
#include <curl/curl.h>
#include <openssl/ssl.h>
#include <jansson.h>
#include <systemd/sd-bus.h>
#include <pipewire/pipewire.h>
#include <spa/param/audio/format-utils.h>
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>
#include <EGL/egl.h>
#include <GLES3/gl3.h>
#include <drm_fourcc.h>
#include <turbojpeg.h>
#include <stdio.h>
#include <jpeglib.h>
#include <fcgi_stdio.h>
int main(void) {
  struct jpeg_error_mgr errors;
  const void *all[] = {g_unix_fd_list_new(), json_object(), SSL_CTX_new(TLS_method()), curl_easy_init(), tjInitCompress(),
                       jpeg_std_error(&errors), eglGetDisplay(0), pw_get_library_version()};
  glClear(0);
  size_t got = 0;
  return clGetPlatformIDs(0, NULL, NULL) + sd_bus_default_system(NULL) + cairo_version() + FCGI_Accept() + (all[0] != NULL) +
         (int)curl_ws_send(NULL, NULL, 0, &got, 0, 0) + (DRM_FORMAT_NV12 == 0);
}
`;
const deviceNames =
  'gio-unix-2.0 cairo libcurl openssl jansson libsystemd libpipewire-0.3 opencl egl glesv2 libdrm libturbojpeg libjpeg fcgi';

for (const target of ['aarch64', 'armv7hf'] as const) {
  t.test(`${target}: an app links with every library that cameras have`, async (t) => {
    const environment = await buildEnvironment(await ensureTarget(target, profileName()));
    const folder = t.testdir({ 'a.c': deviceLibraries });
    const build = `$CC $CFLAGS $LDFLAGS a.c $(pkg-config --cflags --libs ${deviceNames}) -o a`;
    await run('sh', ['-c', build], { cwd: folder, env: environment });
    const { stdout } = await run('llvm-readelf-19', ['-d', path.join(folder, 'a')]);
    for (const soname of [
      'systemd.so.0',
      'pipewire-0.3.so.0',
      'OpenCL.so.1',
      'EGL.so.1',
      'GLESv2.so.2',
      'fcgi.so.0',
    ])
      t.match(stdout, `[lib${soname}]`);
  });
}

t.test('an unpacked sysroot has one lib folder, relative links and the names of cameras', async (t) => {
  const triple = 'aarch64-linux-gnu';
  const libraries = { [triple]: { 'libown.so.1': 'own', pkgconfig: { 'OpenCL.pc': 'Name: OpenCL' } } };
  const compiler = { [triple]: { '12': { 'libasan.a': '', 'libgcc.a': '' } } };
  const root = t.testdir({
    lib: { [triple]: { 'libc.so.6': 'libc' } },
    usr: { lib: { ...libraries, gcc: compiler }, bin: { tool: '' }, share: { doc: { own: '' } } },
  });
  await symlink(`/lib/${triple}/libc.so.6`, path.join(root, 'usr/lib', triple, 'libc.so'));
  await unpackSysroot([], root, triple);
  t.equal(await readlink(path.join(root, 'lib')), 'usr/lib', 'as on an installed Debian');
  t.equal(await readFile(path.join(root, 'lib', triple, 'libc.so.6'), 'utf8'), 'libc');
  t.equal(await readFile(path.join(root, 'lib', triple, 'libown.so.1'), 'utf8'), 'own');
  t.equal(await readFile(path.join(root, 'usr/lib', triple, 'libc.so'), 'utf8'), 'libc', 'not the host’s');
  t.equal(await readFile(path.join(root, 'usr/lib', triple, 'pkgconfig/opencl.pc'), 'utf8'), 'Name: OpenCL');
  t.same(await readdir(path.join(root, 'usr')), ['lib', 'share'], 'no programs');
  t.same(await readdir(path.join(root, 'usr/lib/gcc', triple, '12')), ['libgcc.a'], 'no sanitizers of gcc');
  await unpackSysroot([], root, triple);
  t.equal(await readlink(path.join(root, 'lib')), 'usr/lib', 'a second time, for further packages, the same');
});
