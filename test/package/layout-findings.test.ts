// What a package cannot be planned with: all that is missing or unfit, at once.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type { Manifest } from '../../src/manifest/types.js';
import { layoutPackage, type PackageInput } from '../../src/package/layout.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';
import { codesOf } from '../support/findings.js';
import { manifest, project, textOf } from '../support/layouts.js';

async function findingsOf(input: PackageInput): Promise<Finding[]> {
  const error = await layoutPackage(input).catch((e: unknown) => e);
  return error instanceof AcapkitError ? error.findings : [];
}

t.test('everything that is missing or cannot be packed is told at once', async (t) => {
  const directory = await project(t);
  for (const name of ['app', 'post.sh', 'LICENSE']) await rm(path.join(directory, name));
  await writeFile(path.join(directory, 'LICENSE'), '');
  const { setup } = manifest.acapPackageConf;
  const shell = {
    ...manifest,
    acapPackageConf: { ...manifest.acapPackageConf, setup: { ...setup, vendor: '$(id)' } },
  };
  const findings = await findingsOf({
    directory,
    manifest: shell,
    otherFiles: ['model.bin', 'html/none', '../out', 'a b', '/html/index.html', 'html/../model'],
  });
  t.same(
    findings.map(({ code, location }) => [code, path.basename(location?.file ?? '')]),
    [
      ['package/file-missing', 'app'],
      ['package/license-empty', 'LICENSE'],
      ['package/file-missing', 'post.sh'],
      ['package/other-file-missing', 'model.bin'],
      ['package/other-file-missing', 'none'],
      ['package/other-file-name', ''],
      ['package/other-file-name', ''],
      ['package/other-file-name', ''],
      ['package/other-file-name', ''],
      ['package/shell-text', ''],
    ],
  );
  for (const { severity, message, fix } of findings) t.ok(severity === 'error' && message && fix);
});

t.test('the plan of an app that is not built yet', async (t) => {
  const directory = await project(t);
  await rm(path.join(directory, 'app'));
  await writeFile(path.join(directory, 'LICENSE'), '');
  const input: PackageInput = { directory, manifest, otherFiles: ['model.bin'], missing: 'report' };
  const { entries, findings } = await layoutPackage(input);
  t.same(
    findings.map(({ code }) => code),
    ['package/file-missing', 'package/license-empty', 'package/other-file-missing'],
  );
  t.same(
    entries.slice(0, 5).map(({ name }) => name),
    ['app', 'package.conf', 'param.conf', 'LICENSE', 'manifest.json'],
  );
  t.match(textOf(entries, 'package.conf'), /^OTHERFILES="model.bin pre.sh"$/m);
  t.same(await codesOf(() => layoutPackage({ ...input, otherFiles: ['../out'] })), [
    'package/other-file-name',
  ]);
  t.same((await layoutPackage({ ...input, directory: await project(t), otherFiles: [] })).findings, []);
});

t.test('an executable that is no file, or that is never packed', async (t) => {
  const directory = await project(t);
  const named = (appName: string): Manifest => ({
    ...manifest,
    acapPackageConf: { ...manifest.acapPackageConf, setup: { ...manifest.acapPackageConf.setup, appName } },
  });
  const codes = async (appName: string) =>
    codesOf(() => layoutPackage({ directory, manifest: named(appName), otherFiles: [] }));
  t.same(await codes('data'), ['package/not-a-file']);
  await writeFile(path.join(directory, 'CVS'), '#!/bin/sh\n');
  t.same(await codes('CVS'), ['package/excluded-file']);
});
