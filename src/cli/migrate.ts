// acapkit migrate: an old package.conf to a manifest, or a manifest to a newer schema, with a report of every change.
import path from 'node:path';
import { type Command, Option } from 'commander';
import type { MigrateOptions, Migration } from '../project/migrate.js';
import { runs, type Work } from './command.js';
import type { Output } from './output.js';
import { counted, lineWidth } from './plain-text.js';

async function report(output: Output, done: Migration): Promise<void> {
  const { reportLines } = await import('../manifest/migrate/report.js');
  for (const line of reportLines(done.changes, lineWidth())) output.line(line);
  for (const finding of done.findings) output.finding(finding);
}

async function conclude(output: Output, done: Migration, options: MigrateOptions): Promise<void> {
  const { addOptions } = await import('../manifest/migrate/other-files.js');
  const file = path.relative('.', done.file) || done.file;
  const errors = done.findings.filter(({ severity }) => severity === 'error').length;
  if (done.written) output.line(`${output.paint('green', 'written')} ${file}  schema ${done.to}`);
  else if (!done.changed)
    output.line(`${file} is already what this would write, schema ${done.to}: nothing was changed`);
  else if (!options.dryRun)
    output.line(
      `${output.paint('red', 'nothing was written')}: ${counted(errors, 'error')}, see above; --force writes it anyway`,
    );
  if (done.addFiles.length > 0) output.line(`pack with: acapkit pack ${addOptions(done.addFiles)}`);
  if (options.dryRun) output.line(`\n${file} would be:\n${done.text.trimEnd()}`);
}

const work: Work<MigrateOptions> = async (output, [place = '.'], options) => {
  const { migrate } = await import('../project/migrate.js');
  const done = await migrate(place, options);
  if (!output.json) {
    await report(output, done);
    await conclude(output, done, options);
  }
  const { from, to, written, file, changes, addFiles, findings } = done;
  const manifest: unknown = options.dryRun ? JSON.parse(done.text) : undefined;
  const failed = options.force !== true && findings.some(({ severity }) => severity === 'error');
  return {
    from,
    to,
    written,
    file,
    changes,
    addFiles,
    findings,
    ...(manifest === undefined ? {} : { manifest }),
    failed,
  };
};

export function registerMigrate(program: Command): void {
  runs(
    program
      .command('migrate')
      .argument('[dir]', 'folder of the app, its manifest.json, or its package.conf', '.')
      .description('make a manifest of a package.conf, or raise the schema of a manifest')
      .option(
        '--to <version>',
        'schema version (default: 1.7.3 from package.conf, the newest from a manifest)',
      )
      .option('--vendor-id <id>', 'ten hexadecimal digits from Axis; schema 2.x needs them')
      .option('--os-min <version>', 'oldest AXIS OS that the app runs on (schema 2.x)')
      .option('--os-max <version>', 'newest AXIS OS that the app runs on (schema 2.x; default: 13)')
      .addOption(
        new Option(
          '--from <source>',
          'what to migrate when both files are there (default: the manifest)',
        ).choices(['manifest', 'package-conf']),
      )
      .option('--dry-run', 'print the resulting manifest and write nothing')
      .option('--force', 'write in spite of errors, and over a manifest.json beside package.conf')
      .addHelpText(
        'after',
        '\nExamples:\n  acapkit migrate old-app\n  acapkit migrate my-app --vendor-id 0123456789 --os-min 12.0',
      ),
    async () => work,
  );
}
