// acapkit package-conf: the files that a package holds beside the manifest, as packing would generate them.
import { type Command, Option } from 'commander';
import { collect, runs, type Work } from './command.js';
import type { Output } from './output.js';
import type { PackageConfFlags } from './package-conf-steps.js';

function section(output: Output, name: string, text: string | null): void {
  const note = text === null ? ' (not packed)' : text === '' ? ' (empty)' : '';
  output.line(output.paint('bold', `--- ${name}${note}`));
  if (text) output.line(text.trimEnd());
}

const work: Work<PackageConfFlags> = async (output, [place = '.'], flags) => {
  const { packageTexts } = await import('./package-conf-steps.js');
  const texts = await packageTexts(place, flags);
  section(output, 'package.conf', texts.packageConf);
  section(output, 'param.conf', texts.paramConf);
  section(output, 'cgi.conf', texts.cgiConf);
  if (!output.json) for (const finding of texts.findings) output.finding(finding);
  return { ...texts, failed: texts.findings.some(({ severity }) => severity === 'error') };
};

export function registerPackageConf(program: Command): void {
  runs(
    program
      .command('package-conf')
      .argument('[dir]', 'folder of the app, or its manifest.json', '.')
      .description('print the package.conf, param.conf and cgi.conf that packing generates')
      .addOption(
        new Option('--arch <architecture>', 'architecture of the package (default: aarch64)').choices([
          'aarch64',
          'armv7hf',
        ]),
      )
      .option('--add <file>', 'a further file or folder to pack; repeat for more', collect)
      .option('--sdk <generation>', 'follow this generation of Axis’ SDK, such as 12.2 (default: the newest)')
      .option('--disable-manifest-validation', 'accept what the schema refuses, and keep schemaVersion')
      .addHelpText('after', '\nExample:\n  acapkit package-conf my-app --arch armv7hf --add models'),
    async () => work,
  );
}
