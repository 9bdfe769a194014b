// The one folder outside the project that acapkit writes to: sysroots, Node runtimes, link stubs, sample footage.
import { homedir } from 'node:os';
import path from 'node:path';

/** `$ACAPKIT_CACHE`, else `acapkit` in the XDG cache folder. */
export function cacheDirectory(): string {
  if (process.env.ACAPKIT_CACHE) return path.resolve(process.env.ACAPKIT_CACHE);
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'acapkit');
}
