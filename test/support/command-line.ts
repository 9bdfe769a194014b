// Runs the compiled commands as a shell would.
import { spawn } from 'node:child_process';
import type { Finding } from '../../src/support/errors.js';
import { packagePath } from '../../src/support/package-root.js';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  cwd?: string;
  /** Added to the environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
}

function runNode(file: string, args: string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [packagePath('dist', 'src', 'cli', file), ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ran = { code: 0, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      ran.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      ran.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code: code ?? -1 }));
  });
}

export const acapkit = (args: string[], options: RunOptions = {}): Promise<Ran> =>
  runNode('main.js', args, options);

export const acapBuild = (args: string[], options: RunOptions = {}): Promise<Ran> =>
  runNode('acap-build.js', args, options);

/** The one JSON document that a command prints with --json. */
export const jsonOf = (ran: Ran) => JSON.parse(ran.stdout) as { ok: boolean; findings: Finding[] };

/** Runs `acapkit <args>` in a folder. */
export const acapkitIn = (cwd: string, ...args: string[]): Promise<Ran> => acapkit(args, { cwd });
