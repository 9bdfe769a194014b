// What `acapkit run` does to one camera, once or again at each change of the app.
import { watch } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { controlApp, uploadPackage } from '../device/applications.js';
import type { DeviceClient } from '../device/client.js';
import { readDeviceInfo } from '../device/device-info.js';
import { findDevice } from '../device/find.js';
import { loadProject } from '../project/load.js';
import { failure } from '../support/errors.js';
import { followLog } from './logs.js';
import type { Output } from './output.js';
import { packAll } from './pack-steps.js';

interface DeploymentFlags {
  device?: string;
  os?: string;
  debug?: boolean;
  verbose?: boolean;
  sim?: boolean;
}

/** Editors write a file in several steps; a build starts when it has been quiet for so long. */
const quietMs = 300;
const ownFolders = new Set(['build', 'dist', 'prebuilds', 'node_modules', '.git']);

export class Deployment implements AsyncDisposable {
  private constructor(
    private readonly output: Output,
    private readonly directory: string,
    private readonly flags: DeploymentFlags,
    private readonly client: DeviceClient,
    readonly appName: string,
    private readonly end: () => Promise<void>,
  ) {}

  /** Finds the camera, or starts a simulated one with --sim. */
  static async open(output: Output, directory: string, flags: DeploymentFlags): Promise<Deployment> {
    const { appName } = (await loadProject(directory)).manifest.value.acapPackageConf.setup;
    if (!flags.sim) {
      return new Deployment(
        output,
        directory,
        flags,
        await findDevice(flags.device),
        appName,
        async () => undefined,
      );
    }
    const { simulate } = await import('./sim-camera.js');
    const name = `run-${appName}`;
    const camera = await simulate(
      { port: '0', arch: 'host', seed: '1', sensor: '1920x1080@30', name },
      (text) => output.progress(text),
    );
    output.line(`${output.paint('green', 'simulated camera')} ${camera.url}  (user root, password pass)`);
    return new Deployment(output, directory, flags, await findDevice(name), appName, () => camera.stop());
  }

  get address(): string {
    return this.client.url.origin;
  }

  /** Builds for the camera's architecture, installs and starts. */
  async deploy(): Promise<void> {
    const { Architecture: architecture = '' } = await readDeviceInfo(this.client);
    const arch = architecture === 'x86_64' ? 'host' : architecture;
    const [pack] = await packAll(this.output, this.directory, { ...this.flags, arch, output: 'dist' });
    if (!pack) throw failure('run/nothing-packed', 'the build gave no package');
    this.output.progress(`installing on ${this.client.url.host}`);
    await uploadPackage(this.client, pack.file);
    await controlApp(this.client, 'start', this.appName);
  }

  follow(signal: AbortSignal): Promise<void> {
    return followLog(this.output, this.client, this.appName, signal);
  }

  /** Deploys again after each change. What goes wrong is shown, and the next change tried. */
  async watch(signal: AbortSignal): Promise<void> {
    let changed = false;
    const react = async (): Promise<void> => {
      while (!signal.aborted) {
        await sleep(quietMs, undefined, { signal }).catch(() => undefined);
        if (!changed || signal.aborted) continue;
        changed = false;
        await this.deploy().catch((error: unknown) => this.output.failure(error));
      }
    };
    const listen = async (): Promise<void> => {
      try {
        for await (const { filename } of watch(this.directory, { recursive: true, signal })) {
          if (filename && !ownFolders.has(filename.split(path.sep)[0] ?? '')) changed = true;
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    };
    await Promise.all([react(), listen()]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}
