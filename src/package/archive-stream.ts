// Reads an .eap (gzip of tar) member by member with hard limits, so that a truncated, damaged or hostile file ends in a finding and
// never in a crash or a full disk.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Parser, type ReadEntry } from 'tar';
import { AcapkitError, errnoOf, failure, messageOf } from '../support/errors.js';
import { type ArchiveLimits, ratioFloorBytes } from './archive-limits.js';
import { MemberTree, type PackageMember } from './archive-members.js';
import { unsignedLength } from './archive-trailer.js';

export { unsignedLength } from './archive-trailer.js';

/** Takes the content of one file; `end` is called when all of it came. */
export interface ContentSink {
  write(chunk: Buffer): void;
  end(): void;
}

export type ContentOf = (member: PackageMember) => ContentSink | undefined;

/** Large pieces: with Node's own 16 and 64 KiB a third of the time goes into handing them from stream to stream. */
const readBytes = 1 << 20;
const unpackBytes = 1 << 18;

/** Sees the uncompressed archive pass by. */
export type ArchiveObserver = (chunk: Buffer) => void;

function damaged(file: string, message: string, found: string): AcapkitError {
  return failure('package/damaged', message, {
    location: { file },
    expected: 'a complete gzip-compressed tar archive',
    found,
    fix: 'build the package again, and check that it was copied completely',
  });
}

/** Gives every member to `contentOf` in archive order and returns them all. Throws AcapkitError with a `package/…` code. */
export async function readArchive(
  file: string,
  limits: ArchiveLimits,
  contentOf: ContentOf,
  observe?: ArchiveObserver,
): Promise<PackageMember[]> {
  const { size } = await stat(file);
  if (size > limits.fileBytes)
    throw failure('package/too-large', `the package is larger than ${limits.fileBytes} bytes`, {
      location: { file },
      found: `${size} bytes`,
      fix: 'leave out what the app does not need on the camera',
    });
  const { bytes } = await unsignedLength(file);
  if (bytes === 0) throw damaged(file, 'the package is empty', '0 bytes');
  const reader = new ArchiveReader(file, bytes, limits, contentOf, observe);
  const input = createReadStream(file, { end: bytes - 1, highWaterMark: readBytes });
  try {
    await pipeline(input, createGunzip({ chunkSize: unpackBytes }), (source: AsyncIterable<Buffer>) =>
      reader.consume(source),
    );
  } catch (error) {
    // Leaving the loop early also makes the streams report a premature close; the reader knows the cause.
    const cause = reader.problem ?? error;
    if (cause instanceof AcapkitError) throw cause;
    // Errors of the disk are not the package's fault.
    if (/^E[A-Z]+$/.test(errnoOf(cause) ?? '')) throw cause;
    throw damaged(file, 'the package cannot be unpacked', messageOf(cause));
  }
  return reader.members();
}

class ArchiveReader {
  /** The first thing that went wrong. */
  problem: unknown;
  readonly #tree: MemberTree;
  readonly #parser: Parser;
  #unpacked = 0;
  #ended = false;

  constructor(
    readonly file: string,
    readonly packedBytes: number,
    readonly limits: ArchiveLimits,
    readonly contentOf: ContentOf,
    readonly observe?: ArchiveObserver,
  ) {
    this.#tree = new MemberTree(limits);
    this.#parser = new Parser({
      strict: true,
      zstd: false,
      brotli: false,
      onReadEntry: (entry) => this.#entry(entry),
    });
    this.#parser.on('error', (error: unknown) => this.#fail(error));
    this.#parser.on('eof', () => {
      this.#ended = true;
    });
    this.#parser.on('ignoredEntry', (entry: ReadEntry) =>
      this.#fail(
        damaged(file, 'the package holds a member of an unknown kind', `${entry.path} (${entry.type})`),
      ),
    );
  }

  async consume(source: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of source) {
      // The parser would unpack a second layer by itself, past our limits.
      if (this.#unpacked === 0 && chunk[0] === 0x1f && chunk[1] === 0x8b)
        throw damaged(this.file, 'the package is compressed twice', 'gzip inside gzip');
      this.#guard(() => this.#count(chunk.length));
      this.observe?.(chunk);
      if (!this.problem) this.#parser.write(chunk);
      if (this.problem) throw this.problem;
    }
    this.#parser.end();
    if (this.problem) throw this.problem;
    if (!this.#ended) throw damaged(this.file, 'the archive ends too early', 'no end mark (two zero blocks)');
  }

  members(): PackageMember[] {
    return this.#tree.finish();
  }

  #fail(error: unknown): void {
    this.problem ??= error ?? new Error('unreadable archive');
  }

  #count(bytes: number): void {
    this.#unpacked += bytes;
    const tooLarge = this.#unpacked > this.limits.unpackedBytes;
    const bomb = this.#unpacked > ratioFloorBytes && this.#unpacked > this.packedBytes * this.limits.ratio;
    if (!tooLarge && !bomb) return;
    throw failure('package/too-large', 'the package unpacks to far more than it may', {
      location: { file: this.file },
      expected: `at most ${this.limits.unpackedBytes} bytes and ${this.limits.ratio} times its packed size`,
      found: `more than ${this.#unpacked} bytes from ${this.packedBytes}`,
      fix: 'leave out large files of zeros, such as disk images',
    });
  }

  #entry(entry: ReadEntry): void {
    if (this.problem) return void entry.resume();
    try {
      const member = this.#tree.add({
        path: entry.path,
        type: entry.type,
        mode: entry.mode,
        size: entry.size,
        linkpath: entry.linkpath,
      });
      const sink = member?.kind === 'file' ? this.contentOf(member) : undefined;
      if (!sink) return void entry.resume();
      entry.on('data', (chunk: Buffer) => this.#guard(() => sink.write(chunk)));
      entry.on('end', () => this.#guard(() => sink.end()));
    } catch (error) {
      this.#fail(error);
      entry.resume();
    }
  }

  #guard(work: () => void): void {
    if (this.problem) return;
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }
}
