// Bytes of a pipe or socket into lines, with bounded memory: a line without an end is given in pieces.
import { StringDecoder } from 'node:string_decoder';
import { logLimits } from './system-log.js';

export class LineSplitter {
  readonly #decoder = new StringDecoder('utf8');
  readonly #separator: RegExp;
  readonly #onLine: (line: string) => void;
  #rest = '';

  /** `separator` matches one character that ends a line. */
  constructor(onLine: (line: string) => void, separator: RegExp = /\n/) {
    this.#onLine = onLine;
    this.#separator = separator;
  }

  push(chunk: Buffer): void {
    const parts = (this.#rest + this.#decoder.write(chunk)).split(this.#separator);
    this.#rest = parts.pop() ?? '';
    for (const part of parts) this.#give(part);
    while (this.#rest.length > logLimits.lineBytes) {
      this.#give(this.#rest.slice(0, logLimits.lineBytes));
      this.#rest = this.#rest.slice(logLimits.lineBytes);
    }
  }

  /** Gives what is left without an end. */
  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    this.#give(rest);
  }

  #give(line: string): void {
    const text = line.replace(/\r$/, '');
    if (text !== '') this.#onLine(text);
  }
}
