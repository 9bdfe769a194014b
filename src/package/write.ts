// Entries → an .eap file. The file appears under its name only when it is whole; a failure leaves what was there before.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Duplex, Writable } from 'node:stream';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { failure } from '../support/errors.js';
import { run } from '../support/process.js';
import { isAlive } from '../support/processes.js';
import type { Entry } from './entry.js';
import { writeTar } from './tar-writer.js';

export interface WrittenPackage {
  file: string;
  bytes: number;
  sha256: string;
  /** Hash of the uncompressed archive: the same wherever the same files are packed, whatever compresses them. */
  tarSha256: string;
  /** `gnu` gives the bytes of Axis' own tool; `zlib` is as valid but differs. */
  compressor: 'gnu' | 'zlib';
}

let gnuGzip: Promise<boolean> | undefined;

function hasGnuGzip(): Promise<boolean> {
  gnuGzip ??= run('gzip', ['--version'], { allowFailure: true }).then(
    (result) => /^gzip \d/.test(result.stdout),
    () => false,
  );
  return gnuGzip;
}

function hashing(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

/** Runs `gzip -n -9` between the archive and the file. */
async function compressWithGnu(archive: Readable, tar: Transform, sink: Writable[]): Promise<void> {
  const child = spawn('gzip', ['-n', '-9'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`gzip ended with code ${code}`))));
  });
  await Promise.all([pipeline(archive, tar, child.stdin), pipeline([child.stdout, ...sink]), ended]);
}

async function compress(
  entries: Entry[],
  mtime: number,
  target: string,
): Promise<Omit<WrittenPackage, 'file' | 'bytes'>> {
  const tarHash = createHash('sha256');
  const eapHash = createHash('sha256');
  const archive = Readable.from(writeTar(entries, mtime));
  const file = createWriteStream(target, { mode: 0o644, flags: 'wx' });
  const gnu = await hasGnuGzip();
  if (gnu) {
    await compressWithGnu(archive, hashing(tarHash), [hashing(eapHash), file]);
  } else {
    const gzip: Duplex = createGzip({ level: constants.Z_BEST_COMPRESSION });
    await pipeline(archive, hashing(tarHash), gzip, hashing(eapHash), file);
  }
  return {
    sha256: eapHash.digest('hex'),
    tarSha256: tarHash.digest('hex'),
    compressor: gnu ? 'gnu' : 'zlib',
  };
}

/** Takes away what a killed process left of the same package. */
async function removeAbandoned(file: string): Promise<void> {
  const folder = path.dirname(file);
  for (const name of await readdir(folder)) {
    const pid = name.startsWith(`${path.basename(file)}.`) ? /\.(\d+)\.partial$/.exec(name)?.[1] : undefined;
    if (pid !== undefined && (Number(pid) === process.pid || !isAlive(Number(pid)))) {
      await rm(path.join(folder, name), { force: true });
    }
  }
}

/** Writes the package. `mtime` is the time of all members, in seconds. */
export async function writePackage(entries: Entry[], mtime: number, file: string): Promise<WrittenPackage> {
  await mkdir(path.dirname(file), { recursive: true });
  await removeAbandoned(file);
  const working = `${file}.${process.pid}.partial`;
  try {
    const facts = await compress(entries, mtime, working);
    await rename(working, file);
    return { file, bytes: (await stat(file)).size, ...facts };
  } catch (error) {
    await rm(working, { force: true });
    throw error;
  }
}

/** SOURCE_DATE_EPOCH if it is set, else the newest input's time, in seconds. */
export function packageTime(newest: number): number {
  const setting = process.env.SOURCE_DATE_EPOCH;
  if (setting === undefined || setting === '') return newest;
  if (/^\d{1,10}$/.test(setting)) return Number(setting);
  throw failure('package/source-date-epoch', 'SOURCE_DATE_EPOCH is not a time in seconds', {
    expected: 'a whole number of seconds since 1970',
    found: setting,
    fix: 'unset it, or give a number',
  });
}
