// A project folder → one value. The disk is read once, here; everything later works on the value.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ManifestDocument, parseManifest } from '../manifest/parse.js';
import { failure } from '../support/errors.js';
import { type BuildKind, type ProjectSettings, parseSettings } from './settings.js';

export interface Project {
  directory: string;
  manifest: ManifestDocument;
  kind: BuildKind;
  /** The project has an addon of its own (binding.gyp or a CMakeLists.txt beside package.json). */
  hasAddon: boolean;
  settings: ProjectSettings;
  /** The manifest's file name in the project: manifest.json, or a variant that was asked for by name. */
  manifestFile: string;
}

export interface LoadOptions {
  /** Another manifest than manifest.json, relative to the project, such as `manifest.json.cpu`. */
  manifest?: string;
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function readManifest(directory: string, name: string): Promise<ManifestDocument> {
  const file = path.join(directory, name);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return parseManifest(text, file);
  const old = await exists(path.join(directory, 'package.conf'));
  throw failure('project/no-manifest', `there is no ${name} in ${directory}`, {
    location: { file },
    expected: 'the folder of a camera app',
    found: old ? 'an old package.conf without a manifest' : `no ${name}`,
    fix: old
      ? 'make a manifest of it with: acapkit migrate'
      : 'name the folder of the app, or make a new one with: acapkit new <dir>',
  });
}

async function readSettings(directory: string): Promise<ProjectSettings> {
  const text = await readFile(path.join(directory, 'package.json'), 'utf8').catch(() => undefined);
  return text === undefined ? {} : parseSettings(text, directory);
}

/** The file that each tool reads; the first one found decides. */
const buildFiles: [BuildKind, string][] = [
  ['cmake', 'CMakeLists.txt'],
  ['meson', 'meson.build'],
  ['make', 'Makefile'],
  ['make', 'makefile'],
  ['make', 'GNUmakefile'],
];

async function buildKind(directory: string, settings: ProjectSettings): Promise<BuildKind> {
  if (settings.build !== undefined) return settings.build;
  if (settings.main !== undefined) return 'node';
  for (const [kind, file] of buildFiles) if (await exists(path.join(directory, file))) return kind;
  return 'none';
}

/** Reads a project. Throws `project/no-manifest`, `manifest/syntax`, `project/package-json`, `project/setting`. */
export async function loadProject(folder: string, options: LoadOptions = {}): Promise<Project> {
  const directory = path.resolve(folder);
  const manifestFile = options.manifest ?? 'manifest.json';
  const manifest = await readManifest(directory, manifestFile);
  const settings = await readSettings(directory);
  const kind = await buildKind(directory, settings);
  const hasAddon = kind === 'node' && (await exists(path.join(directory, 'CMakeLists.txt')));
  return { directory, manifest, manifestFile, kind, hasAddon, settings };
}
