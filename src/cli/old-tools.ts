// Whoever types the name of a tool of Axis' SDKs learns which command takes its place.
import type { Command } from 'commander';
import { runs } from './command.js';
import { oldToolRule, replacements } from './old-tool-names.js';

export function registerOldTools(program: Command): void {
  for (const [tool, command] of Object.entries(replacements)) {
    runs(
      program.command(tool, { hidden: true }).argument('[words...]').allowUnknownOption(),
      async () => async () => {
        const { failure } = await import('../support/errors.js');
        throw failure(oldToolRule.code, `acapkit has no ${tool}; ${command} take its place`, {
          expected: command,
          found: tool,
          fix: `acapkit ${command.split(/[ ,]/)[1]} --help`,
        });
      },
    );
  }
}
