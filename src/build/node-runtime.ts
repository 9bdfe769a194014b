// The Node runtime that goes into a Node app's package: an official build from npm, checked against a recorded digest, stripped, cached.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../support/cache.js';
import { failure } from '../support/errors.js';
import { withLock } from '../support/file-lock.js';
import { packagePath } from '../support/package-root.js';
import { run } from '../support/process.js';
import { llvmTool } from './compiler.js';
import type { TargetName } from './profiles.js';
import { present } from './sysroot/unpack.js';

interface RuntimeFacts {
  package: string;
  version: string;
  /** npm's subresource integrity of the package file. */
  integrity: string;
}

const runtimes: Record<TargetName, RuntimeFacts> = JSON.parse(
  readFileSync(packagePath('toolchains', 'node-runtimes.json'), 'utf8'),
);

async function verify(file: string, facts: RuntimeFacts): Promise<void> {
  const found = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (found === facts.integrity) return;
  throw failure('build/node-runtime-digest', `${facts.package} ${facts.version} is not the recorded file`, {
    expected: facts.integrity,
    found,
    fix: 'do not use it; look into the registry that this machine is set up with',
  });
}

/** Path of the stripped `node` executable for a target; downloads it with npm on first use. */
export async function ensureNodeRuntime(target: TargetName): Promise<string> {
  const facts = runtimes[target];
  const name = `${facts.package}-${facts.version}`;
  const folder = path.join(cacheDirectory(), 'node');
  const final = path.join(folder, name, 'node');
  if (await present(final)) return final;
  await withLock(path.join(cacheDirectory(), 'locks', `${name}.lock`), async () => {
    if (await present(final)) return;
    const working = path.join(folder, `${name}.partial`);
    await rm(working, { recursive: true, force: true });
    await mkdir(working, { recursive: true });
    await run(
      'npm',
      ['pack', '--silent', '--pack-destination', working, `${facts.package}@${facts.version}`],
      { cwd: working },
    );
    const archive = (await readdir(working)).find((file) => file.endsWith('.tgz')) ?? '';
    await verify(path.join(working, archive), facts);
    await run('tar', ['-xzf', archive, 'package/bin/node'], { cwd: working });
    await run(await llvmTool('llvm-strip'), ['-o', 'node', 'package/bin/node'], { cwd: working });
    await chmod(path.join(working, 'node'), 0o755);
    await rm(path.join(working, 'package'), { recursive: true });
    await rm(path.join(working, archive));
    await rm(path.dirname(final), { recursive: true, force: true });
    await rename(working, path.dirname(final));
  });
  return final;
}
