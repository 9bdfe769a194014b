// build → pack, as the commands pack and run chain them.
import path from 'node:path';
import { cameraSymbols } from '../build/camera-symbols.js';
import { osProfile, profileName, type TargetName } from '../build/profiles.js';
import type { BuildResult } from '../build/types.js';
import { checkManifest } from '../manifest/check.js';
import { completeManifest } from '../manifest/complete.js';
import { type SdkGeneration, sdkGeneration } from '../manifest/sdk.js';
import { packageFileName } from '../package/file-name.js';
import { layoutPackage } from '../package/layout.js';
import { type PackageTime, packageTime, type WrittenPackage, writePackage } from '../package/write.js';
import { scanFiles } from '../project/files.js';
import type { Project } from '../project/load.js';
import { commitTime } from '../project/source-time.js';
import { AcapkitError } from '../support/errors.js';
import type { BuildFlags } from './build.js';
import { buildAll, openProject } from './build-steps.js';
import type { Output } from './output.js';

/** The architecture in the manifest of a package for a target. `x86_64` exists for the simulated camera only. */
const packedArchitecture = (target: TargetName): string => (target === 'host' ? 'x86_64' : target);

export interface PackFlags extends BuildFlags {
  output: string;
  add?: string[];
  sdk?: string;
}

export interface Packed extends WrittenPackage {
  target: TargetName;
  /** Time of all members in seconds, and where it came from. */
  time: PackageTime;
}

/** Builds and packs; one .eap for each target. */
export async function packAll(output: Output, directory: string, flags: PackFlags): Promise<Packed[]> {
  const sdk = sdkGeneration(flags.sdk ?? osProfile(profileName(flags.os)).sdk);
  const builds = await buildAll(output, directory, flags);
  const project = await openProject(directory, flags);
  const commit = await commitTime(project.directory);
  return Promise.all(builds.map((build) => packOne(output, project, build, { sdk, flags, commit })));
}

interface PackContext {
  sdk: SdkGeneration;
  flags: PackFlags;
  /** Time of the last commit that touched the app, in seconds. */
  commit: number | undefined;
}

async function packOne(
  output: Output,
  project: Project,
  build: BuildResult,
  context: PackContext,
): Promise<Packed> {
  const { sdk, flags } = context;
  const manifest = completeManifest(project.manifest.value, {
    architecture: packedArchitecture(build.target),
    sdk,
  });
  const otherFiles = [...(project.settings.add ?? []), ...build.otherFiles, ...(flags.add ?? [])];
  await checkFiles(output, project, build, otherFiles);
  const layout = await layoutPackage({
    directory: build.directory,
    manifest,
    otherFiles,
    normalizeModes: true,
  });
  const time = packageTime({ commit: context.commit, newest: layout.newest });
  output.progress(`${build.target}: packing`);
  const file = path.join(path.resolve(project.directory, flags.output), packageFileName(manifest));
  const written = await writePackage(layout.entries, time.seconds, file);
  for (const name of layout.excluded) output.line(`left out ${name} (version control or backup file)`);
  for (const name of layout.duplicates) output.line(`${name} is part of the package anyway; packed once`);
  reportPackage(output, written, time);
  return { target: build.target, time, ...written };
}

/** The files that were built, against the rules. Modes do not matter: packing sets them. */
async function checkFiles(
  output: Output,
  project: Project,
  build: BuildResult,
  otherFiles: string[],
): Promise<void> {
  const files = await scanFiles(build.directory, otherFiles);
  const camera = build.target === 'host' ? {} : { camera: cameraSymbols(build.profile) };
  const findings = checkManifest(project.manifest, { files, ...camera }).filter(({ code }) =>
    isFileRule(code),
  );
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new AcapkitError(errors);
  if (!output.json) for (const finding of findings) output.finding(finding);
}

const isFileRule = (code: string): boolean => /^(package|binary)\//.test(code) && !/mode/.test(code);

const timeSources: Record<PackageTime['source'], string> = {
  SOURCE_DATE_EPOCH: 'SOURCE_DATE_EPOCH',
  commit: 'the last commit',
  newest: 'the newest input',
};

function reportPackage(output: Output, written: WrittenPackage, time: PackageTime): void {
  const size = `${(written.bytes / 1e6).toFixed(written.bytes < 1e6 ? 3 : 1)} MB`;
  output.line(`${output.paint('green', 'packed')} ${path.relative('.', written.file)}  ${size}`);
  output.line(`  sha256     ${written.sha256}`);
  output.line(`  tar sha256 ${written.tarSha256}`);
  output.line(`  file times ${new Date(1000 * time.seconds).toISOString()}, of ${timeSources[time.source]}`);
  if (written.compressor === 'zlib')
    output.line(
      '  packed with zlib, whose bytes differ from GNU gzip’s; install gzip for those of Axis’ tool',
    );
}
