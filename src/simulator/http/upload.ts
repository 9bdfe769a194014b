// upload.cgi: multipart/form-data with one file (`file` or `packfil`), streamed to disk. Always status 200 and `OK` or `Error: N`.
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import busboy, { type FileInfo } from 'busboy';
import { messageOf } from '../../support/errors.js';
import type { Apps } from '../apps.js';
import { ApplicationError } from '../install/application-error.js';
import type { SystemLog } from '../log/system-log.js';
import { type Endpoint, sendText } from './exchange.js';

export interface UploadOptions {
  apps: Apps;
  log: SystemLog;
  /** Folder for files that are being received; emptied at start. */
  directory: string;
  /** Largest package, in bytes. */
  limitBytes: number;
}

/** The client went away before the end; nobody is left to be answered. */
class UploadCut extends Error {}

function noFile(found: string): ApplicationError {
  return new ApplicationError('tooLarge', 'the upload holds no package file', {
    expected: 'one multipart part named file or packfil, with a file name',
    found,
    fix: 'curl: -F "packfil=@app.eap;type=application/octet-stream"',
  });
}

function damagedBody(error: unknown): ApplicationError {
  return new ApplicationError('notAPackage', 'the multipart body is damaged', { found: messageOf(error) });
}

/** busboy throws when the header names no boundary. */
function parserFor(request: IncomingMessage, limits: busboy.Limits): busboy.Busboy {
  try {
    return busboy({ headers: request.headers, limits });
  } catch (error) {
    throw damagedBody(error);
  }
}

/** Receives the file of a request into `target`. Throws ApplicationError or UploadCut. */
async function receive(request: IncomingMessage, target: string, limitBytes: number): Promise<void> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw new ApplicationError('notAPackage', 'the upload is not multipart/form-data', {
      found: type || 'no Content-Type',
    });
  const limits = { files: 1, fields: 10, parts: 12, fieldSize: 4096, fileSize: limitBytes };
  const parser = parserFor(request, limits);
  let writing: Promise<void> | undefined;
  parser.on('file', (name: string, stream: Readable & { truncated?: boolean }, info: FileInfo) => {
    writing = store(name, stream, info, target, limitBytes);
    writing.catch(() => stream.resume());
  });
  try {
    await pipeline(request, parser);
  } catch (error) {
    await writing?.catch(() => undefined);
    if (request.destroyed && !request.complete)
      throw new UploadCut('the connection was cut during the upload');
    throw damagedBody(error);
  }
  if (!writing) throw noFile('no part with a file');
  await writing;
}

async function store(
  name: string,
  stream: Readable & { truncated?: boolean },
  info: FileInfo,
  target: string,
  limitBytes: number,
): Promise<void> {
  // busboy's types promise a name, but a part without one gives undefined.
  const filename = info.filename as string | undefined;
  if (!filename || (name !== 'file' && name !== 'packfil')) {
    stream.resume();
    await finished(stream).catch(() => undefined);
    throw noFile(filename ? `a part named ${JSON.stringify(name)}` : 'a part without a file name');
  }
  await pipeline(stream, createWriteStream(target, { mode: 0o600, flags: 'wx' }));
  if (stream.truncated)
    throw new ApplicationError('tooLarge', 'the package is too large', {
      expected: `at most ${limitBytes} bytes`,
      fix: 'leave out what the app does not need on the camera',
    });
}

export function uploadEndpoint(options: UploadOptions): Endpoint {
  const { apps, log, directory, limitBytes } = options;
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory))
    rmSync(path.join(directory, name), { recursive: true, force: true });

  async function upload(request: IncomingMessage): Promise<void> {
    const turn = apps.beginUpload();
    const target = path.join(directory, `${randomBytes(8).toString('hex')}.eap`);
    try {
      await receive(request, target, limitBytes);
      await apps.install(target);
    } finally {
      await rm(target, { force: true });
      turn.release();
    }
  }

  return {
    role: 'admin',
    methods: ['POST'],
    async handle({ request, response }) {
      try {
        await upload(request);
        sendText(response, 'OK\n');
      } catch (error) {
        if (error instanceof UploadCut) {
          log.system('warning', `${error.message}; nothing was installed`);
          response.destroy();
          return;
        }
        const refused =
          error instanceof ApplicationError ? error : new ApplicationError('unspecified', messageOf(error));
        log.system('error', `the upload was refused: ${refused.describe()}`);
        sendText(response, `Error: ${refused.number}\n`);
      }
    },
  };
}
