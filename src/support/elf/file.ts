// ELF files on disk: a look at the first bytes before a whole file is read, and damaged ones as nothing where a caller does not judge them.
import { open, readFile } from 'node:fs/promises';
import { type ElfFacts, isElf, parseElf } from '../elf.js';
import { AcapkitError } from '../errors.js';

const headBytes = 20;

/** Whether a file begins like an ELF file. */
export async function beginsLikeElf(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return isElf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** The facts of an ELF file that was found to begin like one; undefined when it is damaged. */
export async function elfFactsOf(file: string): Promise<ElfFacts | undefined> {
  try {
    return parseElf(await readFile(file));
  } catch (error) {
    if (error instanceof AcapkitError) return undefined;
    throw error;
  }
}
