// OS profiles and architectures: which Debian suite, compiler library and limits stand for which AXIS OS. The table is data.
import { readFileSync } from 'node:fs';
import { failure } from '../support/errors.js';
import { packagePath } from '../support/package-root.js';

export type Architecture = 'aarch64' | 'armv7hf';
export type TargetName = Architecture | 'host';

export interface OsProfile {
  serves: string;
  /** Generation of Axis' SDK whose packing is followed. */
  sdk: string;
  suite: string;
  /**
   * Whose libstdc++ and libgcc are linked: one that the suite has. os11 has that of gcc 11, because gcc 12's call functions of glibc 2.35 and
   * 2.36 (`_dl_find_object`, `arc4random`), which also apps get that link them statically.
   */
  gccVersion: number;
  /** Highest glibc symbol version that every camera of this profile has. */
  glibcMax: string;
  glibMax?: string;
  /** Preprocessor definitions an architecture needs on this OS. */
  defines: Partial<Record<Architecture, string[]>>;
  source: string;
}

export interface ArchitectureFacts {
  debian: string;
  triple: string;
  /** Node's name of the architecture (`process.arch`). */
  node: string;
  nodePackage: string;
  qemu: string;
  processor: string;
}

interface SysrootTable {
  /** The standard set; `{gcc}` stands for the profile's version. */
  packages: string[];
  /** Names of .pc files on cameras → Debian's names of the same. */
  pkgConfigAliases: Record<string, string>;
  /** Programs, data and plug-ins: no sysroot needs them. `*` stands for any text. */
  leaveOut: string[];
  /** Libraries that only those need: the standard set does without them, a project's own packages may want them. */
  leaveOutOfStandard: string[];
  /** Not for a project's own packages: compiler libraries of another version, of which clang would take the highest. */
  leaveOutOfFurther: string[];
}

interface ProfileTable {
  default: string;
  profiles: Record<string, OsProfile>;
  architectures: Record<Architecture, ArchitectureFacts>;
  sysroot: SysrootTable;
}

/** The table of toolchains/profiles.json. */
export const profileTable: ProfileTable = JSON.parse(
  readFileSync(packagePath('toolchains', 'profiles.json'), 'utf8'),
);

export const targetNames: TargetName[] = ['aarch64', 'armv7hf', 'host'];

/** Accepts `os12`, `12` and `12.5`. An unknown name is an error that lists the known ones. */
export function profileName(text: string = profileTable.default): string {
  const name = text.startsWith('os') ? text : `os${text.split('.')[0]}`;
  if (profileTable.profiles[name]) return name;
  throw failure('build/unknown-os', `there is no OS profile for ${text}`, {
    expected: Object.keys(profileTable.profiles).join(', '),
    found: text,
    fix: 'choose one of the known profiles with --os',
  });
}

export function osProfile(name: string): OsProfile {
  return profileTable.profiles[profileName(name)] as OsProfile;
}

/** Parses `aarch64,armv7hf,host`; `all` means the two cameras' architectures. */
export function parseTargets(text: string): TargetName[] {
  const words = text.split(',').map((name) => name.trim());
  const names = [...new Set(words.flatMap((word) => (word === 'all' ? ['aarch64', 'armv7hf'] : [word])))];
  const unknown = names.filter((name) => !targetNames.includes(name as TargetName));
  if (unknown.length === 0) return names as TargetName[];
  throw failure('build/unknown-target', `unknown architecture ${unknown.join(', ')}`, {
    expected: `${targetNames.join(', ')}, or all for the two cameras`,
    found: unknown.join(', '),
    fix: 'use --arch with one or more of the known names, separated by commas',
  });
}
