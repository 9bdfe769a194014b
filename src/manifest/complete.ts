// What packing changes in a manifest before it is validated and packed: the architecture, the lowest AXIS OS version, the schema version.
// Source: packages made by SDK 12.2 to 12.11.
import { failure } from '../support/errors.js';
import { newestSchemaOf, newestSdk, type SdkGeneration, sdkGeneration } from './sdk.js';
import type { Manifest } from './types.js';
import { atLeast, compareVersions } from './versions.js';

export interface Completion {
  /** `aarch64`, `armv7hf`, or `x86_64` for the simulated camera only. */
  architecture: string;
  /** The generation of Axis' SDK to follow; the newest when absent. */
  sdk?: SdkGeneration;
  /** False keeps schemaVersion, as Axis' tool does when it is told not to validate. */
  validated?: boolean;
}

/** Whether the parts exist that completing a manifest touches; a manifest that no schema has seen may have any shape. */
export function isCompletable(manifest: Manifest): boolean {
  const setup: unknown = (manifest.acapPackageConf as { setup?: unknown } | undefined | null)?.setup;
  if (typeof setup !== 'object' || setup === null || Array.isArray(setup)) return false;
  const { appName, compatibleOsVersions: ranges } = setup as Record<string, unknown>;
  const isObject = (range: unknown): boolean => typeof range === 'object' && range !== null;
  const named = typeof appName === 'string' && typeof manifest.schemaVersion === 'string';
  return named && (ranges === undefined || (Array.isArray(ranges) && ranges.every(isObject)));
}

/**
 * Returns a completed copy. Key order is kept; new keys go last, as Axis' tool writes them. Completing twice changes nothing more.
 * Throws `manifest/shape` when there is nothing to complete.
 */
export function completeManifest(manifest: Manifest, completion: Completion): Manifest {
  if (!isCompletable(manifest))
    throw failure('manifest/shape', 'the manifest has no acapPackageConf.setup with an appName', {
      expected: 'schemaVersion and acapPackageConf.setup, with appName as a text',
      found: 'another shape',
      fix: 'acapkit check lists what is wrong',
    });
  const sdk = completion.sdk ?? sdkGeneration(newestSdk);
  const copy = structuredClone(manifest);
  const { setup } = copy.acapPackageConf;
  if (atLeast(copy.schemaVersion, '1.3') && setup.architecture === undefined)
    setup.architecture = completion.architecture;
  for (const range of setup.compatibleOsVersions ?? []) {
    if (range.min === undefined && sdk.osVersion !== undefined) range.min = sdk.osVersion;
  }
  if (sdk.raisesSchema && completion.validated !== false)
    copy.schemaVersion = raised(copy.schemaVersion, sdk);
  return copy;
}

function raised(version: string, sdk: SdkGeneration): string {
  const newest = newestSchemaOf(sdk, version.split('.')[0] ?? '');
  return newest !== undefined && compareVersions(version, newest) < 0 ? newest : version;
}
