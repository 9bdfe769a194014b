// The headers of the camera libraries: they compile as the official examples compile, for every target and in C++; they declare what the
// symbol tables list; and docs/camera-api.md names them all.
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { llvmTool } from '../../src/build/compiler.js';
import { cameraLibraries } from '../../src/build/symbol-tables.js';
import { packagePath } from '../../src/support/package-root.js';
import { inParallel, run } from '../../src/support/process.js';
import {
  compile,
  declaredFunctions,
  includeFolder,
  sourceIncluding,
  strictWarnings,
  strictWarningsC,
  type Toolchain,
  toolchains,
} from '../support/camera-headers.js';

const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-headers-'));
t.teardown(() => rm(folder, { recursive: true }));

const headers = readdirSync(includeFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.h'))
  .sort();
/** Enumerators beyond INT_MAX are part of the vdo API, and pedantic C before C23 knows none. */
const isPedantic = (header: string): boolean => !header.startsWith('vdo-');
const linkable = cameraLibraries().filter(({ link }) => link !== 'none');
const packages = [...new Set(linkable.flatMap(({ requires }) => requires))];
const { host, all } = await toolchains();
const standards = ['c11', 'c17', 'c++11', 'c++17', 'c++20'];

async function source(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

async function strictOptions(toolchain: Toolchain, standard: string): Promise<string[]> {
  const warnings = standard.startsWith('c++') ? strictWarnings : [...strictWarnings, ...strictWarningsC];
  return [`-std=${standard}`, ...warnings, ...(await toolchain.packageFlags(packages)), '-fsyntax-only'];
}

async function symbolsOf(object: string): Promise<string[]> {
  const { stdout } = await run(await llvmTool('llvm-nm'), ['--undefined-only', '--just-symbol-name', object]);
  return stdout.split('\n').filter(Boolean).sort();
}

t.test('each header is complete by itself', async (t) => {
  t.ok(headers.length > 40, `${headers.length} headers`);
  const extension = (standard: string): string => (standard.startsWith('c++') ? 'cc' : 'c');
  for (const header of headers) {
    for (const end of ['c', 'cc'])
      await source(`alone_${header.replace(/\W/g, '_')}.${end}`, sourceIncluding([header]));
  }
  const native = all.filter(({ name }) => name.endsWith(' host'));
  const runs = native.flatMap((toolchain) => ['c11', 'c++11'].map((standard) => ({ toolchain, standard })));
  await inParallel(runs, 2, async ({ toolchain, standard }) => {
    const options = await strictOptions(toolchain, standard);
    for (const pedantic of [true, false]) {
      const files = headers
        .filter((header) => isPedantic(header) === pedantic)
        .map((header) => path.join(folder, `alone_${header.replace(/\W/g, '_')}.${extension(standard)}`));
      const said = await compile(toolchain, files, pedantic ? options : [...options, '-Wno-pedantic']);
      t.equal(said, '', `${toolchain.name}, ${standard}, ${files.length} files`);
    }
  });
});

t.test('all headers together, in every standard, for every target', async (t) => {
  t.comment(all.map(({ name }) => name).join(', '));
  for (const end of ['c', 'cc']) {
    await source(`together.${end}`, sourceIncluding(headers.filter(isPedantic)));
    await source(`everything.${end}`, sourceIncluding(headers));
  }
  const runs = all.flatMap((toolchain) => standards.map((standard) => ({ toolchain, standard })));
  await inParallel(runs, 2, async ({ toolchain, standard }) => {
    const options = await strictOptions(toolchain, standard);
    const end = standard.startsWith('c++') ? 'cc' : 'c';
    t.equal(
      await compile(toolchain, [path.join(folder, `together.${end}`)], options),
      '',
      `${toolchain.name}, ${standard}`,
    );
    t.equal(
      await compile(toolchain, [path.join(folder, `everything.${end}`)], [...options, '-Wno-pedantic']),
      '',
      `${toolchain.name}, ${standard}, with vdo`,
    );
  });
});

t.test('structs have the published layout', async (t) => {
  const text = await readFile(packagePath('test', 'native', 'headers', 'layout.c'), 'utf8');
  for (const [end, standard] of [
    ['c', 'c11'],
    ['cc', 'c++17'],
  ] as const) {
    const file = await source(`layout.${end}`, text);
    for (const toolchain of all) {
      const said = await compile(toolchain, [file], await strictOptions(toolchain, standard));
      t.equal(said, '', `${toolchain.name}, ${standard}`);
    }
  }
});

t.test('the headers of a library declare exactly the functions of its table, once each', async (t) => {
  await inParallel(linkable, 2, async (library) => {
    const names = await declaredFunctions(host, folder, library);
    if (library.name === 'larod') {
      for (const api of [1, 2]) {
        const old = { ...library, name: `larod-${api}` };
        const options = [`-DLAROD_API_VERSION_${api}`, '-w'];
        const more = await declaredFunctions(host, folder, old, options);
        t.equal(new Set(more).size, more.length, `larod API ${api}: nothing twice`);
        names.push(...more.filter((name) => !names.includes(name)));
      }
    }
    t.same(names.sort(), [...library.symbols.keys()], library.name);
  });
});

t.test('headers that tables list exist, and C++ sees names of C in them', async (t) => {
  const listed = linkable.flatMap((library) => library.headers);
  t.same(
    listed.filter((header) => !headers.includes(header)),
    [],
    'every listed header exists',
  );
  const names: string[] = [];
  for (const library of linkable) names.push(...(await declaredFunctions(host, folder, library)));
  const addresses = names.map((name) => `  reinterpret_cast<void (*)()>(&${name}),\n`).join('');
  const file = await source(
    'names.cc',
    sourceIncluding(listed, `void (*functions[])() = {\n${addresses}};\n`),
  );
  const object = path.join(folder, 'names.o');
  const options = ['-w', '-std=c++17', '-c', '-o', object, ...(await host.packageFlags(packages))];
  t.equal(await compile(host, [file], options), '');
  t.same(await symbolsOf(object), names.sort());
});

t.test('larod: the version macros choose the functions', async (t) => {
  const file = packagePath('test', 'native', 'headers', 'larod-api.c');
  const object = path.join(folder, 'larod-api.o');
  const newest = ['larodCreateJobRequest', 'larodDestroyTensors', 'larodLoadModel', 'larodRunJob'];
  const oldest = [
    ...['Inputs', 'Model', 'Outputs', 'Priority'].map((what) => `larodSetJobRequest${what}`),
    ...['larodCreateInferenceRequest', 'larodDestroyJobRequest', 'larodDestroyTensors_API_VERSION_1'],
    ...['larodLoadModel_API_VERSION_1', 'larodRunInferenceAsync', 'larodSetChip'],
  ];
  const second = [
    ...['larodCreateJobRequest', 'larodDestroyTensors_API_VERSION_1', 'larodLoadModel_API_VERSION_2'],
    ...['larodRunJobAsync_API_VERSION_2', 'larodRunJob_API_VERSION_2'],
  ];
  for (const [defines, expected, said] of [
    [[], newest, /^$/],
    [['-DLAROD_API_VERSION_3'], newest, /^$/],
    [['-DLAROD_API_VERSION_1'], oldest, /warning: .*LAROD_API_VERSION_1 is deprecated/],
    [['-DLAROD_API_VERSION_2'], second, /warning: .*LAROD_API_VERSION_2 is deprecated/],
  ] as const) {
    const options = ['-std=c11', '-Wall', '-Wextra', '-fno-stack-protector', '-c', '-o', object, ...defines];
    t.match(await compile(host, [file], options), said, `${defines}: what the compiler says`);
    t.same(await symbolsOf(object), [...expected].sort(), `${defines}: what is called`);
  }
  const both = ['-DLAROD_API_VERSION_1', '-DLAROD_API_VERSION_2', '-fsyntax-only'];
  t.match(await compile(host, [file], both), /error: .*only one of LAROD_API_VERSION_1/);
});

t.test('docs/camera-api.md names every library', async (t) => {
  const page = await readFile(packagePath('docs', 'camera-api.md'), 'utf8');
  for (const library of cameraLibraries()) {
    const row = page.split('\n').find((line) => line.startsWith(`| ${library.name} |`)) ?? '';
    const facts = [...library.pkgConfigNames, ...library.candidates, library.soname ?? ''];
    if (library.archive) facts.push(library.archive.file);
    for (const fact of facts) t.ok(row.includes(fact), `${library.name}: ${fact}`);
    t.ok(row !== '', `${library.name} has a row`);
    t.ok(
      library.headers.length === 0 || library.headers.some((header) => row.includes(header)),
      'its header',
    );
  }
});
