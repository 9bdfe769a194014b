// The import rules of docs/architecture.md, held by a test. The table here is the rule; the page explains it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { packagePath } from '../../src/support/package-root.js';

/** Folder → folders of src that it may import, besides itself. */
const allowed: Record<string, string[]> = {
  support: [],
  manifest: ['support'],
  project: ['support', 'manifest'],
  build: ['support', 'manifest', 'project'],
  package: ['support', 'manifest'],
  device: ['support', 'manifest'],
  simulator: ['support', 'manifest', 'package'],
  runtime: [],
  types: [],
  cli: ['support', 'manifest', 'project', 'build', 'package', 'device', 'simulator'],
  // src/toolkit.ts, the library behind the CLI.
  '': ['support', 'manifest', 'project', 'build', 'package', 'device', 'simulator'],
};

/** Of the package, the simulated camera may only read. */
const simulatorMayReadOnly = /package\/(reader|extract|read-conf|entry|archive-\w+)\.js$/;

/** Folder of native → what its files may include with quotes or as our own headers. */
const nativeAllowed: Record<string, RegExp> = {
  image: /^(image\/|acapkit_image)/,
  core: /^(core|shim)\//,
  shim: /^shim\//,
  addon: /^((addon|core|image)\/|acapkit_image)/,
  simulator: /^(simulator\/|vdo-|axsdk\/)/,
};

async function filesBelow(folder: string, endings: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Modules that a source imports, statically or dynamically. */
export function importsOf(text: string): string[] {
  const pattern = /(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

const src = packagePath('src');
const folderOf = (file: string): string => {
  const parts = path.relative(src, file).split(path.sep);
  return parts.length > 1 ? (parts[0] ?? '') : '';
};

t.test('folders of src import only what their layer allows', async (t) => {
  const files = await filesBelow(src, /\.ts$/);
  t.ok(files.length > 50, 'the sources were found');
  for (const file of files) {
    const from = folderOf(file);
    const rule = allowed[from];
    if (!rule) t.fail(`src/${from} has no rule in this test`);
    for (const name of importsOf(await readFile(file, 'utf8'))) {
      if (!name.startsWith('.')) continue;
      const target = path.resolve(path.dirname(file), name);
      const to = folderOf(target);
      const what = `${path.relative(src, file)} → ${path.relative(src, target)}`;
      if (to !== from && !rule?.includes(to)) t.fail(what);
      if (from === 'simulator' && to === 'package' && !simulatorMayReadOnly.test(target))
        t.fail(`${what}: only the reader`);
      if (path.relative(src, target).startsWith('..')) t.fail(`${what}: outside src`);
    }
  }
});

t.test('native folders include only what their layer allows', async (t) => {
  for (const [folder, rule] of Object.entries(nativeAllowed)) {
    const files = await filesBelow(packagePath('native', folder), /\.(cc|h|c|inl|hpp)$/);
    t.ok(files.length > 0, `native/${folder} has sources`);
    for (const file of files) {
      const text = await readFile(file, 'utf8');
      for (const [, name = ''] of text.matchAll(/^#include "([^"]+)"/gm)) {
        if (!rule.test(name)) t.fail(`${path.relative(packagePath(), file)} includes ${name}`);
      }
      const napi = /#include <(napi|node_api)\.h>/.test(text);
      if (napi && folder !== 'addon') t.fail(`${path.relative(packagePath(), file)} includes Node's headers`);
    }
  }
});

t.test('the rule can fail', async (t) => {
  t.same(importsOf("import { a } from '../cli/x.js';\nconst b = await import('./y.js');\nimport 'z';"), [
    '../cli/x.js',
    './y.js',
    'z',
  ]);
});
