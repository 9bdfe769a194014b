// /axis-cgi/applications/{upload,control,list}.cgi. Every answer comes with HTTP 200; success or failure is in the text.
// Source: Axis' application API; error numbers and likely cures from its documentation.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { type Finding, failure } from '../support/errors.js';
import type { DeviceClient } from './client.js';

export interface InstalledApp {
  name: string;
  niceName: string;
  vendor: string;
  version: string;
  status: string;
}

type ErrorTable = Record<number, [message: string, fix: string]>;

const uploadErrors: ErrorTable = {
  1: ['the file is not an application package', 'build it again with: acapkit pack'],
  2: [
    'the package is not signed, or its signature is not valid',
    'sign it, or allow unsigned apps on the camera (AXIS OS before 13)',
  ],
  3: ['the package is too large, or the camera’s storage is full', 'free storage on the camera'],
  5: [
    'the package does not fit this camera',
    'build for the camera’s architecture and AXIS OS version: acapkit build --arch',
  ],
  10: ['unspecified error', 'read the camera’s log: acapkit logs'],
  12: ['another upload is under way', 'wait and try again'],
  13: ['the user or group in the manifest is not allowed', 'remove setup.user from manifest.json'],
  14: [
    'an app is installed whose name differs only in upper and lower case',
    'remove that app, or rename yours',
  ],
  15: [
    'the camera did not finish in time; whether it installed is unknown',
    'look with acapkit list before trying again',
  ],
  27: ['the installed app has another vendorId', 'remove the installed app first, or use its vendorId'],
  29: ['the manifest or package.conf is not valid', 'acapkit check tells what is wrong'],
};

const controlErrors: ErrorTable = {
  1: ['the name is not a valid application name', 'use the appName of manifest.json'],
  4: ['there is no such application', 'acapkit list shows the installed ones'],
  6: ['the application is already running', 'nothing to do'],
  7: ['the application is not running', 'nothing to do'],
  8: ['the application could not be started', 'read its log: acapkit logs <app>'],
  9: ['too many applications are running', 'stop another one'],
  10: ['unspecified error', 'read the camera’s log: acapkit logs'],
  15: ['the camera did not finish in time', 'look with acapkit list before trying again'],
};

/** Codes that say that the wanted state is there already. */
const alreadySo: Record<string, number> = { start: 6, stop: 7 };

function errorNumber(text: string): number | undefined {
  const match = /^Error:\s*(\d+)/i.exec(text.trim());
  return match ? Number(match[1]) : undefined;
}

/** Errors with a name of their own, which documentation explains. */
const namedErrors: Record<string, string> = {
  'upload-2': 'device/unsigned',
  'upload-15': 'device/timeout',
  'upload-27': 'device/vendor-id',
};

function deviceFailure(what: string, number: number, table: ErrorTable): Error {
  const [message, fix] = table[number] ?? [
    'an error that this tool does not know',
    'read the camera’s log: acapkit logs',
  ];
  const details: Partial<Finding> = { found: `Error: ${number}`, fix };
  const code = namedErrors[`${what}-${number}`] ?? `device/${what}-${number}`;
  return failure(code, `the camera refuses: ${message}`, details);
}

/** Uploads a package. It replaces an installed version; a first installation is not started by the camera. */
export async function uploadPackage(client: DeviceClient, file: string): Promise<void> {
  const { size } = await stat(file).catch(() => {
    throw failure('device/no-package', 'there is no such file', {
      location: { file },
      fix: 'build it with: acapkit pack',
    });
  });
  const boundary = `acapkit-${randomBytes(12).toString('hex')}`;
  const name = path.basename(file).replaceAll('"', '');
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="packfil"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const answer = await client.request('POST', '/axis-cgi/applications/upload.cgi', {
    type: `multipart/form-data; boundary=${boundary}`,
    length: head.length + size + tail.length,
    open: () => Readable.from(parts(head, file, tail)),
  });
  const number = errorNumber(answer.text);
  if (number !== undefined) throw deviceFailure('upload', number, uploadErrors);
  if (answer.text.trim() !== 'OK') throw unexpected('upload.cgi', answer.status, answer.text);
}

async function* parts(head: Buffer, file: string, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) yield chunk as Buffer;
  yield tail;
}

export type ControlAction = 'start' | 'stop' | 'restart' | 'remove';

/** Starts, stops, restarts or removes an app. Starting a running app and stopping a stopped one succeed. */
export async function controlApp(
  client: DeviceClient,
  action: ControlAction,
  appName: string,
): Promise<void> {
  const query = new URLSearchParams({ action, package: appName });
  const answer = await client.request('POST', `/axis-cgi/applications/control.cgi?${query}`);
  const number = errorNumber(answer.text);
  if (number !== undefined && number !== alreadySo[action])
    throw deviceFailure('control', number, controlErrors);
  if (number === undefined && answer.text.trim() !== 'OK')
    throw unexpected('control.cgi', answer.status, answer.text);
}

/** The installed apps. */
export async function listApps(client: DeviceClient): Promise<InstalledApp[]> {
  const { text, status } = await client.request('GET', '/axis-cgi/applications/list.cgi');
  if (!text.includes('<reply')) throw unexpected('list.cgi', status, text);
  return [...text.matchAll(/<application\s([^>]*?)\/?>/g)].map(([, attributes = '']) => {
    const value = (name: string): string =>
      unescapeXml(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
    return {
      name: value('Name'),
      niceName: value('NiceName'),
      vendor: value('Vendor'),
      version: value('Version'),
      status: value('Status'),
    };
  });
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
}

/** An answer that no documented camera gives. */
export function unexpected(endpoint: string, status: number, text: string): Error {
  return failure(
    'device/unexpected-answer',
    `${endpoint} answered something that no camera is known to answer`,
    {
      expected: 'OK, Error: N, or the documented document',
      found: `HTTP ${status}: ${text.trim().slice(0, 200) || 'nothing'}`,
      fix: 'check that the address is that of a camera',
    },
  );
}
