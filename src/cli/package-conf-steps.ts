// What a manifest stands for in a package: the texts that packing generates and the members, without a build and without an archive.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { checkManifest } from '../manifest/check.js';
import { completeManifest, isCompletable } from '../manifest/complete.js';
import { type ManifestDocument, parseManifest } from '../manifest/parse.js';
import { newestSdk, sdkGeneration } from '../manifest/sdk.js';
import type { Manifest } from '../manifest/types.js';
import type { Entry } from '../package/entry.js';
import { packageFileName } from '../package/file-name.js';
import { layoutPackage } from '../package/layout.js';
import { loadProject } from '../project/load.js';
import { AcapkitError, type Finding, failure } from '../support/errors.js';

export interface PackageConfFlags {
  arch?: string;
  add?: string[];
  sdk?: string;
  /** Accept what the schema refuses, and keep schemaVersion. */
  disableManifestValidation?: boolean;
}

/** One member as lists of packages show it. */
export interface MemberLine {
  name: string;
  type: 'file' | 'dir' | 'symlink' | 'hardlink';
  /** Permission bits, octal, such as `0644`. */
  mode: string;
}

/** What a package of the app would hold beside the contents of its files. */
export interface PackageTexts {
  /** As it is packed. */
  manifest: Manifest;
  packageConf: string;
  paramConf: string;
  /** Null when no such file is packed. */
  cgiConf: string | null;
  fileName: string;
  members: MemberLine[];
  findings: Finding[];
}

interface Input {
  document: ManifestDocument;
  directory: string;
  otherFiles: string[];
}

/** A folder, its manifest.json, or another manifest that lies in the folder of the app. */
async function loadInput(place: string, flags: PackageConfFlags): Promise<Input> {
  const file = path.resolve(place);
  const isFolder = (await stat(file).catch(() => undefined))?.isDirectory() ?? false;
  const added = flags.add ?? [];
  if (!isFolder && path.basename(file) !== 'manifest.json') {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined)
      throw failure('project/no-manifest', 'there is no manifest of this name', {
        location: { file },
        expected: 'the folder of an app, or its manifest',
        fix: 'check the path',
      });
    return { document: parseManifest(text, file), directory: path.dirname(file), otherFiles: added };
  }
  const project = await loadProject(isFolder ? file : path.dirname(file));
  const otherFiles = [...(project.settings.add ?? []), ...added];
  return { document: project.manifest, directory: project.directory, otherFiles };
}

/** An architecture that the manifest names cannot be packed for another one. */
function architectureFor({ document }: Input, wanted: string | undefined): string {
  const { architecture } = document.value.acapPackageConf.setup;
  if (wanted === undefined || architecture === undefined || architecture === 'all' || architecture === wanted)
    return wanted ?? 'aarch64';
  throw failure('build/architecture', `the manifest is for ${architecture}, not for ${wanted}`, {
    location: document.locate(['acapPackageConf', 'setup', 'architecture']),
    expected: `--arch ${architecture}`,
    found: `--arch ${wanted}`,
    fix: 'leave architecture out of the manifest: packing fills it in',
  });
}

const typeNames = { file: 'file', directory: 'dir', symlink: 'symlink', hardlink: 'hardlink' } as const;

function memberLine(entry: Entry): MemberLine {
  const mode = entry.type === 'symlink' ? 0o777 : entry.mode;
  return { name: entry.name, type: typeNames[entry.type], mode: mode.toString(8).padStart(4, '0') };
}

/** The text of a generated member; undefined when it is not packed. The generated one is the last of its name. */
function generatedText(entries: Entry[], name: string): string | undefined {
  const data = entries
    .flatMap((entry) => (entry.name === name && entry.type === 'file' ? [entry.data] : []))
    .at(-1);
  return Buffer.isBuffer(data) ? data.toString('utf8') : undefined;
}

async function textsOf(
  input: Input,
  flags: PackageConfFlags,
  validated: boolean,
): Promise<Omit<PackageTexts, 'findings'> & { missing: Finding[] }> {
  const manifest = completeManifest(input.document.value, {
    architecture: architectureFor(input, flags.arch),
    sdk: sdkGeneration(flags.sdk ?? newestSdk),
    validated,
  });
  const { directory, otherFiles } = input;
  const { entries, findings } = await layoutPackage({ directory, manifest, otherFiles, missing: 'report' });
  return {
    manifest,
    packageConf: generatedText(entries, 'package.conf') ?? '',
    paramConf: generatedText(entries, 'param.conf') ?? '',
    cgiConf: generatedText(entries, 'cgi.conf') ?? null,
    fileName: packageFileName(manifest),
    members: entries.map(memberLine),
    missing: findings.map((finding): Finding => ({ ...finding, severity: 'warning' })),
  };
}

/** What keeps Axis' tool from packing the manifest; nothing where it is told not to look. */
function errorsOf({ document }: Input, flags: PackageConfFlags): Finding[] {
  if (flags.disableManifestValidation) return [];
  const findings = checkManifest(document, { sdk: sdkGeneration(flags.sdk ?? newestSdk) });
  return findings.filter(({ severity }) => severity === 'error');
}

/**
 * Reads an app's manifest and files. What the schema refuses is told beside the texts, which then keep schemaVersion; files that are
 * missing, because the app is not built yet, are warnings. Throws where no texts can be made.
 */
export async function packageTexts(place: string, flags: PackageConfFlags): Promise<PackageTexts> {
  const input = await loadInput(place, flags);
  const errors = errorsOf(input, flags);
  if (errors.length > 0 && !isCompletable(input.document.value)) throw new AcapkitError(errors);
  const validated = !flags.disableManifestValidation && errors.length === 0;
  try {
    const { missing, ...texts } = await textsOf(input, flags, validated);
    return { ...texts, findings: [...errors, ...missing] };
  } catch (error) {
    if (error instanceof AcapkitError) throw new AcapkitError([...errors, ...error.findings]);
    // A field may be of a kind that nothing can be made of; the check says which.
    const told = errors.length > 0 ? errors : errorsOf(input, { ...flags, disableManifestValidation: false });
    if (error instanceof TypeError && told.length > 0) throw new AcapkitError(told);
    throw error;
  }
}
