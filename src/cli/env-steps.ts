// The environment of one target as a shell, cmake, meson or an editor takes it.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureTarget, type TargetFiles } from '../build/camera-api.js';
import { toolchainSettings } from '../build/drivers/cmake.js';
import { machineFileOption, mesonMachineFile } from '../build/drivers/meson.js';
import { buildEnvironment } from '../build/environment.js';
import { parseTargets, profileName, type TargetName } from '../build/profiles.js';
import { type BuildSettings, settingsFor } from '../build/settings.js';
import { quoteWord, quoteWords } from '../build/shell-words.js';
import { writeVscodeFiles } from '../build/vscode.js';
import { loadProject } from '../project/load.js';
import { cacheDirectory } from '../support/cache.js';
import { AcapkitError, failure } from '../support/errors.js';
import { replaceFile } from '../support/replace-file.js';
import type { Output } from './output.js';

export interface EnvFlags {
  arch: string;
  os?: string;
  debug?: boolean;
  unset?: boolean;
  cmake?: boolean;
  meson?: boolean;
  vscode?: boolean;
}

function oneTarget(text: string): TargetName {
  const [target, ...others] = parseTargets(text);
  if (target !== undefined && others.length === 0) return target;
  throw failure('build/one-target', 'an environment is for one architecture', {
    expected: 'aarch64, armv7hf or host',
    found: text,
    fix: 'choose one with --arch',
  });
}

/** Any folder may be built with the environment; one with a manifest may have settings. */
async function folderSettings(directory: string, target: TargetName): Promise<BuildSettings> {
  const project = await loadProject(directory).catch((error: unknown) => {
    if (error instanceof AcapkitError && error.findings[0]?.code === 'project/no-manifest') return undefined;
    throw error;
  });
  return settingsFor(project?.settings ?? {}, target);
}

/** meson reads a file; it lies in the cache under a name made of its content. */
async function mesonWords(files: TargetFiles, settings: BuildSettings, debug: boolean): Promise<string[]> {
  const text = await mesonMachineFile(files, debug, settings);
  const folder = path.join(cacheDirectory(), 'meson');
  const name = `${files.target}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.ini`;
  await mkdir(folder, { recursive: true });
  await replaceFile(path.join(folder, name), text);
  return [machineFileOption(files, path.join(folder, name)), ...settings.buildArguments];
}

function cmakeWords(files: TargetFiles, settings: BuildSettings, debug: boolean): string[] {
  const variables = {
    CMAKE_BUILD_TYPE: debug ? 'Debug' : 'Release',
    ...toolchainSettings(files, settings),
  };
  const defined = Object.entries(variables).filter(([, value]) => value !== '');
  return [...defined.map(([name, value]) => `-D${name}=${value}`), ...settings.buildArguments];
}

/** A shell evaluates the output: what is no name would be a command. */
function requireVariableNames(names: string[]): void {
  const wrong = names.filter((name) => !/^[A-Za-z_]\w*$/.test(name));
  if (wrong.length === 0) return;
  throw failure('build/variable-name', `a shell has no variable ${wrong.join(', ')}`, {
    expected: 'letters, digits and _ only',
    found: wrong.join(', '),
    fix: 'correct it in acapkit.environment of package.json',
  });
}

/** The names do not depend on what is in the cache, so taking them away never downloads anything. */
async function printUnset(output: Output, target: TargetName, profile: string): Promise<object> {
  const nowhere = { target, profile, directory: '/', pkgConfigDirectory: '/' };
  const names = Object.keys(await buildEnvironment(nowhere)).sort();
  output.line(`unset ${names.join(' ')}`);
  return { unset: names };
}

async function writeEditorFiles(output: Output, directory: string, target: TargetName): Promise<object> {
  const { directory: project } = await loadProject(directory);
  const written = await writeVscodeFiles(project, target);
  for (const { file, state, reason } of written)
    output.line(`${state} ${path.relative('.', file)}${reason === undefined ? '' : `: ${reason}`}`);
  output.line(`acapkit build --arch ${target} writes build/${target}/compile_commands.json`);
  return { files: written };
}

async function printForTools(
  output: Output,
  directory: string,
  flags: EnvFlags,
  target: TargetName,
): Promise<object> {
  const profile = profileName(flags.os);
  const { debug = false } = flags;
  const settings = await folderSettings(directory, target);
  const files = await ensureTarget(target, profile, {
    extraPackages: settings.sysrootPackages,
    sonames: settings.sonames,
    onProgress: (text) => output.progress(`${target}: ${text}`),
  });
  if (flags.cmake || flags.meson) {
    const words = flags.cmake ? cmakeWords(files, settings, debug) : await mesonWords(files, settings, debug);
    output.line(quoteWords(words));
    return { target, profile, sysroot: files.directory, arguments: words };
  }
  const environment = await buildEnvironment(files, debug, settings);
  requireVariableNames(Object.keys(environment));
  for (const [name, value] of Object.entries(environment)) output.line(`export ${name}=${quoteWord(value)}`);
  return { target, profile, sysroot: files.directory, environment };
}

/** What `acapkit env` prints. When it fails, the shell that evaluates stdout gets a command that fails too. */
export async function printEnvironment(output: Output, directory: string, flags: EnvFlags): Promise<object> {
  try {
    const target = oneTarget(flags.arch);
    if (flags.unset) return await printUnset(output, target, profileName(flags.os));
    if (flags.vscode) return await writeEditorFiles(output, directory, target);
    return await printForTools(output, directory, flags, target);
  } catch (error) {
    output.line('false');
    throw error;
  }
}
