// What goes into a build and what comes out of it.
import type { TargetName } from './profiles.js';
import type { BuildSettings } from './settings.js';

export interface BuildOptions {
  debug?: boolean;
  /** What package.json and the command line ask for; absent: nothing. */
  settings?: BuildSettings;
  /** Each line that the build tools print. */
  onLine?: (line: string) => void;
  /** What is being done, in words. */
  onProgress?: (text: string) => void;
}

export interface BuildResult {
  target: TargetName;
  profile: string;
  /** The folder with everything that goes into the package. */
  directory: string;
  /** Files and folders in it that the package needs beyond the standard ones. */
  otherFiles: string[];
  /** Libraries that were copied into lib/ from the sysroot because cameras do not have them. */
  bundled?: string[];
  /** Camera libraries that programs look up when they start. */
  lookedUp?: string[];
}
