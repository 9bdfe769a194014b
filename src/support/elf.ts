// What a program or library needs and gives, and how it was linked, read from the ELF file itself: enough to tell where it can run, without
// any tool.
import { cameraWordsOf } from './elf/camera-words.js';
import { DynamicSection, type ElfSymbol, tag, type VersionNeed } from './elf/dynamic.js';
import { ElfImage, sectionType, segmentType } from './elf/image.js';
import { failure } from './errors.js';

export type { ElfSymbol } from './elf/dynamic.js';
export { isElf } from './elf/image.js';

export interface ElfFacts {
  machine: 'aarch64' | 'arm' | 'x86_64' | 'other';
  kind: 'program' | 'library' | 'object' | 'other';
  /** The loader that starts it (PT_INTERP); programs without one are static. */
  interpreter?: string;
  /** Names of the libraries it is linked with (DT_NEEDED). */
  needed: string[];
  soname?: string;
  /** Folders in which the loader looks for its libraries (DT_RUNPATH). */
  runpath: string[];
  /** As runpath, in the older way (DT_RPATH), which also serves the libraries that it loads. */
  rpath: string[];
  /** Symbols that others must give. */
  imports: ElfSymbol[];
  /** Symbols that it gives. */
  exports: ElfSymbol[];
  /** Symbol versions it asks for, with the library that must have them. */
  versionNeeds: VersionNeed[];
  /** Camera functions that it looks up when it starts, by table of native/symbols (section .acapkit.lookup). */
  lookups: { library: string; symbol: string }[];
  /** Addresses in its bytes at which an app gets no VAPIX and no RTSP, without user and password. */
  loopback: string[];
  /** Names of larod's DLPU devices in its bytes. */
  dlpuDevices: string[];
  /** Its licence checks are acapkit's, which ask the camera's library (section .acapkit.licensekey). */
  licenceStandIn: boolean;
  /** A program that can be loaded at any address. */
  pie: boolean;
  /** The loader makes the stack executable for it, because it says so or because it does not say otherwise. */
  executableStack: boolean;
  /** Its code is changed while it is loaded. */
  textRelocations: boolean;
  /** Which of its tables are read-only once it runs; `full` needs binding at the start. */
  relro: 'none' | 'partial' | 'full';
  /** It has no symbol table beside the dynamic one. */
  stripped: boolean;
  /** How 32-bit ARM code says that it passes floating-point numbers; absent when it does not say. */
  floatAbi?: 'hard' | 'soft';
}

const machines: Record<number, ElfFacts['machine']> = { 183: 'aarch64', 40: 'arm', 62: 'x86_64' };
const lookupBytesMax = 2 ** 20;
const flag = { textRelocations: 4, bindNow: 8, bindNow1: 1, pie1: 0x0800_0000, execute: 1 } as const;
const armFloat = { soft: 0x200, hard: 0x400 } as const;

/** Runs a reader of ELF files; what lies outside the file becomes the finding `elf/damaged`. */
export function readingElf<T>(data: Buffer, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw failure('elf/damaged', 'the ELF file is damaged: a table lies outside it or is far too large', {
      expected: 'a complete little-endian ELF file',
      found: `${data.length} bytes`,
      fix: 'build it again, and check that it was copied completely',
    });
  }
}

/** Reads a whole ELF file, little-endian, 32 or 64 bits. Throws `elf/damaged`. */
export function parseElf(data: Buffer): ElfFacts {
  return readingElf(data, () => factsOf(new ElfImage(data)));
}

function factsOf(image: ElfImage): ElfFacts {
  const dynamic = new DynamicSection(image);
  const [soname] = dynamic.texts(tag.soname);
  const versions = dynamic.versions();
  const symbols = dynamic.symbols(versions.names);
  return {
    machine: machines[image.machine] ?? 'other',
    ...kindOf(image, dynamic),
    needed: dynamic.texts(tag.needed),
    ...(soname === undefined ? {} : { soname }),
    runpath: foldersOf(dynamic.texts(tag.runpath)),
    rpath: foldersOf(dynamic.texts(tag.rpath)),
    imports: symbols.filter(({ defined }) => !defined).map(({ symbol }) => symbol),
    exports: symbols.filter(({ defined }) => defined).map(({ symbol }) => symbol),
    versionNeeds: versions.needs,
    lookups: lookupsOf(image),
    ...cameraWordsOf(image.data),
    licenceStandIn: image.sectionNamed('.acapkit.licensekey') !== undefined,
    ...hardeningOf(image, dynamic),
    stripped: !image.sections.some(({ type }) => type === sectionType.symbols),
    ...floatAbiOf(image),
  };
}

const foldersOf = (texts: string[]): string[] => texts.flatMap((text) => text.split(':')).filter(Boolean);

function kindOf(image: ElfImage, dynamic: DynamicSection): Pick<ElfFacts, 'kind' | 'interpreter' | 'pie'> {
  const segment = image.segments.find(({ type }) => type === segmentType.interpreter);
  const interpreter = segment && image.text(segment.offset);
  const position = image.type === 3;
  const pie = position && (interpreter !== undefined || ((dynamic.value(tag.flags1) ?? 0) & flag.pie1) !== 0);
  const kind = image.type === 2 || pie ? 'program' : position ? 'library' : undefined;
  return {
    kind: kind ?? (image.type === 1 ? 'object' : 'other'),
    ...(interpreter === undefined ? {} : { interpreter }),
    pie,
  };
}

function hardeningOf(
  image: ElfImage,
  dynamic: DynamicSection,
): Pick<ElfFacts, 'executableStack' | 'textRelocations' | 'relro'> {
  const stack = image.segments.find(({ type }) => type === segmentType.stack);
  const flags = dynamic.value(tag.flags) ?? 0;
  const flags1 = dynamic.value(tag.flags1) ?? 0;
  const bindsNow =
    dynamic.value(tag.bindNow) !== undefined ||
    (flags & flag.bindNow) !== 0 ||
    (flags1 & flag.bindNow1) !== 0;
  const relro = image.segments.some(({ type }) => type === segmentType.relro);
  return {
    executableStack: stack === undefined || (stack.flags & flag.execute) !== 0,
    textRelocations: dynamic.value(tag.textRelocations) !== undefined || (flags & flag.textRelocations) !== 0,
    relro: relro ? (bindsNow ? 'full' : 'partial') : 'none',
  };
}

function floatAbiOf(image: ElfImage): Pick<ElfFacts, 'floatAbi'> {
  if (machines[image.machine] !== 'arm') return {};
  if ((image.flags & armFloat.hard) !== 0) return { floatAbi: 'hard' };
  return (image.flags & armFloat.soft) !== 0 ? { floatAbi: 'soft' } : {};
}

/** Pairs of texts, as native/symbols/lookup.mjs writes them for each function that a program uses. */
function lookupsOf(image: ElfImage): ElfFacts['lookups'] {
  const section = image.sectionNamed('.acapkit.lookup');
  if (section === undefined) return [];
  if (section.size > lookupBytesMax) throw new RangeError('too many looked-up functions');
  const texts = image.content(section).toString('utf8').split('\0').filter(Boolean);
  return Array.from({ length: Math.floor(texts.length / 2) }, (_, i) => ({
    library: texts[2 * i] ?? '',
    symbol: texts[2 * i + 1] ?? '',
  }));
}
