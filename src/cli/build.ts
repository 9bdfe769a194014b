// acapkit build: the native parts and the bundle, for one or more targets.
import type { Command } from 'commander';
import { collect, runs, type Work } from './command.js';

export interface BuildFlags {
  arch?: string;
  os?: string;
  debug?: boolean;
  verbose?: boolean;
  manifest?: string;
  with?: string;
  buildArg?: string[];
  buildEnv?: string[];
  sysrootPackage?: string[];
  soname?: string[];
}

const work: Work<BuildFlags> = async (output, [directory = '.'], flags) => {
  const { buildAll } = await import('./build-steps.js');
  const results = await buildAll(output, directory, flags);
  return { builds: results };
};

/** The flags that build, pack and run share. */
export function addBuildFlags(command: Command): Command {
  return command
    .option(
      '-a, --arch <list>',
      'aarch64, armv7hf, host, separated by commas; all = both cameras (default: the manifest’s, else all)',
    )
    .option('--os <version>', 'AXIS OS to build for: 10, 11, 12 (default), 13')
    .option('-m, --manifest <file>', 'another manifest than manifest.json, such as manifest.json.cpu')
    .option('--with <tool>', 'cmake, meson, make, node or none (default: found from the project)')
    .option('--build-arg <argument>', 'a further argument of the build tool; repeat for more', collect)
    .option('--build-env <name=value>', 'an environment variable of the build; repeat for more', collect)
    .option('--sysroot-package <name>', 'a Debian package to build against; repeat for more', collect)
    .option('--soname <library=soname>', 'link a camera library by this SONAME; repeat for more', collect)
    .option('--debug', 'without optimisation, with debug information')
    .option('-v, --verbose', 'show what the build tools print');
}

export function registerBuild(program: Command): void {
  runs(
    addBuildFlags(
      program
        .command('build')
        .argument('[dir]', 'folder of the app', '.')
        .description('build an app for cameras and for this machine')
        .addHelpText('after', '\nExample:\n  acapkit build --arch aarch64,armv7hf --os 12'),
    ),
    async () => work,
  );
}
