// What a program or library needs and gives, read from its ELF dynamic section: enough to tell where it can run, without any tool.
// Every offset comes from the file, which may be hostile, so each is checked before it is followed.
import { failure } from './errors.js';

export interface ElfSymbol {
  name: string;
  /** Symbol version such as `GLIBC_2.34`; undefined when it has none. */
  version?: string;
  weak: boolean;
}

export interface ElfFacts {
  machine: 'aarch64' | 'arm' | 'x86_64' | 'other';
  /** Names of the libraries it is linked with (DT_NEEDED). */
  needed: string[];
  soname?: string;
  /** Symbols that others must give. */
  imports: ElfSymbol[];
  /** Symbols that it gives. */
  exports: ElfSymbol[];
  /** Symbol versions it asks for, with the library that must have them. */
  versionNeeds: { library: string; version: string }[];
}

const machines: Record<number, ElfFacts['machine']> = { 183: 'aarch64', 40: 'arm', 62: 'x86_64' };
const tag = {
  needed: 1,
  strtab: 5,
  symtab: 6,
  soname: 14,
  versym: 0x6ffffff0,
  verneed: 0x6ffffffe,
  verneednum: 0x6fffffff,
  verdef: 0x6ffffffc,
  verdefnum: 0x6ffffffd,
} as const;
const sectionDynsym = 11;
/** Of Node's own program, 75,000 symbols with 5 MB of names; what goes far beyond is no program. */
const symbolsMax = 200_000;
const nameBytesMax = 4096;
/** Names may overlap in the file, so a small file could give any amount of them. */
const allNamesBytesMax = 32 * 2 ** 20;
/** The highest bit of a version number says that a symbol is not the default one of its name. */
const versionMask = 0x7fff;
const dynamicEntriesMax = 65_536;
const versionEntriesMax = 65_536;

/** Whether bytes begin like an ELF file. */
export function isElf(data: Uint8Array): boolean {
  return data.length >= 20 && data[0] === 0x7f && data[1] === 0x45 && data[2] === 0x4c && data[3] === 0x46;
}

/** Reads a whole ELF file, little-endian, 32 or 64 bits. Throws `elf/damaged`. */
export function parseElf(data: Buffer): ElfFacts {
  try {
    return new ElfReader(data).facts();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw failure('elf/damaged', 'the ELF file is damaged: a table lies outside it or is far too large', {
      expected: 'a complete little-endian ELF file',
      found: `${data.length} bytes`,
      fix: 'build it again, and check that it was copied completely',
    });
  }
}

class ElfReader {
  readonly #wide: boolean;
  readonly #loads: { offset: number; address: number; size: number }[] = [];
  readonly #dynamic: [key: number, value: number][] = [];
  #strings: number | undefined;
  #nameBytesLeft = allNamesBytesMax;
  #versionEntriesLeft = versionEntriesMax;

  constructor(private readonly data: Buffer) {
    const [wordSize, byteOrder] = data.subarray(4, 6);
    if (!isElf(data) || byteOrder !== 1 || (wordSize !== 1 && wordSize !== 2))
      throw new RangeError('no little-endian ELF');
    this.#wide = wordSize === 2;
    this.#readSegments();
  }

  facts(): ElfFacts {
    const machine = machines[this.data.readUInt16LE(18)] ?? 'other';
    const [soname] = this.#texts(tag.soname);
    const versions = this.#versionNames();
    const symbols = this.#symbols(versions.names);
    return {
      machine,
      needed: this.#texts(tag.needed),
      ...(soname === undefined ? {} : { soname }),
      imports: symbols.filter(({ defined }) => !defined).map(({ symbol }) => symbol),
      exports: symbols.filter(({ defined }) => defined).map(({ symbol }) => symbol),
      versionNeeds: versions.needs,
    };
  }

  /** A file offset or size: 8 bytes in 64-bit files, 4 in others. */
  #word(at: number): number {
    return this.#wide ? Number(this.data.readBigUInt64LE(at)) : this.data.readUInt32LE(at);
  }

  #readSegments(): void {
    const [table, entrySize, count] = this.#wide
      ? [this.#word(32), this.data.readUInt16LE(54), this.data.readUInt16LE(56)]
      : [this.#word(28), this.data.readUInt16LE(42), this.data.readUInt16LE(44)];
    for (let i = 0; i < count; i++) {
      const at = table + i * entrySize;
      const type = this.data.readUInt32LE(at);
      const [offset, address, size] = this.#wide
        ? [this.#word(at + 8), this.#word(at + 16), this.#word(at + 32)]
        : [this.#word(at + 4), this.#word(at + 8), this.#word(at + 16)];
      if (type === 1) this.#loads.push({ offset, address, size });
      if (type === 2 && this.#dynamic.length === 0) this.#readDynamic(offset, size);
    }
  }

  #readDynamic(offset: number, size: number): void {
    const half = this.#wide ? 8 : 4;
    for (let at = offset; at + 2 * half <= offset + size; at += 2 * half) {
      const key = this.#word(at);
      if (key === 0) return;
      if (this.#dynamic.length === dynamicEntriesMax) throw new RangeError('too many dynamic entries');
      this.#dynamic.push([key, this.#word(at + half)]);
    }
  }

  #value(key: number): number | undefined {
    return this.#dynamic.find(([candidate]) => candidate === key)?.[1];
  }

  /** Where a virtual address lies in the file. */
  #offsetOf(address: number): number {
    const load = this.#loads.find((part) => address >= part.address && address < part.address + part.size);
    if (!load) throw new RangeError('an address outside all segments');
    return address - load.address + load.offset;
  }

  #textAt(index: number): string {
    this.#strings ??= this.#offsetOf(this.#value(tag.strtab) ?? -1);
    const start = this.#strings + index;
    const length = this.data.subarray(start, start + nameBytesMax).indexOf(0);
    if (length < 0) throw new RangeError('a text outside the file, or one without an end');
    this.#nameBytesLeft -= length;
    if (this.#nameBytesLeft < 0) throw new RangeError('too many names');
    return this.data.toString('utf8', start, start + length);
  }

  #texts(key: number): string[] {
    return this.#dynamic.filter(([candidate]) => candidate === key).map(([, index]) => this.#textAt(index));
  }

  /** Number of dynamic symbols, from the section table; a file without one is stripped of sections and tells no symbols. */
  #symbolCount(): number {
    const [table, entrySize, count] = this.#wide
      ? [this.#word(40), this.data.readUInt16LE(58), this.data.readUInt16LE(60)]
      : [this.#word(32), this.data.readUInt16LE(46), this.data.readUInt16LE(48)];
    // The table comes last in most files, so this also tells a copy that was cut.
    if (table + entrySize * count > this.data.length) throw new RangeError('sections outside the file');
    for (let i = 0; table > 0 && i < count; i++) {
      const at = table + i * entrySize;
      if (this.data.readUInt32LE(at + 4) !== sectionDynsym) continue;
      const [size, each] = this.#wide
        ? [this.#word(at + 32), this.#word(at + 56)]
        : [this.#word(at + 20), this.#word(at + 36)];
      const symbols = each > 0 ? Math.floor(size / each) : 0;
      if (symbols > symbolsMax) throw new RangeError('too many symbols');
      return symbols;
    }
    return 0;
  }

  #symbols(versionNames: Map<number, string>): { symbol: ElfSymbol; defined: boolean }[] {
    const table = this.#value(tag.symtab);
    const count = this.#symbolCount();
    if (table === undefined || count === 0) return [];
    const start = this.#offsetOf(table);
    const versym = this.#value(tag.versym);
    const versions = versym === undefined ? undefined : this.#offsetOf(versym);
    return Array.from({ length: count - 1 }, (_, i) => i + 1).flatMap((index) => {
      const at = start + index * (this.#wide ? 24 : 16);
      const name = this.#textAt(this.data.readUInt32LE(at));
      const info = this.data.readUInt8(at + (this.#wide ? 4 : 12));
      const section = this.data.readUInt16LE(at + (this.#wide ? 6 : 14));
      if (name === '' || info >> 4 === 0) return [];
      const number = versions === undefined ? 0 : this.data.readUInt16LE(versions + 2 * index) & versionMask;
      const version = versionNames.get(number);
      const symbol = { name, ...(version === undefined ? {} : { version }), weak: info >> 4 === 2 };
      return [{ symbol, defined: section !== 0 }];
    });
  }

  #versionNames(): { names: Map<number, string>; needs: ElfFacts['versionNeeds'] } {
    const names = new Map<number, string>();
    const needs: ElfFacts['versionNeeds'] = [];
    this.#table(tag.verneed, tag.verneednum, (at) => {
      const library = this.#textAt(this.data.readUInt32LE(at + 4));
      this.#chain(at + this.data.readUInt32LE(at + 8), this.data.readUInt16LE(at + 2), (aux) => {
        const version = this.#textAt(this.data.readUInt32LE(aux + 8));
        names.set(this.data.readUInt16LE(aux + 6) & versionMask, version);
        needs.push({ library, version });
        return this.data.readUInt32LE(aux + 12);
      });
      return this.data.readUInt32LE(at + 12);
    });
    this.#table(tag.verdef, tag.verdefnum, (at) => {
      const first = at + this.data.readUInt32LE(at + 12);
      // The definition with the base flag names the library itself.
      if ((this.data.readUInt16LE(at + 2) & 1) === 0)
        names.set(this.data.readUInt16LE(at + 4) & versionMask, this.#textAt(this.data.readUInt32LE(first)));
      return this.data.readUInt32LE(at + 16);
    });
    return { names, needs };
  }

  #table(key: number, countKey: number, visit: (at: number) => number): void {
    const address = this.#value(key);
    if (address !== undefined) this.#chain(this.#offsetOf(address), this.#value(countKey) ?? 0, visit);
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
