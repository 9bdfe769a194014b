// acapkit env: the environment of a cross build for tools that acapkit does not drive itself.
import type { Command } from 'commander';
import { runs, type Work } from './command.js';
import type { EnvFlags } from './env-steps.js';

const work: Work<EnvFlags> = async (output, [directory = '.'], flags) => {
  const steps = await import('./env-steps.js');
  return steps.printEnvironment(output, directory, flags);
};

export function registerEnv(program: Command): void {
  runs(
    program
      .command('env')
      .argument('[dir]', 'folder of the app, whose settings count', '.')
      .description('print the environment of a cross build, for make, configure, cmake, meson and editors')
      .option('-a, --arch <name>', 'aarch64, armv7hf or host', 'aarch64')
      .option('--os <version>', 'AXIS OS to build for: 10, 11, 12 (default), 13')
      .option('--debug', 'without optimisation, with debug information')
      .option('--unset', 'print the commands that take the environment away again')
      .option('--cmake', 'print the arguments that make cmake build for the target')
      .option('--meson', 'print the argument that makes meson build for the target')
      .option('--vscode', 'write .vscode files that find the compile commands of the target')
      .addHelpText(
        'after',
        [
          '',
          'Examples:',
          '  eval "$(acapkit env --arch armv7hf)" && make',
          '  eval "cmake -S . -B build $(acapkit env --cmake)"',
          '  eval "meson setup build $(acapkit env --meson)"',
        ].join('\n'),
      ),
    async () => work,
  );
}
