// acapkit run: build, pack, install, start, and follow the log until interrupted.
import type { Command } from 'commander';
import { runs, type Work } from './command.js';
import { type DeviceFlags, deviceFlag } from './install.js';

interface RunFlags extends DeviceFlags {
  os?: string;
  debug?: boolean;
  verbose?: boolean;
}

const work: Work<RunFlags> = async (output, [directory = '.'], flags) => {
  const { findDevice } = await import('../device/find.js');
  const { readDeviceInfo } = await import('../device/device-info.js');
  const { controlApp, uploadPackage } = await import('../device/applications.js');
  const { packAll } = await import('./build-steps.js');
  const { followLog } = await import('./logs.js');
  const { loadProject } = await import('../project/load.js');
  const client = await findDevice(flags.device);
  const { Architecture: architecture = '' } = await readDeviceInfo(client);
  const arch = architecture === 'x86_64' ? 'host' : architecture;
  const [pack] = await packAll(output, directory, { ...flags, arch, output: 'dist' });
  if (!pack) return { failed: true };
  output.progress(`installing on ${client.url.host}`);
  await uploadPackage(client, pack.file);
  const { appName } = (await loadProject(directory)).manifest.value.acapPackageConf.setup;
  await controlApp(client, 'start', appName);
  output.line(
    `${output.paint('green', 'running')} ${appName} on ${client.url.origin}; Ctrl-C ends the log, not the app`,
  );
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  await followLog(output, client, appName, stop.signal);
  return { app: appName, device: client.url.origin };
};

export function registerRun(program: Command): void {
  runs(
    program
      .command('run')
      .argument('[dir]', 'folder of the app', '.')
      .description('build, pack, install and start an app, and follow its log')
      .option('--os <version>', 'AXIS OS to build for')
      .option('--debug', 'without optimisation, with debug information')
      .option('-v, --verbose', 'show what the build tools print')
      .option(...deviceFlag)
      .addHelpText('after', '\nExample:\n  acapkit sim &\n  acapkit run my-app'),
    async () => work,
  );
}
