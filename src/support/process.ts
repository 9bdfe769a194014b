// Running other programs: output by line, bounded memory of it, and an error that says which command failed and with which words.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { errnoOf, failure } from './errors.js';

const keptLinesMax = 2000;

export interface RunOptions {
  cwd?: string;
  /** Added to the environment of this process. */
  env?: Record<string, string | undefined>;
  /** Called for each line of stdout and stderr. */
  onLine?: (line: string) => void;
  /** Do not throw when the command ends with another code than 0. */
  allowFailure?: boolean;
}

export interface RunResult {
  code: number;
  /** The last lines of stdout, at most 2000. */
  stdout: string;
  /** The last lines of stderr, at most 2000. */
  stderr: string;
}

function remember(lines: string[], line: string): void {
  lines.push(line);
  if (lines.length > keptLinesMax) lines.shift();
}

/** Runs a command to its end. Throws `support/command-missing` or `support/command-failed`. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collected: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] };
  for (const name of ['stdout', 'stderr'] as const) {
    createInterface({ input: child[name] }).on('line', (line) => {
      remember(collected[name], line);
      options.onLine?.(line);
    });
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', (error) => reject(startFailure(command, error)));
    child.on('close', (exitCode, signal) => resolve(exitCode ?? (signal ? 128 : 1)));
  });
  const result = { code, stdout: collected.stdout.join('\n'), stderr: collected.stderr.join('\n') };
  if (code !== 0 && !options.allowFailure) throw commandFailure(command, args, result);
  return result;
}

function startFailure(command: string, error: Error): Error {
  if (errnoOf(error) !== 'ENOENT') return error;
  return failure('support/command-missing', `the program ${command} is not installed`, {
    expected: `${command} on the PATH`,
    fix: 'acapkit doctor --fix installs what is missing',
  });
}

/** The failure of a command that ended with another code than 0: its last words. */
export function commandFailure(command: string, args: string[], result: RunResult): Error {
  const words = (result.stderr || result.stdout).split('\n').slice(-12).join('\n');
  return failure('support/command-failed', `${command} ended with code ${result.code}`, {
    found: words.trim() || 'no output',
    fix: `run it by hand to see more: ${[command, ...args].join(' ')}`,
  });
}

/** Runs `work` on each item, at most `width` at a time; the first failure is thrown when all have ended. */
export async function inParallel<T, R>(
  items: T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const errors: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length && errors.length === 0) {
      const index = next++;
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
  return results;
}
