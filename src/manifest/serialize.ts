// The manifest's bytes inside a package: exactly what Python's json.dump(indent=4) writes, because Axis' tool is written in Python.
import type { Manifest } from './types.js';

/** Four blanks, key order kept, ASCII only, no final newline. Source: 48 packages made by Axis' tool. */
export function serializeManifest(manifest: Manifest): string {
  return JSON.stringify(manifest, null, 4).replace(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
