// build → pack, as the commands pack and run chain them.
import path from 'node:path';
import { osProfile, profileName, type TargetName } from '../build/profiles.js';
import type { BuildResult } from '../build/types.js';
import { checkManifest } from '../manifest/check.js';
import { completeManifest } from '../manifest/complete.js';
import { type SdkGeneration, sdkGeneration } from '../manifest/sdk.js';
import type { Manifest } from '../manifest/types.js';
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
import {
  auditBuild,
  checkFillable,
  judgePromise,
  type OsRangeFlags,
  rangesText,
  withComputedRanges,
} from './pack-audit.js';

/** The architecture in the manifest of a package for a target. `x86_64` exists for the simulated camera only. */
const packedArchitecture = (target: TargetName): string => (target === 'host' ? 'x86_64' : target);

export interface PackFlags extends BuildFlags, Omit<OsRangeFlags, 'os'> {
  output: string;
  add?: string[];
  sdk?: string;
}

export interface Packed extends WrittenPackage {
  target: TargetName;
  /** Time of all members in seconds, and where it came from. */
  time: PackageTime;
}

/** Builds and packs; one .eap for each target. Nothing is written when one of them is refused. */
export async function packAll(output: Output, directory: string, flags: PackFlags): Promise<Packed[]> {
  const sdk = sdkGeneration(flags.sdk ?? osProfile(profileName(flags.os)).sdk);
  if (flags.fillOsRange) checkFillable((await openProject(directory, flags)).manifest);
  const builds = await buildAll(output, directory, flags);
  const project = await openProject(directory, flags);
  const context = { project, sdk, flags, commit: await commitTime(project.directory) };
  const ready = await Promise.all(builds.map((build) => prepare(output, build, context)));
  return Promise.all(ready.map((one) => packOne(output, one, context)));
}

interface PackContext {
  project: Project;
  sdk: SdkGeneration;
  flags: PackFlags;
  /** Time of the last commit that touched the app, in seconds. */
  commit: number | undefined;
}

/** A build that was checked, with the manifest as it will be packed. */
interface Ready {
  build: BuildResult;
  manifest: Manifest;
  otherFiles: string[];
}

/** Checks and audits what was built. Modes do not matter: packing sets them. */
async function prepare(output: Output, build: BuildResult, context: PackContext): Promise<Ready> {
  const { project, sdk, flags } = context;
  const otherFiles = [...(project.settings.add ?? []), ...build.otherFiles, ...(flags.add ?? [])];
  const files = await scanFiles(build.directory, otherFiles);
  const findings = checkManifest(project.manifest, { files }).filter(({ code }) => isFileRule(code));
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new AcapkitError(errors);
  const reports = await auditBuild(project.directory, build, project.manifest, files);
  const complete = (manifest: Manifest): Manifest =>
    completeManifest(manifest, { architecture: packedArchitecture(build.target), sdk });
  const source = project.manifest.value;
  const placeOf = (name: string): string => path.join(build.directory, name);
  const warnings = judgePromise(reports, complete(source), flags, placeOf);
  if (!output.json) for (const finding of [...findings, ...warnings]) output.finding(finding);
  const filled = flags.fillOsRange && reports.length > 0 ? withComputedRanges(source, reports) : undefined;
  if (filled) output.line(`${build.target}: compatibleOsVersions is ${rangesText(filled.ranges)}`);
  return { build, manifest: complete(filled?.manifest ?? source), otherFiles };
}

const isFileRule = (code: string): boolean => code.startsWith('package/') && !/mode/.test(code);

async function packOne(output: Output, ready: Ready, context: PackContext): Promise<Packed> {
  const { build, manifest, otherFiles } = ready;
  const layout = await layoutPackage({
    directory: build.directory,
    manifest,
    otherFiles,
    normalizeModes: true,
  });
  const time = packageTime({ commit: context.commit, newest: layout.newest });
  output.progress(`${build.target}: packing`);
  const folder = path.resolve(context.project.directory, context.flags.output);
  const written = await writePackage(
    layout.entries,
    time.seconds,
    path.join(folder, packageFileName(manifest)),
  );
  for (const name of layout.excluded) output.line(`left out ${name} (version control or backup file)`);
  for (const name of layout.duplicates) output.line(`${name} is part of the package anyway; packed once`);
  reportPackage(output, written, time);
  return { target: build.target, time, ...written };
}

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
