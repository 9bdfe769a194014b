// acapkit start, stop, restart, remove, list: the apps of one camera.
import type { Command } from 'commander';
import type { ControlAction } from '../device/applications.js';
import { runs, type Work } from './command.js';
import { type DeviceFlags, deviceFlag } from './install.js';

const controls: Record<ControlAction, [description: string, done: string]> = {
  start: ['start an installed app', 'started'],
  stop: ['stop a running app', 'stopped'],
  restart: ['stop and start an app', 'restarted'],
  remove: ['uninstall an app', 'removed'],
};

const control =
  (action: ControlAction): Work<DeviceFlags> =>
  async (output, [app = ''], flags) => {
    const { findDevice } = await import('../device/find.js');
    const { controlApp } = await import('../device/applications.js');
    await controlApp(await findDevice(flags.device), action, app);
    output.line(`${output.paint('green', controls[action][1])} ${app}`);
    return { app, action };
  };

const list: Work<DeviceFlags> = async (output, _args, flags) => {
  const { findDevice } = await import('../device/find.js');
  const { listApps } = await import('../device/applications.js');
  const apps = await listApps(await findDevice(flags.device));
  if (apps.length === 0) output.line('no app is installed');
  else
    output.table(
      ['app', 'version', 'status', 'vendor'],
      apps.map((app) => [app.name, app.version, app.status, app.vendor]),
    );
  return { apps };
};

export function registerApps(program: Command): void {
  for (const action of Object.keys(controls) as ControlAction[]) {
    const command = program
      .command(action)
      .argument('<app>', 'appName of the manifest')
      .description(controls[action][0]);
    command.option(...deviceFlag).addHelpText('after', `\nExample:\n  acapkit ${action} my_app`);
    runs(command, async () => control(action));
  }
  const command = program
    .command('list')
    .description('list the installed apps')
    .option(...deviceFlag);
  runs(command.addHelpText('after', '\nExample:\n  acapkit list --json'), async () => list);
}
