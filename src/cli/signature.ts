// acapkit signature: whose signature a package has, whether it is good, and the package without it.
import type { Command } from 'commander';
import { runs } from './command.js';

export function registerSignature(program: Command): void {
  runs(
    program
      .command('signature')
      .argument('<package>', 'an .eap file')
      .description('show, verify or take away the signature of a package')
      .option('--key <file>', 'verify with this OpenPGP public key, armoured or binary')
      .option('--strip <file>', 'write the package without its signature')
      .option('--force', 'overwrite the file of --strip')
      .addHelpText(
        'after',
        '\nExamples:\n  acapkit signature signed_My_App.eap --key signer.asc\n  acapkit signature signed_My_App.eap --strip My_App.eap',
      ),
    async () => (await import('./signature-steps.js')).signature,
  );
}
