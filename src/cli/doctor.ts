// acapkit doctor: what this machine lacks, and how to get it.
import type { Command } from 'commander';
import { runs, type Work } from './command.js';

interface Missing {
  name: string;
  why: string;
}
interface SystemPackages {
  missingPackages(groups?: string[]): Missing[];
  installPackages(packages: Missing[], progress: (text: string) => void): Promise<void>;
}

const work: Work<{ fix?: boolean }> = async (output, _args, flags) => {
  const { pathToFileURL } = await import('node:url');
  const { packagePath } = await import('../support/package-root.js');
  const { failure, messageOf } = await import('../support/errors.js');
  const packages: SystemPackages = await import(
    pathToFileURL(packagePath('setup', 'system-packages.mjs')).href
  );
  let missing = packages.missingPackages();
  if (missing.length > 0 && flags.fix) {
    output.line(`installing with apt: ${missing.map(({ name }) => name).join(' ')}`);
    await packages
      .installPackages(missing, (text) => output.progress(text))
      .catch((error: unknown) => {
        throw failure('doctor/install', `apt could not install everything: ${messageOf(error)}`, {
          fix: 'run apt-get by hand and read its messages',
        });
      });
    missing = packages.missingPackages();
  }
  if (missing.length === 0)
    output.line(`${output.paint('green', 'ok')} everything that acapkit uses is installed`);
  else {
    output.table(
      ['missing', 'needed for'],
      missing.map(({ name, why }) => [name, why]),
    );
    output.line('acapkit doctor --fix installs them');
  }
  return { missing, failed: missing.length > 0 };
};

export function registerDoctor(program: Command): void {
  runs(
    program
      .command('doctor')
      .description('tell what is missing on this machine')
      .option('--fix', 'install it with apt (as root, or through sudo)')
      .addHelpText('after', '\nExample:\n  acapkit doctor --fix'),
    async () => work,
  );
}
