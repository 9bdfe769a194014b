// Modes and line ends: what keeps a camera from running a script, or from setting up an app.
import type { AppFiles, FileFact } from './files.js';
import { at, eachPacked, scriptNames } from './packed.js';
import { type Hit, type Rule, setupPath, textAt } from './rule.js';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');
const properMode = (file: FileFact): number =>
  file.type === 'directory' || looksExecutable(file) ? 0o755 : 0o644;
const looksExecutable = (file: FileFact): boolean =>
  file.elf !== undefined || file.text?.startsWith('#!') === true;

export const mode777: Rule = {
  code: 'package/mode-777',
  severity: 'warning',
  when: 'files that are packed can be written by everybody (typical for Windows and container mounts)',
  why: 'With such modes a camera may silently not set up the app’s reverse proxy. acapkit pack sets 0644 and 0755; acap-build packs what the disk has.',
  cure: 'Set 644 for files, 755 for programs and folders.',
  fixes: 'sets the modes',
  check: (facts) =>
    eachPacked(facts, (file, files) => {
      if (file.type === 'symlink' || file.type === 'special' || (file.mode & 0o002) === 0) return undefined;
      return {
        file: at(files, file.name),
        message: `${file.name} has mode ${octal(file.mode)}; a camera may then leave out the reverse proxy`,
        expected: octal(properMode(file)),
        found: octal(file.mode),
        fix: `chmod ${octal(properMode(file)).slice(1)} ${file.name}`,
        ...(files.kind === 'project'
          ? { cure: { kind: 'mode' as const, file: file.name, mode: properMode(file) } }
          : {}),
      };
    }),
};

/** Where rules about scripts are from. */
export const scriptSource =
  'Axis: AXIS OS 13 breaking changes, as public notes of apps quote it: new rules for install scripts; their text was not found';

/** What is to be said of a script that not everybody can execute. */
export function notExecutable(file: FileFact, files: AppFiles, runner: string): Hit | undefined {
  if (file.type !== 'file' || (file.mode & 0o111) === 0o111) return undefined;
  return {
    file: at(files, file.name),
    message: `${file.name} is not executable for all; ${runner} cannot run it`,
    expected: '0755',
    found: octal(file.mode),
    fix: `chmod 755 ${file.name}`,
    ...(files.kind === 'project' ? { cure: { kind: 'mode' as const, file: file.name, mode: 0o755 } } : {}),
  };
}

export const scriptMode: Rule = {
  code: 'package/script-mode',
  severity: 'warning',
  when: 'a script that the camera runs is not executable',
  why: 'The camera cannot run it, and installs the app without it.',
  cure: 'Set mode 755.',
  fixes: 'sets the mode',
  source: scriptSource,
  sure: 'inferred',
  check: (facts) =>
    eachPacked(facts, (file, files) => {
      const executable = file.name === textAt(facts, ...setupPath('appName'));
      const script = scriptNames(facts).includes(file.name) || (executable && file.text?.startsWith('#!'));
      return script ? notExecutable(file, files, 'the camera') : undefined;
    }),
};

export const scriptCrlf: Rule = {
  code: 'package/script-crlf',
  severity: 'error',
  when: 'a script has carriage returns at its line ends',
  why: 'The shell on the camera takes them for part of the commands: "not found".',
  cure: 'Convert the file to LF, and tell your editor and version control to keep it so.',
  fixes: 'converts the line ends',
  check: (facts) =>
    eachPacked(facts, (file, files) => {
      const isScript = file.text?.startsWith('#!') || scriptNames(facts).includes(file.name);
      const index = isScript ? (file.text?.indexOf('\r\n') ?? -1) : -1;
      if (index < 0) return undefined;
      const before = file.text?.slice(0, index) ?? '';
      return {
        file: {
          ...at(files, file.name),
          line: before.split('\n').length,
          column: index - before.lastIndexOf('\n'),
        },
        message: `${file.name} has carriage returns at its line ends; the camera’s shell cannot run it`,
        expected: 'LF at the end of each line',
        found: 'CR LF',
        fix: `convert it: sed -i 's/\\r$//' ${file.name}`,
        ...(files.kind === 'project' ? { cure: { kind: 'line-ends' as const, file: file.name } } : {}),
      };
    }),
};
