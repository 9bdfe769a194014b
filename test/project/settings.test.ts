// The acapkit part of package.json: what is wrong with it is told at once, with the names that are known; targets go over the project, flags
// over both.
import t from 'tap';
import { parseAssignments, settingsFor } from '../../src/build/settings.js';
import { loadProject } from '../../src/project/load.js';
import { parseSettings } from '../../src/project/settings.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';

function findingsOf(work: () => unknown): Finding[] {
  try {
    work();
  } catch (error) {
    if (error instanceof AcapkitError) return error.findings;
    throw error;
  }
  return [];
}

const settings = (value: unknown): string => JSON.stringify({ acapkit: value });

t.test('settings are read; without any there are none', async (t) => {
  t.same(parseSettings('{}', '/app'), {});
  const value = {
    main: 'src/main.ts',
    add: ['model'],
    build: 'make',
    buildArguments: ['V=1'],
    environment: { CFLAGS: '-g' },
    sysrootPackages: ['liburiparser-dev'],
    sonames: { mdb: 'libmdb.so.1' },
    targets: { armv7hf: { buildArguments: ['SMALL=1'] }, host: {} },
  };
  t.same(parseSettings(settings(value), '/app'), value);
});

t.test('everything wrong is told at once, with what is known', async (t) => {
  const wrong = {
    sysrootPackage: ['x'],
    buildArguments: 'V=1',
    environment: { CFLAGS: 7 },
    build: 'scons',
    targets: 'armv7hf',
  };
  const findings = findingsOf(() => parseSettings(settings(wrong), '/app'));
  t.same(
    findings.map(({ code }) => code),
    ['project/unknown-setting', 'project/setting', 'project/setting', 'project/setting', 'project/setting'],
  );
  t.match(findings[0], { message: /acapkit.sysrootPackage is no setting/, expected: /sysrootPackages/ });
  t.match(findings[3], { expected: 'node, cmake, meson, make, none', found: '"scons"' });
  for (const { location } of findings) t.same(location, { file: '/app/package.json' });
});

t.test('targets have names and settings of their own', async (t) => {
  const wrong = { targets: { mips: {}, armv7hf: 'small', aarch64: { main: 'x', sonames: [] } } };
  t.match(
    findingsOf(() => parseSettings(settings(wrong), '/app')).map(({ code, message }) => `${code} ${message}`),
    [
      /unknown-setting acapkit.targets.mips.mips|unknown-setting acapkit.targets.mips/,
      /setting acapkit.targets.armv7hf/,
      /unknown-setting acapkit.targets.aarch64.main/,
      /setting acapkit.targets.aarch64.sonames/,
    ],
  );
  t.match(
    findingsOf(() => parseSettings('{', '/app')),
    [{ code: 'project/package-json' }],
  );
  t.match(
    findingsOf(() => parseSettings(settings(['x']), '/app')),
    [{ expected: 'an object' }],
  );
});

t.test('the target’s settings go over the project’s, flags over both', async (t) => {
  const project = {
    buildArguments: ['V=1'],
    environment: { CFLAGS: '-g', MODE: 'a' },
    sysrootPackages: ['b', 'a'],
    targets: { armv7hf: { environment: { MODE: 'b' }, sysrootPackages: ['c', 'a'] } },
  };
  const flags = { buildArguments: ['W=2'], environment: { MODE: 'c' }, sonames: { mdb: 'libmdb.so.1' } };
  t.same(settingsFor(project, 'armv7hf', flags), {
    buildArguments: ['V=1', 'W=2'],
    environment: { CFLAGS: '-g', MODE: 'c' },
    sysrootPackages: ['a', 'b', 'c'],
    sonames: { mdb: 'libmdb.so.1' },
  });
  t.equal(settingsFor(project, 'armv7hf').environment.MODE, 'b');
  t.equal(settingsFor(project, 'aarch64').environment.MODE, 'a');
  t.same(parseAssignments('--build-env', ['A=1', 'B=x=y', 'C=']), { A: '1', B: 'x=y', C: '' });
  t.match(
    findingsOf(() => parseAssignments('--soname', ['mdb'])),
    [{ code: 'build/assignment', expected: '--soname NAME=VALUE', found: 'mdb' }],
  );
});

t.test('the tool is found from the files, or named', async (t) => {
  const manifest = '{"schemaVersion":"1.7.3"}';
  const kindOf = async (files: object): Promise<string> =>
    (await loadProject(t.testdir({ 'manifest.json': manifest, ...files }))).kind;
  t.equal(await kindOf({}), 'none');
  t.equal(await kindOf({ GNUmakefile: '' }), 'make');
  t.equal(await kindOf({ Makefile: '', 'meson.build': '' }), 'meson');
  t.equal(await kindOf({ Makefile: '', 'CMakeLists.txt': '' }), 'cmake');
  t.equal(await kindOf({ 'CMakeLists.txt': '', 'package.json': settings({ main: 'a.ts' }) }), 'node');
  t.equal(await kindOf({ Makefile: '', 'package.json': settings({ build: 'none' }) }), 'none');
  const directory = t.testdir({ 'manifest.json.cpu': manifest });
  t.equal(
    (await loadProject(directory, { manifest: 'manifest.json.cpu' })).manifestFile,
    'manifest.json.cpu',
  );
  await t.rejects(loadProject(directory), /no manifest.json/);
  await t.rejects(loadProject(directory, { manifest: 'manifest.json.tpu' }), /no manifest.json.tpu/);
});
