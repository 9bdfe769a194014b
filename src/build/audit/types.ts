// What goes into an audit and what comes out of it: values, so that who has read the files does not matter.
import type { Sure } from '../../manifest/rules/rule.js';
import type { ElfFacts } from '../../support/elf.js';
import type { Architecture } from '../profiles.js';

export type { Sure } from '../../manifest/rules/rule.js';

export interface AuditedFile {
  /** Relative to the root of the package, with `/`. */
  name: string;
  elf: ElfFacts;
  /** Whether its code has NEON instructions; undefined when nobody looked. */
  neon?: boolean;
}

export interface AuditInput {
  files: AuditedFile[];
  /** Symbolic links beside them; `target` as it stands in the link. */
  links: { name: string; target: string }[];
  /** What the package is for; the most common one of the files when undefined. */
  architecture?: Architecture;
  /** Object files and archive members that ask for a symbol; none when no build is at hand. */
  objectsOf?: (symbol: string, machine: ElfFacts['machine']) => string[];
}

/** Why a file fails on a release, or may fail. */
export interface Reason {
  code: string;
  file: string;
  /** Such as `needs glibc 2.38`, to stand after the name of the file. */
  text: string;
  /** Symbols to blame; empty where it is not a matter of symbols. */
  symbols: string[];
  /** Library to blame. */
  library?: string;
  /** Object files of the build that ask for the symbols. */
  objects: string[];
  /** What such cameras have instead. */
  limit: string;
  fix: string;
  /** Only what is stated or inferred rules a release out. */
  sure: Sure;
  /** Who published the fact, where that is another than of the finding's rule. */
  source?: string;
}

export interface OsRange {
  min: string;
  max: string;
}

/** A reason with all releases for which it holds. */
export interface Spanned {
  reason: Reason;
  releases: string[];
}

/** Something that ends no app, but that its author should know where these releases are served; only a hint where it may be harmless. */
export type Note = Omit<Reason, 'limit' | 'sure'> & { releases: string[]; certain: boolean };

export interface Block extends OsRange {
  reasons: Reason[];
}

/** `perhaps`: only assumptions speak against it. */
export type Verdict = 'yes' | 'perhaps' | 'no';

export interface LibraryUse {
  name: string;
  /** `unknown`: a library that cameras may have, which nobody published. */
  provider: 'device' | 'bundled' | 'missing' | 'unknown';
  /** The file that gives it, or the AXIS OS releases whose cameras have it. */
  detail: string;
}

/** Whether a 32-bit program was built with 64-bit times or offsets; undefined when nothing tells it. */
export type Width = 32 | 64 | 'both' | undefined;

export interface FileReport {
  name: string;
  machine: ElfFacts['machine'];
  kind: ElfFacts['kind'];
  interpreter?: string;
  libraries: LibraryUse[];
  /** Camera functions that are looked up when it starts: table → number. */
  lookups: Record<string, number>;
  /** Highest symbol version of each series, such as `GLIBC_2.34`. */
  versions: string[];
  runpath: string[];
  time?: Width;
  offsets?: Width;
  executableStack: boolean;
  textRelocations: boolean;
  relro: ElfFacts['relro'];
  pie: boolean;
  stripped: boolean;
  neon: boolean | 'unknown';
}

export interface AuditReport {
  architecture: Architecture | undefined;
  files: FileReport[];
  releases: { os: string; verdict: Verdict }[];
  /** Releases against which nothing speaks. */
  ranges: OsRange[];
  /** Releases against which only assumptions speak. */
  doubtful: OsRange[];
  /** Releases that fail or may fail, with the reasons. */
  blocks: Block[];
  /** The same reasons, each once with all its releases. */
  reasons: Spanned[];
  /** What is wrong with a file although it runs. */
  notes: Note[];
}
