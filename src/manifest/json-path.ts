// Places in a manifest's value, whatever shape the value has.

export type JsonPath = (string | number)[];

/** The value at a path; undefined where a part of the way is missing. */
export function valueAt(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

export const setupPath = (...rest: JsonPath): JsonPath => ['acapPackageConf', 'setup', ...rest];
