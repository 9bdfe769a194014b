// Runs a build tool; when it fails, with findings in the author's own files and the Debian packages that are missing.
import { type RunOptions, run } from '../../support/process.js';
import type { TargetFiles } from '../camera-api.js';
import { explainMissing } from '../sysroot/missing.js';
import { toolFailure } from '../tool-output.js';
import type { BuildOptions } from '../types.js';

/** Where a tool runs and for what. */
export interface ToolPlace {
  files: TargetFiles;
  /** The project's folder: what findings name. */
  project: string;
  /** The copy or the build folder in which the tool works. */
  stage: string;
}

/** Throws the tool's own findings, or its last words. `after` is called before that, whether it failed or not. */
export async function runTool(
  command: string,
  args: string[],
  place: ToolPlace,
  options: BuildOptions & Pick<RunOptions, 'cwd' | 'env'>,
  after: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { cwd, env, onLine } = options;
  const result = await run(command, args, {
    allowFailure: true,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(onLine === undefined ? {} : { onLine }),
  });
  await after();
  if (result.code === 0) return;
  const { files, project, stage } = place;
  const packages = await explainMissing(`${result.stderr}\n${result.stdout}`, files);
  throw toolFailure(result, { command, args, project, stage }, packages);
}
