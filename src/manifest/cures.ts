// Mechanical cures applied to the text of a manifest: only the touched places change, the author's formatting and order of keys stay.
import { ManifestText } from './manifest-text.js';
import type { Cure, JsonPath } from './rules/rule.js';

type ManifestCure = Extract<Cure, { path: JsonPath } | { from: JsonPath }>;

export const isManifestCure = (cure: Cure): cure is ManifestCure => 'path' in cure || 'from' in cure;

/** The text with one cure applied; the same text where there is nothing to cure, or something would be overwritten. */
export function applyCure(text: string, cure: ManifestCure): string {
  const manifest = new ManifestText(text);
  if (cure.kind === 'set') manifest.set(cure.path, cure.value);
  else if (cure.kind === 'remove') manifest.remove(cure.path);
  else move(manifest, cure);
  return manifest.text;
}

function move(manifest: ManifestText, { from, to }: { from: JsonPath; to: JsonPath }): void {
  const value = manifest.at(...from);
  if (value === undefined || manifest.at(...to) !== undefined) return;
  const isRename = JSON.stringify(from.slice(0, -1)) === JSON.stringify(to.slice(0, -1));
  // Another name at the same level keeps its place in the file.
  if (isRename) manifest.rename(from, String(to.at(-1)));
  else {
    manifest.remove(from);
    manifest.set(to, value);
  }
}
