// Libraries of the sysroot that cameras lack go into lib/ with all that they need in turn, and out again; nothing that a camera has does.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { bundleLibraries } from '../../src/build/bundle.js';
import type { TargetFiles } from '../../src/build/camera-api.js';
import { llvmTool } from '../../src/build/compiler.js';
import { run } from '../../src/support/process.js';

const triple = 'aarch64-linux-gnu';

/** A sysroot with libraries that need one another, and an app that needs `needed` of them. */
async function appWith(root: string, needed: string[]): Promise<{ files: TargetFiles; stage: string }> {
  const lib = path.join(root, 'sysroot/usr/lib', triple);
  const stage = path.join(root, 'app/build/aarch64/package');
  await mkdir(lib, { recursive: true });
  await mkdir(stage, { recursive: true });
  const source = path.join(root, 'empty.c');
  await writeFile(source, 'int one(void) { return 1; }');
  const clang = await llvmTool('clang');
  const link = (output: string, libraries: string[]): Promise<unknown> =>
    run(clang, [
      ...[
        `--target=${triple}`,
        '-nostdlib',
        '-fuse-ld=lld',
        '-fPIC',
        '-shared',
        '-Wl,--no-as-needed',
        '-o',
        output,
      ],
      ...[`-Wl,-soname,${path.basename(output)}`, source, `-L${lib}`],
      ...libraries.map((name) => `-l:${name}`),
    ]);
  await link(path.join(lib, 'libc.so.6'), []);
  await link(path.join(lib, 'libvdostream.so.1'), []);
  await mkdir(path.join(lib, 'choice'), { recursive: true });
  await link(path.join(lib, 'choice/libchosen.so.3'), []);
  await link(path.join(lib, 'libdeep.so.3'), ['libc.so.6', 'choice/libchosen.so.3']);
  await link(path.join(lib, 'libshallow.so.1'), ['libdeep.so.3', 'libvdostream.so.1']);
  await link(path.join(stage, 'app'), needed);
  const directory = path.join(root, 'sysroot');
  return { files: { target: 'aarch64', profile: 'os12', directory, pkgConfigDirectory: '' }, stage };
}

const libraries = (stage: string): Promise<string[]> => readdir(path.join(stage, 'lib')).catch(() => []);

t.test('what is needed, and what that needs; not what cameras have', async (t) => {
  const root = t.testdir();
  const project = path.join(root, 'app');
  const { files, stage } = await appWith(root, ['libshallow.so.1', 'libvdostream.so.1', 'libc.so.6']);
  t.same(await bundleLibraries(files, project, stage, 'app'), {
    bundled: ['libchosen.so.3', 'libdeep.so.3', 'libshallow.so.1'],
    lookedUp: [],
  });
  t.same((await libraries(stage)).sort(), ['libchosen.so.3', 'libdeep.so.3', 'libshallow.so.1']);
  t.same((await bundleLibraries(files, project, stage, 'app')).bundled.length, 3, 'the same again');

  await appWith(root, ['libdeep.so.3']);
  t.equal((await bundleLibraries(files, project, stage, 'app')).bundled.length, 2);
  t.same((await libraries(stage)).sort(), ['libchosen.so.3', 'libdeep.so.3'], 'not needed any more: gone');
});

t.test('the author’s own copy stays, and host builds are left alone', async (t) => {
  const root = t.testdir();
  const { files, stage } = await appWith(root, ['libdeep.so.3']);
  await mkdir(path.join(stage, 'lib'));
  await writeFile(path.join(stage, 'lib/libdeep.so.3'), 'mine');
  t.same((await bundleLibraries(files, path.join(root, 'app'), stage, 'app')).bundled, []);
  t.same(await libraries(stage), ['libdeep.so.3']);
  const host = { ...files, target: 'host' as const };
  t.same(await bundleLibraries(host, path.join(root, 'app'), stage, 'app'), { bundled: [], lookedUp: [] });
});
