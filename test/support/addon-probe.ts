// The addon of the node template, built for one target as a user's project would be.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Test } from 'tap';
import { buildAddon } from '../../src/build/addon.js';
import { ensureTarget } from '../../src/build/camera-api.js';
import { profileName, type TargetName } from '../../src/build/profiles.js';
import { scaffold } from '../../src/project/scaffold.js';

/** The project's folder and the built .node file. */
export async function buildAddonProbe(
  t: Test,
  target: TargetName,
): Promise<{ directory: string; file: string }> {
  const { directory } = await scaffold({
    directory: path.join(t.testdir(), 'probe'),
    template: 'node',
    name: 'probe',
  });
  const folder = await buildAddon(directory, 'probe', await ensureTarget(target, profileName()));
  const [name] = await readdir(folder);
  return { directory, file: path.join(folder, name ?? 'none') };
}
