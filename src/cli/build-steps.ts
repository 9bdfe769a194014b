// check → build → pack, as the commands build, pack and run chain them.
import path from 'node:path';
import { buildProject } from '../build/build.js';
import { parseTargets, profileName, type TargetName } from '../build/profiles.js';
import type { BuildResult } from '../build/types.js';
import { checkManifest } from '../manifest/check.js';
import { completeManifest } from '../manifest/complete.js';
import { packageFileName } from '../package/file-name.js';
import { layoutPackage } from '../package/layout.js';
import { packageTime, type WrittenPackage, writePackage } from '../package/write.js';
import { loadProject, type Project } from '../project/load.js';
import { AcapkitError, failure } from '../support/errors.js';
import type { BuildFlags } from './build.js';
import type { Output } from './output.js';

/** The architecture in the manifest of a package for a target. `x86_64` exists for the simulated camera only. */
const packedArchitecture = (target: TargetName): string => (target === 'host' ? 'x86_64' : target);

async function checkedProject(directory: string): Promise<Project> {
  const project = await loadProject(directory);
  const errors = checkManifest(project.manifest).filter((finding) => finding.severity === 'error');
  if (errors.length > 0) throw new AcapkitError(errors);
  return project;
}

/** A package for all architectures is built once; one that names an architecture is built for no other. */
function chosenTargets(project: Project, wanted: TargetName[]): TargetName[] {
  const { architecture } = project.manifest.value.acapPackageConf.setup;
  if (architecture === 'all') return wanted.slice(0, 1);
  const other = wanted.filter(
    (target) => target !== 'host' && architecture !== undefined && architecture !== target,
  );
  if (other.length === 0) return wanted;
  throw failure('build/architecture', `the manifest is for ${architecture}, not for ${other.join(', ')}`, {
    location: project.manifest.locate(['acapPackageConf', 'setup', 'architecture']),
    expected: `--arch ${architecture}`,
    found: `--arch ${wanted.join(',')}`,
    fix: 'leave architecture out of the manifest: packing fills it in',
  });
}

/** Checks, then builds for each target in turn. */
export async function buildAll(output: Output, directory: string, flags: BuildFlags): Promise<BuildResult[]> {
  const profile = profileName(flags.os);
  const project = await checkedProject(directory);
  const targets = chosenTargets(project, parseTargets(flags.arch));
  const results: BuildResult[] = [];
  for (const target of targets) {
    const started = performance.now();
    output.progress(`${target}: building`);
    const result = await buildProject(project, target, profile, {
      debug: flags.debug ?? false,
      onProgress: (text) => output.progress(`${target}: ${text}`),
      ...(flags.verbose ? { onLine: (line: string) => output.line(`  ${line}`) } : {}),
    });
    results.push(result);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    output.line(
      `${output.paint('green', 'built')} ${target.padEnd(8)} ${seconds.padStart(5)} s  ${path.relative('.', result.directory)}`,
    );
  }
  return results;
}

export interface PackFlags extends BuildFlags {
  output: string;
  add?: string[];
}

/** Builds and packs; one .eap for each target. */
export async function packAll(
  output: Output,
  directory: string,
  flags: PackFlags,
): Promise<(WrittenPackage & { target: TargetName })[]> {
  const builds = await buildAll(output, directory, flags);
  const project = await loadProject(directory);
  const folder = path.resolve(directory, flags.output);
  return Promise.all(
    builds.map(async (build) => {
      const manifest = completeManifest(project.manifest.value, {
        architecture: packedArchitecture(build.target),
      });
      const otherFiles = [...(project.settings.add ?? []), ...build.otherFiles, ...(flags.add ?? [])];
      const layout = await layoutPackage({
        directory: build.directory,
        manifest,
        otherFiles,
        normalizeModes: true,
      });
      output.progress(`${build.target}: packing`);
      const written = await writePackage(
        layout.entries,
        packageTime(layout.newest),
        path.join(folder, packageFileName(manifest)),
      );
      for (const name of layout.excluded) output.line(`left out ${name} (version control or backup file)`);
      const size = `${(written.bytes / 1e6).toFixed(written.bytes < 1e6 ? 3 : 1)} MB`;
      output.line(`${output.paint('green', 'packed')} ${path.relative('.', written.file)}  ${size}`);
      output.line(`  sha256 ${written.sha256}`);
      return { target: build.target, ...written };
    }),
  );
}
