// acapkit audit as typed: the picture, exit codes and JSON; and what check and pack make of the same judgement.
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { readPackageDetails } from '../../src/package/details.js';
import { glibc, lookupSection, type ProgramSpec, Workbench } from '../build/audit-binaries.js';
import { acapkit, acapkitIn, jsonOf } from '../support/command-line.js';
import { packFiles } from '../support/make-eap.js';

const needsNewGlibc: ProgramSpec = {
  calls: { main: ['__libc_start_main'], text: ['strlcpy'] },
  needs: ['libc.so.6'],
};

function workbench(folder: string, architecture: 'aarch64' | 'armv7hf' = 'aarch64'): Workbench {
  const work = new Workbench(folder, architecture);
  work.library(glibc({ 'GLIBC_2.34': ['__libc_start_main'], 'GLIBC_2.38': ['strlcpy'] }));
  return work;
}

const manifest = (setup: object, schemaVersion = '2.2.0'): string =>
  JSON.stringify({
    schemaVersion,
    acapPackageConf: {
      setup: {
        appName: 'app',
        vendor: 'Test',
        version: '1.0.0',
        runMode: 'respawn',
        ...(schemaVersion.startsWith('2.') ? { vendorId: '0123ABCDEF' } : {}),
        ...setup,
      },
    },
  });

/** A project without native parts, whose executable was built elsewhere. */
async function projectOf(t: Test, spec: ProgramSpec, setup: object, schemaVersion?: string): Promise<string> {
  const folder = t.testdir({ bench: {}, app: { LICENSE: 'terms\n', lib: {} } });
  const work = workbench(path.join(folder, 'bench'));
  const app = path.join(folder, 'app');
  work.program('../app/app', spec);
  await chmod(path.join(app, 'app'), 0o755);
  await writeFile(path.join(app, 'manifest.json'), manifest(setup, schemaVersion));
  return app;
}

t.test('one program', async (t) => {
  const work = workbench(t.testdir());
  const app = work.program('app', needsNewGlibc);
  const ran = await acapkit(['audit', app]);
  t.equal(ran.code, 0, ran.stderr);
  t.match(ran.stdout, /^file +machine +kind/m);
  t.match(ran.stdout, /^app +libc\.so\.6 +device +all$/m);
  t.match(ran.stdout, /^app +GLIBC_2\.38$/m);
  t.match(ran.stdout, /^AXIS OS {2}10\.7-11\.11 no · 12\.0-13\.0 yes$/m);
  t.match(ran.stderr, /^hint binary\/glibc: .*app needs glibc 2\.38; it fails on AXIS OS 11\.0-11\.11$/m);
  t.match(ran.stdout, /^ok app: nothing speaks against AXIS OS 12\.0-13\.0$/m);
  t.equal((await acapkit(['audit', app, '--os', '12'])).code, 0);
  const old = await acapkit(['audit', app, '--os', '11.11']);
  t.equal(old.code, 1);
  t.match(
    old.stderr,
    /^error binary\/glibc: .*\n {2}expected {2}glibc 2\.33, not 2\.38; glibc 2\.34, not 2\.38\n {2}found {5}strlcpy\n/m,
  );
  const unknown = await acapkit(['audit', app, '--os', '99', '--json']);
  t.same([unknown.code, jsonOf(unknown).findings[0]?.code], [1, 'audit/unknown-os']);
});

t.test('a build folder: the object file is named', async (t) => {
  const work = workbench(t.testdir());
  work.program('app', needsNewGlibc);
  const ran = await acapkit(['audit', work.folder, '--json', '--os', '11.11']);
  t.equal(ran.code, 1);
  const { audits, findings } = jsonOf(ran) as ReturnType<typeof jsonOf> & { audits: object[] };
  t.match(findings[0], { code: 'binary/glibc', severity: 'error', found: 'strlcpy, in text.o' });
  t.match(audits, [
    {
      architecture: 'aarch64',
      ranges: [{ min: '12.0', max: '13.0' }],
      blocks: [
        { min: '10.7', max: '10.12' },
        {
          min: '11.0',
          max: '11.11',
          reasons: [{ symbols: ['strlcpy'], library: 'libc.so.6', objects: ['text.o'] }],
        },
      ],
    },
  ]);
});

t.test('a package', async (t) => {
  const folder = t.testdir({ a: {}, b: {} });
  const work = workbench(path.join(folder, 'a'));
  const other = new Workbench(path.join(folder, 'b'), 'armv7hf');
  const app = work.program('app', {
    assembly: lookupSection([['mdb', 'mdb_connection_create']]),
    linkFlags: ['-Wl,-rpath,$ORIGIN/lib'],
  });
  const files = {
    'manifest.json': manifest({
      architecture: 'aarch64',
      compatibleOsVersions: [{ min: '12.0', max: '13' }],
    }),
    app: { content: await readFile(app), executable: true },
  };
  const file = path.join(folder, 'app.eap');
  packFiles(file, files);
  const ran = await acapkit(['audit', file]);
  t.equal(ran.code, 1, 'the manifest promises 13');
  t.match(ran.stdout, /^app +mdb +device +looked up at start, 1 function$/m);
  t.match(ran.stderr, /^error binary\/camera-library: .*app\.eap:app: .*gone since AXIS OS 13\.0/m);
  const checked = await acapkit(['check', file, '--json']);
  t.ok(
    jsonOf(checked).findings.some(
      ({ code, severity }) => code === 'binary/camera-library' && severity === 'error',
    ),
  );
  const wrong = await readFile(other.library({ soname: 'libx.so.1', functions: ['x'] }, 'lib'));
  packFiles(file, { ...files, 'lib/libx.so.1': wrong });
  for (const command of ['audit', 'check']) {
    const { findings } = jsonOf(await acapkit([command, file, '--os', '12', '--json']));
    t.match(
      findings.filter(({ severity, code }) => severity === 'error' && code.startsWith('binary/')),
      [{ code: 'binary/architecture', location: { file: `${file}:lib/libx.so.1` } }],
      command,
    );
  }
  packFiles(file, {
    'manifest.json': files['manifest.json'],
    app: '#!/bin/sh\n',
    'lib/x.so': Buffer.from(wrong.subarray(0, 500)),
  });
  const script = await acapkit(['audit', file]);
  t.match(script.stdout, /no programs and no libraries/);
  t.match(script.stderr, /^error elf\/damaged: .*lib\/x\.so/m);
});

t.test('builds for two architectures in one folder', async (t) => {
  const folder = t.testdir({ one: {}, two: {} });
  workbench(path.join(folder, 'one')).program('app', needsNewGlibc);
  workbench(path.join(folder, 'two'), 'armv7hf').program('app', { linkFlags: ['-Wl,-z,execstack'] });
  const ran = await acapkit(['audit', folder]);
  t.equal(ran.code, 0, ran.stderr);
  t.match(ran.stdout, /10\.7-11\.11 no · 12\.0-13\.0 yes[\s\S]*10\.7-12\.11 yes · 13\.0 no/);
});

t.test('nothing to audit', async (t) => {
  const folder = t.testdir({ empty: {}, text: 'no program' });
  const codes = async (name: string) => {
    const ran = await acapkit(['audit', path.join(folder, name), '--json']);
    t.equal(ran.code, 1);
    return jsonOf(ran).findings.map(({ code }) => code);
  };
  t.same(await codes('empty'), ['audit/nothing']);
  t.same(await codes('text'), ['audit/not-elf']);
  t.same(await codes('missing'), ['audit/not-found']);
  t.match((await acapkit(['audit', '--help'])).stdout, /Example/);
});

t.test('check: what nobody promised is a warning', async (t) => {
  const app = await projectOf(t, { linkFlags: ['-Wl,-z,execstack'] }, {}, '1.7.3');
  const severities = async (...flags: string[]) =>
    jsonOf(await acapkitIn(app, 'check', '--json', ...flags))
      .findings.filter(({ code }) => code.startsWith('binary/'))
      .map(({ code, severity }) => `${severity} ${code}`);
  t.same(await severities(), [], 'nothing against AXIS OS 12');
  t.same(await severities('--os', '13'), ['error binary/executable-stack']);
  const newer = await projectOf(
    t,
    {
      calls: { video: ['larodExportModel', 'vdo'] },
      linkFlags: ['-Wl,--unresolved-symbols=ignore-all'],
      assembly: lookupSection([['mdb', 'mdb_error_destroy']]),
    },
    {},
    '1.7.3',
  );
  t.same(
    jsonOf(await acapkitIn(newer, 'check', '--json', '--os', '11.5'))
      .findings.filter(({ code }) => code === 'binary/camera-library')
      .map(({ severity }) => severity),
    ['error'],
  );
});

t.test('pack refuses a promise that cannot be kept', async (t) => {
  const app = await projectOf(t, needsNewGlibc, { compatibleOsVersions: [{ min: '11.5', max: '12' }] });
  const pack = (...flags: string[]) => acapkitIn(app, 'pack', '--arch', 'aarch64', ...flags);
  const refused = await pack();
  t.equal(refused.code, 1);
  t.match(
    refused.stderr,
    /^error pack\/os-range: .*the package promises AXIS OS 11\.5 to 12, but on AXIS OS 11\.5-11\.11 app fails: it needs glibc 2\.38$/m,
  );
  t.match(refused.stderr, /^ {2}found {5}strlcpy$/m);
  t.notOk((await readdir(app)).includes('dist'), 'nothing is written');
  const allowed = await pack('--allow-os-mismatch');
  t.equal(allowed.code, 0, allowed.stderr);
  t.match(allowed.stderr, /^warning pack\/os-range: /m);
  const filled = await pack('--fill-os-range');
  t.equal(filled.code, 0, filled.stderr);
  t.match(filled.stdout, /aarch64: compatibleOsVersions is 12\.0 to 13$/m);
  const { manifest: packed } = await readPackageDetails(path.join(app, 'dist', 'app_1_0_0_aarch64.eap'));
  t.match(packed, { acapPackageConf: { setup: { compatibleOsVersions: [{ min: '12.0', max: '13' }] } } });
  const source = await import('node:fs/promises').then(({ readFile }) =>
    readFile(path.join(app, 'manifest.json'), 'utf8'),
  );
  t.match(source, /"min":"11\.5","max":"12"/, 'the source stays as it is');
});

t.test('pack: without ranges, --os is the promise', async (t) => {
  const app = await projectOf(t, needsNewGlibc, {}, '1.7.3');
  const pack = (...flags: string[]) => acapkitIn(app, 'pack', '--arch', 'aarch64', ...flags);
  t.equal((await pack()).code, 0, 'the default is AXIS OS 12');
  const old = await pack('--os', '11');
  t.equal(old.code, 1);
  t.match(old.stderr, /^error pack\/os-range: .*promises AXIS OS 11, but on AXIS OS 11\.0-11\.11 app fails/m);
  const filled = await pack('--fill-os-range', '--json');
  t.same(
    jsonOf(filled).findings.map(({ code }) => code),
    ['pack/os-range-field'],
  );
});

t.test('pack refuses a library for another architecture', async (t) => {
  const app = await projectOf(t, {}, { compatibleOsVersions: [{ min: '12.0', max: '12' }] });
  const other = new Workbench(path.join(app, '..', 'bench', 'other'), 'armv7hf');
  await mkdir(path.join(app, 'lib'), { recursive: true });
  other.library({ soname: 'libx.so.1', functions: ['x'] }, '../../app/lib');
  const ran = await acapkitIn(app, 'pack', '--arch', 'aarch64', '--allow-os-mismatch');
  t.equal(ran.code, 1);
  t.match(
    ran.stderr,
    /^error binary\/architecture: .*lib\/libx\.so\.1 is built for arm, the package is for aarch64/m,
  );
});
