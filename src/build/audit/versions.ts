// Symbol versions against what cameras have: glibc, libstdc++ and libgcc by the versions that files ask for, GLib by its functions.
import { compareVersions } from '../../manifest/versions.js';
import { type Judge, type JudgeContext, lackingOf, reasonFor, strongNames } from './judge.js';
import { glibFunctions, judgedSeries, versionPresence, versionWords } from './os-table.js';
import type { AuditedFile } from './types.js';

interface Need {
  series: string;
  number: string;
  /** As it stands in the file. */
  version: string;
  library: string;
}

/** glibc 2.36 brought packed relocations under a version without a number. */
const named: Record<string, { series: string; number: string }> = {
  GLIBC_ABI_DT_RELR: { series: 'GLIBC', number: '2.36' },
};

function needsOf({ elf }: AuditedFile): Need[] {
  return elf.versionNeeds.flatMap(({ library, version }) => {
    const [, series, number] = /^([A-Z]+)_(\d{1,9}(?:\.\d{1,9}){0,2})$/.exec(version) ?? [];
    const known = named[version] ?? (series && number ? { series, number } : undefined);
    return known && judgedSeries.has(known.series) ? [{ ...known, version, library }] : [];
  });
}

/** The highest version of each judged series that a file asks for, such as `GLIBC_2.34`. */
export function highestVersions(file: AuditedFile): string[] {
  const sorted = needsOf(file).sort((a, b) => compareVersions(a.number, b.number));
  return [...new Map(sorted.map(({ series, version }) => [series, version])).values()].sort();
}

const title = (series: string): string => (series === 'GLIBC' ? 'glibc' : series);

const buildForOldest = 'build it for the oldest AXIS OS that you serve: acapkit build --os';
const bringOwn = 'link with -static-libstdc++ -static-libgcc, or pack the library into lib/';

/** Versions of glibc, libstdc++ and libgcc. What the package brings itself is not judged. */
export function judgeVersions(context: JudgeContext, file: AuditedFile): Judge {
  const needs = needsOf(file).filter(({ library }) => context.providers.of(file, library).kind !== 'bundled');
  const all = [...new Set(needs.map(({ series }) => series))];
  return (release) =>
    all.flatMap((series) => {
      const items = needs.filter((need) => need.series === series);
      const presence = ({ number }: Need) => versionPresence(series, number, release);
      const lacking = lackingOf({ items, presence }, release);
      if (lacking === undefined) return [];
      const highest =
        lacking.items
          .map(({ number }) => number)
          .sort(compareVersions)
          .at(-1) ?? '';
      const versions = new Set(lacking.items.map(({ version }) => version));
      const blamed = file.elf.imports.filter(({ version }) => version !== undefined && versions.has(version));
      return [
        reasonFor(context, file, {
          code: series === 'GLIBC' ? 'binary/glibc' : 'binary/compiler-library',
          text: `needs ${title(series)} ${highest}`,
          symbols: blamed.map(({ name }) => name),
          ...(lacking.items[0] ? { library: lacking.items[0].library } : {}),
          limit: `${title(series)} ${versionWords(series, release)}`,
          fix: series === 'GLIBC' ? buildForOldest : bringOwn,
          sure: lacking.sure,
        }),
      ];
    });
}

interface GlibNeed {
  name: string;
  since: string;
  soname: string;
}

/** Functions of GLib that came after 2.56. */
export function judgeGlib(context: JudgeContext, file: AuditedFile): Judge {
  const functions = glibFunctions();
  const items = strongNames(file.elf.imports).flatMap((name): GlibNeed[] => {
    const known = functions.get(name);
    if (known === undefined || context.given.has(name)) return [];
    return context.providers.of(file, known.soname).kind === 'bundled' ? [] : [{ name, ...known }];
  });
  const presence = ({ since }: GlibNeed, release: string) => versionPresence('GLIB', since, release);
  return (release) => {
    const lacking = lackingOf({ items, presence }, release);
    if (lacking === undefined) return [];
    const highest =
      lacking.items
        .map(({ since }) => since)
        .sort(compareVersions)
        .at(-1) ?? '';
    return [
      reasonFor(context, file, {
        code: 'binary/glib',
        text: `needs GLib ${highest}`,
        symbols: lacking.items.map(({ name }) => name),
        ...(lacking.items[0] ? { library: lacking.items[0].soname } : {}),
        limit: `GLib ${versionWords('GLIB', release)}`,
        fix: 'use an older function, or build for the oldest AXIS OS that you serve: acapkit build --os',
        sure: lacking.sure,
      }),
    ];
  };
}
