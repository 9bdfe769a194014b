// Whether 32-bit ARM code has NEON instructions. Only a disassembler knows; without one, or for large files, the answer stays open.

import { run } from '../../support/process.js';
import { findProgram } from '../compiler.js';

const bytesMax = 4 * 2 ** 20;
/** Quad registers, or loads and stores of whole structures: the floating-point unit has neither. */
const instruction = /\bq(?:1[0-5]|[0-9])\b|\tv(?:ld|st)[1-4]\.(?:8|16|32|64)/;

/** Undefined when there is no llvm-objdump, when the file is large, or when it cannot be read. */
export async function usesNeon(file: string, size: number): Promise<boolean | undefined> {
  const objdump = size > bytesMax ? undefined : await findProgram('llvm-objdump-19', 'llvm-objdump');
  if (objdump === undefined) return undefined;
  const options = ['--disassemble', '--no-show-raw-insn', '--no-leading-addr', '--mattr=+neon,+vfp4', file];
  let found = false;
  const onLine = (line: string): void => {
    found ||= instruction.test(line);
  };
  const { code } = await run(objdump, options, { onLine, allowFailure: true });
  return code === 0 ? found : undefined;
}
