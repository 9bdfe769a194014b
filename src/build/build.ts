// Builds a project for one target with the tool that the project uses.
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../project/load.js';
import { withLock } from '../support/file-lock.js';
import { bundleLibraries } from './bundle.js';
import { ensureTarget, type TargetFiles } from './camera-api.js';
import { buildWithCmake } from './drivers/cmake.js';
import { buildWithMake, requireExecutable } from './drivers/make.js';
import { buildWithMeson } from './drivers/meson.js';
import { buildNodeApp } from './drivers/node.js';
import { buildEnvironment } from './environment.js';
import type { TargetName } from './profiles.js';
import { noSettings } from './settings.js';
import { forgetOtherBuilds, stageProject } from './stage.js';
import type { BuildOptions, BuildResult } from './types.js';

/** A project without native parts: a script as the app's executable. */
async function buildNothing(project: Project, target: TargetName, profile: string): Promise<BuildResult> {
  const directory = await stageProject(project, target);
  const { appName } = project.manifest.value.acapPackageConf.setup;
  await requireExecutable(path.join(directory, appName), appName, 'the project');
  await chmod(path.join(directory, appName), 0o755);
  return { target, profile, directory, otherFiles: [] };
}

function drive(project: Project, files: TargetFiles, options: BuildOptions): Promise<BuildResult> {
  if (project.kind === 'make') return buildWithMake(project, files, options);
  if (project.kind === 'cmake') return buildWithCmake(project, files, options);
  if (project.kind === 'meson') return buildWithMeson(project, files, options);
  return buildNodeApp(project, files, options);
}

/** Builds for one target. Two builds of one project at once take turns. */
export async function buildProject(
  project: Project,
  target: TargetName,
  profile: string,
  options: BuildOptions = {},
): Promise<BuildResult> {
  const build = path.join(project.directory, 'build');
  await mkdir(build, { recursive: true });
  return withLock(path.join(build, '.lock'), async () => {
    if (project.kind === 'none') return buildNothing(project, target, profile);
    const { settings = noSettings, debug = false } = options;
    const { sysrootPackages, sonames } = settings;
    const files = await ensureTarget(target, profile, {
      extraPackages: sysrootPackages,
      sonames,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    });
    const { kind, manifestFile } = project;
    const environment = await buildEnvironment(files, debug, settings);
    await forgetOtherBuilds(project.directory, target, {
      kind,
      manifestFile,
      profile,
      settings,
      environment,
    });
    const result = await drive(project, files, options);
    const { appName } = project.manifest.value.acapPackageConf.setup;
    // A Node app brings its own libraries, and its runtime is too large to be looked at each time.
    if (kind === 'node') return result;
    return { ...result, ...(await bundleLibraries(files, project.directory, result.directory, appName)) };
  });
}
