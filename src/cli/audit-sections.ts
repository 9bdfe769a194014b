// The picture of `acapkit audit`: a table of files, who gives each library, and a strip of AXIS OS versions.
import { rangesOf, rangeWords } from '../build/audit/os-table.js';
import type { AuditReport, FileReport, Verdict } from '../build/audit/types.js';
import type { Output } from './output.js';
import { counted, plain } from './plain-text.js';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** `64`, `32`, `both`, or `-` where nothing tells it. */
const width = (value: FileReport['time']): string => (value === undefined ? '-' : String(value));

function fileRow(file: FileReport): string[] {
  return [
    plain(file.name),
    file.machine,
    file.kind,
    file.relro,
    file.kind === 'program' ? yesNo(file.pie) : '-',
    file.executableStack ? 'exec' : 'ok',
    yesNo(file.textRelocations),
    file.machine === 'arm' ? `${width(file.time)}/${width(file.offsets)}` : '-',
    typeof file.neon === 'string' ? file.neon : yesNo(file.neon),
    yesNo(file.stripped),
  ];
}

/** What each file is and how it was linked. */
export function showFiles(output: Output, { files }: AuditReport): void {
  if (files.length === 0) {
    output.line('no programs and no libraries');
    return;
  }
  output.table(
    ['file', 'machine', 'kind', 'relro', 'pie', 'stack', 'textrel', 'time/off', 'neon', 'stripped'],
    files.map(fileRow),
  );
}

function libraryRows(file: FileReport): string[][] {
  const linked = file.libraries.map(({ name, provider, detail }) => [name, provider, detail]);
  const lookedUp = Object.entries(file.lookups).map(([name, count]) => [
    name,
    'device',
    `looked up at start, ${counted(count, 'function')}`,
  ]);
  return [...linked, ...lookedUp].map((cells, index) => [
    index === 0 ? plain(file.name) : '',
    ...cells.map(plain),
  ]);
}

/** Who gives the libraries that each file needs, and the highest symbol versions. */
export function showLibraries(output: Output, { files }: AuditReport): void {
  const rows = files.flatMap(libraryRows);
  if (rows.length > 0) {
    output.line();
    output.table(['needed by', 'library', 'from', 'file, or AXIS OS that has it'], rows);
  }
  const versions = files.filter((file) => file.versions.length > 0);
  if (versions.length === 0) return;
  output.line();
  output.table(
    ['file', 'highest symbol versions'],
    versions.map((file) => [plain(file.name), file.versions.map(plain).join(' ')]),
  );
}

const colours = { yes: 'green', perhaps: 'yellow', no: 'red' } as const;

/** Such as `10.7-10.12 no · 11.0-12.11 yes · 13.0 no`. */
export function showStrip(output: Output, { releases }: AuditReport): void {
  const runs: { verdict: Verdict; releases: string[] }[] = [];
  for (const { os, verdict } of releases) {
    const last = runs.at(-1);
    if (last?.verdict === verdict) last.releases.push(os);
    else runs.push({ verdict, releases: [os] });
  }
  const parts = runs.map(({ verdict, releases: some }) =>
    output.paint(colours[verdict], `${rangesOf(some).map(rangeWords).join(', ')} ${verdict}`),
  );
  output.line();
  output.line(`${output.paint('bold', 'AXIS OS')}  ${parts.join(' · ')}`);
}
