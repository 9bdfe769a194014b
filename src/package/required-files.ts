// Files that a package cannot do without, looked at before anything is collected, so that all that is missing is told at once.
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { canonicalName, isExcluded, operandProblem } from '../manifest/member-names.js';
import type { Finding } from '../support/errors.js';

/** Names relative to the packed folder, each kind with words of its own for what is wrong. */
export interface RequiredFiles {
  executable: string;
  scripts: string[];
  others: string[];
}

type Kind = 'executable' | 'license' | 'script' | 'other';

const expectations: Record<Kind, { expected: (name: string) => string; fix: string }> = {
  executable: {
    expected: () => 'the executable, named like appName',
    fix: 'build the app, or correct the name in manifest.json',
  },
  license: { expected: () => 'a file LICENSE', fix: 'write the licence terms into LICENSE' },
  script: {
    expected: (name) => `a file ${name}`,
    fix: 'write the script, or correct its name in manifest.json',
  },
  other: {
    expected: (name) => `a file or folder ${name}`,
    fix: 'build the app, or correct the name of the file that is to be packed',
  },
};

/** What is wrong with a file, as a code and words; undefined when it may be packed. */
function problemOf(name: string, kind: Kind, facts: Stats | undefined): [string, string] | undefined {
  const code = (other: string): string => {
    if (kind === 'license') return 'package/license-empty';
    return kind === 'other' ? `package/other-${other}` : `package/${other}`;
  };
  if (!facts) return [code('file-missing'), `${name} is not there`];
  if (kind === 'other') return undefined;
  if (isExcluded(name))
    return [
      code('excluded-file'),
      `${name} is never packed: it is named like a version control or backup file`,
    ];
  if (facts.isDirectory()) return [code('not-a-file'), `${name} is a folder`];
  if (kind === 'license' && facts.size === 0)
    return [code('license'), 'LICENSE is empty; Axis’ tool refuses that'];
  return undefined;
}

/** Findings for all files that are missing, empty or of another kind. `absent` holds the canonical names of those that do not exist. */
export async function requiredProblems(
  directory: string,
  required: RequiredFiles,
): Promise<{ findings: Finding[]; absent: Set<string> }> {
  const named: [string, Kind][] = [
    [required.executable, 'executable'],
    ['LICENSE', 'license'],
    ...required.scripts.map((name): [string, Kind] => [name, 'script']),
    ...required.others.map((name): [string, Kind] => [name, 'other']),
  ];
  const findings: Finding[] = [];
  const absent = new Set<string>();
  const seen = new Set<string>();
  for (const [name, kind] of named) {
    if (seen.has(canonicalName(name)) || operandProblem(name)) continue;
    seen.add(canonicalName(name));
    const file = path.join(directory, name);
    const facts = await lstat(file).catch(() => undefined);
    if (!facts) absent.add(canonicalName(name));
    const problem = problemOf(name, kind, facts);
    if (!problem) continue;
    const [code, message] = problem;
    const { expected, fix } = expectations[kind];
    findings.push({ severity: 'error', code, message, location: { file }, expected: expected(name), fix });
  }
  return { findings, absent };
}
