// What the judges of the audit share. A judge looks at one file once and then answers for each release, so that limits may differ.
import type { ElfSymbol } from '../../support/elf.js';
import type { Presence } from './os-table.js';
import type { Providers } from './providers.js';
import type { AuditedFile, AuditInput, Reason, Sure } from './types.js';

/** Reasons against one release. */
export type Judge = (release: string) => Reason[];

export interface JudgeContext {
  input: AuditInput;
  providers: Providers;
  /** Names of symbols that files of the package give. */
  given: ReadonlySet<string>;
}

/** Things that a file needs, each with what is known of it on a release. */
interface Needs<T> {
  items: T[];
  presence: (item: T, release: string) => Presence;
}

/** Those that surely are not there, or else those of which nobody knows; the sureness is that of the surest. */
export function lackingOf<T>(
  { items, presence }: Needs<T>,
  release: string,
): { items: T[]; sure: Sure } | undefined {
  const judged = items.map((item) => ({ item, presence: presence(item, release) }));
  const absent = judged.filter(({ presence: { there } }) => there === false);
  if (absent.length > 0) {
    const stated = absent.some(({ presence: one }) => one.there === false && one.sure === 'stated');
    const inferred = absent.some(({ presence: one }) => one.there === false && one.sure === 'inferred');
    return {
      items: absent.map(({ item }) => item),
      sure: stated ? 'stated' : inferred ? 'inferred' : 'assumed',
    };
  }
  const unknown = judged.filter(({ presence: { there } }) => there === 'unknown');
  return unknown.length > 0 ? { items: unknown.map(({ item }) => item), sure: 'assumed' } : undefined;
}

/** A reason with the object files that ask for its symbols. */
export function reasonFor(
  { input }: JudgeContext,
  { name, elf }: AuditedFile,
  reason: Omit<Reason, 'file' | 'objects'>,
): Reason {
  const objects = reason.symbols.flatMap((symbol) => input.objectsOf?.(symbol, elf.machine) ?? []);
  return { ...reason, file: name, objects: [...new Set(objects)].sort() };
}

/** Names of symbols that must be there: a weak one may be missing. */
export const strongNames = (symbols: ElfSymbol[]): string[] =>
  symbols.filter(({ weak }) => !weak).map(({ name }) => name);

/** `a, b, c` and how many more. */
export function shortList(names: string[], max = 4): string {
  const shown = names.slice(0, max).join(', ');
  return names.length > max ? `${shown} and ${names.length - max} more` : shown;
}
