// How a file was built and linked: for which machine and loader, with which stack, and with times of which width.
import { compareVersions } from '../../manifest/versions.js';
import type { ElfFacts } from '../../support/elf.js';
import type { Architecture } from '../profiles.js';
import { type Judge, type JudgeContext, reasonFor, shortList } from './judge.js';
import { osTable } from './os-table.js';
import { widthsOf } from './time-width.js';
import type { AuditedFile, Reason } from './types.js';

export const machineOf: Record<Architecture, ElfFacts['machine']> = { aarch64: 'aarch64', armv7hf: 'arm' };
const loaders: Record<Architecture, string> = {
  aarch64: '/lib/ld-linux-aarch64.so.1',
  armv7hf: '/lib/ld-linux-armhf.so.3',
};

const always =
  (reasons: Reason[]): Judge =>
  () =>
    reasons;

/** Why no camera of the architecture can run the machine code of a file; undefined when it can. */
function wrongMachine(
  { elf }: AuditedFile,
  architecture?: Architecture,
): { text: string; limit: string } | undefined {
  if (architecture === undefined) return { text: `is built for ${elf.machine}`, limit: 'aarch64 or arm' };
  const limit = machineOf[architecture];
  if (elf.machine !== limit)
    return { text: `is built for ${elf.machine}, the package is for ${architecture}`, limit };
  // Static programs bring their own functions, so their convention is their own matter.
  const isSoft = elf.floatAbi === 'soft' && elf.needed.length > 0;
  return isSoft
    ? { text: 'is built for soft floating point', limit: 'arm with -mfloat-abi=hard' }
    : undefined;
}

/** Machine, floating-point convention and loader. */
export function judgeMachine(context: JudgeContext, file: AuditedFile, architecture?: Architecture): Judge {
  const wrong = wrongMachine(file, architecture);
  const common = { symbols: [], fix: 'build and pack for one architecture: acapkit pack --arch' };
  if (wrong)
    return always([
      reasonFor(context, file, { ...common, code: 'binary/architecture', ...wrong, sure: 'stated' }),
    ]);
  const { interpreter } = file.elf;
  const loader = architecture && loaders[architecture];
  if (interpreter === undefined || loader === undefined || interpreter === loader) return always([]);
  return always([
    reasonFor(context, file, {
      ...common,
      code: 'binary/interpreter',
      text: `asks for the loader ${interpreter}`,
      library: interpreter,
      limit: loader,
      fix: 'build it with acapkit build, or link it statically',
      sure: 'inferred',
    }),
  ]);
}

/** Releases that refuse an executable stack. */
export function judgeStack(context: JudgeContext, file: AuditedFile): Judge {
  const { refusedFrom, sure } = osTable.executableStack;
  if (!file.elf.executableStack || file.elf.kind === 'other') return always([]);
  const reason = reasonFor(context, file, {
    code: 'binary/executable-stack',
    text: 'asks for an executable stack',
    symbols: [],
    limit: 'apps without one',
    fix: 'link with -Wl,-z,noexecstack; assembly files need .section .note.GNU-stack,"",%progbits',
    sure,
  });
  return (release) => (compareVersions(release, refusedFrom) >= 0 ? [reason] : []);
}

/**
 * Whether the author's own code asks for 32-bit times. A compiler's library that was linked into a program may do so too, which harms nobody,
 * and only the object files of the build tell the two apart.
 */
export const isOwn = (context: JudgeContext, file: AuditedFile, narrow: string[]): boolean =>
  narrow.some((symbol) => (context.input.objectsOf?.(symbol, file.elf.machine) ?? []).length > 0);

/** Functions that pass times to libraries of the camera, in another width than these have. */
export function judgeTime(context: JudgeContext, file: AuditedFile): Judge {
  const { from, sure, functions } = osTable.wideTime;
  const { time, narrow } = widthsOf(file.elf);
  const used = new Set([
    ...file.elf.imports.map(({ name }) => name).filter((name) => !context.given.has(name)),
    ...file.elf.lookups.map(({ symbol }) => symbol),
  ]);
  const touched = functions.filter((name) => used.has(name));
  if (touched.length === 0 || (time !== 32 && time !== 64)) return always([]);
  const reason = reasonFor(context, file, {
    code: 'binary/time-width',
    text: `has ${time}-bit times and passes some to ${shortList(touched)}`,
    symbols: touched,
    limit: `${time === 32 ? 64 : 32}-bit times on armv7hf`,
    fix: `build for one of the two: acapkit build --os ${time === 32 ? '12, with -D_TIME_BITS=64' : '11'}`,
    sure: time === 64 || isOwn(context, file, narrow) ? sure : 'assumed',
  });
  const fails = (release: string) => compareVersions(release, from) >= 0 === (time === 32);
  return (release) => (fails(release) ? [reason] : []);
}
