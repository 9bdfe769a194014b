// Work that keeps all threads of libuv's pool, so that what is started next waits for sure.
import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

/** Resolves when the threads are free again, after some tenths of a second. */
export async function occupyPool(): Promise<void> {
  const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
  const work = () => promisify(pbkdf2)('', '', 150_000, 64, 'sha512');
  await Promise.all(Array.from({ length: threads }, work));
}
