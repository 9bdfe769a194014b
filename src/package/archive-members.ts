// The names, links and kinds of an archive as a tree that is known to be safe before a byte is written: nothing outside the root,
// no name twice, nothing below a file or a link, no link that leads out.
import { failure } from '../support/errors.js';
import type { ArchiveLimits } from './archive-limits.js';

export type MemberKind = 'file' | 'directory' | 'symlink' | 'hardlink';

/** One member of a package. `path` is relative, with `/`, without a final slash. */
export interface PackageMember {
  path: string;
  kind: MemberKind;
  /** Permission bits; set-uid and set-gid are taken away. */
  mode: number;
  /** Bytes of a file, else 0. */
  size: number;
  /** Text of a symbolic link, or path of the member a hard link repeats. */
  target?: string;
}

/** A header of the archive as it was read. `type` is the name that the tar package gives to the type flag. */
export interface RawMember {
  path: string;
  type: string;
  mode: number | undefined;
  size: number;
  linkpath: string | undefined;
}

const kinds: Record<string, MemberKind> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'directory',
  SymbolicLink: 'symlink',
  Link: 'hardlink',
};

const linkHopsMax = 40;

function refuse(code: string, member: string, message: string, fix: string): Error {
  return failure(`package/${code}`, `${message}: ${JSON.stringify(member)}`, { found: member, fix });
}

/** Checks a name and gives it without `./` and a final slash; '' is the root itself. */
function safeName(name: string, limits: ArchiveLimits): string {
  const bad = (message: string) =>
    refuse('unsafe-name', name, message, 'pack with names relative to the package root');
  if (name.startsWith('/')) throw bad('a member of the package has an absolute name');
  if (/\p{Cc}/u.test(name)) throw bad('a member of the package has a control character in its name');
  if (Buffer.byteLength(name) > limits.nameBytes)
    throw bad(`a name is longer than ${limits.nameBytes} bytes`);
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) throw bad('a member of the package leaves its root with ".."');
  if (parts.length > limits.depth) throw bad(`a name is deeper than ${limits.depth} folders`);
  return parts.join('/');
}

/** Checks the text of a symbolic link; where it leads is judged when all members are known. */
function safeTarget(name: string, target: string, limits: ArchiveLimits): string {
  const bad = (message: string) => refuse('unsafe-link', name, message, 'link to a file of the package');
  if (/\p{Cc}/u.test(target)) throw bad('a link of the package has a control character in its target');
  if (Buffer.byteLength(target) > limits.nameBytes)
    throw bad(`the target of a link is longer than ${limits.nameBytes} bytes`);
  return target;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Collects members, refusing a bad one at once; `finish` checks what can only be judged with all members known. */
export class MemberTree {
  readonly #limits: ArchiveLimits;
  readonly #members = new Map<string, PackageMember>();
  /** Every path with its kind, folders that are only implied by a name included; keys are folded to one letter case. */
  readonly #paths = new Map<string, { path: string; kind: MemberKind }>();

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** Gives the member, or undefined for the root folder and for a repetition that changes nothing. */
  add(raw: RawMember): PackageMember | undefined {
    const kind = kinds[raw.type];
    if (!kind)
      throw refuse(
        'unsafe-kind',
        raw.path,
        `the package holds a ${raw.type}`,
        'pack files, folders and links only',
      );
    const path = safeName(raw.path, this.#limits);
    if (path === '' && kind === 'directory') return undefined;
    if (path === '')
      throw refuse('unsafe-name', raw.path, 'a member without a name', 'pack the application again');
    const member: PackageMember = {
      path,
      kind,
      mode: (raw.mode ?? 0o644) & 0o1777,
      size: kind === 'file' ? raw.size : 0,
    };
    if (kind === 'hardlink') member.target = safeName(raw.linkpath ?? '', this.#limits);
    if (kind === 'symlink') member.target = safeTarget(path, raw.linkpath ?? '', this.#limits);
    if (this.#isRepetition(member)) return undefined;
    this.#claim(path, kind);
    this.#members.set(path, member);
    if (this.#members.size > this.#limits.entries)
      throw refuse(
        'too-many-entries',
        path,
        `the package has more than ${this.#limits.entries} members`,
        'pack less',
      );
    return member;
  }

  /** All members in archive order; throws when a link is not safe. */
  finish(): PackageMember[] {
    for (const member of this.#members.values()) {
      if (member.kind === 'hardlink') this.#checkHardLink(member);
      if (member.kind === 'symlink') this.#resolve(member);
    }
    return [...this.#members.values()];
  }

  /** The reference packer writes a file that it meets twice as a hard link to itself, and a folder may come again. */
  #isRepetition(member: PackageMember): boolean {
    const before = this.#members.get(member.path);
    if (member.kind === 'hardlink' && member.target === member.path && before?.kind === 'file') return true;
    return member.kind === 'directory' && before?.kind === 'directory';
  }

  #claim(path: string, kind: MemberKind): void {
    for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
      const owner = this.#paths.get(parent.toLowerCase());
      if (owner && (owner.kind !== 'directory' || owner.path !== parent))
        throw refuse(
          'name-clash',
          path,
          `a member lies below ${owner.path}, which is a ${owner.kind}`,
          'rename one',
        );
      if (owner) break;
      this.#paths.set(parent.toLowerCase(), { path: parent, kind: 'directory' });
    }
    const other = this.#paths.get(path.toLowerCase());
    const onlyImplied = other?.path === path && other.kind === 'directory' && kind === 'directory';
    if (other && !onlyImplied)
      throw refuse(
        'name-clash',
        path,
        `the package has this name twice (${other.path})`,
        'remove one of them',
      );
    this.#paths.set(path.toLowerCase(), { path, kind });
  }

  #checkHardLink(member: PackageMember): void {
    if (this.#members.get(member.target ?? '')?.kind === 'file') return;
    throw refuse(
      'unsafe-link',
      member.path,
      `a hard link to ${member.target}, which is no file of the package`,
      'pack a copy',
    );
  }

  /** Follows a link the way the kernel does, over further links too. A link to nothing is fine, one out of the root is not. */
  #resolve(link: PackageMember): void {
    const leaves = (why: string) =>
      refuse(
        'unsafe-link',
        `${link.path} -> ${link.target}`,
        `a link of the package ${why}`,
        'link inside the package',
      );
    const rest = link.path.split('/').slice(0, -1);
    const at: string[] = [];
    rest.push(...(link.target ?? '').split('/'));
    if (link.target?.startsWith('/')) throw leaves('is absolute');
    for (let hops = 0; rest.length > 0; ) {
      const part = rest.shift() ?? '';
      if (part === '' || part === '.') continue;
      if (part === '..') {
        if (at.pop() === undefined) throw leaves('leads out of it');
        continue;
      }
      at.push(part);
      const next = this.#members.get(at.join('/'));
      if (next?.kind !== 'symlink') continue;
      hops += 1;
      if (hops > linkHopsMax) throw leaves('goes round in a circle');
      if (next.target?.startsWith('/')) throw leaves('leads to an absolute link');
      at.pop();
      rest.unshift(...(next.target ?? '').split('/'));
    }
  }
}
