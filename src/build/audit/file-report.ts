// What the audit tells of one file: a value for tables and for machines.
import type { JudgeContext } from './judge.js';
import { libraryPresence, osTable } from './os-table.js';
import { cameraLibraryPresence, presenceWords } from './providers.js';
import { widthsOf } from './time-width.js';
import type { AuditedFile, FileReport, LibraryUse } from './types.js';
import { highestVersions } from './versions.js';

/** Everything that is told of a file without judging it. */
export function fileReport(context: JudgeContext, file: AuditedFile): FileReport {
  const { elf, name } = file;
  const { time, offsets } = widthsOf(elf);
  const lookups: Record<string, number> = {};
  for (const { library } of elf.lookups) lookups[library] = (lookups[library] ?? 0) + 1;
  return {
    name,
    machine: elf.machine,
    kind: elf.kind,
    ...(elf.interpreter === undefined ? {} : { interpreter: elf.interpreter }),
    libraries: elf.needed.map((soname) => libraryUse(context, file, soname)),
    lookups,
    versions: highestVersions(file),
    runpath: [...elf.runpath, ...elf.rpath],
    ...(elf.machine === 'arm' ? { time, offsets } : {}),
    executableStack: elf.executableStack,
    textRelocations: elf.textRelocations,
    relro: elf.relro,
    pie: elf.pie,
    stripped: elf.stripped,
    neon: elf.machine === 'aarch64' ? true : (file.neon ?? 'unknown'),
  };
}

function libraryUse({ providers }: JudgeContext, file: AuditedFile, name: string): LibraryUse {
  const provider = providers.of(file, name);
  if (provider.kind === 'bundled')
    return {
      name,
      provider: 'bundled',
      detail: `${provider.file.name}${provider.reachable ? '' : ', where the loader does not look'}`,
    };
  if (provider.kind === 'missing')
    return {
      name,
      provider: 'missing',
      detail: provider.wrong ? `${provider.wrong.name} is for ${provider.wrong.elf.machine}` : '',
    };
  const { library } = provider;
  const presence = (release: string) =>
    'symbols' in library ? cameraLibraryPresence(library, release) : libraryPresence(library, release);
  const known = osTable.releases.some((release) => presence(release).there === true);
  return { name, provider: known ? 'device' : 'unknown', detail: presenceWords(presence) };
}
