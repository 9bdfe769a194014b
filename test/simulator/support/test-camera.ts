// A simulated camera for tests: fake frame server, quick pauses, and a client that logs in.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import { type CameraOptions, type SimulatedCamera, startCamera } from '../../../src/simulator/camera.js';
import { packagePath } from '../../../src/support/package-root.js';

export const fakeFrameServer = packagePath('test', 'simulator', 'support', 'fake-frame-server.mjs');

/** Options of a camera in a folder, without starting it. */
export function cameraOptions(directory: string, more: Partial<CameraOptions> = {}): CameraOptions {
  const dropIn = path.join(directory, 'drop-in');
  mkdirSync(dropIn, { recursive: true });
  return {
    stateDirectory: path.join(directory, 'state'),
    port: 0,
    nativeFor: () => ({ dropInDirectory: dropIn }),
    frameServer: fakeFrameServer,
    backoff: { firstMs: 20, maxMs: 80, goodRunMs: 60_000 },
    killDelayMs: 300,
    ...more,
  };
}

/** Starts a camera that ends with the test. */
export async function testCamera(t: Test, more: Partial<CameraOptions> = {}): Promise<SimulatedCamera> {
  const camera = await startCamera(cameraOptions(t.testdir(), more));
  t.teardown(() => camera.stop());
  return camera;
}

const basic = `Basic ${Buffer.from('root:pass').toString('base64')}`;

/** A request as root; `path` may hold a query. */
export function ask(camera: { url: string }, address: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${camera.url}${address}`, {
    redirect: 'manual',
    ...init,
    headers: { authorization: basic, ...(init.headers as Record<string, string> | undefined) },
  });
}

export async function askText(
  camera: { url: string },
  address: string,
  init: RequestInit = {},
): Promise<string> {
  return (await ask(camera, address, init)).text();
}

/** Uploads a package and gives the answer without its line end. */
export async function upload(camera: { url: string }, file: string, field = 'packfil'): Promise<string> {
  const form = new FormData();
  form.append(
    field,
    new Blob([readFileSync(file)], { type: 'application/octet-stream' }),
    path.basename(file),
  );
  return (await askText(camera, '/axis-cgi/applications/upload.cgi', { method: 'POST', body: form })).trim();
}

export async function control(camera: { url: string }, action: string, app: string): Promise<string> {
  const address = `/axis-cgi/applications/control.cgi?action=${action}&package=${app}`;
  return (await askText(camera, address, { method: 'POST' })).trim();
}

/** Waits until a condition holds; fails with `what` after 20 s. */
export async function until(what: string, condition: () => unknown): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await sleep(20);
  }
}

/** Waits for a line of the log that matches. */
export async function logged(camera: SimulatedCamera, pattern: RegExp, app?: string): Promise<string> {
  const find = () =>
    camera.log.recent(app === undefined ? {} : { app }).find(({ text }) => pattern.test(text))?.text;
  await until(`log line ${pattern}`, find).catch((error: Error) => {
    const lines = camera.log.recent().map((entry) => `${entry.app}: ${entry.text}`);
    throw new Error(`${error.message}; the log:\n${lines.join('\n')}`);
  });
  return find() ?? '';
}
