// Conformance data that lies beside some checkouts. Tests that use it say so and skip where it is absent; they are extra, never the only ones.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packagePath } from '../../src/support/package-root.js';

/** The path of a file of the conformance data, or undefined when this checkout has none. */
export function specPath(...parts: string[]): string | undefined {
  const root = process.env.ACAPKIT_SPEC ?? packagePath('..', 'shared', 'spec');
  const file = path.join(root, ...parts);
  return existsSync(file) ? file : undefined;
}
