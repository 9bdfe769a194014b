// Where the package is installed: compiled code in dist/ finds templates, schemas, native sources and pages from here.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  if (process.env.ACAPKIT_ROOT) return process.env.ACAPKIT_ROOT;
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('acapkit: package.json of the package not found');
    folder = parent;
  }
  return folder;
}

/** Absolute path of the installed package. */
export const packageRoot = findRoot();

/** Absolute path of a file of the package, given relative to its root. */
export const packagePath = (...parts: string[]): string => path.join(packageRoot, ...parts);
