// What an archive is made of, before it is bytes.

export interface FileEntry {
  type: 'file';
  name: string;
  mode: number;
  size: number;
  /** Content in memory, or the file that holds it. */
  data: Buffer | { path: string };
}

export interface DirectoryEntry {
  type: 'directory';
  name: string;
  mode: number;
}

export interface LinkEntry {
  type: 'symlink';
  name: string;
  target: string;
}

/** A further name of a file or link that comes earlier in the archive. */
export interface HardLinkEntry {
  type: 'hardlink';
  name: string;
  mode: number;
  /** Name of the earlier member, as it stands in the archive. */
  target: string;
}

/** One member of an archive; names are relative, directories without a final slash. */
export type Entry = FileEntry | DirectoryEntry | LinkEntry | HardLinkEntry;

/** A file made in memory. */
export function textEntry(name: string, text: string, mode: number): FileEntry {
  const data = Buffer.from(text, 'utf8');
  return { type: 'file', name, mode, size: data.length, data };
}
