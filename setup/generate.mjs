#!/usr/bin/env node
// `npm run generate`: writes the files that are made from tables in the sources. `--check` only compares and fails when one is out of date.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from './native.mjs';
import { asProgram } from './setup.mjs';

/** A module of src as it is now: dist/ may be older than the table that was just edited. */
async function load(file) {
  const result = await build({
    entryPoints: [path.join(root, 'src', file)],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

/** What belongs into a folder: `files` of `{ name, text }`, and every other file that `owns` matches is left over. */
async function outputs() {
  const { schemaFiles } = await load('manifest/schema-generator.ts');
  const { documentation } = await load('cli/rule-groups.ts');
  return [
    { folder: 'schemas', owns: /^manifest-v.+\.json$/, files: schemaFiles() },
    { folder: 'docs', owns: /^rules\.md$/, files: [{ name: 'rules.md', text: documentation() }] },
  ];
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Files that differ, as `{ name, text }`; `text` is undefined for one that should not be there. */
function differences({ folder, owns, files }) {
  const wanted = new Map(files.map(({ name, text }) => [name, text]));
  const present = readdirSync(path.join(root, folder)).filter((name) => owns.test(name));
  return [...new Set([...wanted.keys(), ...present])]
    .map((name) => ({ name: path.join(folder, name), text: wanted.get(name) }))
    .filter(({ name, text }) => textOf(path.join(root, name)) !== text);
}

function put({ name, text }) {
  const file = path.join(root, name);
  if (text === undefined) rmSync(file);
  else {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  }
  process.stderr.write(`${text === undefined ? 'removed' : 'wrote'} ${name}\n`);
}

const outOfDate = ({ name }) => ({
  code: 'generate/out-of-date',
  message: `${name} is not what the sources say`,
  fix: 'npm run generate',
});

await asProgram(async () => {
  const different = (await outputs()).flatMap(differences);
  if (!process.argv.includes('--check')) for (const output of different) put(output);
  else if (different.length > 0)
    throw Object.assign(new Error('files are out of date'), { findings: different.map(outOfDate) });
  if (different.length === 0) process.stderr.write('generated files are up to date\n');
});
