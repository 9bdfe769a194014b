// A build failed because a library is not in the sysroot: which Debian package has it, and the line that adds it. Usual names stand in
// toolchains/pc-packages.json, others are looked up in Debian's index of files.
import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AcapkitError, type Finding } from '../../support/errors.js';
import { packagePath } from '../../support/package-root.js';
import type { TargetFiles } from '../camera-api.js';
import { osProfile, profileTable } from '../profiles.js';
import { packagesWith } from './contents.js';

type Kind = 'pc' | 'headers' | 'libraries';
interface Missing {
  kind: Kind;
  name: string;
}
interface PackageTable {
  /** Debian package → pkg-config names, headers (or their folder), names after -l. */
  packages: Record<string, Partial<Record<Kind, string[]>>>;
  /** Names of find_package → pkg-config names. */
  cmake: Record<string, string>;
}

const missingMax = 8;
const ownersMax = 4;

/** How tools say that something is missing: pkg-config and pkgconf, meson, cmake, clang and gcc, lld and GNU ld. */
const messages: [Kind | 'cmake', RegExp][] = [
  ['pc', /^Package (\S+) was not found in the pkg-config search path/gm],
  ['pc', /Package '([^']+)'(?:, required by '[^']*')?,? not found/g],
  ['pc', /No package '([^']+)' found/g],
  ['pc', /Dependency "([^"]+)" not found/g],
  ['cmake', /Could NOT find (\w+)/g],
  ['cmake', /Could not find a package configuration file provided by "([^"]+)"/g],
  ['headers', /fatal error: '([^']+)' file not found/g],
  ['headers', /fatal error: (\S+): No such file or directory/g],
  ['libraries', /unable to find library -l(\S+)/g],
  ['libraries', /cannot find -l([^\s:]+)/g],
  ['libraries', /library '([^']+)' not found/g],
];

let table: PackageTable | undefined;

function packageTable(): PackageTable {
  table ??= JSON.parse(readFileSync(packagePath('toolchains', 'pc-packages.json'), 'utf8')) as PackageTable;
  return table;
}

/** What the output of a build says to be missing, without repetitions. */
export function missingIn(output: string): Missing[] {
  const found = new Map<string, Missing>();
  for (const [kind, pattern] of messages)
    for (const [, name = ''] of output.matchAll(pattern)) {
      const missing: Missing =
        kind === 'cmake' ? { kind: 'pc', name: packageTable().cmake[name] ?? name } : { kind, name };
      found.set(`${missing.kind} ${missing.name}`, missing);
    }
  const all = [...found.values()].filter(({ name }) => name !== 'PkgConfig');
  const packages = all.filter(({ kind }) => kind === 'pc');
  // pkg-config says nothing at all when one of several packages is not there: headers are missing in consequence.
  return (packages.length > 0 ? packages : all).slice(0, missingMax);
}

function fromTable({ kind, name }: Missing): string[] {
  return Object.entries(packageTable().packages).flatMap(([owner, names]) => {
    const known = names[kind] ?? [];
    const folder = kind === 'headers' && name.includes('/') ? `${name.split('/')[0]}/` : name;
    return known.includes(name) || known.includes(folder) ? [owner] : [];
  });
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Patterns for paths below /usr, the likeliest first. cmake and pkg-config often write a library's name in different ways. */
function patterns({ kind, name }: Missing): RegExp[] {
  const plain = literal(name);
  if (kind === 'pc')
    return [new RegExp(`/pkgconfig/${plain}\\.pc$`), new RegExp(`/pkgconfig/(lib)?${plain}\\.pc$`, 'i')];
  if (kind === 'libraries') return [new RegExp(`/lib${plain}\\.(so|a)$`)];
  return [
    new RegExp(`^include/(?:[a-z0-9_]+-linux-gnu[a-z]*/)?${plain}$`),
    new RegExp(`^include/.+/${plain}$`),
  ];
}

/** Debian packages that have it; where Debian writes the name of a .pc file in another way, with that name. */
async function owners(missing: Missing, files: TargetFiles): Promise<[owner: string, alias?: string][]> {
  const known = fromTable(missing);
  if (known.length > 0 || files.target === 'host') return known.map((owner) => [owner]);
  const { debian } = profileTable.architectures[files.target];
  for (const pattern of patterns(missing)) {
    const found = await packagesWith(osProfile(files.profile).suite, debian, pattern);
    const other = (file: string): boolean => missing.kind === 'pc' && file !== `${missing.name}.pc`;
    if (found.size > 0)
      return [...found].map(([owner, file]) =>
        other(file) ? [owner, file.slice(0, -'.pc'.length)] : [owner],
      );
  }
  return [];
}

const words: Record<Kind, (name: string) => string> = {
  pc: (name) => `pkg-config knows no ${name}`,
  headers: (name) => `there is no header ${name}`,
  libraries: (name) => `there is no library ${name} to link with`,
};

/** A pkg-config name that is neither the camera's nor Debian's. */
const nobodyHasIt = (name: string): Partial<Finding> => ({
  expected: 'a camera library of docs/camera-api.md, or a library of Debian',
  found: name,
  fix: `correct the name, or bring ${name}.pc and its library along: --build-env PKG_CONFIG_PATH=<folder>`,
});

/** Where a header is one folder deeper than the compiler looks, such as curl.h of curl/. */
async function deeper({ kind, name }: Missing, files: TargetFiles): Promise<string | undefined> {
  if (kind !== 'headers' || files.target === 'host') return undefined;
  const { triple } = profileTable.architectures[files.target];
  for (const include of ['usr/include', `usr/include/${triple}`]) {
    const folders = await readdir(path.join(files.directory, include), { withFileTypes: true }).catch(
      () => [],
    );
    for (const folder of folders.filter((entry) => entry.isDirectory())) {
      const place = path.join(include, folder.name);
      if (existsSync(path.join(files.directory, place, name))) return place;
    }
  }
  return undefined;
}

async function explanation(missing: Missing, files: TargetFiles): Promise<Finding[]> {
  const base = {
    severity: 'error' as const,
    code: 'build/missing-package',
    message: words[missing.kind](missing.name),
  };
  const place = await deeper(missing, files);
  if (place !== undefined) {
    const fix = `include <${path.basename(place)}/${missing.name}>, or add -I$(SDKTARGETSYSROOT)/${place} to CFLAGS`;
    return [{ ...base, found: `the sysroot has it in ${place}`, fix }];
  }
  const where = files.target === 'host' ? 'this machine' : `the ${files.profile} ${files.target} sysroot`;
  let names: Awaited<ReturnType<typeof owners>>;
  try {
    names = await owners(missing, files);
  } catch (error) {
    if (!(error instanceof AcapkitError)) throw error;
    const found = `it is not in ${where}; ${error.message}, so the Debian package could not be looked up`;
    return [{ ...base, found, fix: 'name the package: --sysroot-package <name>' }];
  }
  // Without a package, a header is one of the project's own, and what the compiler said is enough.
  if (names.length === 0) return missing.kind === 'pc' ? [{ ...base, ...nobodyHasIt(missing.name) }] : [];
  const [first = ''] = names[0] ?? [];
  const list = names
    .slice(0, ownersMax)
    .map(([owner, alias]) => (alias === undefined ? owner : `${owner} (its name there: ${alias})`))
    .join(' or ');
  const more = names.length > ownersMax ? ` (and ${names.length - ownersMax} more)` : '';
  return [
    {
      ...base,
      expected: `the Debian package ${list}${more}`,
      found: `it is not in ${where}`,
      fix:
        files.target === 'host'
          ? `apt-get install ${first}`
          : `add it to package.json: "acapkit": {"sysrootPackages": ["${first}"]}; what cameras lack of it goes into lib/`,
    },
  ];
}

/**
 * The findings about packages that a build tool's output misses; none when it failed for another reason. May download Debian's index of
 * files once; without a network it says that it could not.
 */
export async function explainMissing(output: string, files: TargetFiles): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const missing of missingIn(output)) findings.push(...(await explanation(missing, files)));
  return findings;
}
