// The name under which a package, or its unpacked tree, grows beside its place, so that only what is whole has its name.
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../support/processes.js';

/** Longer file names leave no room for the ending: file systems take 255 bytes. */
const wholeNameBytesMax = 200;

function start(name: string): string {
  if (Buffer.byteLength(name) <= wholeNameBytesMax) return name;
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** File name of a package that the process `pid` is writing. */
export const partialName = (name: string, pid: number): string => `${start(name)}.${pid}.partial`;

/** The process that writes, or wrote, `candidate` as a part of the package `name`; undefined when it is no such file. */
export function partialWriter(candidate: string, name: string): number | undefined {
  if (!candidate.startsWith(`${start(name)}.`)) return undefined;
  const pid = /^\.(\d+)\.partial$/.exec(candidate.slice(start(name).length))?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** Takes away what a killed process left of the same file or folder. */
export async function removeAbandoned(file: string): Promise<void> {
  const folder = path.dirname(file);
  for (const name of await readdir(folder)) {
    const pid = partialWriter(name, path.basename(file));
    if (pid !== undefined && (pid === process.pid || !isAlive(pid)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
