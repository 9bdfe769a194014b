// acapkit inspect: what is inside a package, without unpacking it.
import type { Command } from 'commander';
import { runs } from './command.js';

export function registerInspect(program: Command): void {
  runs(
    program
      .command('inspect')
      .argument('<package>', 'an .eap file')
      .description('show what is inside a package')
      .option('--files', 'show long lists in full')
      .addHelpText(
        'after',
        '\nExamples:\n  acapkit inspect dist/My_App_1_0_0_aarch64.eap\n  acapkit inspect app.eap --json',
      ),
    async () => (await import('./inspect-steps.js')).inspect,
  );
}
