// acapkit run: build, pack, install, start, and follow the log until interrupted.
import type { Command } from 'commander';
import { runs, type Work } from './command.js';
import { type DeviceFlags, deviceFlag } from './install.js';

interface RunFlags extends DeviceFlags {
  os?: string;
  debug?: boolean;
  verbose?: boolean;
  sim?: boolean;
  watch?: boolean;
}

const work: Work<RunFlags> = async (output, [directory = '.'], flags) => {
  const { Deployment } = await import('./deployment.js');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  await using deployment = await Deployment.open(output, directory, flags);
  try {
    await deployment.deploy();
  } catch (error) {
    // Ctrl-C reaches the tools as well, and they fail of it; that is no error to show.
    if (stop.signal.aborted) return undefined;
    throw error;
  }
  output.line(
    `${output.paint('green', 'running')} ${deployment.appName} on ${deployment.address}; Ctrl-C ends the log${flags.sim ? ' and the camera' : ', not the app'}`,
  );
  await Promise.all([
    deployment.follow(stop.signal),
    ...(flags.watch ? [deployment.watch(stop.signal)] : []),
  ]);
  return { app: deployment.appName, device: deployment.address };
};

export function registerRun(program: Command): void {
  runs(
    program
      .command('run')
      .argument('[dir]', 'folder of the app', '.')
      .description('build, pack, install and start an app, and follow its log')
      .option('--sim', 'start a simulated camera for it, which ends with it')
      .option('-w, --watch', 'build and install again when a file of the app changes')
      .option('--os <version>', 'AXIS OS to build for')
      .option('--debug', 'without optimisation, with debug information')
      .option('-v, --verbose', 'show what the build tools print')
      .option(...deviceFlag)
      .addHelpText(
        'after',
        '\nExamples:\n  acapkit run my-app --sim --watch\n  acapkit run my-app -d 192.168.0.90',
      ),
    async () => work,
  );
}
