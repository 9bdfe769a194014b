// What an app is linked with in place of the camera's own libraries: stubs with the right SONAMEs and symbol versions and no behaviour,
// archives that look functions up when the app starts, and .pc files. Stubs are only linked against, never packaged or run.
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../support/errors.js';
import { packagePath } from '../support/package-root.js';
import { inParallel, run } from '../support/process.js';
import { clang, llvmTool } from './compiler.js';
import { cpuFlags } from './environment.js';
import { profileTable, type TargetName } from './profiles.js';
import { type CameraLibrary, cameraLibraries } from './symbol-tables.js';

const generator = packagePath('native', 'symbols', 'generate.mjs');

/** Where the libraries go, for which target, and what the user chose. */
export interface LibraryPlace {
  target: TargetName;
  /** Sysroot with the C library's headers; undefined for this machine. */
  sysroot: string | undefined;
  /** Folder that the libraries go to. */
  lib: string;
  /** `prefix` in .pc files. */
  prefix: string;
  /** SONAMEs by library, for those that shall link directly. */
  sonames: Record<string, string>;
}

/** Throws `build/soname` for libraries that do not exist and for texts that are no SONAME, all at once. */
export function checkSonames(sonames: Record<string, string>): void {
  const known = cameraLibraries().filter(({ link }) => link !== 'none');
  for (const [name, soname] of Object.entries(sonames)) {
    const library = known.find((one) => one.name === name);
    if (library && /^lib[\w.+-]+\.so(\.\d+)*$/.test(soname)) continue;
    throw failure('build/soname', `the SONAME ${soname} for ${name} cannot be used`, {
      expected: `a name such as libmdb.so.1 for one of: ${known.map((one) => one.name).join(', ')}`,
      found: `${name}=${soname}`,
      fix: 'read the SONAME from the library of a camera with readelf -d',
    });
  }
}

/** Makes all camera libraries of a target. */
export async function makeCameraLibraries(place: LibraryPlace): Promise<void> {
  await mkdir(path.join(place.lib, 'pkgconfig'), { recursive: true });
  const linkable = cameraLibraries().filter(({ link }) => link !== 'none');
  await inParallel(linkable, 2, async (library) => {
    const soname = place.sonames[library.name] ?? (library.link === 'stub' ? library.soname : undefined);
    if (soname === undefined) await makeLookup(library, place);
    else await makeStub(library, soname, place);
    if (library.archive) await makeArchive(library.archive.file, place);
    for (const name of library.pkgConfigNames)
      await writeFile(path.join(place.lib, 'pkgconfig', `${name}.pc`), pkgConfigText(name, library, place));
  });
}

/** What stands after -l: `larod` for liblarod.so.1. */
function linkName(library: CameraLibrary): string {
  return (library.soname ?? library.candidates[0] ?? '').replace(/^lib(.*)\.so.*$/, '$1');
}

function pkgConfigText(name: string, library: CameraLibrary, place: LibraryPlace): string {
  const triple = place.target === 'host' ? '' : profileTable.architectures[place.target].triple;
  const archive = library.archive?.file.replace(/^lib(.*)\.a$/, '-l$1 ');
  return [
    `prefix=${place.prefix.replace(/[\s'"\\$#]/g, '\\$&')}`,
    `libdir=${triple ? `\${prefix}/lib/${triple}` : `\${prefix}/lib`}`,
    `includedir=\${prefix}/include`,
    '',
    `Name: ${name}`,
    `Description: link stub of the camera library ${linkName(library)}`,
    'Version: 1.0',
    `Requires: ${library.requires.join(' ')}`,
    `Libs: -L\${libdir} ${archive ?? ''}-l${linkName(library)}${archive ? ' -ldl' : ''}`,
    `Cflags: -I\${includedir}`,
    '',
  ].join('\n');
}

/** Options that choose the target's processor; none for this machine. */
function targetOptions(place: LibraryPlace): string[] {
  const { target, sysroot } = place;
  if (target === 'host') return [];
  return [
    `--target=${profileTable.architectures[target].triple}`,
    `--sysroot=${sysroot}`,
    ...cpuFlags[target],
  ];
}

async function makeStub(library: CameraLibrary, soname: string, place: LibraryPlace): Promise<void> {
  const source = path.join(place.lib, `${library.name}-stub.c`);
  const script = path.join(place.lib, `${library.name}-stub.map`);
  await run(process.execPath, [generator, '--out', source, 'stub', library.name]);
  await run(process.execPath, [generator, '--out', script, 'version-script', library.name]);
  const versions = (await readFile(script, 'utf8')).trim() ? [`-Wl,--version-script=${script}`] : [];
  const output = path.join(place.lib, soname);
  const link = ['-shared', '-nostdlib', '-fuse-ld=lld', '-Wl,-z,noexecstack', `-Wl,-soname,${soname}`];
  const compile = ['-ffreestanding', '-fPIC', '-w', '-o', output, source];
  await run(await clang(), [...targetOptions(place), ...link, ...versions, ...compile]);
  await symlink(soname, path.join(place.lib, `lib${linkName(library)}.so`));
  await rm(source);
  await rm(script);
}

const processors: Record<string, string> = {
  aarch64: 'aarch64',
  armv7hf: 'arm',
  x64: 'x86_64',
  arm64: 'aarch64',
};

/** `libX.so` is a text for the linker that names an archive, so that -lX means it whatever stands around it. */
async function makeLookup(library: CameraLibrary, place: LibraryPlace): Promise<void> {
  const folder = path.join(place.lib, `${library.name}-lookup`);
  await mkdir(folder);
  const processor = processors[place.target === 'host' ? process.arch : place.target] ?? '';
  await run(process.execPath, [generator, 'lookup', processor, library.name, folder]);
  const sources = [...library.symbols.keys()].map((name) => `${name}.s`);
  const options = [...targetOptions(place), '-c', '-fPIC'];
  await run(await clang(), [...options, ...sources], { cwd: folder });
  const loader = packagePath('native', 'shim', 'lookup.c');
  const definitions = [
    `ACAPKIT_LIBRARY=${library.name}`,
    `ACAPKIT_LIBRARY_NAME="${library.name}"`,
    `ACAPKIT_CANDIDATES=${library.candidates.map((name) => `"${name}"`).join(',')}`,
  ];
  const warnings = ['-std=c11', '-Wall', '-Wextra', '-Werror'];
  const flags = [...options, '-O2', ...warnings, ...definitions.map((text) => `-D${text}`)];
  await run(await clang(), [...flags, '-o', 'acapkit-loader.o', loader], { cwd: folder });
  const objects = ['acapkit-loader.o', ...sources.map((name) => name.replace(/s$/, 'o'))];
  const archive = `libacapkit-${library.name}.a`;
  await run(await llvmTool('llvm-ar'), ['rcsD', archive, ...objects], { cwd: folder });
  await rename(path.join(folder, archive), path.join(place.lib, archive));
  await rm(folder, { recursive: true });
  const text = `/* ${library.name} is looked up when the app starts: ${library.candidates.join(', ')}. */\n`;
  await writeFile(
    path.join(place.lib, `lib${linkName(library)}.so`),
    `${text}INPUT(-lacapkit-${library.name} -ldl)\n`,
  );
}

/** The sources of native/shim that stand for static archives of Axis' SDK. */
async function makeArchive(file: string, place: LibraryPlace): Promise<void> {
  const name = file.replace(/^lib(.*)_stat\.a$/, '$1');
  const object = path.join(place.lib, `${name}.o`);
  const options = [
    ...targetOptions(place),
    '-c',
    '-fPIC',
    '-O2',
    '-std=gnu11',
    '-Wall',
    '-Wextra',
    '-Werror',
  ];
  const include = `-I${packagePath('native', 'include')}`;
  await run(await clang(), [...options, include, '-o', object, packagePath('native', 'shim', `${name}.c`)]);
  await run(await llvmTool('llvm-ar'), ['rcsD', path.join(place.lib, file), object]);
  await rm(object);
}
