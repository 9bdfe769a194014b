// acapkit's own native parts: built once for the host (also with sanitizers, for tests) and once for each camera architecture.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { command } from './steps.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const load = (file) => import(path.join(root, 'dist', 'src', file));

async function cmake(name, settings, progress) {
  const build = path.join(root, 'build', name);
  const { llvmTool } = await load('build/compiler.js');
  const compilers = settings.CMAKE_TOOLCHAIN_FILE
    ? {}
    : { CMAKE_C_COMPILER: await llvmTool('clang'), CMAKE_CXX_COMPILER: await llvmTool('clang++') };
  const options = Object.entries({ CMAKE_BUILD_TYPE: 'Release', ...compilers, ...settings }).map(
    ([key, value]) => `-D${key}=${value}`,
  );
  const inputs = options.join('\n');
  const stamp = path.join(build, '.settings');
  // Reconfiguring costs a second; ninja does it by itself when a CMake file has changed. A build with tests serves without them too.
  const configured = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (configured !== inputs && configured !== `${inputs}\n${withTests}`) {
    await command('cmake', ['-S', root, '-B', build, '-G', 'Ninja', ...options], { progress });
    writeFileSync(stamp, inputs);
  }
  await command('cmake', ['--build', build], { progress });
}

const withTests = '-DACAPKIT_TESTS=ON';

/** The drop-in libraries and frame server for this machine. */
export const buildHost = (progress) => cmake('host', {}, progress);

/** The same with the native tests; `sanitizer` gives a build of its own. */
export function buildHostTests(progress, name = 'host', sanitizer = '') {
  const instrumented = sanitizer ? { ACAPKIT_SANITIZE: sanitizer, CMAKE_BUILD_TYPE: 'RelWithDebInfo' } : {};
  return cmake(name, { ...instrumented, ACAPKIT_TESTS: 'ON' }, progress);
}

/** The sysroot and the drop-in libraries, shim and launcher for a camera architecture; `tests`: also programs for tests and benchmarks. */
export async function buildTarget(target, progress, tests = false) {
  const { ensureTarget } = await load('build/camera-api.js');
  const { profileName } = await load('build/profiles.js');
  const { targetDefines } = await load('build/environment.js');
  const files = await ensureTarget(target, profileName(), { onProgress: progress });
  await cmake(
    target,
    {
      CMAKE_TOOLCHAIN_FILE: path.join(root, 'toolchains', `${target}.cmake`),
      ACAPKIT_SYSROOT: files.directory,
      ACAPKIT_DEFINES: targetDefines(files).join(';'),
      ...(tests ? { ACAPKIT_TESTS: 'ON' } : {}),
    },
    progress,
  );
}

function addonDigest() {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'native', 'sources.json')));
  for (const folder of [
    'native/addon',
    'native/core',
    'native/image',
    'native/shim',
    'native/symbols',
    'native/include',
    'toolchains',
  ]) {
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) hash.update(readFileSync(path.join(entry.parentPath ?? entry.path, entry.name)));
    }
  }
  return hash.digest('hex');
}

/** The addon for each target, under prebuilds/. Returns null when all are there. */
export async function buildAddons(targets, progress) {
  const stamp = path.join(root, 'build', 'addon.digest');
  const digest = addonDigest();
  const { buildAddon, prebuildFolder } = await load('build/addon.js');
  const whole = targets.every((target) => existsSync(path.join(root, 'prebuilds', prebuildFolder(target))));
  if (whole && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return null;
  const { ensureTarget } = await load('build/camera-api.js');
  const { profileName } = await load('build/profiles.js');
  for (const target of targets) {
    progress(target);
    await buildAddon(root, 'acapkit', await ensureTarget(target, profileName()), progress);
  }
  writeFileSync(stamp, digest);
  return targets.join(', ');
}

/** The Node runtimes that Node apps are packed with. */
export async function fetchRuntimes(targets, progress) {
  const { ensureNodeRuntime } = await load('build/node-runtime.js');
  for (const target of targets) {
    progress(target);
    await ensureNodeRuntime(target);
  }
}
