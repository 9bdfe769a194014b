// The files of an app as rules see them: the same for a folder on disk and for the members of a package.
import type { ElfFacts } from '../../support/elf.js';

export interface FileFact {
  /** Relative to the app's folder, with `/`, without a final slash. */
  name: string;
  type: 'file' | 'directory' | 'symlink' | 'special';
  /** Permission bits. */
  mode: number;
  /** Bytes of a file, else 0. */
  size: number;
  /** Text of a symbolic link. */
  target?: string;
  /** Same for two names of one file on disk (hard links). */
  identity?: string;
  /** Content of scripts and configuration texts, at most 64 KiB. */
  text?: string;
  /** What an ELF file needs and gives. */
  elf?: ElfFacts;
}

export interface AppFiles {
  /** Folder or package, as findings shall name it. */
  root: string;
  /** `project`: what would be packed; `package`: what is packed. */
  kind: 'project' | 'package';
  files: FileFact[];
  /** Names given with --add and in package.json, as given. */
  otherFiles: string[];
  /** Old packages that lie in the app's folder. */
  packages: string[];
  /** Whether a signature follows the package; undefined for a folder. */
  signed?: boolean;
}

/** Folders that are packed whole when they are there, in this order. Source: order of Axis' tool. */
export const packedFolders = ['html', 'declarations', 'lib'] as const;

/** The file of this name. */
export function fileNamed(files: AppFiles | undefined, name: string): FileFact | undefined {
  return files?.files.find((file) => file.name === name);
}

/** Whether a name is packed without being asked for: it lies in a standard folder. */
export function inPackedFolder(name: string): boolean {
  return packedFolders.some((folder) => name === folder || name.startsWith(`${folder}/`));
}
