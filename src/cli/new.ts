// acapkit new: a folder with an app that builds, packs and runs as it is.
import path from 'node:path';
import type { Command } from 'commander';
import { runs, type Work } from './command.js';

interface Options {
  template: string;
  name?: string;
  vendor?: string;
}

const work: Work<Options> = async (output, [directory = ''], options) => {
  const { scaffold } = await import('../project/scaffold.js');
  const made = await scaffold({
    directory,
    template: options.template,
    ...(options.name ? { name: options.name } : {}),
    ...(options.vendor ? { vendor: options.vendor } : {}),
  });
  output.line(
    `${output.paint('green', 'made')} ${made.appName} in ${path.relative('.', made.directory) || '.'} (${made.files.length} files)`,
  );
  output.line(
    `Next: acapkit sim, and in another terminal: acapkit run ${path.relative('.', made.directory) || '.'}`,
  );
  return made;
};

export function registerNew(program: Command): void {
  runs(
    program
      .command('new')
      .argument('<dir>', 'folder to make')
      .description('make a new app')
      .option('-t, --template <name>', 'c, cpp, node or shell', 'c')
      .option('--name <name>', 'appName: a letter, then letters, digits, _; at most 26')
      .option('--vendor <name>', 'vendor in the manifest')
      .addHelpText(
        'after',
        '\nExample:\n  acapkit new people-counter --template node --vendor "Example Ltd"',
      ),
    async () => work,
  );
}
