// The lists of `acapkit inspect`: files, programs with what they need, parameters, web addresses.
import type { MemberDetails, PackageDetails } from '../package/details.js';
import { highestVersions } from '../package/symbol-versions.js';
import type { ElfFacts } from '../support/elf.js';
import type { Output } from './output.js';
import { fieldsAt, listOf } from './package-words.js';
import { cut, firstOf, modeText, plain, textOf, wrapped } from './plain-text.js';

const listMax = 20;
const kindNames = { file: 'file', directory: 'folder', symlink: 'link', hardlink: 'hard link' } as const;

function section<T>(
  output: Output,
  title: string,
  items: T[],
  all: boolean,
  show: (shown: T[]) => void,
): void {
  if (items.length === 0) return;
  const { shown, more } = firstOf(items, all ? items.length : listMax);
  output.line();
  output.line(output.paint('bold', title));
  show(shown);
  if (more > 0) output.line(output.paint('dim', `… ${more} more; --files shows all`));
}

function fileRow({ kind, mode, size, path, target, elfProblem }: MemberDetails): string[] {
  const link = target === undefined ? '' : ` → ${plain(target)}`;
  const note = elfProblem === undefined ? '' : `  (${elfProblem} program)`;
  const name = kind === 'directory' ? `${plain(path)}/` : plain(path);
  return [kindNames[kind], modeText(mode), kind === 'file' ? String(size) : '', `${name}${link}${note}`];
}

function showFiles(output: Output, members: MemberDetails[]): void {
  const rows = members.map(fileRow);
  const width = Math.max(4, ...rows.map((row) => row[2]?.length ?? 0));
  output.table(
    ['type', 'mode', 'size'.padStart(width), 'name'],
    rows.map(([kind = '', mode = '', size = '', name = '']) => [kind, mode, size.padStart(width), name]),
  );
}

/** Needed libraries in the order of the file, each with the highest symbol versions that it must have. */
function neededLibraries(elf: ElfFacts): string[] {
  const versions = highestVersions(elf);
  const names = new Set([...elf.needed, ...versions.map(({ library }) => library)]);
  return [...names].map((name) => {
    const wanted = versions.filter(({ library }) => library === name).map(({ version }) => version);
    return plain(wanted.length > 0 ? `${name} (${wanted.join(' ')})` : name);
  });
}

function showProgram(output: Output, { path, elf }: MemberDetails): void {
  if (elf === undefined) return;
  output.line(`${plain(path)}  ${elf.machine}`);
  const needed = neededLibraries(elf);
  for (const line of wrapped('  needs', needed.length > 0 ? needed : ['no library'], 10)) output.line(line);
}

/** The parameters of param.conf; of the manifest where the package has no param.conf. */
function parametersOf({ manifest, parameters }: PackageDetails): string[][] {
  const { paramConfig } = fieldsAt(manifest, 'acapPackageConf', 'configuration');
  const list = parameters.length > 0 ? parameters : listOf(paramConfig).map((entry) => fieldsAt(entry));
  return list.map(({ name, default: value, type }) =>
    [name, value, type].map((field) => cut(textOf(field) ?? '', 50)),
  );
}

/** Access, kind and address of what the app serves. */
function webEntries({ manifest, packageConf, cgiConf, members }: PackageDetails): string[][] {
  const { settingPage, httpConfig, reverseProxy } = fieldsAt(manifest, 'acapPackageConf', 'configuration');
  const app = textOf(fieldsAt(manifest, 'acapPackageConf', 'setup').appName ?? packageConf.APPNAME) ?? '?';
  const address = (name: unknown): string => `/local/${app}/${(textOf(name) ?? '').replace(/^\/+/, '')}`;
  const page = settingPage ?? (packageConf.SETTINGSPAGEFILE || undefined);
  const entries = listOf(httpConfig).map((entry) => fieldsAt(entry));
  // Files of html/ are for administrators unless an entry of the type directory says otherwise.
  const access = textOf(entries.find(({ type }) => type === 'directory')?.access) ?? 'admin';
  const pages = page === undefined ? [] : [[access, 'settings page', address(page)]];
  const hasFiles = members.some(({ path }) => path.startsWith('html/'));
  const folder = hasFiles ? [[access, 'files of html/', address('')]] : [];
  const configured = entries
    .filter(({ type }) => type !== 'directory')
    .map((entry) => [textOf(entry.access) ?? '', textOf(entry.type) ?? '', address(entry.name)]);
  const proxies = listOf(reverseProxy).map((entry) => {
    const { access, apiType = 'tcp', apiPath, target } = fieldsAt(entry);
    return [
      textOf(access) ?? '',
      `proxy, ${textOf(apiType)}`,
      `${address(apiPath)} → ${textOf(target) ?? ''}`,
    ];
  });
  const old = cgiConf.split('\n').flatMap((line) => {
    const [access, name, kind = 'transferCgi'] = line.trim().split(/\s+/);
    return access && name ? [[plain(access), plain(kind), address(name)]] : [];
  });
  return [...pages, ...folder, ...(manifest === undefined ? old : configured), ...proxies];
}

/** Prints all sections; long ones are cut unless `all` is set. */
export function showSections(output: Output, details: PackageDetails, all: boolean): void {
  const programs = details.members.filter(({ elf }) => elf !== undefined);
  section(output, 'Files', details.members, all, (shown) => showFiles(output, shown));
  section(output, 'Programs and libraries', programs, all, (shown) => {
    for (const member of shown) showProgram(output, member);
  });
  section(output, 'Parameters', parametersOf(details), all, (shown) =>
    output.table(['name', 'default', 'type'], shown),
  );
  section(output, 'Web', webEntries(details), all, (shown) =>
    output.table(['access', 'what', 'address'], shown),
  );
}

/** Members without their texts, with programs summed up: their full symbol tables would be most of the document. */
export function membersForMachines(members: MemberDetails[]): object[] {
  return members.map(({ elf, text: _, mode, ...member }) => {
    if (elf === undefined) return { ...member, mode: modeText(mode) };
    const { machine, needed, soname, imports, exports } = elf;
    const summary = {
      machine,
      ...(soname === undefined ? {} : { soname }),
      needed,
      highestVersions: highestVersions(elf),
      imports: imports.length,
      exports: exports.length,
    };
    return { ...member, mode: modeText(mode), elf: summary };
  });
}
