// What changed from one package to another: the release notes that nobody wrote, and the surprises of an upgrade.
import { isDeepStrictEqual } from 'node:util';
import type { Manifest, ParameterConfig } from '../manifest/types.js';
import type { ElfFacts, ElfSymbol } from '../support/elf.js';
import type { Finding } from '../support/errors.js';
import type { MemberDetails, PackageDetails } from './details.js';
import { diffValues, type ValueChange } from './diff-values.js';
import type { SignatureFacts } from './signature.js';
import { versionsBySeries } from './symbol-versions.js';

/** A package with what its signature says, if it has one. */
export interface ComparedPackage extends PackageDetails {
  signature?: SignatureFacts;
}

/** A member without its content. */
export type FileState = Pick<MemberDetails, 'kind' | 'mode' | 'size' | 'target' | 'sha256'>;

export interface FileChange {
  path: string;
  from?: FileState;
  to?: FileState;
  /** What differs; empty when the file was added or removed. */
  changed: ('kind' | 'content' | 'size' | 'mode' | 'target')[];
}

export interface ListChange {
  added: string[];
  removed: string[];
}

/** A program or library that both packages have; one that was renamed is found by its soname. */
export interface ProgramChange {
  path: string;
  /** When it had another name. */
  fromPath?: string;
  machine?: { from: string; to: string };
  soname?: { from?: string; to?: string };
  needed: ListChange;
  /** Symbols as `name` or `name@VERSION`. */
  imports: ListChange;
  exports: ListChange;
  /** Highest symbol versions that it asks for; `path` is the library and the series, such as `libc.so.6 GLIBC`. */
  versions: ValueChange[];
}

export interface PackageDiff {
  /** Nothing below differs. The files themselves may, in times, order and compression. */
  same: boolean;
  /** `file`: the same bytes; `archive`: the same archive, compressed or signed differently. */
  identical: 'file' | 'archive' | 'no';
  files: FileChange[];
  manifest: ValueChange[];
  packageConf: ValueChange[];
  /** `path` is the name, the values are default and type. */
  parameters: ValueChange[];
  programs: ProgramChange[];
  /** Fingerprints or key ids; absent on the side that is unsigned. */
  signature?: { from?: string; to?: string };
  /** What cameras that upgrade will notice. */
  warnings: Finding[];
}

const contentFields = ['kind', 'mode', 'size', 'target'] as const;

function stateOf({ kind, mode, size, target, sha256 }: MemberDetails): FileState {
  return {
    kind,
    mode,
    size,
    ...(target === undefined ? {} : { target }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

function changedFields(from: FileState, to: FileState): FileChange['changed'] {
  const fields: FileChange['changed'] = contentFields.filter((field) => from[field] !== to[field]);
  return from.sha256 === to.sha256 || fields.includes('kind') ? fields : ['content', ...fields];
}

function diffFiles(a: MemberDetails[], b: MemberDetails[]): FileChange[] {
  const before = new Map(a.map((member) => [member.path, member]));
  const after = new Map(b.map((member) => [member.path, member]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path): FileChange[] => {
    const [from, to] = [before.get(path), after.get(path)];
    const changed = from && to ? changedFields(stateOf(from), stateOf(to)) : [];
    if (from && to && changed.length === 0) return [];
    return [{ path, ...(from ? { from: stateOf(from) } : {}), ...(to ? { to: stateOf(to) } : {}), changed }];
  });
}

function diffLists(from: Iterable<string>, to: Iterable<string>): ListChange {
  const [before, after] = [new Set(from), new Set(to)];
  return {
    added: [...after].filter((name) => !before.has(name)).sort(),
    removed: [...before].filter((name) => !after.has(name)).sort(),
  };
}

const symbolNames = (symbols: ElfSymbol[]): string[] =>
  symbols.map(({ name, version }) => (version === undefined ? name : `${name}@${version}`));

function diffMaps(from: Map<string, unknown>, to: Map<string, unknown>): ValueChange[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((path): ValueChange[] => {
    if (isDeepStrictEqual(from.get(path), to.get(path))) return [];
    const was = from.has(path) ? { from: from.get(path) } : {};
    return [{ path, ...was, ...(to.has(path) ? { to: to.get(path) } : {}) }];
  });
}

const isEmpty = ({ added, removed }: ListChange): boolean => added.length === 0 && removed.length === 0;

function diffProgram(from: MemberDetails, to: MemberDetails, a: ElfFacts, b: ElfFacts): ProgramChange[] {
  const lists = {
    needed: diffLists(a.needed, b.needed),
    imports: diffLists(symbolNames(a.imports), symbolNames(b.imports)),
    exports: diffLists(symbolNames(a.exports), symbolNames(b.exports)),
  };
  const versions = diffMaps(versionsBySeries(a), versionsBySeries(b));
  const machine = a.machine === b.machine ? {} : { machine: { from: a.machine, to: b.machine } };
  const soname =
    a.soname === b.soname
      ? {}
      : {
          soname: {
            ...(a.soname === undefined ? {} : { from: a.soname }),
            ...(b.soname === undefined ? {} : { to: b.soname }),
          },
        };
  const fromPath = from.path === to.path ? {} : { fromPath: from.path };
  const facts = { ...machine, ...soname, ...fromPath };
  const unchanged = Object.values(lists).every(isEmpty) && versions.length === 0;
  if (unchanged && Object.keys(facts).length === 0) return [];
  return [{ path: to.path, ...facts, ...lists, versions }];
}

function diffPrograms(a: MemberDetails[], b: MemberDetails[]): ProgramChange[] {
  const before = new Map(a.map((member) => [member.path, member]));
  const names = new Set(b.map(({ path }) => path));
  const renamed = new Map(
    a.flatMap((member) =>
      member.elf?.soname === undefined || names.has(member.path) ? [] : [[member.elf.soname, member]],
    ),
  );
  return b.flatMap((to): ProgramChange[] => {
    if (to.elf === undefined) return [];
    const from = before.get(to.path) ?? renamed.get(to.elf.soname ?? '');
    return from?.elf === undefined ? [] : diffProgram(from, to, from.elf, to.elf);
  });
}

const parametersPath = 'acapPackageConf.configuration.paramConfig';

const isPlainParameter = (entry: unknown): entry is ParameterConfig =>
  typeof entry === 'object' &&
  entry !== null &&
  Object.keys(entry).sort().join() === 'default,name,type' &&
  Object.values(entry).every((value) => typeof value === 'string');

/** Parameters of the manifest; undefined when it has none. `odd` tells that entries are no plain parameters, so names do not tell all. */
function manifestParameters(manifest: unknown): { list: ParameterConfig[] | undefined; odd: boolean } {
  const list: unknown = (manifest as Partial<Manifest> | null | undefined)?.acapPackageConf?.configuration
    ?.paramConfig;
  if (list === undefined) return { list, odd: false };
  return Array.isArray(list) && list.every(isPlainParameter)
    ? { list, odd: false }
    : { list: undefined, odd: true };
}

function diffParameters(a: PackageDetails, b: PackageDetails): ValueChange[] {
  const [from, to] = [a, b].map(({ manifest, parameters }) => {
    const list = manifestParameters(manifest).list ?? parameters;
    return new Map(list.map((entry) => [entry.name, { default: entry.default, type: entry.type }]));
  });
  return from && to ? diffMaps(from, to) : [];
}

/** Parameters are told by name on their own, so their places in the manifest are left out where that tells all. */
function diffManifests(a: unknown, b: unknown): ValueChange[] {
  if (a === undefined || b === undefined) return [];
  const changes = diffValues(a, b);
  if (manifestParameters(a).odd || manifestParameters(b).odd) return changes;
  return changes.filter(({ path, reordered }) => reordered || !path.startsWith(parametersPath));
}

/** A package has no package.conf at all from AXIS OS 13 on; that is one change, not one for each variable. */
function diffPackageConfs(a: Record<string, string>, b: Record<string, string>): ValueChange[] {
  const [from, to] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return from.size === 0 || to.size === 0 ? [] : diffMaps(from, to);
}

function removedParameters(file: string, parameters: ValueChange[]): Finding[] {
  return parameters
    .filter((change) => !('to' in change))
    .map(({ path: name }) => ({
      severity: 'warning',
      code: 'manifest/parameter-removed',
      message: `the parameter ${name} of the release before is gone; it stays on cameras that upgrade`,
      location: { file },
      expected: `${name} in paramConfig, or an app that deletes it`,
      found: 'no such parameter',
      fix: 'delete it with ax_parameter_remove on the first start, or keep it',
    }));
}

function diffSignatures(a: ComparedPackage, b: ComparedPackage): Pick<PackageDiff, 'signature'> {
  const [from, to] = [a, b].map(({ signed, signature }) =>
    signed ? (signature?.fingerprint ?? signature?.keyId ?? 'unknown') : undefined,
  );
  if (from === to) return {};
  return { signature: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } };
}

/** What changed from `a`, the release before, to `b`. Looks at values only. */
export function diffPackages(a: ComparedPackage, b: ComparedPackage): PackageDiff {
  const parameters = diffParameters(a, b);
  const changes = {
    files: diffFiles(a.members, b.members),
    manifest: diffManifests(a.manifest, b.manifest),
    packageConf: diffPackageConfs(a.packageConf, b.packageConf),
    parameters,
    programs: diffPrograms(a.members, b.members),
  };
  const signature = diffSignatures(a, b);
  const same = Object.values(changes).every((list) => list.length === 0) && signature.signature === undefined;
  const archive = a.tarSha256 === b.tarSha256 ? 'archive' : 'no';
  return {
    same,
    identical: a.sha256 === b.sha256 ? 'file' : archive,
    ...changes,
    ...signature,
    warnings: removedParameters(b.file, parameters),
  };
}
