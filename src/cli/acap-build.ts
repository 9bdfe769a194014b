#!/usr/bin/env node
// acap-build: takes the place of Axis' tool of that name in build files that call it. Same options, same files, same bytes; the path of
// the package goes to stdout, everything else to stderr.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { packagePath } from '../support/package-root.js';
import type { AcapBuildFlags } from './acap-build-steps.js';
import { collect } from './command.js';

const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string };

const program = new Command('acap-build')
  .description('Build an ACAP application and pack it, as the tool of Axis’ SDK does')
  .version(version)
  .argument('<path>', 'folder of the app')
  .addOption(
    new Option('-b, --build <tool>', 'what builds the app')
      .choices(['make', 'no-build', 'meson'])
      .default('make'),
  )
  .option('-m, --manifest <file>', 'manifest, relative to the folder', 'manifest.json')
  .option('-a, --additional-file <file>', 'a further file to pack; repeat for more', collect)
  .option('--disable-manifest-validation', 'pack whatever the manifest holds')
  .option('--disable-package-creation', 'build and write package.conf, but no package')
  .option('--meson-cross-files <file...>', 'cross files for meson')
  .option('--schema-dir <dir>', 'folder with Axis’ own schema files (acapkit)')
  .option('--arch <name>', 'aarch64 or armv7hf, outside an SDK environment (acapkit)')
  .option('--os <version>', 'AXIS OS to build for, outside an SDK environment (acapkit)')
  .option('--sdk <generation>', 'SDK generation whose packing to follow (acapkit; default: the newest)')
  .option(
    '--source-date-epoch <seconds>',
    'time of all files in the package (acapkit; else the variable of that name)',
  )
  .exitOverride();

interface Parsed extends Omit<AcapBuildFlags, 'manifestValidation' | 'packageCreation'> {
  disableManifestValidation?: boolean;
  disablePackageCreation?: boolean;
  sourceDateEpoch?: string;
}

async function main(folder: string, parsed: Parsed): Promise<void> {
  const steps = await import('./acap-build-steps.js');
  const { Output } = await import('./output.js');
  const { commitTime } = await import('../project/source-time.js');
  const output = new Output();
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const flags: AcapBuildFlags = {
    ...parsed,
    manifestValidation: !parsed.disableManifestValidation,
    packageCreation: !parsed.disablePackageCreation,
  };
  if (parsed.sourceDateEpoch !== undefined) process.env.SOURCE_DATE_EPOCH = parsed.sourceDateEpoch;
  try {
    const directory = path.resolve(folder);
    const document = await steps.readDocument(directory, flags.manifest);
    const architecture = steps.targetArchitecture(document, flags);
    const sdk = steps.followedSdk(flags);
    if (flags.manifestValidation)
      for (const finding of steps.withoutErrors(steps.validate(document, sdk, flags.schemaDir)))
        output.finding(finding);
    await steps.buildInPlace(
      directory,
      document.value.acapPackageConf.setup.appName,
      architecture,
      flags,
      say,
    );
    const manifest = steps.completed(document, architecture, sdk, flags);
    const layout = await steps.layoutAsIs(directory, manifest, flags);
    for (const name of layout.excluded) say(`left out ${name} (version control or backup file)`);
    for (const name of layout.duplicates) say(`${name} is part of the package anyway; packed once`);
    // Asked before package.conf and its companions are written, which some projects track.
    const commit = await commitTime(directory);
    await steps.writeGeneratedFiles(directory, layout);
    if (!flags.packageCreation) return;
    const written = await steps.writeBeside(directory, manifest, layout, commit);
    if (written.compressor === 'zlib') say('packed with zlib: install GNU gzip for the bytes of Axis’ tool');
    process.stdout.write(`${written.file}\n`);
  } catch (error) {
    process.exitCode = output.failure(error);
  }
}

program.action(main);
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
