// The header of the gzip layer. It tells whether a package was made without names and times; it cannot tell which program compressed it,
// because GNU gzip and zlib write the same header.
import { open } from 'node:fs/promises';

/** RFC 1952, section 2.3. */
export interface GzipHeader {
  /** Seconds since 1970; 0 when the time was left out, as Axis' tool does. */
  mtime: number;
  /** 2: the slowest compression, as Axis' tool uses; 4: the fastest; 0: neither is said. */
  extraFlags: number;
  /** System of the compressor, 3 for Unix. */
  system: number;
  /** File name that was compressed; undefined when it was left out, as Axis' tool does. */
  name?: string;
}

const flagExtra = 4;
const flagName = 8;
const headBytes = 4096;

/** Reads the header of a file that is known to be gzip. A name that does not end within 4 KiB is left out. */
export async function readGzipHeader(file: string): Promise<GzipHeader> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    await handle.read(head, 0, headBytes, 0);
    const flags = head.readUInt8(3);
    const start = flags & flagExtra ? 12 + head.readUInt16LE(10) : 10;
    const length = head.subarray(start).indexOf(0);
    const named = (flags & flagName) !== 0 && length >= 0;
    return {
      mtime: head.readUInt32LE(4),
      extraFlags: head.readUInt8(8),
      system: head.readUInt8(9),
      ...(named ? { name: head.toString('latin1', start, start + length) } : {}),
    };
  } finally {
    await handle.close();
  }
}
