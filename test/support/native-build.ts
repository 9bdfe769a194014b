// Where the native builds are, and doctest programs as tap tests. setup/setup.mjs makes build/host and build/asan; ACAPKIT_BUILD
// names another folder that holds them.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { packagePath } from '../../src/support/package-root.js';

type Tap = typeof import('tap').default;

const outputBytesMax = 64 * 1024 * 1024;
/** A limit for hanging programs only; under sanitizers on a busy machine they take their time. */
const hangTimeoutMs = 600_000;

/** Folder of a native build: plain, with AddressSanitizer and UBSan, with ThreadSanitizer, or for a camera architecture. */
export function nativeBuild(name: 'host' | 'asan' | 'tsan' | 'aarch64' | 'armv7hf'): string {
  return path.join(process.env.ACAPKIT_BUILD ?? packagePath('build'), name);
}

interface Ended {
  code: number | string;
  stdout: string;
  stderr: string;
}

function runProgram(binary: string, args: string[], env: Record<string, string>): Promise<Ended> {
  const options = { env: { ...process.env, ...env }, maxBuffer: outputBytesMax, timeout: hangTimeoutMs };
  return new Promise((resolve) => {
    execFile(binary, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? (error.signal ?? error.code ?? 1) : 0, stdout, stderr });
    });
  });
}

function plain(text: string): string {
  const entities: Record<string, string> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };
  return text.replace(/&(quot|apos|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '');
}

interface Case {
  name: string;
  passed: boolean;
  details: string;
}

/** The test cases in doctest's XML report; one whose program died in it has no result and counts as failed. */
export function doctestCases(xml: string): Case[] {
  return xml
    .split(/(?=<TestCase )/)
    .slice(1)
    .filter((text) => !/^<TestCase [^>]*skipped="true"/.test(text))
    .map((text) => {
      const name = /^<TestCase name="([^"]*)"/.exec(text)?.[1] ?? '?';
      const passed = /<OverallResultsAsserts[^>]*test_case_success="true"/.test(text);
      return { name: plain(name), passed, details: plain(text).slice(0, 4000) };
    });
}

/**
 * Runs a doctest program; each of its test cases becomes an assertion, and its exit (where sanitizers report) one more. `args` are
 * doctest options such as `--test-suite=pure`; `before` stands before them, for a program that runs another one.
 */
export async function runDoctest(
  t: Tap,
  binary: string,
  env: Record<string, string> = {},
  args: string[] = [],
  before: string[] = [],
): Promise<void> {
  const ended = await runProgram(binary, [...before, '--reporters=xml', ...args], env);
  const cases = doctestCases(ended.stdout);
  t.ok(cases.length > 0, `${path.basename(binary)} runs test cases`, { stderr: ended.stderr.slice(-4000) });
  for (const { name, passed, details } of cases) t.ok(passed, name, passed ? {} : { details });
  t.equal(ended.code, 0, `${path.basename(binary)} ends without errors`, {
    stderr: ended.stderr.slice(-8000),
  });
}
