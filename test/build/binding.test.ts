// binding.gyp builds the same addon as CMakeLists.txt, from the same lists of sources. Needs Node's own headers beside Node.

import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { packagePath } from '../../src/support/package-root.js';
import { run } from '../../src/support/process.js';

const nodeDirectory = path.resolve(process.execPath, '..', '..');
const npm = path.join(
  nodeDirectory,
  'lib',
  'node_modules',
  'npm',
  'node_modules',
  'node-gyp',
  'bin',
  'node-gyp.js',
);
const missing = [
  path.join(nodeDirectory, 'include', 'node', 'common.gypi'),
  npm,
  '/usr/bin/g++',
  '/usr/bin/python3',
].filter((file) => !existsSync(file));

t.test(
  'node-gyp builds the addon',
  { skip: missing.length > 0 && `not on this machine: ${missing.join(', ')}` },
  async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-gyp-'));
    t.teardown(() => rm(folder, { recursive: true, force: true }));
    for (const name of ['native', 'binding.gyp', 'package.json']) {
      await cp(packagePath(name), path.join(folder, name), { recursive: true });
    }
    await symlink(packagePath('node_modules'), path.join(folder, 'node_modules'));
    await run(process.execPath, [npm, 'rebuild', `--nodedir=${nodeDirectory}`], { cwd: folder });
    const file = path.join(folder, 'build', 'Release', 'acapkit.node');
    const { stdout } = await run('llvm-nm-19', ['-D', '--defined-only', '--format=just-symbols', file]);
    t.same(stdout.split('\n').sort(), ['napi_register_module_v1', 'node_api_module_get_api_version_v1']);
    const script = `const a = require(${JSON.stringify(file)}); console.log(Object.keys(a).join())`;
    t.equal((await run(process.execPath, ['-e', script])).stdout, 'Stream,Events,Parameters,Image');
  },
);
