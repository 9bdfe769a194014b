// An ELF file as headers, segments, sections and texts, without what they mean. The file may be hostile, so each offset is checked before it
// is followed, and all that can repeat has a limit. What lies outside is a RangeError, which elf.ts turns into a finding.

export interface Segment {
  type: number;
  flags: number;
  offset: number;
  address: number;
  size: number;
}

export interface Section {
  /** Where its name stands in the table of section names. */
  name: number;
  type: number;
  offset: number;
  size: number;
  link: number;
  entrySize: number;
}

export const segmentType = {
  load: 1,
  dynamic: 2,
  interpreter: 3,
  stack: 0x6474e551,
  relro: 0x6474e552,
} as const;
export const sectionType = { symbols: 2, noBits: 8, dynamicSymbols: 11 } as const;

/** Programs have ten to twenty. */
const segmentsMax = 1024;
const nameBytesMax = 4096;
/** Names may overlap in the file, so a small file could give any amount of them. */
const allNamesBytesMax = 32 * 2 ** 20;

/** Whether bytes begin like an ELF file. */
export function isElf(data: Uint8Array): boolean {
  return data.length >= 20 && data[0] === 0x7f && data[1] === 0x45 && data[2] === 0x4c && data[3] === 0x46;
}

/** A whole little-endian file of 32 or 64 bits. Throws RangeError. */
export class ElfImage {
  readonly wide: boolean;
  readonly segments: Segment[];
  readonly sections: Section[];
  #nameBytesLeft = allNamesBytesMax;

  constructor(readonly data: Buffer) {
    const [wordSize, byteOrder] = data.subarray(4, 6);
    if (!isElf(data) || byteOrder !== 1 || (wordSize !== 1 && wordSize !== 2))
      throw new RangeError('no little-endian ELF');
    this.wide = wordSize === 2;
    this.segments = this.#readSegments();
    this.sections = this.#readSections();
  }

  /** e_type: 1 object, 2 program, 3 program or library. */
  get type(): number {
    return this.data.readUInt16LE(16);
  }

  get machine(): number {
    return this.data.readUInt16LE(18);
  }

  get flags(): number {
    return this.data.readUInt32LE(this.wide ? 48 : 36);
  }

  /** A file offset or size: 8 bytes in 64-bit files, 4 in others. */
  word(at: number): number {
    return this.wide ? Number(this.data.readBigUInt64LE(at)) : this.data.readUInt32LE(at);
  }

  /** The text that ends with a zero byte. */
  text(at: number): string {
    const length = this.data.subarray(at, at + nameBytesMax).indexOf(0);
    if (length < 0) throw new RangeError('a text outside the file, or one without an end');
    this.#nameBytesLeft -= length;
    if (this.#nameBytesLeft < 0) throw new RangeError('too many names');
    return this.data.toString('utf8', at, at + length);
  }

  /** Where a virtual address lies in the file. */
  offsetOf(address: number): number {
    const load = this.segments.find(
      (part) =>
        part.type === segmentType.load && address >= part.address && address < part.address + part.size,
    );
    if (!load) throw new RangeError('an address outside all segments');
    return address - load.address + load.offset;
  }

  /** The bytes of a section; empty for one that has none in the file. */
  content(section: Section): Buffer {
    if (section.type === sectionType.noBits) return Buffer.alloc(0);
    if (section.offset + section.size > this.data.length) throw new RangeError('a section outside the file');
    return this.data.subarray(section.offset, section.offset + section.size);
  }

  /** The first section of a name. */
  sectionNamed(name: string): Section | undefined {
    const names = this.sections[this.data.readUInt16LE(this.wide ? 62 : 50)];
    if (names === undefined) return undefined;
    const wanted = Buffer.from(`${name}\0`, 'latin1');
    const table = this.content(names);
    return this.sections.find(({ name: at }) => table.subarray(at, at + wanted.length).equals(wanted));
  }

  #readSegments(): Segment[] {
    const [table, entrySize, count] = this.wide
      ? [this.word(32), this.data.readUInt16LE(54), this.data.readUInt16LE(56)]
      : [this.word(28), this.data.readUInt16LE(42), this.data.readUInt16LE(44)];
    if (count > segmentsMax) throw new RangeError('too many segments');
    return Array.from({ length: count }, (_, i) => {
      const at = table + i * entrySize;
      const type = this.data.readUInt32LE(at);
      const flags = this.data.readUInt32LE(at + (this.wide ? 4 : 24));
      const [offset, address, size] = this.wide
        ? [this.word(at + 8), this.word(at + 16), this.word(at + 32)]
        : [this.word(at + 4), this.word(at + 8), this.word(at + 16)];
      return { type, flags, offset, address, size };
    });
  }

  #readSections(): Section[] {
    const [table, entrySize, count] = this.wide
      ? [this.word(40), this.data.readUInt16LE(58), this.data.readUInt16LE(60)]
      : [this.word(32), this.data.readUInt16LE(46), this.data.readUInt16LE(48)];
    // The table comes last in most files, so this also tells a copy that was cut.
    if (table + entrySize * count > this.data.length) throw new RangeError('sections outside the file');
    if (table === 0) return [];
    return Array.from({ length: count }, (_, i) => {
      const at = table + i * entrySize;
      const [offset, size, link, each] = this.wide
        ? [this.word(at + 24), this.word(at + 32), at + 40, this.word(at + 56)]
        : [this.word(at + 16), this.word(at + 20), at + 24, this.word(at + 36)];
      return {
        name: this.data.readUInt32LE(at),
        type: this.data.readUInt32LE(at + 4),
        offset,
        size,
        link: this.data.readUInt32LE(link),
        entrySize: each,
      };
    });
  }
}
