// Whether a camera would take a package, told before a long upload, with both sides named. The camera's own answer would only be "Error: 5".
import { compareVersions } from '../manifest/versions.js';
import type { Finding } from '../support/errors.js';

/** What a package says of itself. */
export interface PackageNeeds {
  file: string;
  /** `all` runs anywhere; undefined when the package does not say. */
  architecture?: string;
  /** compatibleOsVersions of the manifest. */
  osRanges: { min?: string; max?: string }[];
}

/** Compares as many parts as the limit has: 12.11.72 is within a maximum of 12. */
function within(version: string, { min, max }: { min?: string; max?: string }): boolean {
  const cut = (limit: string): string => version.split('.').slice(0, limit.split('.').length).join('.');
  return (
    (min === undefined || compareVersions(cut(min), min) >= 0) &&
    (max === undefined || compareVersions(cut(max), max) <= 0)
  );
}

function architectureFindings(needs: PackageNeeds, camera: string | undefined): Finding[] {
  const { architecture, file } = needs;
  if (architecture === undefined || architecture === 'all' || camera === undefined || architecture === camera)
    return [];
  return [
    {
      severity: 'error',
      code: 'device/architecture',
      message: `the package is for ${architecture}, the camera is ${camera}`,
      location: { file },
      expected: camera,
      found: architecture,
      fix: `pack for this camera: acapkit pack --arch ${camera === 'x86_64' ? 'host' : camera}`,
    },
  ];
}

function osFindings(needs: PackageNeeds, version: string | undefined): Finding[] {
  const { osRanges, file } = needs;
  // AXIS OS before 12.10 does not look at the ranges.
  if (version === undefined || !/^\d+(\.\d+)+/.test(version) || compareVersions(version, '12.10') < 0)
    return [];
  if (osRanges.length === 0 || osRanges.some((range) => within(version, range))) return [];
  return [
    {
      severity: 'error',
      code: 'device/os-version',
      message: `the package does not allow AXIS OS ${version}, which the camera has`,
      location: { file },
      expected: osRanges.map(({ min, max }) => `${min ?? 'any'} to ${max ?? 'any'}`).join(', '),
      found: version,
      fix: 'widen compatibleOsVersions in the manifest if the app runs there, or update the camera',
    },
  ];
}

/** What basicdeviceinfo says against what the package needs; empty when nothing speaks against an upload. */
export function compatibilityFindings(needs: PackageNeeds, info: Record<string, string>): Finding[] {
  return [...architectureFindings(needs, info.Architecture), ...osFindings(needs, info.Version)];
}
