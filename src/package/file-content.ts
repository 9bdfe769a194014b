// The bytes of a file as they were when it was looked at: a file that changes while it is packed would make an archive that no reader
// can open, or a package that is half old and half new.
import { constants, type FileHandle, open } from 'node:fs/promises';
import { errnoOf, failure, messageOf } from '../support/errors.js';
import type { FileEntry } from './entry.js';

const chunkBytes = 256 * 1024;

function changed(file: string, expected: string, found: string): Error {
  return failure('package/file-changed', `${file} changed while it was packed`, {
    location: { file },
    expected,
    found,
    fix: 'pack again when nothing writes to the file',
  });
}

async function opened(file: string): Promise<FileHandle> {
  // A link or a pipe that took the file's place must be neither followed nor waited for.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    return await open(file, flags);
  } catch (error) {
    if (errnoOf(error) === 'ELOOP') throw changed(file, 'a file', 'a link');
    const missing = errnoOf(error) === 'ENOENT';
    throw failure(missing ? 'package/file-missing' : 'package/unreadable', `${file} cannot be read`, {
      location: { file },
      expected: 'a file that may be read',
      found: missing ? 'it is not there any more' : messageOf(error),
      fix: missing ? 'pack again when nothing changes the files' : 'correct its owner or permissions',
    });
  }
}

async function* readWhole(handle: FileHandle, file: string, size: number): AsyncGenerator<Buffer> {
  const before = await handle.stat();
  if (!before.isFile()) throw changed(file, 'a file', 'something else');
  for (let read = 0; read < size; ) {
    const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, size - read));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length);
    if (bytesRead === 0) throw changed(file, `${size} bytes`, `${read} bytes`);
    read += bytesRead;
    yield bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead);
  }
  const after = await handle.stat();
  if (after.size !== size || after.mtimeMs !== before.mtimeMs)
    throw changed(file, `${size} bytes, at rest`, `${after.size} bytes, or a newer time`);
}

/** Exactly `entry.size` bytes in chunks. Throws `package/file-changed`, `package/file-missing` and `package/unreadable`. */
export async function* fileContent(entry: FileEntry): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(entry.data)) {
    if (entry.data.length > 0) yield entry.data;
    return;
  }
  const { path } = entry.data;
  const handle = await opened(path);
  try {
    yield* readWhole(handle, path, entry.size);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    throw failure('package/unreadable', `${path} cannot be read`, {
      location: { file: path },
      found: messageOf(error),
      fix: 'check the disk that holds it',
    });
  } finally {
    await handle.close();
  }
}
