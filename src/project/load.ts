// A project folder → one value. The disk is read once, here; everything later works on the value.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ManifestDocument, parseManifest } from '../manifest/parse.js';
import { failure } from '../support/errors.js';

/** What drives the native build, found from the files of the project. */
export type BuildKind = 'node' | 'cmake' | 'make' | 'none';

export interface ProjectSettings {
  /** Entry point of a Node app, relative to the project. */
  main?: string;
  /** Files and folders to pack beyond the standard ones. */
  add?: string[];
}

export interface Project {
  directory: string;
  manifest: ManifestDocument;
  kind: BuildKind;
  /** The project has an addon of its own (binding.gyp or a CMakeLists.txt beside package.json). */
  hasAddon: boolean;
  settings: ProjectSettings;
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function readManifest(directory: string): Promise<ManifestDocument> {
  const file = path.join(directory, 'manifest.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return parseManifest(text, file);
  const old = await exists(path.join(directory, 'package.conf'));
  throw failure('project/no-manifest', `there is no manifest.json in ${directory}`, {
    location: { file },
    expected: 'the folder of a camera app',
    found: old ? 'an old package.conf without a manifest' : 'no manifest.json',
    fix: old
      ? 'make a manifest of it with: acapkit migrate'
      : 'name the folder of the app, or make a new one with: acapkit new <dir>',
  });
}

async function readSettings(directory: string): Promise<{ settings: ProjectSettings; isNode: boolean }> {
  const file = path.join(directory, 'package.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { settings: {}, isNode: false };
  let value: { acapkit?: ProjectSettings };
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw failure('project/package-json', `package.json is not valid JSON: ${(error as Error).message}`, {
      location: { file },
    });
  }
  const settings = value.acapkit ?? {};
  return { settings, isNode: settings.main !== undefined };
}

async function buildKind(directory: string, isNode: boolean): Promise<BuildKind> {
  if (isNode) return 'node';
  if (await exists(path.join(directory, 'CMakeLists.txt'))) return 'cmake';
  if (await exists(path.join(directory, 'Makefile'))) return 'make';
  return 'none';
}

/** Reads a project. Throws `project/no-manifest`, `manifest/syntax`, `project/package-json`. */
export async function loadProject(folder: string): Promise<Project> {
  const directory = path.resolve(folder);
  const manifest = await readManifest(directory);
  const { settings, isNode } = await readSettings(directory);
  const kind = await buildKind(directory, isNode);
  const hasAddon = isNode && (await exists(path.join(directory, 'CMakeLists.txt')));
  return { directory, manifest, kind, hasAddon, settings };
}
