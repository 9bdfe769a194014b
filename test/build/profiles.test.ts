// OS profiles as built programs show them: C++ code that brings its own libstdc++ stays within the glibc of AXIS OS 11, whatever Debian
// packages a project adds. Makes the sysroots of os11, which nothing else here needs.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { ensureTarget } from '../../src/build/camera-api.js';
import { llvmTool } from '../../src/build/compiler.js';
import { buildEnvironment } from '../../src/build/environment.js';
import { osProfile } from '../../src/build/profiles.js';
import { ensureSysroot } from '../../src/build/sysroot/sysroot.js';
import { compareVersions } from '../../src/manifest/versions.js';
import { run } from '../../src/support/process.js';

t.setTimeout(600_000);

/** What of the C++ library calls newer functions of glibc: exceptions find their frames, random numbers come from the system. */
const program = `#include <filesystem>
#include <iostream>
#include <random>
#include <regex>
#include <stdexcept>
#include <thread>
int main(int, char **argv) {
  std::string caught;
  std::thread([&] {
    try {
      throw std::runtime_error("thrown");
    } catch (const std::exception &error) {
      caught = error.what();
    }
  }).join();
  std::random_device device;
  std::cout << std::regex_match(caught, std::regex("t(h|H)rown")) << std::filesystem::exists(argv[0])
            << (device() != device()) << std::endl;
}
`;

async function glibcOfProgram(t: Test, target: 'aarch64' | 'armv7hf', profile: string): Promise<string> {
  const folder = t.testdir({ 'a.cc': program });
  const env = await buildEnvironment(await ensureTarget(target, profile));
  const own = '-static-libstdc++ -static-libgcc';
  await run('sh', ['-c', `$CXX $CXXFLAGS -std=c++17 a.cc $LDFLAGS ${own} -o a`], { cwd: folder, env });
  const { stdout } = await run(await llvmTool('llvm-readelf'), ['-V', path.join(folder, 'a')]);
  const versions = [...stdout.matchAll(/GLIBC_(\d+(?:\.\d+)+)/g)].map((match) => match[1] ?? '');
  return versions.sort(compareVersions).at(-1) ?? 'none';
}

for (const target of ['aarch64', 'armv7hf'] as const)
  t.test(`${target}: C++ for AXIS OS 11 with a libstdc++ of its own needs no newer glibc`, async (t) => {
    const ceiling = osProfile('os11').glibcMax;
    const needs = await glibcOfProgram(t, target, 'os11');
    t.ok(compareVersions(needs, ceiling) <= 0, `needs glibc ${needs}, the profile has ${ceiling}`);
  });

t.test('packages that a project adds bring no other compiler libraries', async (t) => {
  // Boost depends on those of the suite's own gcc.
  const { directory } = await ensureSysroot('os11', 'aarch64', { extraPackages: ['libboost-dev'] });
  t.ok((await readdir(path.join(directory, 'usr/include'))).includes('boost'));
  const present = async (folder: string): Promise<string[]> => readdir(path.join(directory, folder));
  t.same(await present('usr/include/c++'), ['11']);
  t.same(await present('usr/lib/gcc/aarch64-linux-gnu'), ['11']);
});
