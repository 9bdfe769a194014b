// What the content of each file of a package tells, found while it passes by. Only one program at a time is held in memory, and what is
// kept of all files together has limits, because a hostile package may hold thousands of large tables and texts.
import { createHash } from 'node:crypto';
import { type ElfFacts, isElf, parseElf } from '../support/elf.js';
import { AcapkitError } from '../support/errors.js';
import type { ContentSink } from './archive-stream.js';

export interface ContentFacts {
  /** Of the content, in hexadecimal. */
  sha256: string;
  /** Content of scripts and other short texts, at most 64 KiB; of the configuration files, whatever their size. */
  text?: string;
  /** Of programs and libraries that could be read. */
  elf?: ElfFacts;
  /** Why a program or library tells nothing. */
  elfProblem?: 'damaged' | 'too large';
}

const elfHeadBytes = 20;
const elfBytesMax = 256 * 2 ** 20;
const textBytesMax = 65_536;
const configuration = new Set(['manifest.json', 'package.conf', 'param.conf']);

/** What all files of one package together may still keep in memory. */
class Allowance {
  #textBytes = 64 * 2 ** 20;
  /** Node itself has 75,000. */
  #symbols = 1_000_000;

  takeText(bytes: number): boolean {
    if (bytes > this.#textBytes) return false;
    this.#textBytes -= bytes;
    return true;
  }

  takeSymbols({ imports, exports }: ElfFacts): boolean {
    this.#symbols = Math.max(0, this.#symbols - imports.length - exports.length);
    return this.hasSymbols;
  }

  get hasSymbols(): boolean {
    return this.#symbols > 0;
  }
}

/** Takes one file. Its kind is known after the first bytes, which may come in pieces. */
class ContentReader implements ContentSink {
  readonly #hash = createHash('sha256');
  #head: Buffer | undefined = Buffer.alloc(0);
  #isProgram = false;
  #content: Buffer | undefined;
  #filled = 0;

  constructor(
    private readonly path: string,
    private readonly size: number,
    private readonly allowance: Allowance,
    private readonly done: (facts: ContentFacts) => void,
  ) {}

  write(chunk: Buffer): void {
    this.#hash.update(chunk);
    if (this.#head) this.#begin(Buffer.concat([this.#head, chunk]));
    else this.#keep(chunk);
  }

  end(): void {
    this.done({ sha256: this.#hash.digest('hex'), ...this.#facts() });
  }

  #begin(head: Buffer): void {
    this.#head = head;
    if (head.length < Math.min(elfHeadBytes, this.size)) return;
    this.#head = undefined;
    if (this.#isKept(head)) this.#content = Buffer.alloc(this.size);
    this.#keep(head);
  }

  #isKept(head: Buffer): boolean {
    this.#isProgram = isElf(head);
    if (this.#isProgram) return this.size <= elfBytesMax && this.allowance.hasSymbols;
    const short = this.size <= textBytesMax || configuration.has(this.path);
    return short && this.allowance.takeText(this.size);
  }

  #keep(chunk: Buffer): void {
    if (this.#content) this.#filled += chunk.copy(this.#content, this.#filled);
  }

  #facts(): Omit<ContentFacts, 'sha256'> {
    const content = this.#content;
    if (this.#isProgram) return content ? programFacts(content, this.allowance) : { elfProblem: 'too large' };
    return content && !content.includes(0) ? { text: content.toString('utf8') } : {};
  }
}

function programFacts(content: Buffer, allowance: Allowance): Omit<ContentFacts, 'sha256'> {
  try {
    const elf = parseElf(content);
    return allowance.takeSymbols(elf) ? { elf } : { elfProblem: 'too large' };
  } catch (error) {
    if (error instanceof AcapkitError) return { elfProblem: 'damaged' };
    throw error;
  }
}

/** Gives a sink for each file of one package; `found` holds what they found, by path. */
export function contentReaders(): {
  sink: (path: string, size: number) => ContentSink;
  found: Map<string, ContentFacts>;
} {
  const found = new Map<string, ContentFacts>();
  const allowance = new Allowance();
  const sink = (path: string, size: number): ContentSink =>
    new ContentReader(path, size, allowance, (facts) => found.set(path, facts));
  return { sink, found };
}
