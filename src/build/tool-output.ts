// What make, ninja, compilers and linkers print when a build fails, as findings with a place in the author's own files.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AcapkitError, type Finding } from '../support/errors.js';
import { commandFailure, type RunResult } from '../support/process.js';
import { cameraLibraries } from './symbol-tables.js';

const findingsMax = 30;

/** Which command printed, and where the files that it names are. */
export interface ToolRun {
  command: string;
  args: string[];
  /** The project's folder: what findings name. */
  project: string;
  /** The copy of it that was built in. */
  stage: string;
}

/** A file as the tool names it → the author's file where there is one. */
function authorsFile(name: string, tool: ToolRun): string {
  const inStage = path.resolve(tool.stage, name);
  const own = path.join(tool.project, path.relative(tool.stage, inStage));
  return existsSync(own) ? own : inStage;
}

function compilerFinding(line: string, tool: ToolRun): Finding | undefined {
  const match = /^(.+?):(\d+):(?:(\d+):)? (?:fatal )?error: (.*)$/.exec(line);
  if (!match) return undefined;
  const [, file = '', row, column, text = ''] = match;
  const location = {
    file: authorsFile(file, tool),
    line: Number(row),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
  const header = /^'(.+)' file not found/.exec(text)?.[1];
  if (header !== undefined)
    return {
      severity: 'error',
      code: 'build/header-missing',
      message: `there is no header ${header}`,
      location,
      fix: 'check its name and the -I flags, or add its Debian package: --sysroot-package',
    };
  const code = line.includes('-Werror') ? 'build/warning' : 'build/compile';
  return { severity: 'error', code, message: text, location };
}

/** How an app gets at a camera function or library; undefined when no table knows it. */
function cameraCure(found: (typeof libraries)[number] | undefined, what: string): string | undefined {
  if (found === undefined) return undefined;
  if (found.link === 'none') return `${what} is of ACAP SDK 3; the native SDK never had it: use another API`;
  const [name] = found.pkgConfigNames;
  return `${what} is in the camera library ${found.name}: link with $(pkg-config --libs ${name})`;
}
const libraries = cameraLibraries();

function undefinedSymbol(lines: string[], index: number, tool: ToolRun): Finding | undefined {
  const name = /: error: undefined symbol: (.*)$/.exec(lines[index] ?? '')?.[1];
  if (name === undefined) return undefined;
  const by = lines.slice(index + 1, index + 4).flatMap((line) => {
    const [, file = '', row] = /^>>> referenced by ([^:\s]+):(\d+)/.exec(line) ?? [];
    return row === undefined ? [] : [{ file: authorsFile(file, tool), line: Number(row) }];
  });
  const place = by[0] ?? objectOf(lines, index);
  const cure = cameraCure(
    libraries.find(({ symbols }) => symbols.has(name)),
    name,
  );
  return {
    severity: 'error',
    code: 'build/undefined-symbol',
    message: `${name} is used but in none of the linked objects and libraries`,
    ...(place ? { location: place } : {}),
    fix: cure ?? 'link the library or the source file that has it',
  };
}

/** Without debug information the linker names the object only. */
function objectOf(lines: string[], index: number): { file: string } | undefined {
  for (const line of lines.slice(index + 1, index + 4)) {
    const file = /^>>>\s+(\S+\.(?:o|a|so)\S*)/.exec(line)?.[1];
    if (file !== undefined) return { file };
  }
  return undefined;
}

function linkerFinding(line: string): Finding | undefined {
  const name = /: error: unable to find library -l(\S+)/.exec(line)?.[1];
  if (name !== undefined) {
    const cure = cameraCure(
      libraries.find((one) => one.name === name || one.soname?.startsWith(`lib${name}.so`)),
      `lib${name}`,
    );
    return {
      severity: 'error',
      code: 'build/library-missing',
      message: `there is no library ${name} to link with`,
      found: `-l${name}`,
      fix: cure ?? 'build it, put it into lib/ and say -Llib; or add its Debian package: --sysroot-package',
    };
  }
  const foreign = /ld\.lld: error: (\S+) is incompatible with \S+/.exec(line)?.[1];
  if (foreign !== undefined)
    return {
      severity: 'error',
      code: 'build/foreign-object',
      message: `${foreign} was built for another architecture`,
      fix: 'build it for this one first: eval "$(acapkit env --arch <architecture>)"; and keep no built libraries among the sources',
    };
  const other = /ld\.lld: error: (?!undefined symbol)(.*)$/.exec(line)?.[1];
  return other === undefined ? undefined : { severity: 'error', code: 'build/link', message: other };
}

function toolFinding(line: string, tool: ToolRun): Finding | undefined {
  const program = /(?:^|: )(?:\d+: )?([\w.+-]+): (?:command )?not found$/.exec(line)?.[1];
  if (program !== undefined)
    return {
      severity: 'error',
      code: 'build/program-missing',
      message: `the build calls ${program}, which is not installed`,
      expected: `${program} on the PATH`,
      fix: `acapkit doctor --fix, or apt-get install ${program}`,
    };
  const rule = /^make(?:\[\d+\])?: \*\*\* (No rule to make target .*?)\.?\s*(?:Stop\.)?$/.exec(line)?.[1];
  if (rule === undefined) return undefined;
  return {
    severity: 'error',
    code: 'build/make-rule',
    message: rule,
    location: { file: path.join(tool.project, 'Makefile') },
    fix: 'make the file first, or add a rule that makes it',
  };
}

/** The findings in what a tool printed, without repetitions, at most 30. */
export function toolFindings(output: string, tool: ToolRun): Finding[] {
  const lines = output.split('\n').map((line) => line.trimEnd());
  const findings = new Map<string, Finding>();
  lines.forEach((line, index) => {
    const finding =
      compilerFinding(line, tool) ??
      undefinedSymbol(lines, index, tool) ??
      linkerFinding(line) ??
      toolFinding(line, tool);
    if (finding && findings.size < findingsMax) findings.set(JSON.stringify(finding), finding);
  });
  return [...findings.values()];
}

/** What packages explain is said once, with the place that the tool gave. */
function merged(own: Finding[], packages: Finding[]): Finding[] {
  const same = ({ message }: Finding): Finding | undefined => own.find((other) => other.message === message);
  const located = packages.map((finding) => {
    const location = same(finding)?.location;
    return location ? { ...finding, location } : finding;
  });
  const told = new Set(packages.map(({ message }) => message));
  // Where pkg-config knew no package, headers are missing only in consequence.
  const isAsked = packages.some(({ message }) => message.startsWith('pkg-config'));
  const isTold = ({ code, message }: Finding): boolean =>
    told.has(message) || (isAsked && code === 'build/header-missing');
  return [...located, ...own.filter((finding) => !isTold(finding))];
}

/** The failure of a build tool: its findings after those on missing packages, or its last words when it says nothing that is known. */
export function toolFailure(result: RunResult, tool: ToolRun, packages: Finding[] = []): Error {
  const own = toolFindings(`${result.stderr}\n${result.stdout}`, tool);
  const findings = merged(own, packages);
  return findings.length > 0 ? new AcapkitError(findings) : commandFailure(tool.command, tool.args, result);
}
