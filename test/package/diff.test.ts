// What changed between packages: each kind of change by itself, nothing for equal ones, and values that nobody would expect.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import { parseManifest } from '../../src/manifest/parse.js';
import { parameterRemoved } from '../../src/manifest/rules/resources.js';
import { openSchemas } from '../../src/manifest/schemas.js';
import { newestSdk, sdkGeneration } from '../../src/manifest/sdk.js';
import { type MemberDetails, type PackageDetails, readPackageDetails } from '../../src/package/details.js';
import { diffPackages } from '../../src/package/diff.js';
import { readSignature } from '../../src/package/signature.js';
import type { ElfFacts } from '../../src/support/elf.js';
import { packagePath } from '../../src/support/package-root.js';
import { elfFacts } from '../support/elf-facts.js';
import { type EapOptions, makeEap, manifestFor, packFiles } from '../support/make-eap.js';
import { makeKey, signEap } from '../support/sign-eap.js';

async function read(t: Test, name: string, options: EapOptions = {}): Promise<PackageDetails> {
  const dir = t.testdir({ [name]: {} });
  return readPackageDetails(makeEap(path.join(dir, name), options));
}

/** A package of values only. */
function details(changes: Partial<PackageDetails> = {}): PackageDetails {
  return {
    file: 'a.eap',
    bytes: 1,
    unpackedBytes: 1,
    sha256: 'a',
    tarSha256: 'a',
    compression: { mtime: 0, extraFlags: 2, system: 3 },
    members: [],
    manifest: {},
    packageConf: {},
    parameters: [],
    cgiConf: '',
    signed: false,
    ...changes,
  };
}

const member = (changes: Partial<MemberDetails> & { path: string }): MemberDetails => ({
  kind: 'file',
  mode: 0o644,
  size: 1,
  sha256: 'x',
  ...changes,
});

t.test('equal packages', async (t) => {
  const dir = t.testdir();
  const one = makeEap(dir);
  const same = path.join(dir, 'same.eap');
  writeFileSync(same, gzipSync(gunzipSync(readFileSync(one)), { level: 1 }));
  const [a, b] = [await readPackageDetails(one), await readPackageDetails(same)];
  t.match(diffPackages(a, a), {
    same: true,
    identical: 'file',
    files: [],
    manifest: [],
    programs: [],
    warnings: [],
  });
  t.match(diffPackages(a, b), { same: true, identical: 'archive' }, 'compressed in another way');
  const later = { ...b, tarSha256: 'other' };
  t.match(diffPackages(a, later), { same: true, identical: 'no' }, 'other times or order');
});

t.test('files', async (t) => {
  const a = details({
    members: [
      member({ path: 'app', size: 10 }),
      member({ path: 'same' }),
      member({ path: 'edited', sha256: 'y' }),
      member({ path: 'mode' }),
      member({ path: 'gone' }),
      member({ path: 'link', kind: 'symlink', target: 'a', size: 0 }),
      member({ path: 'kind' }),
    ],
  });
  const b = details({
    members: [
      member({ path: 'kind', kind: 'symlink', target: 'app', size: 0 }),
      member({ path: 'new', size: 5 }),
      member({ path: 'link', kind: 'symlink', target: 'b', size: 0 }),
      member({ path: 'mode', mode: 0o755 }),
      member({ path: 'edited', sha256: 'z' }),
      member({ path: 'same' }),
      member({ path: 'app', size: 12, sha256: 'n' }),
    ],
  });
  const { files, same } = diffPackages(a, b);
  t.equal(same, false);
  t.same(
    files.map(({ path: name, changed, from, to }) => [
      name,
      changed.join(),
      from !== undefined,
      to !== undefined,
    ]),
    [
      ['app', 'content,size', true, true],
      ['edited', 'content', true, true],
      ['gone', '', true, false],
      ['kind', 'kind,size,target', true, true],
      ['link', 'target', true, true],
      ['mode', 'mode', true, true],
      ['new', '', false, true],
    ],
  );
  t.match(files.at(-1)?.to, { kind: 'file', mode: 0o644, size: 5, sha256: 'x' });
});

t.test('the manifest, by place', async (t) => {
  const from = {
    schemaVersion: '1.7.3',
    resources: { linux: { user: { groups: ['video', 'storage', 'gpu'] } } },
    acapPackageConf: {
      setup: { version: '1.0.0', compatibleOsVersions: [{ min: '12.0', max: '12' }], old: true },
      configuration: {
        httpConfig: [
          { name: 'a', type: 'fastCgi', access: 'admin' },
          { name: 'b', type: 'fastCgi', access: 'admin' },
        ],
        reverseProxy: [{ apiPath: 'live', access: 'admin' }],
      },
    },
  };
  const to = structuredClone(from) as Record<string, unknown> & typeof from;
  to.resources.linux.user.groups = ['storage', 'video', 'audiod'];
  to.acapPackageConf.setup = {
    version: '1.1.0',
    compatibleOsVersions: [{ min: '12.0', max: '13' }],
  } as never;
  to.acapPackageConf.configuration.httpConfig = [
    { name: 'new', type: 'fastCgi', access: 'viewer' },
    { name: 'b', type: 'fastCgi', access: 'admin' },
    { name: 'a', type: 'fastCgi', access: 'operator' },
  ];
  to.acapPackageConf.configuration.reverseProxy = [{ apiPath: 'live', access: 'viewer' }];
  Object.assign(to, { 'odd key': 1 });
  const conf = 'acapPackageConf.configuration';
  t.same(diffPackages(details({ manifest: from }), details({ manifest: to })).manifest, [
    { path: 'resources.linux.user.groups[]', from: 'gpu' },
    { path: 'resources.linux.user.groups[]', to: 'audiod' },
    { path: 'acapPackageConf.setup.version', from: '1.0.0', to: '1.1.0' },
    { path: 'acapPackageConf.setup.compatibleOsVersions[0].max', from: '12', to: '13' },
    { path: 'acapPackageConf.setup.old', from: true },
    { path: `${conf}.httpConfig[]`, to: { name: 'new', type: 'fastCgi', access: 'viewer' } },
    { path: `${conf}.httpConfig[name=a].access`, from: 'admin', to: 'operator' },
    { path: `${conf}.reverseProxy[apiPath=live].access`, from: 'admin', to: 'viewer' },
    { path: '["odd key"]', to: 1 },
  ]);
  t.same(
    diffPackages(details({ manifest: from }), details({ manifest: structuredClone(from) })).manifest,
    [],
  );
});

t.test('parameters, and the one that stays on cameras', async (t) => {
  const list = (...names: string[]) =>
    names.map((name) => ({ name, default: name.startsWith('Fast') ? '2' : '1', type: 'int' }));
  const manifest = (...names: string[]) => manifestFor({ configuration: { paramConfig: list(...names) } });
  const [old, fresh] = [manifest('Mode', 'Gone', 'Kept'), manifest('Kept', 'Mode', 'New')];
  const a = details({ manifest: old, parameters: list('Mode', 'Gone', 'Kept') });
  const b = details({ file: 'b.eap', manifest: fresh, parameters: list('Kept', 'Mode', 'New') });
  const changes = diffPackages(a, b);
  t.same(changes.parameters, [
    { path: 'Gone', from: { default: '1', type: 'int' } },
    { path: 'New', to: { default: '1', type: 'int' } },
  ]);
  t.same(changes.manifest, [], 'parameters are told once');
  const rule = parameterRemoved.check({
    document: parseManifest(JSON.stringify(fresh), 'b.eap'),
    schemas: openSchemas(),
    sdk: sdkGeneration(newestSdk),
    previousParameters: ['Mode', 'Gone', 'Kept'],
  });
  t.equal(changes.warnings.length, 1);
  const { severity, code, message, expected, found, fix, location } = changes.warnings[0] ?? {};
  t.same(
    { severity, code, ...{ message, expected, found, fix } },
    {
      severity: parameterRemoved.severity,
      code: parameterRemoved.code,
      ...(({ message, expected, found, fix }) => ({ message, expected, found, fix }))(
        rule[0] ?? { message: '' },
      ),
    },
    'in the words of the rule',
  );
  t.same(location, { file: 'b.eap' });
  const reordered = diffPackages(a, details({ manifest: manifest('Kept', 'Gone', 'Mode') }));
  t.match(reordered.manifest, [{ path: 'acapPackageConf.configuration.paramConfig', reordered: true }]);
  t.same(reordered.parameters, []);
  const changed = structuredClone(old) as {
    acapPackageConf: { configuration: { paramConfig: { type: string }[] } };
  };
  (changed.acapPackageConf.configuration.paramConfig[0] ?? { type: '' }).type = 'string';
  t.same(diffPackages(a, details({ manifest: changed })).parameters, [
    { path: 'Mode', from: { default: '1', type: 'int' }, to: { default: '1', type: 'string' } },
  ]);
  const odd = manifestFor({ configuration: { paramConfig: [{ name: 7 }] } });
  const place = 'acapPackageConf.configuration.paramConfig[]';
  const oddly = details({ manifest: odd, parameters: a.parameters });
  t.equal(diffPackages(a, oddly).manifest.filter((change) => change.path === place).length, 4);
  t.equal(diffPackages(oddly, a).manifest.filter((change) => change.path === place).length, 4);
});

t.test('package.conf, with and without a manifest', async (t) => {
  const dir = t.testdir();
  const conf = (text: string, more: Record<string, string> = {}) => {
    const file = path.join(dir, `${Object.keys(more).length}.eap`);
    packFiles(file, { app: 'run', 'package.conf': text, ...more });
    return readPackageDetails(file);
  };
  const a = await conf('APPNAME="app"\nVENDOR="A"\nOLD="1"\n', { 'param.conf': 'Mode="1" type="int"\n' });
  const b = await conf('APPNAME="app"\nVENDOR="B"\nNEW="1"\n');
  const changes = diffPackages(a, b);
  t.same(changes.packageConf, [
    { path: 'VENDOR', from: 'A', to: 'B' },
    { path: 'OLD', from: '1' },
    { path: 'NEW', to: '1' },
  ]);
  t.match(changes.warnings, [{ code: 'manifest/parameter-removed', message: /the parameter Mode of/ }]);
  t.same(changes.manifest, []);
  const modern = details({ manifest: { schemaVersion: '2.2.0' } });
  t.same(diffPackages(a, modern).packageConf, [], 'a package without package.conf is one change of files');
  t.match(diffPackages(a, modern).files, [{ path: 'app' }, { path: 'package.conf' }, { path: 'param.conf' }]);
});

const elf = (changes: Partial<ElfFacts> = {}): ElfFacts =>
  elfFacts({
    needed: ['libc.so.6'],
    imports: [{ name: 'open', version: 'GLIBC_2.17', weak: false }],
    versionNeeds: [{ library: 'libc.so.6', version: 'GLIBC_2.17' }],
    ...changes,
  });

t.test('programs: libraries, symbols, versions', async (t) => {
  const before = elf({ exports: [{ name: 'old', weak: false }] });
  const after = elf({
    needed: ['libm.so.6', 'libc.so.6'],
    imports: [
      { name: 'open', version: 'GLIBC_2.17', weak: false },
      { name: 'sin', version: 'GLIBC_2.17', weak: false },
      { name: 'getrandom', version: 'GLIBC_2.34', weak: true },
    ],
    exports: [{ name: 'new', version: 'V_1', weak: false }],
    versionNeeds: [
      { library: 'libm.so.6', version: 'GLIBC_2.17' },
      { library: 'libc.so.6', version: 'GLIBC_2.34' },
      { library: 'libc.so.6', version: 'GLIBC_2.4' },
    ],
  });
  const program = (path: string, facts: ElfFacts) => details({ members: [member({ path, elf: facts })] });
  const { programs } = diffPackages(program('app', before), program('app', after));
  t.same(programs, [
    {
      path: 'app',
      needed: { added: ['libm.so.6'], removed: [] },
      imports: { added: ['getrandom@GLIBC_2.34', 'sin@GLIBC_2.17'], removed: [] },
      exports: { added: ['new@V_1'], removed: ['old'] },
      versions: [
        { path: 'libc.so.6 GLIBC', from: 'GLIBC_2.17', to: 'GLIBC_2.34' },
        { path: 'libm.so.6 GLIBC', to: 'GLIBC_2.17' },
      ],
    },
  ]);
  const library = (name: string, machine: ElfFacts['machine']) =>
    program(name, elf({ soname: 'libx.so.1', machine }));
  t.match(diffPackages(library('lib/libx.so.1.1', 'arm'), library('lib/libx.so.1.2', 'aarch64')).programs, [
    { path: 'lib/libx.so.1.2', fromPath: 'lib/libx.so.1.1', machine: { from: 'arm', to: 'aarch64' } },
  ]);
  t.match(diffPackages(program('app', elf({ soname: 'a' })), program('app', elf({ soname: 'b' }))).programs, [
    { soname: { from: 'a', to: 'b' } },
  ]);
  t.same(diffPackages(program('app', before), program('app', structuredClone(before))).programs, []);
  t.same(diffPackages(details({ members: [member({ path: 'app' })] }), program('app', before)).programs, []);
});

t.test('real packages, one of them signed', async (t) => {
  const library = readFileSync(packagePath('build', 'aarch64', 'simulator', 'libaxparameter.so.1'));
  const other = readFileSync(packagePath('build', 'aarch64', 'simulator', 'libaxevent.so.1'));
  const a = await read(t, 'a', { files: { 'lib/libx.so': library, 'html/a.html': 'a' } });
  const b = await read(t, 'b', { version: '1.0.1', files: { 'lib/libx.so': other, 'html/b.html': 'b' } });
  const signedFile = path.join(t.testdirName, 'signed.eap');
  await signEap(b.file, signedFile, await makeKey('Test'));
  const signature = await readSignature(signedFile);
  const signed = { ...(await readPackageDetails(signedFile)), ...(signature ? { signature } : {}) };
  const changes = diffPackages(a, signed);
  t.same(
    changes.files.map((file) => file.path),
    ['html/a.html', 'html/b.html', 'lib/libx.so', 'manifest.json'],
  );
  t.match(changes.programs, [
    { path: 'lib/libx.so', soname: { from: 'libaxparameter.so.1', to: 'libaxevent.so.1' } },
  ]);
  t.ok(changes.programs[0]?.exports.removed.includes('ax_parameter_get'));
  t.ok(changes.programs[0]?.exports.added.includes('ax_event_handler_declare'));
  t.same(changes.signature, { to: signature?.fingerprint });
  t.same(diffPackages(signed, b).signature, { from: signature?.fingerprint });
  t.match(diffPackages(b, signed), { same: false, identical: 'archive', files: [] }, 'signed only');
});
