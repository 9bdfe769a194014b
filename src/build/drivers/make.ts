// make, run in a copy of the project, so that the builds for several targets do not meet in one folder.
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../project/load.js';
import { failure } from '../../support/errors.js';
import type { TargetFiles } from '../camera-api.js';
import { publishRecordedCommands, recordingEnvironment } from '../editor.js';
import { buildEnvironment } from '../environment.js';
import { noSettings } from '../settings.js';
import { stageProject, targetDirectory } from '../stage.js';
import type { BuildOptions, BuildResult } from '../types.js';
import { runTool } from './run-tool.js';

export async function buildWithMake(
  project: Project,
  files: TargetFiles,
  options: BuildOptions,
): Promise<BuildResult> {
  const { settings = noSettings } = options;
  const directory = await stageProject(project, files.target);
  const folder = targetDirectory(project.directory, files.target);
  const { appName } = project.manifest.value.acapPackageConf.setup;
  const args = ['-j2', ...settings.buildArguments];
  const env = await recordingEnvironment(await buildEnvironment(files, options.debug, settings), folder);
  const place = { files, project: project.directory, stage: directory };
  await runTool('make', args, place, { ...options, cwd: directory, env }, () =>
    publishRecordedCommands(folder, directory, project.directory),
  );
  await requireExecutable(path.join(directory, appName), appName, 'make');
  return { target: files.target, profile: files.profile, directory, otherFiles: [] };
}

/** A build that ends well but does not make the executable is an error with a name, not a broken package. */
export async function requireExecutable(file: string, appName: string, tool: string): Promise<void> {
  await access(file).catch(() => {
    throw failure('build/no-executable', `${tool} ended well but made no ${appName}`, {
      location: { file },
      expected: `an executable named like appName: ${appName}`,
      fix: 'name the target like appName in manifest.json',
    });
  });
}
