// The image library for C and C++ apps: compiled from native/image once for each sysroot, and found by pkg-config like a camera library.
// A static one, because no camera has it.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { failure } from '../support/errors.js';
import { packagePath } from '../support/package-root.js';
import { inParallel, run } from '../support/process.js';
import { digestOf } from './cached-folder.js';
import type { TargetFiles } from './camera-api.js';
import { compilerLauncher, llvmTool } from './compiler.js';
import { cpuFlags, hardeningFlags, selectFlags, targetDefines } from './environment.js';
import { profileTable } from './profiles.js';
import { present } from './sysroot/unpack.js';

/** As native/image/CMakeLists.txt compiles it; warnings are for the toolkit's own tests, not for apps. */
const flags = [
  '-std=c++20',
  '-O3',
  '-DNDEBUG',
  '-D_FORTIFY_SOURCE=2',
  '-fPIC',
  '-fvisibility=hidden',
  '-ffp-contract=off',
  '-fno-exceptions',
  '-fno-rtti',
];

/** Counts up when another folder is made of the same sources and options. */
const recipe = 1;

/** Which libraries there are; the second one only where libjpeg's headers are. */
const libraries = [
  { name: 'acapkit-image', sources: 'image' },
  { name: 'acapkit-image-jpeg', sources: 'imageJpeg' },
] as const;
type Library = (typeof libraries)[number];
type Sources = Record<Library['sources'], string[]>;

const sourceLists = async (): Promise<Sources> =>
  JSON.parse(await readFile(packagePath('native', 'sources.json'), 'utf8'));

const tripleOf = ({ target }: TargetFiles): string =>
  target === 'host' ? '' : profileTable.architectures[target].triple;

const hasJpeg = ({ target, directory }: TargetFiles): Promise<boolean> =>
  present(path.join(target === 'host' ? '/' : directory, 'usr/include/jpeglib.h'));

function compileOptions(base: TargetFiles): string[] {
  const defines = targetDefines(base).map((define) => `-D${define}`);
  return [...selectFlags(base), ...cpuFlags[base.target], ...hardeningFlags, ...defines, ...flags];
}

/** Names what the library is made of: sources, options, and on this machine whether there is a libjpeg. A sysroot's name tells that. */
export async function imageLibraryDigest(files: TargetFiles): Promise<string> {
  const { image, imageJpeg } = await sourceLists();
  const machine = files.target === 'host' ? await hasJpeg(files) : undefined;
  const options = compileOptions({ ...files, directory: '/' });
  return digestOf([recipe, image, imageJpeg, options, machine], [packagePath('native', 'image')]);
}

async function compile(source: string, object: string, base: TargetFiles): Promise<void> {
  const launcher = await compilerLauncher();
  const includes = ['-I', packagePath('native', 'image', 'include'), '-I', packagePath('native')];
  const options = [...compileOptions(base), ...includes, '-c', packagePath(source), '-o', object];
  const [command = '', ...args] = [
    ...(launcher === undefined ? [] : [launcher]),
    await llvmTool('clang++'),
    ...options,
  ];
  const { code, stderr } = await run(command, args, { allowFailure: true });
  if (code === 0) return;
  throw failure('build/image-library', `the image library cannot be compiled for ${base.target}`, {
    location: { file: packagePath(source) },
    expected: 'a clang++ and C++ headers that know C++20',
    found: stderr.split('\n').slice(0, 12).join('\n').trim() || `clang++ ended with code ${code}`,
    fix: `acapkit doctor --fix installs the compiler; to see more, run: ${[command, ...args].join(' ')}`,
  });
}

async function makeLibrary(library: Library, lib: string, base: TargetFiles): Promise<void> {
  const objects = path.join(lib, `${library.name}.objects`);
  await mkdir(objects, { recursive: true });
  const sources = (await sourceLists())[library.sources];
  const made = sources.map((source) => path.join(objects, `${source.replaceAll('/', '-')}.o`));
  await inParallel([...sources.keys()], availableParallelism(), (index) =>
    compile(sources[index] ?? '', made[index] ?? '', base),
  );
  await run(await llvmTool('llvm-ar'), ['rcsD', path.join(lib, `lib${library.name}.a`), ...made]);
  await rm(objects, { recursive: true });
}

/**
 * Fills a folder, to be laid over a sysroot, with headers and libraries.
 * @param base the target, with the sysroot that holds the C and C++ libraries as its folder; nothing but the target matters for the host
 */
export async function makeImageLibrary(root: string, base: TargetFiles): Promise<void> {
  const lib = path.join(root, 'usr/lib', tripleOf(base));
  await mkdir(lib, { recursive: true });
  await mkdir(path.join(root, 'usr/include'), { recursive: true });
  await run('cp', ['-r', `${packagePath('native', 'image', 'include')}/.`, path.join(root, 'usr/include')]);
  const [image, jpeg] = libraries;
  await makeLibrary(image, lib, base);
  if (await hasJpeg(base)) await makeLibrary(jpeg, lib, base);
}

/**
 * What stands for libjpeg at the link. The static one where there is one: no table says that cameras have libjpeg (toolchains/
 * device-libraries.json), so that the shared one would have to be packed: 400 kB, of which an encoder takes less than half.
 */
async function jpegLibrary(base: TargetFiles): Promise<string> {
  const { stdout } = await run(await llvmTool('clang'), [...selectFlags(base), '-print-file-name=libjpeg.a']);
  return path.isAbsolute(stdout.trim()) ? '-l:libjpeg.a' : '-ljpeg';
}

function pkgConfigText(prefix: string, triple: string, lines: string[]): string {
  return [
    `prefix=${prefix.replace(/[\s'"\\$#]/g, '\\$&')}`,
    `libdir=${triple ? `\${prefix}/lib/${triple}` : `\${prefix}/lib`}`,
    `includedir=\${prefix}/include`,
    '',
    ...lines,
    'Version: 1.0',
    `Cflags: -I\${includedir}`,
    '',
  ].join('\n');
}

/** Lays what makeImageLibrary() made over `root` by hard links, with .pc files for the prefix that it will have. */
export async function layImageLibrary(
  made: string,
  root: string,
  prefix: string,
  base: TargetFiles,
): Promise<void> {
  const triple = tripleOf(base);
  const lib = path.join(root, 'usr/lib', triple);
  await run('cp', ['-alf', `${made}/.`, root]);
  const write = (name: string, lines: string[]): Promise<void> =>
    writeFile(path.join(lib, 'pkgconfig', `${name}.pc`), pkgConfigText(prefix, triple, lines));
  const [{ name: image }, { name: jpeg }] = libraries;
  await write(image, [
    `Name: ${image}`,
    'Description: pictures and figures from the frames of a camera',
    `Libs: -L\${libdir} -l${image} -lm`,
  ]);
  if (!(await present(path.join(lib, `lib${jpeg}.a`)))) return;
  await write(jpeg, [
    `Name: ${jpeg}`,
    'Description: JPEG of the frames of a camera',
    `Requires: ${image}`,
    `Libs: -L\${libdir} -l${jpeg} ${await jpegLibrary(base)}`,
  ]);
}
