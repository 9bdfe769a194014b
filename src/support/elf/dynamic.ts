// The dynamic section: libraries, search paths, and the symbols with their versions that a program or library asks for and gives.
import { type ElfImage, sectionType, segmentType } from './image.js';

export interface ElfSymbol {
  name: string;
  /** Symbol version such as `GLIBC_2.34`; undefined when it has none. */
  version?: string;
  weak: boolean;
}

export interface VersionNeed {
  library: string;
  version: string;
}

export const tag = {
  needed: 1,
  strtab: 5,
  symtab: 6,
  soname: 14,
  rpath: 15,
  textRelocations: 22,
  bindNow: 24,
  runpath: 29,
  flags: 30,
  versym: 0x6ffffff0,
  flags1: 0x6ffffffb,
  verneed: 0x6ffffffe,
  verneednum: 0x6fffffff,
  verdef: 0x6ffffffc,
  verdefnum: 0x6ffffffd,
} as const;

/** Of Node's own program, 75,000 symbols with 5 MB of names; what goes far beyond is no program. */
export const symbolsMax = 200_000;
/** The highest bit of a version number says that a symbol is not the default one of its name. */
const versionMask = 0x7fff;
const dynamicEntriesMax = 65_536;
const versionEntriesMax = 65_536;

export class DynamicSection {
  readonly #entries: [key: number, value: number][] = [];
  #strings: number | undefined;
  #versionEntriesLeft = versionEntriesMax;

  constructor(private readonly image: ElfImage) {
    const segment = image.segments.find(({ type }) => type === segmentType.dynamic);
    if (segment) this.#read(segment.offset, segment.size);
  }

  value(key: number): number | undefined {
    return this.#entries.find(([candidate]) => candidate === key)?.[1];
  }

  /** The texts of all entries of one kind. */
  texts(key: number): string[] {
    return this.#entries.filter(([candidate]) => candidate === key).map(([, index]) => this.#textAt(index));
  }

  symbols(versionNames: Map<number, string>): { symbol: ElfSymbol; defined: boolean }[] {
    const { data, wide } = this.image;
    const table = this.value(tag.symtab);
    const count = this.#symbolCount();
    if (table === undefined || count === 0) return [];
    const start = this.image.offsetOf(table);
    const versym = this.value(tag.versym);
    const versions = versym === undefined ? undefined : this.image.offsetOf(versym);
    return Array.from({ length: count - 1 }, (_, i) => i + 1).flatMap((index) => {
      const at = start + index * (wide ? 24 : 16);
      const name = this.#textAt(data.readUInt32LE(at));
      const info = data.readUInt8(at + (wide ? 4 : 12));
      const section = data.readUInt16LE(at + (wide ? 6 : 14));
      if (name === '' || info >> 4 === 0) return [];
      const number = versions === undefined ? 0 : data.readUInt16LE(versions + 2 * index) & versionMask;
      const version = versionNames.get(number);
      const symbol = { name, ...(version === undefined ? {} : { version }), weak: info >> 4 === 2 };
      return [{ symbol, defined: section !== 0 }];
    });
  }

  /** Names of version numbers, and the versions that are asked for of other libraries. */
  versions(): { names: Map<number, string>; needs: VersionNeed[] } {
    const { data } = this.image;
    const names = new Map<number, string>();
    const needs: VersionNeed[] = [];
    this.#table(tag.verneed, tag.verneednum, (at) => {
      const library = this.#textAt(data.readUInt32LE(at + 4));
      this.#chain(at + data.readUInt32LE(at + 8), data.readUInt16LE(at + 2), (aux) => {
        const version = this.#textAt(data.readUInt32LE(aux + 8));
        names.set(data.readUInt16LE(aux + 6) & versionMask, version);
        needs.push({ library, version });
        return data.readUInt32LE(aux + 12);
      });
      return data.readUInt32LE(at + 12);
    });
    this.#table(tag.verdef, tag.verdefnum, (at) => {
      const first = at + data.readUInt32LE(at + 12);
      // The definition with the base flag names the library itself.
      if ((data.readUInt16LE(at + 2) & 1) === 0)
        names.set(data.readUInt16LE(at + 4) & versionMask, this.#textAt(data.readUInt32LE(first)));
      return data.readUInt32LE(at + 16);
    });
    return { names, needs };
  }

  #read(offset: number, size: number): void {
    const half = this.image.wide ? 8 : 4;
    for (let at = offset; at + 2 * half <= offset + size; at += 2 * half) {
      const key = this.image.word(at);
      if (key === 0) return;
      if (this.#entries.length === dynamicEntriesMax) throw new RangeError('too many dynamic entries');
      this.#entries.push([key, this.image.word(at + half)]);
    }
  }

  #textAt(index: number): string {
    this.#strings ??= this.image.offsetOf(this.value(tag.strtab) ?? -1);
    return this.image.text(this.#strings + index);
  }

  /** From the section table; a file without one is stripped of sections and tells no symbols. */
  #symbolCount(): number {
    const section = this.image.sections.find(({ type }) => type === sectionType.dynamicSymbols);
    if (section === undefined || section.entrySize === 0) return 0;
    const symbols = Math.floor(section.size / section.entrySize);
    if (symbols > symbolsMax) throw new RangeError('too many symbols');
    return symbols;
  }

  #table(key: number, countKey: number, visit: (at: number) => number): void {
    const address = this.value(key);
    if (address !== undefined) this.#chain(this.image.offsetOf(address), this.value(countKey) ?? 0, visit);
  }

  /** Walks entries that say how far the next one is; never more than were announced. */
  #chain(start: number, count: number, visit: (at: number) => number): void {
    let at = start;
    for (let i = 0; i < count; i++) {
      this.#versionEntriesLeft -= 1;
      if (this.#versionEntriesLeft < 0) throw new RangeError('too many version entries');
      const step = visit(at);
      if (step === 0) return;
      at += step;
    }
  }
}
