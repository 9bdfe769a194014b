// Where the sockets lie. A unix socket's path has at most 107 bytes; a state folder deep in a project can be longer, and then (only
// then) the sockets go to a short folder below the system's temporary folder, which is remembered and cleaned up.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface SocketDirectory {
  /** What apps may see: bus and frame server. */
  shared: string;
  /** One log socket per app. */
  logs: string;
  /** For the camera itself: previews. */
  own: string;
  remove(): void;
}

/** Longest name that we put below: `logs/` and 12 digits, or `shared/frames.sock`. */
const longestName = '/shared/frames.sock.12345';
const socketPathBytesMax = 107;
const prefix = 'acapkit-sim-';

/** Empties what an earlier run left. */
export function makeSocketDirectory(stateDirectory: string): SocketDirectory {
  const note = path.join(stateDirectory, 'run-elsewhere');
  removeElsewhere(note);
  const inside = path.join(stateDirectory, 'run');
  rmSync(inside, { recursive: true, force: true });
  const fits = Buffer.byteLength(inside + longestName) <= socketPathBytesMax;
  const root = fits ? inside : mkdtempSync(path.join(tmpdir(), prefix));
  if (!fits) writeFileSync(note, root);
  const folder = (name: string) => {
    const made = path.join(root, name);
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  };
  const remove = () => {
    rmSync(root, { recursive: true, force: true });
    rmSync(note, { force: true });
  };
  return { shared: folder('shared'), logs: folder('logs'), own: folder('own'), remove };
}

/** The note is trusted only as far as it names a folder that we would make. */
function removeElsewhere(note: string): void {
  try {
    const folder = readFileSync(note, 'utf8');
    if (path.dirname(folder) === tmpdir() && path.basename(folder).startsWith(prefix))
      rmSync(folder, { recursive: true, force: true });
    rmSync(note, { force: true });
  } catch {
    // There was no such folder.
  }
}
