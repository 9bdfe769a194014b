// A folder for sockets: t.testdir() lies deep in the tree, and the path of a bus has at most 99 bytes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A new empty folder with a short path, removed when the test ends. */
export function shortFolder(t: { teardown(handler: () => void): void }): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'acapkit-'));
  t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
