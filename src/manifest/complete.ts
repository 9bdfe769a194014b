// What packing fills into a manifest before it is validated and packed: the architecture, and the lowest AXIS OS version.
import type { Manifest } from './types.js';
import { atLeast } from './versions.js';

export interface Completion {
  /** `aarch64`, `armv7hf`, or `x86_64` for the simulated camera only. */
  architecture: string;
  /** AXIS OS version for ranges that have no `min`; left alone when absent. */
  osVersion?: string;
}

/** Returns a completed copy. Key order is kept; new keys go last, as Axis' tool writes them. */
export function completeManifest(manifest: Manifest, completion: Completion): Manifest {
  const copy = structuredClone(manifest);
  const { setup } = copy.acapPackageConf;
  if (atLeast(copy.schemaVersion, '1.3') && setup.architecture === undefined)
    setup.architecture = completion.architecture;
  for (const range of setup.compatibleOsVersions ?? []) {
    if (range.min === undefined && completion.osVersion !== undefined) range.min = completion.osVersion;
  }
  return copy;
}
