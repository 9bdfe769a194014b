// From reasons for each release to ranges of releases: what fails for the same reasons is told once.
import type { Block, Reason, Spanned } from './types.js';

/** What makes two reasons of different releases the same one. */
const keyOf = ({ limit: _, ...reason }: Reason): string => JSON.stringify(reason);

/** The reasons against each release, in the order of the table. */
export type ByRelease = { os: string; reasons: Reason[] }[];

/** Neighbouring releases that fail for the same reasons. */
export function blocksOf(byRelease: ByRelease): Block[] {
  const blocks: (Block & { key: string })[] = [];
  let previous = '';
  for (const { os, reasons } of byRelease) {
    const key = reasons.map(keyOf).join('\n');
    const last = blocks.at(-1);
    if (last && key === previous && key !== '') last.max = os;
    else if (reasons.length > 0) blocks.push({ min: os, max: os, reasons, key });
    previous = key;
  }
  return blocks.map(({ key: _, ...block }) => block);
}

/** Each reason once, with all releases for which it holds and all limits that were named. */
export function spansOf(byRelease: ByRelease): Spanned[] {
  const spans = new Map<string, Spanned & { limits: Set<string> }>();
  for (const { os, reasons } of byRelease) {
    for (const reason of reasons) {
      const known = spans.get(keyOf(reason));
      if (known) {
        known.releases.push(os);
        known.limits.add(reason.limit);
      } else spans.set(keyOf(reason), { reason, releases: [os], limits: new Set([reason.limit]) });
    }
  }
  return [...spans.values()].map(({ reason, releases, limits }) => ({
    reason: { ...reason, limit: [...limits].join('; ') },
    releases,
  }));
}
