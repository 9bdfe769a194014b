// GNU tar, byte for byte as `tar --format=gnu --owner=0 --group=0 --numeric-owner` writes it. The tar package from npm writes POSIX
// headers with pax records, which is another format, so this is our own.
import { failure } from '../support/errors.js';
import type { Entry, FileEntry } from './entry.js';
import { fileContent } from './file-content.js';

const blockBytes = 512;
const recordBytes = 10240;
const nameBytesMax = 100;
const fileBytesMax = 8 * 2 ** 30;
const mtimeMax = 2 ** 33;
/** Chunks below this size are joined, so that a folder of small files does not cost a write for each header. */
const joinedBytes = 64 * 1024;
const typeflags = { file: '0', hardlink: '1', symlink: '2', directory: '5' } as const;

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
  header.name.copy(block, 0, 0, nameBytesMax);
  block.write(octal(header.mode, 7), 100, 'latin1');
  block.write(octal(0, 7), 108, 'latin1');
  block.write(octal(0, 7), 116, 'latin1');
  block.write(octal(header.size, 11), 124, 'latin1');
  block.write(octal(header.mtime, 11), 136, 'latin1');
  block.write('        ', 148, 'latin1');
  block.write(header.typeflag, 156, 'latin1');
  header.linkname?.copy(block, 157, 0, nameBytesMax);
  block.write('ustar  \0', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** Zeros after `bytes` up to a whole block. */
const padding = (bytes: number): Buffer => Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes);

/** A name over 100 bytes goes before its header, in a record of its own: `L` for names, `K` for link targets. */
function longRecord(typeflag: 'K' | 'L', text: Buffer | undefined): Buffer[] {
  if (text === undefined || text.length <= nameBytesMax) return [];
  const data = Buffer.concat([text, Buffer.alloc(1)]);
  const header = { name: Buffer.from('././@LongLink'), mode: 0o644, size: data.length, mtime: 0, typeflag };
  return [headerBlock(header), data, padding(data.length)];
}

/** Numbers beyond the octal fields would need GNU's base-256 form, which no package has. */
function refuseNumbers(name: string, size: number, mtime: number): void {
  if (size >= fileBytesMax)
    throw failure('package/file-too-large', `${name} is larger than a package can hold`, {
      expected: 'less than 8 GiB',
      found: `${size} bytes`,
      fix: 'leave the file out of the package',
    });
  if (!Number.isInteger(mtime) || mtime < 0 || mtime >= mtimeMax)
    throw failure('package/time', 'a package cannot hold this time', {
      expected: `whole seconds since 1970, at least 0 and less than ${mtimeMax}`,
      found: String(mtime),
      fix: 'set SOURCE_DATE_EPOCH, or correct the clock of the files',
    });
}

function modeOf(entry: Entry): number {
  return entry.type === 'symlink' ? 0o777 : entry.mode & 0o7777;
}

/** All header blocks of one member. Throws `package/file-too-large` and `package/time`. */
export function memberHeader(entry: Entry, mtime: number): Buffer {
  const size = entry.type === 'file' ? entry.size : 0;
  refuseNumbers(entry.name, size, mtime);
  const name = Buffer.from(entry.type === 'directory' ? `${entry.name.replace(/\/+$/, '')}/` : entry.name);
  const linkname = 'target' in entry ? Buffer.from(entry.target) : undefined;
  const header = { name, mode: modeOf(entry), size, mtime, typeflag: typeflags[entry.type] };
  return Buffer.concat([
    ...longRecord('K', linkname),
    ...longRecord('L', name),
    headerBlock(linkname ? { ...header, linkname } : header),
  ]);
}

async function* content(entry: FileEntry): AsyncGenerator<Buffer> {
  yield* fileContent(entry);
  yield padding(entry.size);
}

async function* members(entries: Iterable<Entry>, mtime: number): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    yield memberHeader(entry, mtime);
    if (entry.type === 'file' && entry.size > 0) yield* content(entry);
  }
}

async function* joined(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < joinedBytes) continue;
    yield Buffer.concat(waiting, bytes);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting, bytes);
}

/** The archive as a stream of chunks, ended by zero blocks up to a multiple of 10240 bytes. Memory use does not grow with file sizes. */
export async function* writeTar(entries: Iterable<Entry>, mtime: number): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const chunk of joined(members(entries, mtime))) {
    total += chunk.length;
    yield chunk;
  }
  const end = total + 2 * blockBytes;
  yield Buffer.alloc(Math.ceil(end / recordBytes) * recordBytes - total);
}
