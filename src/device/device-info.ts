// /axis-cgi/basicdeviceinfo.cgi. Source: Axis' basic device information API, version 1.0.
import { Readable } from 'node:stream';
import { failure } from '../support/errors.js';
import type { DeviceClient } from './client.js';

/** Facts about the camera, such as Architecture, Version, ProdNbr, SerialNumber. */
export async function readDeviceInfo(client: DeviceClient): Promise<Record<string, string>> {
  const body = Buffer.from(JSON.stringify({ apiVersion: '1.0', method: 'getAllProperties' }));
  const { text } = await client.request('POST', '/axis-cgi/basicdeviceinfo.cgi', {
    type: 'application/json',
    length: body.length,
    open: () => Readable.from([body]),
  });
  const answer = parse(text);
  if (answer.data?.propertyList) return answer.data.propertyList;
  throw failure(
    'device/info',
    `the camera does not describe itself: ${answer.error?.message ?? text.slice(0, 100)}`,
  );
}

function parse(text: string): {
  data?: { propertyList?: Record<string, string> };
  error?: { message?: string };
} {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
