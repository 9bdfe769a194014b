// Object files and archives of a build: only which symbols each of them asks for, to tell where in the sources a need comes from.
import { symbolsMax } from './dynamic.js';
import { ElfImage, isElf, sectionType } from './image.js';

/** The symbols that an object file (`.o`) asks for. Throws RangeError for anything else. */
export function undefinedSymbols(data: Buffer): Set<string> {
  const image = new ElfImage(data);
  const table = image.sections.find(({ type }) => type === sectionType.symbols);
  const names = table && image.sections[table.link];
  if (!table || !names) return new Set();
  const entry = image.wide ? 24 : 16;
  const count = Math.floor(table.size / entry);
  if (count > symbolsMax) throw new RangeError('too many symbols');
  const found = new Set<string>();
  for (let index = 1; index < count; index++) {
    const at = table.offset + index * entry;
    const isLocal = data.readUInt8(at + (image.wide ? 4 : 12)) >> 4 === 0;
    if (isLocal || data.readUInt16LE(at + (image.wide ? 6 : 14)) !== 0) continue;
    found.add(image.text(names.offset + data.readUInt32LE(at)));
  }
  return found;
}

const magic = '!<arch>\n';
const headerBytes = 60;
const membersMax = 10_000;

/** Whether bytes begin like an archive (`.a`) that holds its members. */
export const isArchive = (data: Buffer): boolean => data.toString('latin1', 0, magic.length) === magic;

/** The ELF members of an archive, with their names. Throws RangeError. */
export function archiveMembers(data: Buffer): { name: string; data: Buffer }[] {
  const members: { name: string; data: Buffer }[] = [];
  let longNames = '';
  let at = magic.length;
  for (let count = 0; at + headerBytes <= data.length; count++) {
    if (count === membersMax) throw new RangeError('too many members');
    const header = data.toString('latin1', at, at + headerBytes);
    const size = Number(header.slice(48, 58).trim());
    const start = at + headerBytes;
    if (!Number.isSafeInteger(size) || size < 0 || start + size > data.length)
      throw new RangeError('a member outside the archive');
    const content = data.subarray(start, start + size);
    const name = header.slice(0, 16).trim();
    if (name === '//') longNames = content.toString('latin1');
    else if (isElf(content)) members.push({ name: memberName(name, longNames), data: content });
    // Members begin at even offsets.
    at = start + size + (size % 2);
  }
  return members;
}

/** `/123` points into the table of long names; short names end with a slash. */
function memberName(name: string, longNames: string): string {
  const [, index] = /^\/(\d+)$/.exec(name) ?? [];
  const text = index === undefined ? name : (longNames.slice(Number(index)).split('\n', 1)[0] ?? '');
  return text.replace(/\/$/, '');
}
