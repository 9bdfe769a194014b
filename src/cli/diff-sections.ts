// The words of `acapkit diff`: + is new, - is gone, ~ is changed.
import type { FileChange, FileState, ListChange, PackageDiff, ProgramChange } from '../package/diff.js';
import type { ValueChange } from '../package/diff-values.js';
import type { Output } from './output.js';
import { counted, firstOf, lineWidth, modeText, plain, shownValue, wrapped } from './plain-text.js';

const listMax = 20;
const namesMax = 8;
const valueMin = 24;

type Sign = '+' | '-' | '~';
type Line = [sign: Sign, text: string];
const colours = { '+': 'green', '-': 'red', '~': 'yellow' } as const;

const signOf = (change: { from?: unknown; to?: unknown }): Sign => {
  if (!('from' in change)) return '+';
  return 'to' in change ? '~' : '-';
};

function section(output: Output, title: string, lines: Line[], all: boolean): void {
  if (lines.length === 0) return;
  const { shown, more } = firstOf(lines, all ? lines.length : listMax);
  output.line();
  output.line(output.paint('bold', title));
  for (const [sign, text] of shown) output.line(output.paint(colours[sign], `${sign} ${text}`));
  if (more > 0) output.line(output.paint('dim', `… ${more} more; --all shows all`));
}

function stateText({ kind, mode, size, target }: FileState): string {
  if (kind === 'file') return `${counted(size, 'byte')}, mode ${modeText(mode)}`;
  return kind === 'directory' ? `folder, mode ${modeText(mode)}` : `→ ${plain(target ?? '')}`;
}

/** Each field that changed, such as `size 10 → 12`. */
function fieldTexts(changed: FileChange['changed'], from: FileState, to: FileState): string[] {
  return changed.map((field) => {
    if (field === 'content') return from.size === to.size ? 'content, same size' : 'content';
    if (field === 'mode') return `mode ${modeText(from.mode)} → ${modeText(to.mode)}`;
    return `${field} ${plain(String(from[field] ?? 'none'))} → ${plain(String(to[field] ?? 'none'))}`;
  });
}

function fileLine(change: FileChange): Line {
  const { path, changed, from, to } = change;
  const facts = from && to ? fieldTexts(changed, from, to).join(', ') : stateText(from ?? (to as FileState));
  const slash = (to ?? from)?.kind === 'directory' ? '/' : '';
  return [signOf(change), `${plain(path)}${slash}  ${facts}`];
}

/** The name and its values on one line; values are cut to what the line leaves them. */
function namedValues(name: string, sign: Sign, { from, to }: Pick<ValueChange, 'from' | 'to'>): Line {
  const room = Math.max(valueMin, lineWidth() - name.length - 4);
  if (sign !== '~') return [sign, `${name}  ${shownValue(sign === '+' ? to : from, room)}`];
  const half = Math.max(valueMin, Math.floor((room - 3) / 2));
  return [sign, `${name}  ${shownValue(from, half)} → ${shownValue(to, half)}`];
}

function valueLine(change: ValueChange): Line {
  const name = plain(change.path) || 'all of it';
  if (change.reordered) return ['~', `${name}  same entries in another order`];
  return namedValues(name, signOf(change), change);
}

type ParameterFacts = { default: string; type: string };

/** Default and type; of a changed parameter only what changed. */
function parameterLines(change: ValueChange): Line[] {
  const name = plain(change.path);
  const sign = signOf(change);
  const [from, to] = [change.from, change.to] as [ParameterFacts | undefined, ParameterFacts | undefined];
  if (from && to)
    return (['default', 'type'] as const)
      .filter((field) => from[field] !== to[field])
      .map((field) => namedValues(`${name}  ${field}`, sign, { from: from[field], to: to[field] }));
  const { default: value = '', type = '' } = from ?? to ?? {};
  return [[sign, `${name}  ${shownValue(value)}, type ${plain(type) || 'none'}`]];
}

function listLines(label: string, { added, removed }: ListChange, all: boolean): [Sign, string][] {
  return (
    [
      ['-', removed],
      ['+', added],
    ] as const
  ).flatMap(([sign, names]): Line[] => {
    if (names.length === 0) return [];
    const { shown, more } = firstOf(names, all ? names.length : namesMax);
    const words = [...shown.map(plain), ...(more > 0 ? [`… ${more} more; --all shows all`] : [])];
    return wrapped(`  ${label}`, words, 12).map((line): Line => [sign, line]);
  });
}

/** `path` is the library and the series of its versions; a series that is new or gone has one version only. */
function versionLine(change: ValueChange): Line {
  const [library = ''] = change.path.split(' ');
  const versions = [change.from, change.to].filter((version) => version !== undefined).map(String);
  return [signOf(change), `  ${'versions'.padEnd(10)}${plain(`${library} ${versions.join(' → ')}`)}`];
}

function programLines(change: ProgramChange, all: boolean): Line[] {
  const { path, fromPath, machine, soname, needed, imports, exports, versions } = change;
  const head = fromPath === undefined ? plain(path) : `${plain(path)}, was ${plain(fromPath)}`;
  const pair = (label: string, from = 'none', to = 'none'): Line => [
    '~',
    `  ${label.padEnd(10)}${plain(from)} → ${plain(to)}`,
  ];
  return [
    ['~', head],
    ...(machine ? [pair('machine', machine.from, machine.to)] : []),
    ...(soname ? [pair('soname', soname.from, soname.to)] : []),
    ...versions.map(versionLine),
    ...listLines('needs', needed, all),
    ...listLines('imports', imports, all),
    ...listLines('exports', exports, all),
  ];
}

/** Programs are not cut as a list: each of them is cut by itself. */
function showPrograms(output: Output, programs: ProgramChange[], all: boolean): void {
  const lines = programs.flatMap((program) => programLines(program, all));
  section(output, 'Programs and libraries', lines, true);
}

/** Prints all changes; long lists are cut unless `all` is set. */
export function showDiff(output: Output, diff: PackageDiff, all: boolean): void {
  section(output, 'Files', diff.files.map(fileLine), all);
  section(output, 'Manifest', diff.manifest.map(valueLine), all);
  section(output, 'package.conf', diff.packageConf.map(valueLine), all);
  section(output, 'Parameters', diff.parameters.flatMap(parameterLines), all);
  showPrograms(output, diff.programs, all);
  if (diff.signature) {
    const { from = 'unsigned', to = 'unsigned' } = diff.signature;
    section(output, 'Signature', [['~', `${from} → ${to}`]], true);
  }
}
