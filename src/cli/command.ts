// What all commands share: --json, one exit, and code that is loaded only when the command runs.
import type { Command } from 'commander';
import type { Output } from './output.js';

export interface Failed {
  /** Set when the command ran but its result is a failure (exit code 1). */
  failed?: boolean;
}

/** The work of a command. What it returns is printed with --json; undefined when it has printed by itself. */
export type Work<Options> = (
  output: Output,
  args: string[],
  options: Options,
) => Promise<(object & Failed) | undefined>;

/** Adds --json and runs `load()`'s work when the command is chosen. */
export function runs<Options extends object>(command: Command, load: () => Promise<Work<Options>>): Command {
  return command
    .option('--json', 'print one JSON document on stdout and nothing else')
    .action(async (...all: unknown[]) => {
      const args = all
        .slice(0, -2)
        .flatMap((value) => (value === undefined ? [] : value))
        .map(String);
      const options = all.at(-2) as Options & { json?: boolean };
      const { Output } = await import('./output.js');
      const output = new Output(options);
      try {
        const work = await load();
        const { failed = false, ...result } = ((await work(output, args, options)) ?? {}) as Failed;
        if (Object.keys(result).length > 0) output.result({ ok: !failed, ...result });
        process.exitCode = failed ? 1 : 0;
      } catch (error) {
        process.exitCode = output.failure(error);
      }
    });
}

/** The parser of an option that may be repeated. */
export const collect = (value: string, previous: string[] = []): string[] => [...previous, value];
