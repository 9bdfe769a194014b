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

export type Entry = FileEntry | DirectoryEntry | LinkEntry;

export function textEntry(name: string, text: string, mode: number): FileEntry {
  const data = Buffer.from(text, 'utf8');
  return { type: 'file', name, mode, size: data.length, data };
}
