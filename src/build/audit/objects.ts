// Which object file of a build asks for a symbol: a need is easier to understand with `video.o` than with the program that was linked of it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { archiveMembers, isArchive, undefinedSymbols } from '../../support/elf/objects.js';
import { isElf } from '../../support/elf.js';
import type { AuditInput } from './types.js';
import { walkFiles } from './walk.js';

/** A build has tens to hundreds; blame that is not found costs a file name and nothing else. */
const filesMax = 2000;
const fileBytesMax = 64 * 2 ** 20;
const allBytesMax = 512 * 2 ** 20;
const machines: Record<number, string> = { 183: 'aarch64', 40: 'arm' };

interface BuildObject {
  name: string;
  machine: string;
  wanted: Set<string>;
}

/** Damaged files are no objects. */
function objectOf(name: string, data: Buffer): BuildObject[] {
  const machine = isElf(data) ? machines[data.readUInt16LE(18)] : undefined;
  if (machine === undefined) return [];
  try {
    return [{ name, machine, wanted: undefinedSymbols(data) }];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

function objectsIn(name: string, data: Buffer): BuildObject[] {
  if (!isArchive(data)) return objectOf(name, data);
  try {
    return archiveMembers(data).flatMap((member) => objectOf(`${name}(${member.name})`, member.data));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Looks at the object files and archives below folders, within limits, and answers by symbol. Folders that are not there hold none. */
export async function buildObjects(...folders: string[]): Promise<NonNullable<AuditInput['objectsOf']>> {
  const objects: BuildObject[] = [];
  let bytesLeft = allBytesMax;
  const files = (await Promise.all(folders.map((folder) => walkFiles(folder)))).flat();
  for (const { file, size } of files.filter((one) => /\.(o|obj|a)$/.test(one.file)).slice(0, filesMax)) {
    bytesLeft -= size;
    if (size > fileBytesMax || bytesLeft < 0) continue;
    objects.push(...objectsIn(path.basename(file), await readFile(file)));
  }
  return (symbol, machine) =>
    objects.filter((one) => one.machine === machine && one.wanted.has(symbol)).map(({ name }) => name);
}
