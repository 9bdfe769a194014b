// Puts a simulated camera together: our native files for its architecture, qemu and the sysroot for ARM, and a record for other commands.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../build/compiler.js';
import { parseTargets, profileName, profileTable, type TargetName } from '../build/profiles.js';
import { ensureSysroot } from '../build/sysroot/sysroot.js';
import { type CameraRecord, cameraDirectory, cameraRecordFile } from '../device/find.js';
import { type SimulatedCamera, startCamera } from '../simulator/camera.js';
import { failure } from '../support/errors.js';
import { nativeArtifact } from '../support/native-artifacts.js';

export interface SimulateFlags {
  port: string;
  video?: string;
  arch: string;
  seed: string;
  sensor: string;
  name: string;
}

/** The simulated camera's administrator. It listens on this machine only. */
const administrator = { name: 'root', password: 'pass', role: 'admin' as const };

function wholeNumber(name: string, text: string, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw failure('sim/number', `--${name} is not a number`, {
    expected: `a whole number from 0 to ${max}`,
    found: text,
    fix: `correct --${name}`,
  });
}

function parseSensor(text: string): { width: number; height: number; framerate: number } {
  const match = /^(\d{2,4})x(\d{2,4})(?:@(\d{1,4}))?$/.exec(text);
  if (match) return { width: Number(match[1]), height: Number(match[2]), framerate: Number(match[3] ?? 30) };
  throw failure('sim/sensor', '--sensor is not a size', {
    expected: 'width x height @ frames per second, such as 1920x1080@30',
    found: text,
    fix: 'correct --sensor',
  });
}

async function emulator(
  target: TargetName,
  onProgress: (text: string) => void,
): Promise<{ command: string; sysroot: string } | undefined> {
  if (target === 'host') return undefined;
  const { qemu } = profileTable.architectures[target];
  const command = await findProgram(qemu);
  if (!command)
    throw failure('sim/no-qemu', `${qemu} is not installed`, {
      expected: `${qemu} on the PATH`,
      fix: 'acapkit doctor --fix',
    });
  return { command, sysroot: (await ensureSysroot(profileName(), target, { onProgress })).directory };
}

/** Starts the camera and leaves its record, which stop() takes away. */
export async function simulate(
  flags: SimulateFlags,
  onProgress: (text: string) => void,
): Promise<SimulatedCamera> {
  const [target = 'host'] = parseTargets(flags.arch);
  const directory = cameraDirectory(flags.name);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const qemu = await emulator(target, onProgress);
  const dropInDirectory = path.dirname(await nativeArtifact(target, 'simulator/libvdostream.so.1'));
  onProgress('starting the simulated camera');
  const camera = await startCamera({
    stateDirectory: directory,
    host: '127.0.0.1',
    port: wholeNumber('port', flags.port, 65535),
    architecture: target,
    sensor: parseSensor(flags.sensor),
    seed: wholeNumber('seed', flags.seed, 2 ** 31 - 1),
    users: [administrator],
    frameServer: await nativeArtifact('host', 'simulator/acapkit-frame-server'),
    nativeFor: () => ({
      dropInDirectory,
      ...(target === 'host' ? {} : { guestExec: path.join(dropInDirectory, 'libacapkit-guest-exec.so') }),
    }),
    ...(qemu ? { qemuFor: () => qemu } : {}),
    ...(flags.video ? { video: path.resolve(flags.video) } : {}),
  });
  const record: CameraRecord = {
    url: camera.url,
    user: administrator.name,
    password: administrator.password,
    pid: process.pid,
  };
  await writeFile(cameraRecordFile(directory), `${JSON.stringify(record)}\n`, { mode: 0o600 });
  const stop = async (): Promise<void> => {
    await rm(cameraRecordFile(directory), { force: true });
    await camera.stop();
  };
  return { ...camera, stop };
}
