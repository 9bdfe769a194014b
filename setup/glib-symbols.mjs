#!/usr/bin/env node
// `node setup/glib-symbols.mjs`: writes toolchains/glib-symbols.tsv, which function came with which release of GLib, from the annotations in
// the headers of the newest sysroot. For maintainers, after a profile with a newer GLib; run `npx tsc` before.
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './native.mjs';
import { asProgram } from './setup.mjs';
import { step } from './steps.mjs';

/** Every camera that is judged has GLib 2.56 or later; what is older than that needs no row. */
const oldest = 56;
const profile = 'os13';
const libraries = { GLIB: 'glib', GOBJECT: 'gobject', GIO: 'gio', GMODULE: 'gmodule' };

/** The function or variable that a declaration names: the last word before its first parenthesis, or before its end. */
function declaredName(declaration) {
  const text = declaration.replace(/\bG_GNUC_\w+(\s*\([^()]*\))?/g, ' ').replace(/\s+/g, ' ');
  return /(\w+) ?\(/.exec(text)?.[1] ?? /(\w+) ?$/.exec(text)?.[1];
}

/** `GLIB_AVAILABLE_IN_2_76` stands before a declaration. Inline functions, macros and types have other marks and are no symbols. */
function annotated(header) {
  const code = header.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/^\s*#(?:\\\n|.)*$/gm, '');
  return [...code.matchAll(/\b(GLIB|GOBJECT|GIO|GMODULE)_AVAILABLE_IN_2_(\d+)\b([^;{]*);/g)].map(
    ([, family, minor, declaration]) => ({
      name: declaredName(declaration),
      minor: Number(minor),
      library: libraries[family],
    }),
  );
}

function headersBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.h'))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function table(folders, release) {
  const found = folders.flatMap(headersBelow).flatMap((file) => annotated(readFileSync(file, 'utf8')));
  const rows = found
    .filter(({ name, minor }) => name?.startsWith('g_') && minor > oldest)
    .map(({ name, minor, library }) => `${name}\t2.${minor}\t${library}`);
  return [
    `# Functions newer than GLib 2.${oldest}, from the GLIB_AVAILABLE_IN_2_xx annotations in the headers of GLib ${release}.`,
    '# Made by setup/glib-symbols.mjs. library: lib<library>-2.0.so.0',
    'symbol\tsince\tlibrary',
    ...[...new Set(rows)].sort(),
    '',
  ].join('\n');
}

await asProgram(async () => {
  const { ensureSysroot } = await import(path.join(root, 'dist', 'src', 'build', 'sysroot', 'sysroot.js'));
  await step('GLib', async (onProgress) => {
    const { directory, triple } = await ensureSysroot(profile, 'aarch64', { onProgress });
    const pc = readFileSync(path.join(directory, 'usr/lib', triple, 'pkgconfig/glib-2.0.pc'), 'utf8');
    const release = /^Version: (.*)$/m.exec(pc)?.[1];
    const folders = ['glib-2.0', 'gio-unix-2.0'].map((name) => path.join(directory, 'usr/include', name));
    const target = path.join(root, 'toolchains', 'glib-symbols.tsv');
    writeFileSync(`${target}.partial`, table(folders, release));
    renameSync(`${target}.partial`, target);
  });
});
