// GNU tar, byte for byte as `tar --format=gnu --owner=0 --group=0 --numeric-owner` writes it. The tar package from npm writes POSIX
// headers with pax records, which is another format, so this is our own.
import { createReadStream } from 'node:fs';
import { failure } from '../support/errors.js';
import type { Entry } from './entry.js';

const blockBytes = 512;
const recordBytes = 10240;
const fileBytesMax = 8 * 2 ** 30;
const typeflags = { file: '0', symlink: '2', directory: '5' } as const;

interface Header {
  name: Buffer;
  mode: number;
  size: number;
  mtime: number;
  typeflag: string;
  linkname?: Buffer;
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')}\0`;
}

function headerBlock(header: Header): Buffer {
  const block = Buffer.alloc(blockBytes);
  header.name.copy(block, 0, 0, 100);
  block.write(octal(header.mode, 7), 100, 'latin1');
  block.write(octal(0, 7), 108, 'latin1');
  block.write(octal(0, 7), 116, 'latin1');
  block.write(octal(header.size, 11), 124, 'latin1');
  block.write(octal(header.mtime, 11), 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write(header.typeflag, 156, 'latin1');
  header.linkname?.copy(block, 157, 0, 100);
  block.write('ustar  \0', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

function padded(data: Buffer): Buffer {
  const rest = data.length % blockBytes;
  return rest === 0 ? data : Buffer.concat([data, Buffer.alloc(blockBytes - rest)]);
}

/** A name over 100 bytes goes before its header, in a record of its own: `L` for names, `K` for link targets. */
function longRecord(typeflag: 'K' | 'L', text: Buffer): Buffer[] {
  if (text.length <= 100) return [];
  const data = Buffer.concat([text, Buffer.alloc(1)]);
  const header = { name: Buffer.from('././@LongLink'), mode: 0o644, size: data.length, mtime: 0, typeflag };
  return [headerBlock(header), padded(data)];
}

/** All header blocks of one member. */
export function memberHeader(entry: Entry, mtime: number): Buffer {
  const name = Buffer.from(entry.type === 'directory' ? `${entry.name.replace(/\/$/, '')}/` : entry.name);
  const linkname = entry.type === 'symlink' ? Buffer.from(entry.target) : undefined;
  const size = entry.type === 'file' ? entry.size : 0;
  if (size >= fileBytesMax) {
    throw failure('package/file-too-large', `${entry.name} is larger than a package can hold`, {
      expected: 'less than 8 GiB',
      found: `${size} bytes`,
      fix: 'leave the file out of the package',
    });
  }
  const mode = entry.type === 'symlink' ? 0o777 : entry.mode & 0o7777;
  const header = {
    name,
    mode,
    size,
    mtime,
    typeflag: typeflags[entry.type],
    ...(linkname ? { linkname } : {}),
  };
  return Buffer.concat([
    ...(linkname ? longRecord('K', linkname) : []),
    ...longRecord('L', name),
    headerBlock(header),
  ]);
}

async function* content(entry: Extract<Entry, { type: 'file' }>): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(entry.data)) {
    yield entry.data;
    return;
  }
  let read = 0;
  for await (const chunk of createReadStream(entry.data.path, {
    highWaterMark: 1 << 20,
    end: Math.max(entry.size - 1, 0),
  })) {
    if (entry.size === 0) break;
    read += chunk.length;
    yield chunk;
  }
  if (read !== entry.size) {
    throw failure('package/file-changed', `${entry.data.path} changed while it was packed`, {
      expected: `${entry.size} bytes`,
      found: `${read} bytes`,
      fix: 'pack again when nothing writes to the file',
    });
  }
}

/** The archive as a stream of chunks, ended by zero blocks up to a multiple of 10240 bytes. Memory use does not grow with file sizes. */
export async function* writeTar(entries: Entry[], mtime: number): AsyncGenerator<Buffer> {
  let total = 0;
  const count = (chunk: Buffer): Buffer => {
    total += chunk.length;
    return chunk;
  };
  for (const entry of entries) {
    yield count(memberHeader(entry, mtime));
    if (entry.type !== 'file' || entry.size === 0) continue;
    for await (const chunk of content(entry)) yield count(chunk);
    const rest = total % blockBytes;
    if (rest !== 0) yield count(Buffer.alloc(blockBytes - rest));
  }
  const end = total + 2 * blockBytes;
  yield Buffer.alloc(Math.ceil(end / recordBytes) * recordBytes - total);
}
