// Schema versions are compared part by part as numbers: 1.10.0 is newer than 1.9.0.

export function versionParts(version: string): number[] {
  const parts = version.split('.').map(Number);
  while (parts.length < 3) parts.push(0);
  return parts;
}

/** Negative, zero or positive, like a sort function. `1.3` equals `1.3.0`. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [versionParts(a), versionParts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const atLeast = (version: string, floor: string): boolean => compareVersions(version, floor) >= 0;
