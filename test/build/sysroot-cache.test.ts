// The cache of sysroots under stress: two builds at once, one of them killed; damage; no network; packages added on demand. A table with one
// small package stands for the real one, so that the whole costs one small download.
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import type { Finding } from '../../src/support/errors.js';
import { packagePath } from '../../src/support/package-root.js';

const script = packagePath('dist', 'test', 'support', 'sysroot-child.js');
const unreachable = 'http://127.0.0.1:1/debian';
const library = 'usr/lib/aarch64-linux-gnu/libjansson.so';

interface Place {
  cache: string;
  env: Record<string, string>;
}

/** An empty cache and a package table whose standard set is libjansson alone. */
async function smallSet(t: Test): Promise<Place> {
  const folder = t.testdir({ cache: {}, root: { 'package.json': '{}' } });
  const toolchains = path.join(folder, 'root', 'toolchains');
  await cp(packagePath('toolchains'), toolchains, { recursive: true, dereference: true });
  await rm(path.join(toolchains, 'locks'), { recursive: true });
  const table = JSON.parse(await readFile(path.join(toolchains, 'profiles.json'), 'utf8'));
  table.sysroot.packages = ['libjansson-dev'];
  table.sysroot.leaveOut.push('libc6', 'libgcc-s1', 'libcrypt1');
  await writeFile(path.join(toolchains, 'profiles.json'), JSON.stringify(table));
  const cache = path.join(folder, 'cache');
  return { cache, env: { ACAPKIT_CACHE: cache, ACAPKIT_ROOT: path.join(folder, 'root') } };
}

interface Ended {
  lines: string[];
  directory?: string;
  findings?: Finding[];
}

function start(place: Place, extra: string[] = [], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, [script, 'os12', 'aarch64', ...extra], {
    env: { ...process.env, ...place.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const ended = new Promise<Ended>((resolve) => {
    if (!child.stdout) throw new Error('no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      child.emit('progress', line);
    });
    child.on('close', () => {
      const last = lines.at(-1) ?? '';
      resolve({ lines, ...(last.startsWith('{') ? JSON.parse(last) : {}) });
    });
  });
  return { child, ended };
}

const found = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

t.test('the life of a cached sysroot', async (t) => {
  const place = await smallSet(t);

  const offline = await start(place, [], { ACAPKIT_DEBIAN_MIRROR: unreachable }).ended;
  t.match(offline.findings, [{ code: 'build/archive-unreachable' }], 'no network, nothing cached');
  t.match(offline.findings?.[0]?.message, 'the sysroot for os12 aarch64 is not cached');
  t.match(offline.findings?.[0]?.found, `cached in ${place.cache}/sysroots: no sysroot`);

  const first = start(place);
  const second = new Promise<Ended>((resolve) => {
    first.child.on('progress', (line: string) => {
      if (line.startsWith('reading')) resolve(start(place).ended);
      if (line.startsWith('downloading')) first.child.kill('SIGKILL');
    });
  });
  const [killed, whole] = await Promise.all([first.ended, second]);
  t.equal(killed.directory, undefined, 'one of two builds is killed in the middle');
  const { directory = '' } = whole;
  t.ok(await found(path.join(directory, library)), 'the other one finishes, and its result is right');

  const warm = await start(place, [], { ACAPKIT_DEBIAN_MIRROR: unreachable }).ended;
  t.same(warm.lines, [JSON.stringify({ directory })], 'found again, without a network and without a word');

  await truncate(path.join(directory, library), 100);
  const damaged = await start(place, [], { ACAPKIT_DEBIAN_MIRROR: unreachable }).ended;
  t.match(damaged.findings, [{ code: 'build/archive-unreachable' }], 'a damaged one is never used');
  const [one, other] = await Promise.all([start(place).ended, start(place).ended]);
  t.same([one.directory, other.directory], [directory, directory], 'it is repaired, once for both');
  t.equal([...one.lines, ...other.lines].filter((line) => line.includes('damaged')).length, 1);
  t.ok((await stat(path.join(directory, library))).size > 1000);

  const added = await start(place, ['liburiparser-dev']).ended;
  t.match(added.lines.join('\n'), 'further packages for liburiparser-dev');
  t.ok(await found(path.join(added.directory ?? '', 'usr/include/uriparser/Uri.h')), 'a package on demand');
  const [ours, shared] = await Promise.all(
    [added.directory ?? '', directory].map((root) => stat(path.join(root, library))),
  );
  t.equal(ours?.ino, shared?.ino, 'beside the files of the standard set, which are not copied');
  t.notOk(await found(path.join(directory, 'usr/include/uriparser')), 'the standard set stays as it is');

  const unknown = await start(place, ['liburiparser-dve', 'libjson-dev', '-oDir=x']).ended;
  t.match(unknown.findings, [
    { code: 'build/unknown-package', found: '-oDir=x' },
    { code: 'build/unknown-package', found: 'libjson-dev', expected: /libjson-c-dev/ },
    { code: 'build/unknown-package', found: 'liburiparser-dve', expected: /^liburiparser-dev/ },
  ]);
});
