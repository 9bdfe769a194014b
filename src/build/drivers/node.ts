// A Node app: its own addon, the TypeScript bundle, the launcher as the app's executable, and the Node runtime with its libraries.
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { type BuildFailure, build as bundle, type Message } from 'esbuild';
import type { Project } from '../../project/load.js';
import { AcapkitError, type Finding, failure } from '../../support/errors.js';
import { nativeArtifact } from '../../support/native-artifacts.js';
import { packagePath } from '../../support/package-root.js';
import { addonBuildFolder, buildAddon, prebuildFolder } from '../addon.js';
import type { TargetFiles } from '../camera-api.js';
import { publishCompileCommands } from '../editor.js';
import { ensureNodeRuntime } from '../node-runtime.js';
import { profileTable } from '../profiles.js';
import { copyTree, stageFile, stageProject, targetDirectory } from '../stage.js';
import type { BuildOptions, BuildResult } from '../types.js';

/** Bundled CommonJS dependencies still call require; an ES module has none of its own. */
const banner =
  "import { createRequire as acapkitRequire } from 'node:module'; const require = acapkitRequire(import.meta.url);";

function toFinding(message: Message): Finding {
  const { location } = message;
  return {
    severity: 'error',
    code: 'build/bundle',
    message: message.text,
    ...(location
      ? { location: { file: location.file, line: location.line, column: location.column + 1 } }
      : {}),
    ...(location?.suggestion ? { fix: location.suggestion } : {}),
  };
}

async function bundleScript(project: Project, output: string, debug: boolean): Promise<void> {
  const entry = path.join(project.directory, project.settings.main ?? 'src/main.ts');
  try {
    await bundle({
      entryPoints: [entry],
      outfile: output,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: debug ? 'inline' : false,
      minify: false,
      banner: { js: banner },
      absWorkingDir: project.directory,
      alias: { acapkit: packagePath('dist', 'src', 'runtime', 'index.js') },
      logLevel: 'silent',
    });
  } catch (error) {
    const { errors } = error as BuildFailure;
    throw errors ? new AcapkitError(errors.map(toFinding)) : error;
  }
}

/** Node needs a newer libstdc++ than some cameras have, and on armv7hf libatomic, which they lack. The host has its own. */
async function stageLibraries(files: TargetFiles, lib: string): Promise<void> {
  if (files.target === 'host' || !files.runtimeSysroot) return;
  const { triple } = profileTable.architectures[files.target];
  for (const name of ['libstdc++.so.6', 'libatomic.so.1']) {
    const source = await realpath(path.join(files.runtimeSysroot, 'usr/lib', triple, name)).catch(() => {
      throw failure('build/library-missing', `${name} is not in the sysroot`, {
        location: { file: files.runtimeSysroot ?? '' },
      });
    });
    await stageFile(source, path.join(lib, name), 0o644);
  }
}

export async function buildNodeApp(
  project: Project,
  files: TargetFiles,
  options: BuildOptions,
): Promise<BuildResult> {
  const report = options.onProgress ?? (() => undefined);
  const { appName } = project.manifest.value.acapPackageConf.setup;
  const directory = await stageProject(project, files.target);
  const app = path.join(directory, 'app');
  const folder = prebuildFolder(files.target);
  if (project.hasAddon) {
    report('building the addon');
    const prebuild = await buildAddon(project.directory, appName, files, options.onLine, options.settings);
    await publishCompileCommands(
      addonBuildFolder(project.directory, files.target),
      targetDirectory(project.directory, files.target),
    );
    await copyTree(prebuild, path.join(app, 'prebuilds', folder));
  }
  report('bundling TypeScript');
  await bundleScript(project, path.join(app, 'main.mjs'), options.debug ?? false);
  await copyTree(packagePath('prebuilds', folder), path.join(app, 'acapkit', 'prebuilds', folder));
  report('adding the Node runtime');
  await stageFile(
    await nativeArtifact(files.target, 'shim/acapkit-launcher'),
    path.join(directory, appName),
    0o755,
  );
  await stageFile(await ensureNodeRuntime(files.target), path.join(directory, 'lib', 'node'), 0o755);
  await stageLibraries(files, path.join(directory, 'lib'));
  return { target: files.target, profile: files.profile, directory, otherFiles: ['app'] };
}
