// What `check` can be pointed at (a folder, a manifest, a package), and the facts that are gathered for its rules.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { bySeverity, type CheckOptions, type Judgement, judgeManifest } from '../manifest/check.js';
import { completeManifest } from '../manifest/complete.js';
import { type ManifestDocument, parseManifest } from '../manifest/parse.js';
import type { AppFiles, FileFact } from '../manifest/rules/files.js';
import { openSchemas, type SchemaSet } from '../manifest/schemas.js';
import { newestSdk, sdkGeneration } from '../manifest/sdk.js';
import { type MemberDetails, readPackageDetails } from '../package/details.js';
import { confProblems } from '../package/package-conf.js';
import { scanFiles } from '../project/files.js';
import { loadProject } from '../project/load.js';
import { errnoOf, failure } from '../support/errors.js';
import { auditJudgements } from './audit-check.js';
import { checkPackageConf, hasPackageConfAlone } from './check-package-conf.js';

export interface CheckFlags {
  os?: string;
  sdk?: string;
  schemaDir?: string;
  previous?: string;
  add?: string[];
}

export interface CheckedApp {
  document: ManifestDocument;
  /** Folder of the app; undefined for a package and for a lone manifest. */
  directory?: string;
  judgements: Judgement[];
  /** Schemas that were checked with. */
  schemas: SchemaSet;
  /** What was judged; `package.conf` for an app without a manifest. */
  source: 'manifest' | 'package.conf';
}

/** The manifest and files of a folder, a manifest.json or an .eap. */
interface CheckInput {
  document: ManifestDocument;
  directory?: string;
  files?: AppFiles;
}

function packageFact(member: MemberDetails): FileFact {
  const { path: name, kind, mode, size, target, text, elf } = member;
  return {
    name,
    type: kind === 'hardlink' ? 'file' : kind,
    mode,
    size,
    ...(kind === 'symlink' && target !== undefined ? { target } : {}),
    ...(text === undefined ? {} : { text }),
    ...(elf === undefined ? {} : { elf }),
  };
}

async function packageInput(file: string): Promise<CheckInput> {
  const details = await readPackageDetails(file);
  const text = details.members.find((member) => member.path === 'manifest.json')?.text;
  if (text === undefined)
    throw failure('package/no-manifest', 'the package has no manifest.json', {
      location: { file },
      expected: 'manifest.json in the root of the package',
      found:
        details.packageConf.APPNAME === undefined
          ? 'no app at all'
          : 'package.conf only, which AXIS OS 13 refuses',
      fix: 'make a manifest in the app’s folder with: acapkit migrate',
    });
  return {
    document: parseManifest(text, `${file}:manifest.json`),
    files: {
      root: file,
      kind: 'package',
      files: details.members.map(packageFact),
      otherFiles: [],
      packages: [],
      signed: details.signed,
    },
  };
}

async function folderInput(directory: string, flags: CheckFlags): Promise<CheckInput> {
  const project = await loadProject(directory);
  const otherFiles = [...(project.settings.add ?? []), ...(flags.add ?? [])];
  return {
    document: project.manifest,
    directory: project.directory,
    files: await scanFiles(project.directory, otherFiles),
  };
}

async function loadInput(target: string, flags: CheckFlags): Promise<CheckInput> {
  const facts = await stat(target).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error;
    throw failure('check/not-found', 'there is nothing of this name', {
      location: { file: target },
      expected: 'the folder of an app, a manifest.json or an .eap file',
      fix: 'check the path',
    });
  });
  if (facts.isDirectory()) return folderInput(target, flags);
  const file = path.resolve(target);
  if (file.endsWith('.eap')) return packageInput(file);
  return { document: parseManifest(await readFile(file, 'utf8'), file) };
}

function parameterNames(document: ManifestDocument): string[] {
  const list = document.value.acapPackageConf?.configuration?.paramConfig;
  return Array.isArray(list)
    ? list.flatMap((entry) => (typeof entry?.name === 'string' ? [entry.name] : []))
    : [];
}

/** The oldest AXIS OS that the manifest itself promises to serve. */
function promisedOs(document: ManifestDocument): string | undefined {
  const ranges: unknown = document.value.acapPackageConf?.setup?.compatibleOsVersions;
  const [first] = Array.isArray(ranges) ? ranges : [];
  const min: unknown = (first as { min?: unknown } | undefined)?.min;
  return typeof min === 'string' && /^1[0-3](\.\d+){0,2}$/.test(min) ? min : undefined;
}

async function optionsFor(
  flags: CheckFlags,
  input?: CheckInput,
): Promise<CheckOptions & { schemas: SchemaSet }> {
  const os = flags.os ?? (input && promisedOs(input.document));
  const previous = flags.previous === undefined ? undefined : await loadInput(flags.previous, {});
  return {
    schemas: openSchemas(flags.schemaDir),
    sdk: sdkGeneration(flags.sdk ?? newestSdk),
    ...(os === undefined ? {} : { os }),
    ...(input?.files ? { files: input.files } : {}),
    ...(previous ? { previousParameters: parameterNames(previous.document) } : {}),
  };
}

/** What the texts of package.conf, param.conf and cgi.conf could not hold. Only asked of manifests whose schema accepts them. */
function textProblems(input: CheckInput, judgements: Judgement[]): Judgement[] {
  const errors = judgements.map(({ finding }) => finding).filter(({ severity }) => severity === 'error');
  if (errors.some(({ reference, code }) => reference !== undefined || code === 'manifest/schema-version'))
    return [];
  const { document, files } = input;
  const manifest = completeManifest(document.value, { architecture: 'aarch64' });
  const problems = confProblems(manifest, files?.otherFiles ?? []).map(({ path: place, ...finding }) => ({
    finding: { ...finding, location: document.locate(place) },
  }));
  const told = new Set(errors.map(({ location }) => JSON.stringify(location)));
  return problems.filter(({ finding }) => !told.has(JSON.stringify(finding.location)));
}

/** Gathers the facts and judges. Throws what makes judging impossible: no such file, no JSON, a damaged package. */
export async function checkApp(target: string, flags: CheckFlags): Promise<CheckedApp> {
  if (hasPackageConfAlone(target)) return checkPackageConf(target, await optionsFor(flags));
  const input = await loadInput(target, flags);
  const options = await optionsFor(flags, input);
  const judgements = judgeManifest(input.document, options);
  const audited = input.files ? auditJudgements(input.document, input.files, flags.os) : [];
  return {
    document: input.document,
    ...(input.directory === undefined ? {} : { directory: input.directory }),
    judgements: [...textProblems(input, judgements), ...judgements, ...audited].sort(bySeverity),
    schemas: options.schemas,
    source: 'manifest',
  };
}
