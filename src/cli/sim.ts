// acapkit sim: a simulated camera until it is interrupted.
import type { Command } from 'commander';
import { runs, type Work } from './command.js';
import type { SimulateFlags } from './sim-camera.js';

const work: Work<SimulateFlags> = async (output, _args, flags) => {
  const { simulate } = await import('./sim-camera.js');
  const camera = await simulate(flags, (text) => output.progress(text));
  output.result({ ok: true, url: camera.url, pid: process.pid });
  output.line(
    `${output.paint('green', 'simulated camera')} ${camera.url}  (${flags.arch}, user root, password pass)`,
  );
  output.line(
    'Install and run an app from another terminal: acapkit run <dir>. Ctrl-C ends the camera and its apps.',
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  output.progress('stopping');
  await camera.stop();
  return undefined;
};

export function registerSim(program: Command): void {
  runs(
    program
      .command('sim')
      .description('start a simulated camera')
      .option('-p, --port <number>', 'port of its page and HTTP interface; 0 = any', '8080')
      .option(
        '--video <file>',
        'what the camera sees: any file that ffmpeg reads (default: a scene with a clock)',
      )
      .option(
        '-a, --arch <name>',
        'host, aarch64 or armv7hf: which packages it runs (ARM through qemu)',
        'host',
      )
      .option('--sensor <WxH@fps>', 'size and frame rate of the sensor', '1920x1080@30')
      .option('--seed <number>', 'same seed, same run', '1')
      .option('--name <name>', 'keeps apps and parameters apart from other simulated cameras', 'default')
      .addHelpText('after', '\nExample:\n  acapkit sim --video parking-lot.mp4 --port 8081'),
    async () => work,
  );
}
