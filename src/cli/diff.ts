// acapkit diff: what changed from one package to the next.
import type { Command } from 'commander';
import { runs } from './command.js';

export function registerDiff(program: Command): void {
  runs(
    program
      .command('diff')
      .argument('<before>', 'the package of the release before')
      .argument('<after>', 'the package of this release')
      .description('show what changed from one package to another')
      .option('--all', 'show long lists in full')
      .option('--exit-code', 'end with code 1 when there are differences')
      .addHelpText('after', '\nExample:\n  acapkit diff My_App_1_0_0_aarch64.eap My_App_1_1_0_aarch64.eap'),
    async () => (await import('./diff-steps.js')).diff,
  );
}
