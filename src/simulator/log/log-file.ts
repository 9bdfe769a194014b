// A log file that is renamed to `.1` when it is full, so that a run of weeks does not fill the disk.
import { createWriteStream, mkdirSync, renameSync, rmSync, statSync, type WriteStream } from 'node:fs';
import path from 'node:path';

/** File size at which a new file starts, and text that may wait for the disk; beyond it lines are dropped and counted. */
export const logFileLimits = { fileBytes: 5 * 1024 * 1024, waitingBytes: 4 * 1024 * 1024 };

export class LogFile {
  readonly #file: string;
  #stream: WriteStream;
  #bytes: number;
  #dropped = 0;

  /** Appends to the file; its folder is made. */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    this.#bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    this.#stream = this.#open();
  }

  /** Appends text without waiting. An error of the disk ends the writing, not the camera. */
  write(text: string): void {
    if (this.#stream.writableLength > logFileLimits.waitingBytes) {
      this.#dropped += 1;
      return;
    }
    const note = this.#dropped > 0 ? `[${this.#dropped} lines were dropped: the disk is too slow]\n` : '';
    this.#dropped = 0;
    this.#stream.write(note + text);
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes > logFileLimits.fileBytes) this.#rotate();
  }

  /** Resolves when all text is written. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stream.destroyed) resolve();
      else this.#stream.end(() => resolve());
    });
  }

  #open(): WriteStream {
    const stream = createWriteStream(this.#file, { flags: 'a', mode: 0o600 });
    stream.on('error', () => stream.destroy());
    return stream;
  }

  /** The old stream keeps its descriptor, so what still waits goes into the renamed file. */
  #rotate(): void {
    if (this.#stream.pending) return;
    this.#stream.end();
    rmSync(`${this.#file}.1`, { force: true });
    renameSync(this.#file, `${this.#file}.1`);
    this.#bytes = 0;
    this.#stream = this.#open();
  }
}
