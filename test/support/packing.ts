// A small project, a package that must survive failures, and packing in a process of its own.
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import type { Manifest } from '../../src/manifest/types.js';
import { packagePath } from '../../src/support/package-root.js';
import { scratch } from './archives.js';
import type { PackAnswer, PackJob } from './pack-child.js';

/** The manifest of `smallProject`. */
export const manifest: Manifest = {
  schemaVersion: '1.7.3',
  acapPackageConf: {
    setup: { appName: 'app', vendor: 'V', runMode: 'once', version: '1.2.3', architecture: 'aarch64' },
    configuration: { httpConfig: [{ type: 'fastCgi', name: 'cgi', access: 'admin' }] },
  },
};

/** The files of `smallProject`. */
export const plantedTexts = {
  app: '#!/bin/sh\n',
  LICENSE: 'terms\n',
  'html/Ω': 'o',
  'html/B': 'b',
  'html/a': 'a',
};

/** A folder with an old package in it, and the place of that package. */
export async function oldPackage(t: Test): Promise<string> {
  const file = path.join(await scratch(t, 'write'), 'out', 'a.eap');
  await mkdir(path.dirname(file));
  await writeFile(file, 'old');
  return file;
}

/** Checks that a failed write left everything as `oldPackage` made it. */
export async function stillOld(t: Test, file: string): Promise<void> {
  t.equal(await readFile(file, 'utf8'), 'old', 'the old package is kept');
  t.same(await readdir(path.dirname(file)), ['a.eap'], 'and nothing lies beside it');
}

/** Runs the packing program; `shell` is put before it, such as a limit. */
export async function packInChild(
  job: PackJob,
  { env = {}, shell = '' }: { env?: Record<string, string | undefined>; shell?: string } = {},
): Promise<PackAnswer> {
  const program = packagePath('dist', 'test', 'support', 'pack-child.js');
  const { stdout } = await promisify(execFile)(
    '/bin/sh',
    ['-c', `${shell} exec "$@"`, 'sh', process.execPath, program, JSON.stringify(job)],
    { env: { ...process.env, ...env } },
  );
  return JSON.parse(stdout) as PackAnswer;
}

/** A project in a folder of its own; returns the folder. */
export async function smallProject(t: Test): Promise<string> {
  const folder = await scratch(t, 'project');
  await mkdir(path.join(folder, 'html'));
  for (const [name, text] of Object.entries(plantedTexts)) await writeFile(path.join(folder, name), text);
  return folder;
}
