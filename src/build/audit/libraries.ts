// Libraries that nobody gives, and functions of camera libraries that came later or are gone, whether linked or looked up at the start.
import { compareVersions } from '../../manifest/versions.js';
import { type CameraLibrary, type CameraSymbol, cameraLibraries } from '../symbol-tables.js';
import { type Judge, type JudgeContext, lackingOf, reasonFor, shortList, strongNames } from './judge.js';
import type { Presence } from './os-table.js';
import { cameraLibraryPresence, devicePresence, presenceWords } from './providers.js';
import type { AuditedFile } from './types.js';

/** The release of the older of the two published references; what only the newer one (12.2) lists came between them, if the older one has the library. */
const olderReference = '10.9';

/** Whether cameras of a release have a function. Source of the bases: native/symbols. */
export function symbolPresence(library: CameraLibrary, symbol: CameraSymbol, release: string): Presence {
  const { firstOs, removedIn, basis } = symbol;
  if (removedIn !== undefined && compareVersions(release, removedIn) >= 0)
    return { there: false, sure: 'stated' };
  if (compareVersions(release, firstOs) >= 0) return { there: true };
  if (basis === 'version-list') return { there: false, sure: 'stated' };
  const whole = cameraLibraryPresence(library, release);
  if (whole.there === false) return whole;
  const isListed = [...library.symbols.values()].some((other) => other.firstOs === olderReference);
  const between = basis === 'reference' && compareVersions(firstOs, olderReference) > 0 && isListed;
  if (between && compareVersions(release, olderReference) <= 0) return { there: false, sure: 'inferred' };
  return { there: 'unknown' };
}

/** A function of a camera library that a file uses. */
export interface CameraNeed {
  library: CameraLibrary;
  symbol: CameraSymbol;
}

const needsOf = (library: CameraLibrary, names: string[]): CameraNeed[] =>
  names.flatMap((name) => {
    const symbol = library.symbols.get(name);
    return symbol ? [{ library, symbol }] : [];
  });

/** The functions of each camera library that a file uses, linked or looked up. */
export function cameraNeeds(
  { providers, given }: JudgeContext,
  file: AuditedFile,
): { needs: CameraNeed[]; lookedUp: boolean }[] {
  const { elf } = file;
  const imported = strongNames(elf.imports).filter((name) => !given.has(name));
  const linked = elf.needed.flatMap((soname) => {
    const provider = providers.of(file, soname);
    return provider.kind === 'camera'
      ? [{ needs: needsOf(provider.library, imported), lookedUp: false }]
      : [];
  });
  const lookedUp = cameraLibraries().map((library) => {
    const names = elf.lookups.filter((one) => one.library === library.name).map(({ symbol }) => symbol);
    return { needs: needsOf(library, [...new Set(names)]), lookedUp: true };
  });
  return [...linked, ...lookedUp].filter(({ needs }) => needs.length > 0);
}

/** `since AXIS OS 12.7` or `gone since AXIS OS 13.0`. */
const whenWords = ({ firstOs, removedIn }: CameraSymbol, release: string): string =>
  removedIn !== undefined && compareVersions(release, removedIn) >= 0
    ? `gone since AXIS OS ${removedIn}`
    : `known since AXIS OS ${firstOs}`;

/** Functions of camera libraries. */
export function judgeCamera(context: JudgeContext, file: AuditedFile): Judge {
  const groups = cameraNeeds(context, file);
  return (release) =>
    groups.flatMap(({ needs, lookedUp }) => {
      const presence = ({ library, symbol }: CameraNeed) => symbolPresence(library, symbol, release);
      const lacking = lackingOf({ items: needs, presence }, release);
      const [first] = lacking?.items ?? [];
      if (lacking === undefined || first === undefined) return [];
      const names = lacking.items.map(({ symbol }) => symbol.name);
      const when = [...new Set(lacking.items.map(({ symbol }) => whenWords(symbol, release)))].sort();
      return [
        reasonFor(context, file, {
          code: 'binary/camera-library',
          text: `${lookedUp ? 'looks up' : 'uses'} ${shortList(names)} of ${first.library.name} (${when.join(', ')})`,
          symbols: names,
          library: first.library.soname ?? first.library.name,
          limit: `functions of ${first.library.name} that this AXIS OS has`,
          fix: 'replace functions that are gone, or keep such cameras out of compatibleOsVersions',
          sure: lacking.sure,
        }),
      ];
    });
}

/** Libraries of DT_NEEDED. */
export function judgeLibraries(context: JudgeContext, file: AuditedFile): Judge {
  const judges = file.elf.needed.map((soname) => judgeLibrary(context, file, soname));
  return (release) => judges.flatMap((judge) => judge(release));
}

const packIt = "put it into lib/ and link with -Wl,-rpath,'$ORIGIN/lib', or link it statically";

function judgeLibrary(context: JudgeContext, file: AuditedFile, soname: string): Judge {
  const provider = context.providers.of(file, soname);
  const blame = { code: 'binary/missing-library', symbols: [], library: soname, fix: packIt };
  if (provider.kind === 'bundled') {
    if (provider.reachable) return () => [];
    const reason = reasonFor(context, file, {
      ...blame,
      code: 'binary/library-path',
      text: `needs ${soname}, and the loader does not look at ${provider.file.name}`,
      limit: 'a folder of DT_RUNPATH',
      fix: "link with -Wl,-rpath,'$ORIGIN/lib' (a library in lib/ with '$ORIGIN')",
      sure: 'assumed',
    });
    return () => [reason];
  }
  if (provider.kind === 'missing') {
    const { wrong } = provider;
    const instead = wrong
      ? `${wrong.name} is for ${wrong.elf.machine}`
      : 'it is neither in the package nor known of cameras';
    const limit = 'a library of the package, or one that cameras are known to have';
    const text = `needs ${soname}, and ${instead}`;
    const reason = reasonFor(context, file, { ...blame, text, limit, sure: 'inferred' });
    return () => [reason];
  }
  const presence =
    provider.kind === 'camera' ? cameraPresence(provider.library, file) : devicePresence(provider.library);
  const old = provider.kind === 'camera' && provider.library.link === 'none';
  const text = `needs ${soname} of ${old ? 'ACAP SDK 3, which the native SDK never had' : 'the camera'}`;
  const limit = `AXIS OS known to have it: ${presenceWords(presence)}`;
  return (release) => {
    const one = presence(release);
    if (one.there === true) return [];
    const sure = one.there === false ? one.sure : 'assumed';
    return [reasonFor(context, file, { ...blame, text, limit, sure })];
  };
}

/** Where a file uses functions of a camera library, these tell more than the library does. */
function cameraPresence(library: CameraLibrary, { elf }: AuditedFile): (release: string) => Presence {
  const isUsed = library.link !== 'none' && elf.imports.some(({ name }) => library.symbols.has(name));
  return (release) => (isUsed ? { there: true } : cameraLibraryPresence(library, release));
}
