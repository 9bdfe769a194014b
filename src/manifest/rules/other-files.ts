// Files that are packed because somebody named them: --add, -a, and "add" in package.json.
import { canonicalName, isExcluded, operandProblem } from '../member-names.js';
import { type AppFiles, fileNamed, inPackedFolder } from './files.js';
import { type Rule, type RuleFacts, setupPath, textAt } from './rule.js';

const at = (files: AppFiles, name: string) => ({ file: `${files.root}/${canonicalName(name)}` });

function eachOther<T>(
  facts: RuleFacts,
  judge: (name: string, files: AppFiles, index: number) => T | undefined,
): T[] {
  const { files } = facts;
  if (files === undefined || files.kind === 'package') return [];
  return files.otherFiles.flatMap((name, index) => judge(name, files, index) ?? []);
}

const unfit = (name: string): boolean => operandProblem(name) !== undefined;

export const otherFileName: Rule = {
  code: 'package/other-file-name',
  severity: 'error',
  when: 'the name of an added file has a blank, begins with a slash or leaves the folder',
  why: 'It cannot be written into OTHERFILES of package.conf, or lies outside the app’s folder.',
  cure: 'Rename the file, or copy it into the app’s folder.',
  check: (facts) =>
    eachOther(facts, (name, files) =>
      unfit(name)
        ? {
            file: { file: files.root },
            message: `${JSON.stringify(name)} cannot be packed under this name`,
            expected: 'a relative path without "..", blanks and control characters',
            found: JSON.stringify(name),
            fix: 'copy or rename the file inside the app’s folder',
          }
        : undefined,
    ),
};

export const otherFileMissing: Rule = {
  code: 'package/other-file-missing',
  severity: 'error',
  when: 'an added file does not exist',
  why: 'The package would lack it.',
  cure: 'Correct the path; it is relative to the app’s folder, and its folders are kept in the package.',
  check: (facts) =>
    eachOther(facts, (name, files) =>
      unfit(name) || fileNamed(files, canonicalName(name)) !== undefined
        ? undefined
        : {
            file: at(files, name),
            message: `${name}, which is to be added, is not there`,
            expected: `a file or folder ${canonicalName(name)} in the app’s folder`,
            found: 'no such file',
            fix: 'correct the name given with --add or in package.json',
          },
    ),
};

function packedAnyway(facts: RuleFacts, name: string): boolean {
  const standard = [
    textAt(facts, ...setupPath('appName')),
    textAt(facts, 'acapPackageConf', 'installation', 'postInstallScript'),
    textAt(facts, 'acapPackageConf', 'uninstallation', 'preUninstallScript'),
    'LICENSE',
    'manifest.json',
    'package.conf',
    'param.conf',
    'cgi.conf',
  ];
  return standard.includes(name) || inPackedFolder(name);
}

export const otherFileTwice: Rule = {
  code: 'package/other-file-twice',
  severity: 'warning',
  when: 'an added file is given twice, or is packed anyway',
  why: 'It is packed once, at its usual place. GNU tar would store the second as a link to itself.',
  cure: 'Leave the option out.',
  check: (facts) =>
    eachOther(facts, (name, files, index) => {
      const plain = canonicalName(name);
      const twice = files.otherFiles.slice(0, index).map(canonicalName).includes(plain);
      if (!twice && !packedAnyway(facts, plain)) return undefined;
      return {
        file: at(files, name),
        message: twice ? `${plain} is added twice` : `${plain} is part of the package anyway`,
        expected: 'each file named once',
        found: name,
        fix: 'leave it out of --add and of "add" in package.json',
      };
    }),
};

export const otherFileExcluded: Rule = {
  code: 'package/other-file-excluded',
  severity: 'warning',
  when: 'an added file has a name that packing leaves out (*~, .git, …)',
  why: 'The package lacks it although OTHERFILES names it.',
  cure: 'Rename it.',
  check: (facts) =>
    eachOther(facts, (name, files) =>
      isExcluded(canonicalName(name))
        ? {
            file: at(files, name),
            message: `${name} is to be added, but packing leaves such names out`,
            expected: 'no *~ and no names of version control systems',
            found: name,
            fix: 'rename it',
          }
        : undefined,
    ),
};
