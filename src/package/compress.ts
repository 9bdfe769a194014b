// The archive through gzip. GNU gzip gives the bytes of Axis' tool, so it is preferred to zlib, whose output is as valid but differs.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { AcapkitError, errnoOf, failure } from '../support/errors.js';
import { run } from '../support/process.js';

/** `gnu` gives the bytes of Axis' own tool; `zlib` is as valid but differs. */
export type Compressor = 'gnu' | 'zlib';

/** GNU gzip takes further options from these variables, and Axis' tool runs without them. */
const environment = { GZIP: undefined, GZIP_OPT: undefined, LC_ALL: 'C' };
const errorTextBytesMax = 4096;

let gnuGzip: Promise<boolean> | undefined;

function hasGnuGzip(): Promise<boolean> {
  gnuGzip ??= run('gzip', ['--version'], { allowFailure: true, env: environment }).then(
    (result) => /^gzip \d/.test(result.stdout),
    () => false,
  );
  return gnuGzip;
}

/** Waits for gzip; anything but a good end is a failure of its own, in its words. */
async function ended(child: ChildProcess): Promise<void> {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(0, errorTextBytesMax);
  });
  const end = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? undefined : signal ? `ended by ${signal}` : `ended with code ${code}`),
    );
  });
  if (end === undefined) return;
  throw failure('package/compressor', 'gzip did not compress the package', {
    expected: 'gzip to end with code 0',
    found: [end, words.trim()].filter((text) => text !== '').join(': '),
    fix: 'check that gzip works, and that the machine has memory left; then pack again',
  });
}

/** Errors that only say that the other side of a stream has gone. */
const secondary = new Set([
  'EPIPE',
  'ECONNRESET',
  'ABORT_ERR',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
]);

const isCause = (error: unknown): boolean =>
  error instanceof AcapkitError || !secondary.has(errnoOf(error) ?? '');

/** Runs the parts side by side. When one fails the others are stopped, and the first error that is no mere consequence is thrown. */
async function allOf(stop: () => void, parts: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(
    parts.map((part) =>
      part.catch((error: unknown) => {
        stop();
        throw error;
      }),
    ),
  );
  const errors: unknown[] = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  if (errors.length > 0) throw errors.find(isCause) ?? errors[0];
}

/** Runs `gzip -n -9` between the archive and the sinks. */
async function compressWithGnu(archive: Readable, sinks: Writable[]): Promise<void> {
  const child = spawn('gzip', ['-n', '-9'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const stopped = new AbortController();
  const stop = (): void => {
    stopped.abort();
    child.kill();
  };
  const { signal } = stopped;
  await allOf(stop, [
    pipeline(archive, child.stdin, { signal }),
    pipeline([child.stdout, ...sinks], { signal }),
    ended(child),
  ]);
}

/** Compresses the archive into the sinks, a pipeline that ends in a file. Throws `package/compressor` and errors of the streams. */
export async function compress(archive: Readable, sinks: Writable[]): Promise<Compressor> {
  if (await hasGnuGzip()) {
    await compressWithGnu(archive, sinks);
    return 'gnu';
  }
  await pipeline([archive, createGzip({ level: constants.Z_BEST_COMPRESSION }), ...sinks]);
  return 'zlib';
}
