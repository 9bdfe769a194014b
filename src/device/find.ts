// Which camera a command talks to: the one named with -d, else the simulated camera that runs on this machine. Credentials come from the
// environment or from the simulated camera's own file, never from the command line.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../support/cache.js';
import { failure } from '../support/errors.js';
import { isAlive } from '../support/processes.js';
import { DeviceClient } from './client.js';

/** What a running simulated camera leaves for other commands, readable by its owner only. */
export interface CameraRecord {
  url: string;
  user: string;
  password: string;
  pid: number;
}

export const cameraDirectory = (name = 'default'): string => path.join(cacheDirectory(), 'cameras', name);
export const cameraRecordFile = (directory: string): string => path.join(directory, 'camera.json');

async function simulatedCamera(name: string): Promise<CameraRecord | undefined> {
  const text = await readFile(cameraRecordFile(cameraDirectory(name)), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record: CameraRecord = JSON.parse(text);
  return isAlive(record.pid) ? record : undefined;
}

function named(address: string): DeviceClient {
  const url = URL.canParse(address) ? new URL(address) : new URL(`http://${address}`);
  if (url.username || url.password) {
    throw failure(
      'device/credentials-in-address',
      'an address with credentials would show them to every user of this machine',
      {
        expected: 'an address without user name and password',
        fix: 'export ACAPKIT_USER and ACAPKIT_PASSWORD instead',
      },
    );
  }
  const { ACAPKIT_USER: user, ACAPKIT_PASSWORD: password } = process.env;
  return new DeviceClient(url.origin, user && password ? { user, password } : undefined);
}

/** @param device address of a camera, the name of a simulated one, or undefined for the default simulated camera */
export async function findDevice(device?: string): Promise<DeviceClient> {
  const record = await simulatedCamera(device && /^[\w-]+$/.test(device) ? device : 'default');
  if (record && (device === undefined || /^[\w-]+$/.test(device))) {
    return new DeviceClient(record.url, { user: record.user, password: record.password });
  }
  if (device && !/^[\w-]+$/.test(device)) return named(device);
  throw failure(
    'device/none',
    device ? `no simulated camera "${device}" is running` : 'no simulated camera is running',
    {
      expected: 'a running simulated camera, or the address of a camera with -d',
      fix: 'start one in another terminal with: acapkit sim',
    },
  );
}
