// Which clang builds everything: version 19 where it is installed under that name (Debian 12 and 13, Ubuntu 24.04), else plain clang; and
// whether ccache stands before it.
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../support/errors.js';

const foundPrograms = new Map<string, string>();

/** The absolute path of the first of `names` on the PATH, or undefined. What was found is not looked for again. */
export async function findProgram(...names: string[]): Promise<string | undefined> {
  const key = JSON.stringify([process.env.PATH, names]);
  const program = foundPrograms.get(key) ?? (await searchProgram(names));
  if (program !== undefined) foundPrograms.set(key, program);
  return program;
}

async function searchProgram(names: string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      const isThere = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (isThere) return file;
    }
  }
  return undefined;
}

/** A tool of the LLVM family, such as `clang`, `clang++`, `llvm-strip`, `llvm-readelf`. */
export async function llvmTool(name: string): Promise<string> {
  const program = await findProgram(`${name}-19`, name);
  if (program) return program;
  throw failure('build/compiler-missing', `${name} is not installed`, {
    expected: `${name}-19 or ${name} on the PATH`,
    fix: 'acapkit doctor --fix installs the compiler (clang-19, lld-19, llvm-19)',
  });
}

export const clang = (): Promise<string> => llvmTool('clang');

/** The path of ccache where it is installed; undefined without it, or with ACAPKIT_NO_CCACHE or CCACHE_DISABLE in the environment. */
export async function compilerLauncher(): Promise<string | undefined> {
  const { ACAPKIT_NO_CCACHE, CCACHE_DISABLE } = process.env;
  return ACAPKIT_NO_CCACHE || CCACHE_DISABLE ? undefined : findProgram('ccache');
}
