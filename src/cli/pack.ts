// acapkit pack: build, then write the .eap.
import type { Command } from 'commander';
import { addBuildFlags } from './build.js';
import { collect, runs, type Work } from './command.js';
import type { PackFlags } from './pack-steps.js';

const work: Work<PackFlags> = async (output, [directory = '.'], flags) => {
  const { packAll } = await import('./pack-steps.js');
  return { packages: await packAll(output, directory, flags) };
};

export function registerPack(program: Command): void {
  runs(
    addBuildFlags(
      program
        .command('pack')
        .argument('[dir]', 'folder of the app', '.')
        .description('build an app and write its .eap packages')
        .option('-o, --output <dir>', 'folder for the packages, relative to the app', 'dist')
        .option(
          '--sdk <generation>',
          'follow this generation of Axis’ SDK, such as 12.2 (default: that of --os)',
        )
        .option('--add <file>', 'a further file or folder to pack; repeat for more', collect)
        .option('--fill-os-range', 'write the AXIS OS versions that can run it into the packed manifest')
        .option('--allow-os-mismatch', 'pack although it cannot run on an AXIS OS that it promises')
        .addHelpText('after', '\nExample:\n  acapkit pack --arch all --add models'),
    ),
    async () => work,
  );
}
