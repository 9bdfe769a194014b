// The image library as apps get it: a Makefile that knows nothing but pkg-config links it for every target, in C without the C++ library.
// The programs run, on the cameras' processors in qemu-user.
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { ensureTarget, type TargetFiles } from '../../src/build/camera-api.js';
import { buildEnvironment } from '../../src/build/environment.js';
import { layImageLibrary, makeImageLibrary } from '../../src/build/image-library.js';
import { profileName, profileTable, type TargetName } from '../../src/build/profiles.js';
import { parseElf } from '../../src/support/elf.js';
import { run } from '../../src/support/process.js';
import { strictWarnings, strictWarningsC } from '../support/camera-headers.js';
import { codesOf } from '../support/findings.js';

t.setTimeout(600_000);

const targets: TargetName[] = ['host', 'aarch64', 'armv7hf'];

/** A gray picture of 64 × 48 becomes one of 8 × 8, and its mean is asked for. */
const inC = `#include <acapkit_image.h>
#include <stdio.h>
#include <string.h>
int main(void) {
  static uint8_t luma[64 * 48], small[8 * 8];
  const uint8_t *planes[2] = {luma, NULL};
  AcapkitImageFrame frame = {ACAPKIT_IMAGE_Y800, 64, 48, {luma, NULL}, {0, 0}};
  AcapkitImageSource source;
  AcapkitImageOutput output;
  AcapkitImagePlan *plan = NULL;
  AcapkitImageError error;
  double mean = 0;
  memset(luma, 90, sizeof luma);
  memset(&source, 0, sizeof source);
  memset(&output, 0, sizeof output);
  source.format = ACAPKIT_IMAGE_Y800;
  source.width = 64;
  source.height = 48;
  source.range = ACAPKIT_IMAGE_FULL;
  output.width = output.height = 8;
  output.order = ACAPKIT_IMAGE_ORDER_GRAY;
  if (acapkit_image_plan_new(&source, &output, &plan, &error) != ACAPKIT_IMAGE_OK) return puts(error.message);
  if (acapkit_image_plan_run(plan, planes, small, &error) != ACAPKIT_IMAGE_OK) return puts(error.message);
  if (acapkit_image_mean(&frame, NULL, &mean, &error) != ACAPKIT_IMAGE_OK) return puts(error.message);
  acapkit_image_plan_free(plan);
  printf("%d %.1f\\n", small[63], mean);
  return 0;
}
`;

/** The wrapper with both libraries: a JPEG of a frame, one that would get too large, and an encoder that moves. */
const inCpp = `#include <acapkit_image.hpp>
#include <acapkit_image/jpeg.hpp>
#include <cstdio>
namespace image = acapkit::image;
static_assert(!std::is_copy_constructible_v<image::JpegEncoder> && !std::is_copy_constructible_v<image::Bytes>);
int main() {
  std::vector<std::uint8_t> pixels(64 * 48 * 3 / 2, 128);
  const image::Frame frame = image::nv12(pixels.data(), 64, 48);
  image::JpegOptions options{};
  options.quality = 80;
  image::JpegEncoder first;
  image::JpegEncoder encoder = std::move(first);
  image::Bytes file, small(100);
  encoder.encode(frame, options, file);
  image::Bytes kept = std::move(file);
  std::printf("%02x%02x %d", kept.data()[0], kept.data()[1], kept.size() > 300 && kept.size() < 2000);
  try {
    encoder.encode(frame, options, small);
  } catch (const image::Error &error) {
    std::printf(" %s %d %d", error.field(), error.status() == ACAPKIT_IMAGE_INVALID, small.empty());
  }
  file = std::move(kept);
  encoder.encode(frame, options, file);
  std::printf(" %d\\n", file.begin() + file.size() == file.end());
}
`;

const makefile = `CFLAGS += $(shell pkg-config --cflags acapkit-image)
in_c: in_c.c
	$(CC) -std=c99 ${[...strictWarnings, ...strictWarningsC].join(' ')} $(CFLAGS) $< $(LDFLAGS) $(shell pkg-config --libs acapkit-image) -o $@
in_cpp: in_cpp.cc
	$(CXX) -std=c++17 -Wall -Wextra -Wpedantic -Werror $(CXXFLAGS) $(shell pkg-config --cflags acapkit-image-jpeg) $< $(LDFLAGS) -static-libstdc++ -static-libgcc $(shell pkg-config --libs acapkit-image-jpeg) -o $@
`;

async function start(files: TargetFiles, program: string): Promise<string> {
  if (files.target === 'host') return (await run(program, [])).stdout;
  const { qemu } = profileTable.architectures[files.target];
  return (await run(qemu, ['-L', files.runtimeSysroot ?? '', program])).stdout;
}

/** Libraries that a program needs beside the parts of the C library. */
async function neededBy(program: string): Promise<string[]> {
  const { needed } = parseElf(await readFile(program));
  return needed.filter((soname) => !/^(libc|libm|ld-linux.*)\.so\.\d+$/.test(soname));
}

for (const target of targets)
  t.test(`${target}: an unmodified Makefile links it`, async (t) => {
    const files = await ensureTarget(target, profileName());
    const env = await buildEnvironment(files);
    const folder = t.testdir({ Makefile: makefile, 'in_c.c': inC, 'in_cpp.cc': inCpp });
    await run('make', ['in_c', 'in_cpp'], { cwd: folder, env });
    const [inCProgram, inCppProgram] = [path.join(folder, 'in_c'), path.join(folder, 'in_cpp')];
    t.equal(await start(files, inCProgram), '90 90.0');
    t.same(await neededBy(inCProgram), [], 'C without the C++ library');
    t.equal(await start(files, inCppProgram), 'ffd8 1 buffer.maximum 1 1 1');
    t.same(await neededBy(inCppProgram), [], 'no libjpeg, which cameras may lack');
  });

t.test('it is compiled once, whatever else differs between targets', async (t) => {
  const inodeOf = async (sonames: Record<string, string>): Promise<number> => {
    const { pkgConfigDirectory } = await ensureTarget('host', profileName(), { sonames });
    return (await stat(path.join(pkgConfigDirectory, '../libacapkit-image.a'))).ino;
  };
  t.equal(await inodeOf({}), await inodeOf({ mdb: 'libmdb.so.2' }));
});

/** A place of its own for what would be laid over a sysroot, with the given libraries. */
async function madeWith(
  t: Test,
  libraries: string[],
): Promise<{ made: string; root: string; base: TargetFiles }> {
  const lib = `usr/lib/${profileTable.architectures.aarch64.triple}`;
  const folder = t.testdir();
  const [made, root, sysroot] = ['made', 'root', 'sysroot'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const place of [made, root, sysroot])
    await mkdir(path.join(place, lib, 'pkgconfig'), { recursive: true });
  for (const name of libraries) await writeFile(path.join(made, lib, `lib${name}.a`), '!<arch>\n');
  return {
    made,
    root,
    base: { target: 'aarch64', profile: 'os12', directory: sysroot, pkgConfigDirectory: '' },
  };
}

t.test('what pkg-config says', async (t) => {
  const folder = `usr/lib/${profileTable.architectures.aarch64.triple}/pkgconfig`;
  const alone = await madeWith(t, ['acapkit-image']);
  await layImageLibrary(alone.made, alone.root, '/usr', alone.base);
  t.same(await readdir(path.join(alone.root, folder)), ['acapkit-image.pc'], 'no JPEG without libjpeg');

  const both = await madeWith(t, ['acapkit-image', 'acapkit-image-jpeg']);
  const text = async (): Promise<string> => {
    await layImageLibrary(both.made, both.root, '/a b/usr', both.base);
    return readFile(path.join(both.root, folder, 'acapkit-image-jpeg.pc'), 'utf8');
  };
  t.match(
    await text(),
    /^Libs: .* -lacapkit-image-jpeg -ljpeg$/m,
    'the shared libjpeg where it is the only one',
  );
  await writeFile(path.join(both.base.directory, folder, '../libjpeg.a'), '!<arch>\n');
  t.match(await text(), /^Libs: .* -lacapkit-image-jpeg -l:libjpeg\.a$/m);
  t.match(await text(), 'prefix=/a\\ b/usr\n');
});

t.test('a compiler that cannot compile it is an error in words', async (t) => {
  const folder = t.testdir({});
  const compiler = path.join(folder, 'clang++-19');
  await writeFile(compiler, '#!/bin/sh\necho "error: invalid value c++20" >&2\nexit 1\n');
  await chmod(compiler, 0o755);
  const before = process.env.PATH;
  process.env.PATH = `${folder}:${before}`;
  t.teardown(() => {
    process.env.PATH = before;
  });
  const base: TargetFiles = { target: 'aarch64', profile: 'os12', directory: '/', pkgConfigDirectory: '' };
  const failed = makeImageLibrary(path.join(folder, 'made'), base);
  await t.rejects(failed, /the image library cannot be compiled for aarch64/);
  t.same(await codesOf(() => failed), ['build/image-library']);
});
