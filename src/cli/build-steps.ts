// check → build, as the commands build, pack and run chain them.
import path from 'node:path';
import { buildProject } from '../build/build.js';
import { parseTargets, profileName, type TargetName } from '../build/profiles.js';
import { parseAssignments, settingsFor } from '../build/settings.js';
import { cameraLibraries } from '../build/symbol-tables.js';
import type { BuildResult } from '../build/types.js';
import { checkManifest } from '../manifest/check.js';
import { loadProject, type Project } from '../project/load.js';
import { buildKinds, type TargetSettings } from '../project/settings.js';
import { AcapkitError, failure } from '../support/errors.js';
import type { BuildFlags } from './build.js';
import type { Output } from './output.js';

/** The project, with the manifest and the build tool that the flags name. */
export async function openProject(directory: string, flags: BuildFlags): Promise<Project> {
  const { with: kind } = flags;
  const project = await loadProject(
    directory,
    flags.manifest === undefined ? {} : { manifest: flags.manifest },
  );
  if (kind === undefined) return project;
  const known = buildKinds.find((name) => name === kind);
  if (known !== undefined) return { ...project, kind: known };
  throw failure('build/unknown-tool', `there is no build tool ${kind}`, {
    expected: buildKinds.join(', '),
    found: kind,
    fix: 'choose one of them with --with',
  });
}

function flagSettings(flags: BuildFlags): TargetSettings {
  return {
    buildArguments: flags.buildArg ?? [],
    environment: parseAssignments('--build-env', flags.buildEnv ?? []),
    sysrootPackages: flags.sysrootPackage ?? [],
    sonames: parseAssignments('--soname', flags.soname ?? []),
  };
}

async function checkedProject(output: Output, directory: string, flags: BuildFlags): Promise<Project> {
  const project = await openProject(directory, flags);
  const findings = checkManifest(project.manifest);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new AcapkitError(errors);
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  if (warnings > 0)
    output.line(
      output.paint('dim', `${warnings} warning${warnings > 1 ? 's' : ''}; acapkit check tells more`),
    );
  return project;
}

/** A package for all architectures is built once; one that names an architecture is built for no other. */
function chosenTargets(project: Project, asked: string | undefined): TargetName[] {
  const { architecture } = project.manifest.value.acapPackageConf.setup;
  const wanted = parseTargets(asked ?? architecture ?? 'all');
  if (architecture === 'all') return wanted.slice(0, 1);
  const other = wanted.filter(
    (target) => target !== 'host' && architecture !== undefined && architecture !== target,
  );
  if (other.length === 0) return wanted;
  throw failure('build/architecture', `the manifest is for ${architecture}, not for ${other.join(', ')}`, {
    location: project.manifest.locate(['acapPackageConf', 'setup', 'architecture']),
    expected: `--arch ${architecture}`,
    found: `--arch ${asked}`,
    fix: 'leave architecture out of the manifest: packing fills it in',
  });
}

/** Checks, then builds for each target in turn. */
export async function buildAll(output: Output, directory: string, flags: BuildFlags): Promise<BuildResult[]> {
  const profile = profileName(flags.os);
  const project = await checkedProject(output, directory, flags);
  const targets = chosenTargets(project, flags.arch);
  const results: BuildResult[] = [];
  for (const target of targets) {
    const started = performance.now();
    output.progress(`${target}: building`);
    const result = await buildProject(project, target, profile, {
      debug: flags.debug ?? false,
      settings: settingsFor(project.settings, target, flagSettings(flags)),
      onProgress: (text) => output.progress(`${target}: ${text}`),
      ...(flags.verbose ? { onLine: (line: string) => output.line(`  ${line}`) } : {}),
    });
    results.push(result);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    output.line(
      `${output.paint('green', 'built')} ${target.padEnd(8)} ${seconds.padStart(5)} s  ${path.relative('.', result.directory)}`,
    );
    tellLinked(output, result);
  }
  return results;
}

/** What an author should know of the link: what was added to the package, and where a SONAME was left open. */
function tellLinked(output: Output, { bundled = [], lookedUp = [] }: BuildResult): void {
  if (bundled.length > 0) output.line(`  into lib/, because cameras do not have them: ${bundled.join(', ')}`);
  const open = cameraLibraries().filter(
    ({ name, soname }) => soname === undefined && lookedUp.includes(name),
  );
  for (const { name, candidates } of open)
    output.line(
      `  ${name}: its SONAME is not published, so the app looks for ${candidates.join(', then ')} when it starts; --soname ${name}=… decides it`,
    );
}
