// The steps of Axis' acap-build: build in the app's folder, validate, write package.conf and its companions, pack what the disk has.
import { copyFile, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { ensureTarget } from '../build/camera-api.js';
import { buildEnvironment } from '../build/environment.js';
import { parseTargets, profileName } from '../build/profiles.js';
import { judgeManifest } from '../manifest/check.js';
import { completeManifest } from '../manifest/complete.js';
import { type ManifestDocument, parseManifest } from '../manifest/parse.js';
import { openSchemas } from '../manifest/schemas.js';
import { newestSdk, type SdkGeneration, sdkGeneration } from '../manifest/sdk.js';
import type { Manifest } from '../manifest/types.js';
import { packageFileName } from '../package/file-name.js';
import { layoutPackage, type PackageLayout } from '../package/layout.js';
import { packageTime, type WrittenPackage, writePackage } from '../package/write.js';
import { AcapkitError, errnoOf, type Finding, failure } from '../support/errors.js';
import { run } from '../support/process.js';
import { replaceFile } from '../support/replace-file.js';

export interface AcapBuildFlags {
  build: string;
  manifest: string;
  additionalFile?: string[];
  manifestValidation: boolean;
  packageCreation: boolean;
  mesonCrossFiles?: string[];
  schemaDir?: string;
  arch?: string;
  os?: string;
  sdk?: string;
}

/** Names that Axis' SDK environment uses for its two targets. */
const sdkNames: [RegExp, string][] = [
  [/^(aarch64|cortexa53-crypto)(-poky-linux)?$/, 'aarch64'],
  [/^(arm|armv7hf|cortexa9hf-neon)(-poky-linux.*)?$/, 'armv7hf'],
];

function architectureNamed(word: string | undefined): string | undefined {
  return sdkNames.find(([pattern]) => word !== undefined && pattern.test(word))?.[1];
}

/** The target: asked for, or that of the SDK environment, or the manifest's own. Throws when they contradict each other. */
export function targetArchitecture(document: ManifestDocument, flags: AcapBuildFlags): string {
  const { OECORE_TARGET_ARCH, SDKTARGETSYSROOT } = process.env;
  const wanted =
    flags.arch ??
    architectureNamed(OECORE_TARGET_ARCH) ??
    architectureNamed(SDKTARGETSYSROOT?.split('/').at(-1));
  const own = document.value.acapPackageConf?.setup?.architecture;
  const location = document.locate(['acapPackageConf', 'setup', 'architecture']);
  if (own !== undefined && own !== 'all' && wanted !== undefined && own !== wanted)
    throw failure('acap-build/architecture', `the manifest is for ${own}, the build is for ${wanted}`, {
      location,
      expected: `all or ${wanted}`,
      found: own,
      fix: 'leave architecture out of the manifest: packing fills it in',
    });
  const target = own ?? wanted;
  if (target !== undefined) return target;
  throw failure('acap-build/no-target', 'nothing says which architecture to build for', {
    location,
    expected: 'the environment of an SDK (OECORE_TARGET_ARCH), or --arch aarch64|armv7hf',
    found: 'neither',
    fix: 'add --arch aarch64 or --arch armv7hf',
  });
}

/** Outside an SDK environment the tools are acapkit's own. */
async function toolEnvironment(architecture: string, flags: AcapBuildFlags): Promise<Record<string, string>> {
  if (process.env.CC !== undefined || process.env.OECORE_TARGET_ARCH !== undefined || architecture === 'all')
    return {};
  const [target] = parseTargets(architecture);
  return target === undefined ? {} : buildEnvironment(await ensureTarget(target, profileName(flags.os)));
}

type Say = (line: string) => void;

/** Runs the build tool in the app's folder. */
export async function buildInPlace(
  directory: string,
  appName: string,
  architecture: string,
  flags: AcapBuildFlags,
  say: Say,
): Promise<void> {
  if (flags.build === 'no-build') return;
  const options = { cwd: directory, env: await toolEnvironment(architecture, flags), onLine: say };
  if (flags.build === 'make') {
    await run('make', [], options);
    return;
  }
  const crossFiles = (flags.mesonCrossFiles ?? []).flatMap((file) => ['--cross-file', file]);
  await run('meson', ['setup', 'build', '--reconfigure', ...crossFiles], options);
  await run('meson', ['compile', '-C', 'build'], options);
  await copyFile(path.join(directory, 'build', appName), path.join(directory, appName)).catch(
    (error: unknown) => {
      if (errnoOf(error) !== 'ENOENT') throw error;
    },
  );
}

/**
 * Findings as Axis' tool would judge: what the schema refuses is an error; what only acapkit knows is a warning, so that whatever Axis'
 * tool builds is built here too.
 */
export function validate(document: ManifestDocument, sdk: SdkGeneration, schemaDir?: string): Finding[] {
  const judgements = judgeManifest(document, { sdk, schemas: openSchemas(schemaDir) });
  return judgements.map(({ finding }) => {
    const refusedByAxis =
      finding.reference !== undefined || /^manifest\/schema-(version|of-sdk)$/.test(finding.code);
    return finding.severity === 'error' && !refusedByAxis ? { ...finding, severity: 'warning' } : finding;
  });
}

/** The SDK generation to follow; AXIS_OS_VERSION of an SDK environment is the version for `min`. */
export function followedSdk(flags: AcapBuildFlags): SdkGeneration {
  const sdk = sdkGeneration(flags.sdk ?? newestSdk);
  const version = process.env.AXIS_OS_VERSION;
  const usable = sdk.osVersion !== undefined && version !== undefined && /^\d+(\.\d+){0,2}$/.test(version);
  return usable ? { ...sdk, osVersion: version } : sdk;
}

export async function readDocument(directory: string, name: string): Promise<ManifestDocument> {
  const file = path.resolve(directory, name);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw failure(
      'acap-build/no-manifest',
      `the manifest cannot be read: ${errnoOf(error) ?? 'unknown error'}`,
      {
        location: { file },
        expected: 'a manifest.json in the app’s folder, or one named with -m',
        fix: 'name it with -m, relative to the app’s folder',
      },
    );
  });
  return parseManifest(text, file);
}

export function completed(
  document: ManifestDocument,
  architecture: string,
  sdk: SdkGeneration,
  flags: AcapBuildFlags,
): Manifest {
  return completeManifest(document.value, { architecture, sdk, validated: flags.manifestValidation });
}

const packageFile = (directory: string, manifest: Manifest): string =>
  path.join(directory, packageFileName(manifest));

/** Plans the package as the disk is: modes kept, generated files as the umask says. */
export function layoutAsIs(
  directory: string,
  manifest: Manifest,
  flags: AcapBuildFlags,
): Promise<PackageLayout> {
  return layoutPackage({
    directory,
    manifest,
    otherFiles: flags.additionalFile ?? [],
    generatedMode: 0o666 & ~process.umask(),
    outputs: [packageFile(directory, manifest)],
  });
}

/** Writes package.conf, param.conf and cgi.conf beside the manifest. A package.conf that somebody wrote by hand is kept as package.conf.orig. */
export async function writeGeneratedFiles(directory: string, layout: PackageLayout): Promise<void> {
  for (const entry of layout.entries) {
    if (
      !/^(package|param|cgi)\.conf$/.test(entry.name) ||
      entry.type !== 'file' ||
      !Buffer.isBuffer(entry.data)
    )
      continue;
    const file = path.join(directory, entry.name);
    await keepOriginal(file, entry.data);
    await replaceFile(file, entry.data);
  }
}

async function keepOriginal(file: string, text: Buffer): Promise<void> {
  const before = await readFile(file).catch(() => undefined);
  const kept = `${file}.orig`;
  const isKept = await stat(kept).then(
    () => true,
    () => false,
  );
  if (before !== undefined && !before.equals(text) && !isKept) await rename(file, kept);
}

/** Writes the package and, as Axis' tool does, a copy of LICENSE beside it. */
export async function writeBeside(
  directory: string,
  manifest: Manifest,
  layout: PackageLayout,
  commit: number | undefined,
): Promise<WrittenPackage> {
  const time = packageTime({ commit, newest: layout.newest });
  const file = packageFile(directory, manifest);
  const written = await writePackage(layout.entries, time.seconds, file);
  await copyFile(path.join(directory, 'LICENSE'), file.replace(/_[^_]+\.eap$/, '_LICENSE.txt'));
  return written;
}

/** Throws when there are errors; the warnings are returned. */
export function withoutErrors(findings: Finding[]): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new AcapkitError(errors);
  return findings;
}
