// The name under which a package grows beside its place, so that only whole packages have its name.
import { createHash } from 'node:crypto';

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
