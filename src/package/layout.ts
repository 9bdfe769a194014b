// What is in a package and in which order, decided without reading any file's content. Source: 48 packages made by Axis' tool.
import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { canonicalName } from '../manifest/member-names.js';
import { packedFolders } from '../manifest/rules/files.js';
import { serializeManifest } from '../manifest/serialize.js';
import type { Manifest } from '../manifest/types.js';
import { AcapkitError, type Finding } from '../support/errors.js';
import { cgiConf, cgiConfName } from './cgi-conf.js';
import { Collector } from './collect.js';
import { type Entry, textEntry } from './entry.js';
import { generatedNames, legacyPrefixes, planOtherFiles, scriptsOf } from './other-files.js';
import { confProblems, packageConf } from './package-conf.js';
import { paramConf } from './param-conf.js';
import { partialWriter } from './partial-name.js';
import { requiredProblems } from './required-files.js';

/** What a package is made from. */
export interface PackageInput {
  /** The folder that holds the app's files as they shall be packed. */
  directory: string;
  /** The completed manifest. */
  manifest: Manifest;
  /** Further files and folders, relative to `directory`, in order. */
  otherFiles: string[];
  /** Set modes to 0644 and 0755 instead of keeping the disk's. */
  normalizeModes?: boolean;
  /** Mode of package.conf, param.conf and cgi.conf; default 0644. manifest.json always has 0600. */
  generatedMode?: number;
  /** `report` gives files that are missing or unfit in `findings` in place of throwing them, and empty entries for them, to show the plan of
   * an app not built yet. */
  missing?: 'refuse' | 'report';
  /** Packages that are being written: neither they nor their partial files are packed, should they lie in a packed folder. */
  outputs?: string[];
}

/** The planned archive. */
export interface PackageLayout {
  /** All members in order. */
  entries: Entry[];
  /** Names that were left out because they belong to version control or are backup files. */
  excluded: string[];
  /** Those of `otherFiles` that are packed anyway; they are packed once, and are not in OTHERFILES. */
  duplicates: string[];
  /** Files that the package lacks; always empty unless `missing` is `report`. */
  findings: Finding[];
  /** Newest modification time among the input files, in seconds. */
  newest: number;
}

/** Names in the folder that are packed whenever they are there. */
async function standardNames(directory: string): Promise<string[]> {
  const names = await readdir(directory, { encoding: 'buffer' }).catch(() => []);
  const sorted = names.sort(Buffer.compare).map((name) => name.toString('utf8'));
  return [
    ...legacyPrefixes.flatMap((prefix) => sorted.filter((name) => name.startsWith(prefix))),
    ...packedFolders.filter((folder) => sorted.includes(folder)),
  ];
}

/** Tells the members that are packages being written, by canonical name. */
async function outputTest(directory: string, outputs: string[]): Promise<(name: string) => boolean> {
  const real = (folder: string): Promise<string> => realpath(folder).catch(() => path.resolve(folder));
  const root = await real(directory);
  const places = await Promise.all(
    outputs.map(async (output) => ({
      folder: path.relative(root, await real(path.dirname(path.resolve(output)))),
      name: path.basename(output),
    })),
  );
  return (member) => {
    const folder = path.dirname(`./${member}`).replace(/^\.\/?/, '');
    const name = path.basename(member);
    return places.some(
      (place) =>
        place.folder === folder && (name === place.name || partialWriter(name, place.name) !== undefined),
    );
  };
}

/** Sets modes to 0644 and 0755. A hard link has the mode of what it repeats, and links have no mode of their own. */
function normalized(entries: Entry[]): Entry[] {
  const links = new Set(entries.flatMap(({ type, name }) => (type === 'symlink' ? [name] : [])));
  return entries.map((entry) => {
    if (entry.type === 'symlink' || (entry.type === 'hardlink' && links.has(entry.target))) return entry;
    const executable = entry.type === 'directory' || (entry.mode & 0o111) !== 0;
    return { ...entry, mode: executable ? 0o755 : 0o644 };
  });
}

/** Modification time of the source manifest in seconds; 0 without one. Its text is packed, though not its file. */
async function manifestTime(directory: string): Promise<number> {
  const facts = await lstat(path.join(directory, 'manifest.json')).catch(() => undefined);
  return facts?.isFile() ? Math.floor(facts.mtimeMs / 1000) : 0;
}

/** The collected parts of a package; generated files stand between them. */
interface Parts {
  executable: Entry[];
  license: Entry[];
  rest: Entry[];
}

async function collectParts(
  collector: Collector,
  input: PackageInput,
  packed: string[],
  absent: Set<string>,
): Promise<Parts> {
  const { manifest, directory } = input;
  const { postInstall, preUninstall } = scriptsOf(manifest);
  const seen = new Set(generatedNames(manifest));
  const add = async (names: string[]): Promise<Entry[]> => {
    const entries: Entry[] = [];
    for (const name of names) {
      const before = seen.size;
      if (seen.add(canonicalName(name)).size === before) continue;
      if (absent.has(canonicalName(name))) entries.push(expected(name));
      else entries.push(...(await collector.add(name)));
    }
    return entries;
  };
  // What a plan shows of files that are not there yet.
  const programs = new Set([manifest.acapPackageConf.setup.appName, ...postInstall, ...preUninstall]);
  const expected = (name: string): Entry => textEntry(name, '', programs.has(name) ? 0o755 : 0o644);
  const executable = await add([manifest.acapPackageConf.setup.appName]);
  const license = await add(['LICENSE']);
  const late = await standardNames(directory);
  return { executable, license, rest: await add([...postInstall, ...packed, ...preUninstall, ...late]) };
}

/** One finding of each code and message. */
function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [`${finding.code} ${finding.message}`, finding])).values()];
}

function entriesOf(input: PackageInput, packed: string[], parts: Parts): Entry[] {
  const { manifest, generatedMode = 0o644 } = input;
  const cgi = cgiConf(manifest);
  const collected = [...parts.executable, ...parts.license, ...parts.rest];
  const final = input.normalizeModes ? normalized(collected) : collected;
  const licenseAt = parts.executable.length;
  const restAt = licenseAt + parts.license.length;
  return [
    ...final.slice(0, licenseAt),
    textEntry('package.conf', packageConf(manifest, packed), generatedMode),
    textEntry('param.conf', paramConf(manifest), generatedMode),
    ...final.slice(licenseAt, restAt),
    textEntry('manifest.json', serializeManifest(manifest), 0o600),
    ...final.slice(restAt),
    ...(cgi === undefined ? [] : [textEntry(cgiConfName, cgi, generatedMode)]),
  ];
}

/** Plans the archive. Throws all that is missing or cannot be packed at once. */
export async function layoutPackage(input: PackageInput): Promise<PackageLayout> {
  const { manifest, directory, otherFiles, outputs = [] } = input;
  const { packed, duplicates } = planOtherFiles(manifest, otherFiles);
  const { postInstall, preUninstall } = scriptsOf(manifest);
  const made = new Set(generatedNames(manifest));
  const { findings: lacking, absent } = await requiredProblems(directory, {
    executable: manifest.acapPackageConf.setup.appName,
    scripts: [...postInstall, ...preUninstall],
    others: [...packed, ...duplicates].filter((name) => !made.has(canonicalName(name))),
  });
  const collector = new Collector(directory, await outputTest(directory, outputs));
  const parts = await collectParts(collector, input, packed, absent);
  const texts = confProblems(manifest, packed).map(({ path: _, ...finding }) => finding);
  const isReported = input.missing === 'report';
  const refused = distinct([...(isReported ? [] : lacking), ...collector.findings, ...texts]);
  if (refused.length > 0) throw new AcapkitError(refused);
  return {
    entries: entriesOf(input, packed, parts),
    excluded: collector.excluded,
    duplicates,
    findings: isReported ? lacking : [],
    newest: Math.max(collector.newest, await manifestTime(directory)),
  };
}
