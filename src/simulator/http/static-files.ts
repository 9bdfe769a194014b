// Files for browsers, from a folder and never from outside it, whatever the address or a link in the folder says.
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HttpError } from './exchange.js';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.htm': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'text/xml',
  '.zip': 'application/zip',
};

/** The parts of an address below a folder, decoded. Throws 400 or 404. */
export function pathParts(encoded: string): string[] {
  const parts = encoded.split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw new HttpError(400, 'the address has a broken % code');
    }
  });
  if (parts.some((part) => part === '..' || /[/\\\0]/.test(part))) throw new HttpError(404, 'not found');
  return parts.filter((part) => part !== '' && part !== '.');
}

/** Sends a file of `root`; a folder gives its index.html. Throws 404 for everything else. */
export async function sendFile(
  response: ServerResponse,
  root: string,
  parts: string[],
  headOnly = false,
): Promise<void> {
  const notFound = () => new HttpError(404, 'not found');
  let file = path.join(root, ...parts);
  let status = await stat(file).catch(() => undefined);
  if (status?.isDirectory()) {
    file = path.join(file, 'index.html');
    status = await stat(file).catch(() => undefined);
  }
  if (!status?.isFile()) throw notFound();
  const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file)]);
  if (!realFile.startsWith(`${realRoot}${path.sep}`)) throw notFound();
  response.writeHead(200, {
    'Content-Type': types[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': status.size,
    'Cache-Control': 'no-cache',
    'Last-Modified': status.mtime.toUTCString(),
  });
  if (headOnly || status.size === 0) return void response.end();
  // The length was promised: a file that grows meanwhile is cut there.
  await pipeline(createReadStream(realFile, { end: status.size - 1 }), response);
}
