// `check` of an app from the time before manifests: what its package.conf would become is judged, with places in the old files.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bySeverity, type CheckOptions, type Judgement, judgeManifest } from '../manifest/check.js';
import { packageConfTarget, planConversion } from '../manifest/migrate/plan.js';
import { parseManifest } from '../manifest/parse.js';
import { asksForOs13 } from '../manifest/rules/os-scope.js';
import { sourceOf } from '../manifest/rules/rule.js';
import { axisOs13 } from '../manifest/rules/versions.js';
import { openSchemas } from '../manifest/schemas.js';
import { scanFiles } from '../project/files.js';
import { readSource } from '../project/migration-source.js';
import type { Finding } from '../support/errors.js';
import type { CheckedApp } from './check-steps.js';

/** Whether a folder holds an app that has package.conf and no manifest. */
export function hasPackageConfAlone(folder: string): boolean {
  return existsSync(path.join(folder, 'package.conf')) && !existsSync(path.join(folder, 'manifest.json'));
}

const noManifest = (file: string, options: CheckOptions): Finding => ({
  // What an oldest AXIS OS of 13 rules out cannot be kept; else cameras with 13 may not be meant.
  severity: asksForOs13(options) ? 'error' : 'warning',
  code: axisOs13.code,
  message: 'AXIS OS 13 will refuse a package that has package.conf and no manifest',
  location: { file },
  expected: 'a manifest.json',
  found: 'package.conf alone',
  fix: 'make a manifest with: acapkit migrate',
  ...sourceOf(axisOs13),
});

/** Judges package.conf, the files it names, and the app's files. */
export async function checkPackageConf(folder: string, options: CheckOptions): Promise<CheckedApp> {
  const source = await readSource(folder, 'package-conf');
  if (source.kind !== 'package-conf') throw new Error('a manifest where package.conf was asked for');
  const plan = planConversion(source.conf, { to: packageConfTarget });
  const document = parseManifest(plan.text, source.conf.file);
  const files = await scanFiles(path.resolve(folder), plan.addFiles);
  const ofFiles = judgeManifest(document, { ...options, files }).filter(({ finding }) =>
    /^(package|project|binary|os13)\//.test(finding.code),
  );
  const findings = [
    ...plan.findings.filter(({ code }) => code !== axisOs13.code),
    noManifest(source.conf.file, options),
  ];
  const judgements: Judgement[] = [...findings.map((finding) => ({ finding })), ...ofFiles];
  judgements.sort(bySeverity);
  return {
    document,
    directory: path.resolve(folder),
    judgements,
    schemas: options.schemas ?? openSchemas(),
    source: 'package.conf',
  };
}
