// acapkit audit: which AXIS OS versions can run a program or package, and what is to blame where they cannot.
import type { Command } from 'commander';
import type { AuditFlags } from './audit-steps.js';
import { runs } from './command.js';

export function registerAudit(program: Command): void {
  runs<AuditFlags>(
    program
      .command('audit')
      .argument(
        '[app]',
        'a program or library, an .eap, the folder of an app that was built, or a build folder',
        '.',
      )
      .description('tell which AXIS OS versions can run a program or package')
      .option('--os <version>', 'fail unless this AXIS OS can run it, such as 11.11; 12 means any 12.x')
      .addHelpText(
        'after',
        '\nExamples:\n  acapkit audit dist/My_App_1_0_0_aarch64.eap\n  acapkit audit build/aarch64 --os 11.11',
      ),
    async () => (await import('./audit-steps.js')).audit,
  );
}
