// The commands as users type them: exit codes, JSON, errors with place and cure, and nothing left behind.
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { acapkit, jsonOf } from '../support/command-line.js';

t.test('help and usage', async (t) => {
  const help = await acapkit(['--help']);
  t.equal(help.code, 0);
  for (const name of [
    'new',
    'check',
    'migrate',
    'package-conf',
    'inspect',
    'diff',
    'signature',
    'build',
    'pack',
    'sim',
    'run',
    'install',
    'start',
    'stop',
    'list',
    'logs',
    'params',
    'doctor',
  ]) {
    t.match(help.stdout, new RegExp(`^  ${name} `, 'm'), name);
    t.match((await acapkit([name, '--help'])).stdout, /Example/, `${name} --help has an example`);
  }
  t.equal((await acapkit(['pakc'])).code, 2, 'an unknown command is wrong usage');
  t.equal((await acapkit(['pack', '--archh'])).code, 2, 'an unknown option is wrong usage');
  t.match((await acapkit(['pakc'])).stderr, /Did you mean pack/);
});

t.test('new', async (t) => {
  const folder = t.testdir();
  const made = await acapkit(['new', 'My App!', '--vendor', 'V'], { cwd: folder });
  t.equal(made.code, 0, made.stderr);
  const manifest = JSON.parse(await readFile(path.join(folder, 'My App!', 'manifest.json'), 'utf8'));
  t.match(manifest.acapPackageConf.setup, { appName: 'my_app_', vendor: 'V' });
  const again = await acapkit(['new', 'My App!', '--json'], { cwd: folder });
  t.equal(again.code, 1);
  t.equal(jsonOf(again).findings[0]?.code, 'new/folder-exists');
  t.equal(
    jsonOf(await acapkit(['new', 'x', '--template', 'rust', '--json'], { cwd: folder })).findings[0]?.code,
    'new/unknown-template',
  );
  t.equal(
    jsonOf(await acapkit(['new', 'x', '--name', '9lives', '--json'], { cwd: folder })).findings[0]?.code,
    'new/app-name',
  );
  t.same(await readdir(folder), ['My App!'], 'a refused command leaves nothing');
});

t.test('no manifest, a broken one, an invalid one', async (t) => {
  const folder = t.testdir({
    empty: {},
    broken: { 'manifest.json': '{"a":' },
    invalid: { 'manifest.json': '{"schemaVersion":"1.7.3"}' },
  });
  const none = await acapkit(['build', 'empty'], { cwd: folder });
  t.equal(none.code, 1);
  t.match(none.stderr, /project\/no-manifest/);
  t.match(none.stderr, /fix +name the folder of the app/);
  t.match(
    (await acapkit(['pack', 'broken'], { cwd: folder })).stderr,
    /error manifest\/syntax: broken\/manifest\.json:1:6/,
  );
  t.match((await acapkit(['check', 'invalid'], { cwd: folder })).stderr, /manifest\/missing-field/);
  t.same(await readdir(path.join(folder, 'invalid')), ['manifest.json'], 'nothing was built');
});

t.test('compiler missing', async (t) => {
  const folder = t.testdir();
  await acapkit(['new', 'app'], { cwd: folder });
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  for (const program of ['make', 'sh', 'cp', 'pkg-config'])
    await symlink(`/usr/bin/${program}`, path.join(bin, program));
  const ran = await acapkit(['build', 'app', '--arch', 'host', '--json'], {
    cwd: folder,
    env: { PATH: bin, ACAPKIT_CACHE: path.join(folder, 'cache') },
  });
  t.equal(ran.code, 1);
  t.match(jsonOf(ran).findings[0], {
    code: 'build/compiler-missing',
    message: /^clang(\+\+)? is not installed$/,
    fix: /doctor --fix/,
  });
});

t.test('an error of the compiler has its place in the author’s file', async (t) => {
  const folder = t.testdir();
  await acapkit(['new', 'app'], { cwd: folder });
  await writeFile(path.join(folder, 'app', 'luma.c'), 'this is not C\n');
  const ran = await acapkit(['pack', 'app', '--arch', 'host'], { cwd: folder });
  t.equal(ran.code, 1);
  t.match(ran.stderr, /error build\/compile: app\/luma\.c:1:1: unknown type name/);
  t.notOk((await readdir(path.join(folder, 'app'))).includes('dist'), 'no package was written');
});

t.test('no camera', async (t) => {
  const env = { ACAPKIT_CACHE: t.testdir() };
  for (const args of [['list'], ['install', 'x.eap'], ['start', 'x'], ['logs'], ['params']]) {
    const ran = await acapkit([...args, '--json'], { env });
    t.equal(ran.code, 1);
    t.equal(jsonOf(ran).findings[0]?.code, 'device/none', args.join(' '));
  }
  const unreachable = await acapkit(['list', '-d', '127.0.0.1:9', '--json'], { env });
  t.equal(jsonOf(unreachable).findings[0]?.code, 'device/unreachable');
  const secret = await acapkit(['list', '-d', 'http://root:secret@127.0.0.1', '--json'], { env });
  t.equal(jsonOf(secret).findings[0]?.code, 'device/credentials-in-address');
  t.notMatch(secret.stdout, /secret/);
});

t.test('wrong values of sim', async (t) => {
  const env = { ACAPKIT_CACHE: t.testdir() };
  const code = async (...args: string[]): Promise<string | undefined> =>
    jsonOf(await acapkit(['sim', ...args, '--json'], { env })).findings[0]?.code;
  t.equal(await code('--port', 'eighty'), 'sim/number');
  t.equal(await code('--sensor', 'big'), 'sim/sensor');
  t.equal(await code('--arch', 'mips'), 'build/unknown-target');
});
