// Which release of each library a program asks for: the highest symbol version of every series, as `GLIBC_2.34` for libc.so.6.
import { compareVersions } from '../manifest/versions.js';
import type { ElfFacts } from '../support/elf.js';

/** A symbol version and the library that must have it. */
export type VersionNeed = ElfFacts['versionNeeds'][number];

/** `GLIBC_2.34` → GLIBC and 2.34; names without a number are a series of their own. */
function seriesOf(version: string): { series: string; number: string } {
  const [, series = version, number = '0'] = /^(.*)_(\d{1,9}(?:\.\d{1,9}){0,3})$/.exec(version) ?? [];
  return { series, number };
}

/** The highest version of each series that a program needs of each library, in the order of the file. */
export function highestVersions({ versionNeeds }: ElfFacts): VersionNeed[] {
  const highest = new Map<string, VersionNeed>();
  for (const need of versionNeeds) {
    const { series, number } = seriesOf(need.version);
    const key = JSON.stringify([need.library, series]);
    const known = highest.get(key);
    if (!known || compareVersions(number, seriesOf(known.version).number) > 0) highest.set(key, need);
  }
  return [...highest.values()];
}

/** Like highestVersions, with a name that stays the same from release to release: library and series. */
export function versionsBySeries(elf: ElfFacts): Map<string, string> {
  return new Map(
    highestVersions(elf).map(({ library, version }) => [`${library} ${seriesOf(version).series}`, version]),
  );
}
