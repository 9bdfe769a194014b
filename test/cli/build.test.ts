// The flags of build on a project whose Makefile tells what it was given, and two builds of one project at once.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { Finding } from '../../src/support/errors.js';
import { acapkit } from '../support/command-line.js';

const manifest = (name: string, setup: object = {}): string =>
  JSON.stringify({
    schemaVersion: '1.7.3',
    acapPackageConf: { setup: { appName: name, vendor: 'V', runMode: 'never', version: '1.0.0', ...setup } },
  });

const makefile = [
  'NAME = $(shell sed -n \'s/.*"appName":"\\([a-z]*\\)".*/\\1/p\' manifest.json)',
  '$(NAME): main.c\n\t$(CC) $(CFLAGS) $(EXTRA) -DMODE=\'"$(MODE)"\' main.c -o $@',
  '',
].join('\n');

const source = '#include <stdio.h>\nint main(void) { printf("%s %d", MODE, NUMBER); }\n';

const project = (settings: object = {}): Record<string, string> => ({
  'manifest.json': manifest('app'),
  'manifest.json.other': manifest('other'),
  Makefile: makefile,
  'main.c': source,
  'package.json': JSON.stringify({ acapkit: settings }),
});

const built = (folder: string, name: string): Promise<string> =>
  readFile(path.join(folder, 'build/host/package', name), 'latin1');

t.test('arguments and variables of the build, from package.json and from flags', async (t) => {
  const folder = t.testdir(
    project({ buildArguments: ['MODE=quiet'], environment: { CFLAGS: '-DNUMBER=4711', EXTRA: '-g0' } }),
  );
  const plain = await acapkit(['build', folder, '--arch', 'host']);
  t.equal(plain.code, 0, plain.stderr);
  t.match(await built(folder, 'app'), 'quiet');
  const flags = ['--build-arg', 'MODE=loud', '--build-env', 'CFLAGS=-DNUMBER=4712'];
  const changed = await acapkit(['build', folder, '--arch', 'host', ...flags]);
  t.equal(changed.code, 0, changed.stderr);
  t.match(await built(folder, 'app'), 'loud', 'built again although no source is newer');
});

t.test('another manifest, another tool', async (t) => {
  const folder = t.testdir(project({ environment: { CFLAGS: '-DNUMBER=1' } }));
  const other = await acapkit(['build', folder, '--arch', 'host', '-m', 'manifest.json.other']);
  t.equal(other.code, 0, other.stderr);
  t.ok((await built(folder, 'other')).length > 0);
  const none = await acapkit(['build', folder, '--arch', 'host', '--with', 'none', '--json']);
  t.match(JSON.parse(none.stdout).findings, [{ code: 'build/no-executable' }], 'a script is the executable');
  const unknown = await acapkit(['build', folder, '--with', 'scons', '--json']);
  t.match(JSON.parse(unknown.stdout).findings, [{ code: 'build/unknown-tool', found: 'scons' }]);
});

t.test('names that do not exist are told with those that do', async (t) => {
  const folder = t.testdir(project({ environment: { CFLAGS: '-DNUMBER=1' } }));
  const failed = async (...flags: string[]): Promise<Finding[]> =>
    JSON.parse((await acapkit(['build', folder, '--arch', 'host', '--json', ...flags])).stdout).findings;
  t.match(await failed('--soname', 'larodd=liblarod.so.1'), [{ code: 'build/soname', expected: /larod/ }]);
  t.match(await failed('--soname', 'larod'), [{ code: 'build/assignment' }]);
  t.match(await failed('--build-env', 'X'), [{ code: 'build/assignment' }]);
});

t.test('without --arch the manifest’s architecture is built', async (t) => {
  const folder = t.testdir({
    'manifest.json': manifest('app', { architecture: 'armv7hf' }),
    app: '#!/bin/sh\n',
  });
  const ran = await acapkit(['build', folder, '--json']);
  t.match(JSON.parse(ran.stdout).builds, [{ target: 'armv7hf' }]);
  const other = await acapkit(['build', folder, '--arch', 'aarch64', '--json']);
  t.match(JSON.parse(other.stdout).findings, [{ code: 'build/architecture' }]);
});

t.test('two builds of one project at once are both right', async (t) => {
  const folder = t.testdir(project({ environment: { CFLAGS: '-DNUMBER=1' }, buildArguments: ['MODE=x'] }));
  const both = await Promise.all([1, 2].map(() => acapkit(['build', folder, '--arch', 'host'])));
  for (const { code, stderr } of both) t.equal(code, 0, stderr);
  t.ok((await built(folder, 'app')).startsWith('\u007fELF'));
});
