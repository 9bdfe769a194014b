// What the contract tests share: a scaffolded app, its package, a simulated camera as the command line starts it, and its client.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import { buildProject } from '../../src/build/build.js';
import type { TargetName } from '../../src/build/profiles.js';
import { simulate } from '../../src/cli/sim-camera.js';
import { DeviceClient } from '../../src/device/client.js';
import { cameraDirectory } from '../../src/device/find.js';
import { readSystemLog } from '../../src/device/system-log.js';
import { completeManifest } from '../../src/manifest/complete.js';
import { layoutPackage } from '../../src/package/layout.js';
import { writePackage } from '../../src/package/write.js';
import { loadProject } from '../../src/project/load.js';
import { scaffold } from '../../src/project/scaffold.js';
import type { SimulatedCamera } from '../../src/simulator/camera.js';

/** A new app from a template in a folder of its own. */
export async function newApp(t: Test, template: string, name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-contract-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return (await scaffold({ directory: path.join(folder, name), template, name })).directory;
}

/** Builds and packs the app for a target; returns the package's path. */
export async function packApp(directory: string, target: TargetName): Promise<string> {
  const project = await loadProject(directory);
  const build = await buildProject(project, target, 'os12');
  const manifest = completeManifest(project.manifest.value, {
    architecture: target === 'host' ? 'x86_64' : target,
  });
  const layout = await layoutPackage({
    directory: build.directory,
    manifest,
    otherFiles: build.otherFiles,
    normalizeModes: true,
  });
  const file = path.join(directory, 'dist', `${target}.eap`);
  await writePackage(layout.entries, 0, file);
  return file;
}

/** A simulated camera that ends with the test. */
export async function startTestCamera(
  t: Test,
  arch: string,
  more: { video?: string; port?: string } = {},
): Promise<{ simulated: SimulatedCamera; client: DeviceClient }> {
  const name = `test-${process.pid}-${arch}-${Math.random().toString(36).slice(2, 8)}`;
  t.teardown(() => rm(cameraDirectory(name), { recursive: true, force: true }));
  const simulated = await simulate(
    { port: '0', seed: '1', sensor: '640x360@30', ...more, arch, name },
    () => undefined,
  );
  t.teardown(() => simulated.stop());
  return { simulated, client: new DeviceClient(simulated.url, { user: 'root', password: 'pass' }) };
}

/** Waits until a log line of the app matches. */
export async function logged(
  client: DeviceClient,
  app: string,
  pattern: RegExp,
  timeoutMs = 30_000,
): Promise<string> {
  const deadline = Date.now() + timeoutMs;
  let lines: string[] = [];
  while (Date.now() < deadline) {
    lines = await readSystemLog(client, app);
    const found = lines.find((line) => pattern.test(line));
    if (found) return found;
    await sleep(200);
  }
  throw new Error(`no line matches ${pattern} in:\n${lines.join('\n')}`);
}
