// acapkit install: upload a package over HTTP.
import path from 'node:path';
import type { Command } from 'commander';
import { runs, type Work } from './command.js';

export interface DeviceFlags {
  device?: string;
}

export const deviceFlag = [
  '-d, --device <device>',
  'address of a camera, or name of a simulated one (default: the running simulated camera)',
] as const;

const work: Work<DeviceFlags> = async (output, [file = ''], flags) => {
  const { findDevice } = await import('../device/find.js');
  const { listApps, uploadPackage } = await import('../device/applications.js');
  const { appNameOf, refuseUnfit } = await import('./install-steps.js');
  const client = await findDevice(flags.device);
  const contents = await refuseUnfit(file, client);
  output.progress(`uploading ${path.basename(file)} to ${client.url.host}`);
  await uploadPackage(client, file);
  output.line(`${output.paint('green', 'installed')} ${path.basename(file)} on ${client.url.host}`);
  const name = appNameOf(contents);
  const started = (await listApps(client)).find((app) => app.name === name)?.status === 'Running';
  if (!started && !output.json)
    output.finding({
      severity: 'hint',
      code: 'device/not-started',
      message: 'the app is installed but not started yet',
      fix: `acapkit start ${name ?? '<app>'}`,
    });
  return { file, device: client.url.origin, started };
};

export function registerInstall(program: Command): void {
  runs(
    program
      .command('install')
      .argument('<package>', 'the .eap file')
      .description('install a package on a camera')
      .option(...deviceFlag)
      .addHelpText('after', '\nExample:\n  acapkit install dist/My_App_1_0_0_aarch64.eap -d 192.168.0.90'),
    async () => work,
  );
}
