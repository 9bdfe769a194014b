// What editors need to understand an app's sources: compile_commands.json of each target, whatever tool built, and .vscode files on request.
// cmake and meson write their own; for make, toolchains/record-compile.sh stands before the compiler and writes down each call.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { packagePath } from '../support/package-root.js';
import { replaceFile } from '../support/replace-file.js';
import { quoteWord, splitWords } from './shell-words.js';

/** One compilation, as clang's JSON compilation database has it. */
export interface CompileCommand {
  directory: string;
  file: string;
  arguments: string[];
}

interface WrittenCommand {
  directory: string;
  file: string;
  command?: string;
  arguments?: string[];
}

const databaseName = 'compile_commands.json';
const recordsMax = 20_000;
const sourceName = /\.(c|cc|cpp|cxx|c\+\+|C|m|mm)$/;

/** Editors start the compiler to ask it for its folders; a cache before it would confuse them. */
const withoutLauncher = (words: string[]): string[] =>
  path.basename(words[0] ?? '') === 'ccache' ? words.slice(1) : words;

async function writeDatabase(folder: string, commands: CompileCommand[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replaceFile(path.join(folder, databaseName), `${JSON.stringify(commands, null, 1)}\n`);
}

/** Brings the database that cmake or meson wrote in their build folder to where editors look: build/<target>/ of the project. */
export async function publishCompileCommands(build: string, folder: string): Promise<void> {
  const text = await readFile(path.join(build, databaseName), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const commands = (JSON.parse(text) as WrittenCommand[]).map(
    ({ directory, file, command = '', arguments: words }): CompileCommand => ({
      directory,
      file: path.resolve(directory, file),
      arguments: withoutLauncher(words ?? splitWords(command)),
    }),
  );
  await writeDatabase(folder, commands);
}

const recordFolder = (folder: string): string => path.join(folder, 'compile-records');

/**
 * The environment of a make build, with a recorder before CC and CXX. It runs the same compiler with the same words.
 * @param folder build/<target> of the project
 */
export async function recordingEnvironment(
  environment: Record<string, string>,
  folder: string,
): Promise<Record<string, string>> {
  await mkdir(recordFolder(folder), { recursive: true });
  const recorder = quoteWord(packagePath('toolchains', 'record-compile.sh'));
  const { CC = 'cc', CXX = 'c++' } = environment;
  return {
    ...environment,
    CC: `${recorder} ${CC}`,
    CXX: `${recorder} ${CXX}`,
    ACAPKIT_COMPILE_RECORDS: recordFolder(folder),
  };
}

/** Options whose value is a file or folder, in the next word or directly behind. */
const pathOption = /^(-I|-isystem|-iquote|-idirafter|-include|-imacros)(.*)$/s;

/** A path in the copy that was built → the author's own file or folder; what only the build made stays where it is. */
function ownPath(name: string, directory: string, stage: string, project: string): string {
  const file = path.resolve(directory, name);
  const below = path.relative(stage, file);
  if (below === '..' || below.startsWith('../') || path.isAbsolute(below)) return file;
  const own = path.join(project, below);
  return existsSync(own) ? own : file;
}

/** The compilations in one recorded call: folder, then the words of the command. A call may compile several files. */
function recordedCommands(record: string, stage: string, project: string): CompileCommand[] {
  const [directory = '', ...recorded] = record.split('\0').slice(0, -1);
  const own = (name: string): string => ownPath(name, directory, stage, project);
  const files: string[] = [];
  let valueIsPath = false;
  const words = withoutLauncher(recorded).map((word, index) => {
    const [, option = '', value = ''] = pathOption.exec(word) ?? [];
    const isPath = valueIsPath || (index > 0 && sourceName.test(word) && !word.startsWith('-'));
    if (isPath && !valueIsPath) files.push(own(word));
    valueIsPath = option !== '' && value === '';
    if (isPath) return own(word);
    return value === '' ? word : `${option}${own(value)}`;
  });
  return files.map((file) => ({ directory: own('.'), file, arguments: words }));
}

/** Writes the database from what make's compilers recorded, over what earlier builds left of files that were not compiled again. */
export async function publishRecordedCommands(folder: string, stage: string, project: string): Promise<void> {
  const records = recordFolder(folder);
  const names = (await readdir(records).catch(() => [])).sort().slice(0, recordsMax);
  const text = await readFile(path.join(folder, databaseName), 'utf8').catch(() => '[]');
  const byFile = new Map((JSON.parse(text) as CompileCommand[]).map((command) => [command.file, command]));
  for (const name of names) {
    const record = await readFile(path.join(records, name), 'utf8');
    for (const command of recordedCommands(record, stage, project)) byFile.set(command.file, command);
  }
  const commands = [...byFile.values()].filter(({ file }) => existsSync(file));
  await writeDatabase(
    folder,
    commands.sort((a, b) => (a.file < b.file ? -1 : 1)),
  );
  await rm(records, { recursive: true, force: true });
}
