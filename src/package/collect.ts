// Which files of a folder go into the archive, in the order GNU tar gives them with --sort=name: entries of a directory by the bytes of
// their own name, a directory followed at once by its content. No link is followed.
import { isUtf8 } from 'node:buffer';
import type { BigIntStats } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import {
  canonicalName,
  hasControl,
  isExcluded,
  operandProblem,
  shownText,
} from '../manifest/member-names.js';
import { AcapkitError, errnoOf, type Finding, messageOf } from '../support/errors.js';
import { archiveLimits } from './archive-limits.js';
import type { Entry } from './entry.js';

/** Entries with what was noticed while they were found. */
export interface Collected {
  entries: Entry[];
  /** Names that were left out. */
  excluded: string[];
  /** Newest modification time of a file in seconds; those of folders and links only tell when a copy was made. */
  newest: number;
}

/** Collects operands one after the other into one package; files that occur twice become hard links across all of them. */
export class Collector {
  /** Names that were left out, in order. */
  readonly excluded: string[] = [];
  /** All that cannot be packed; the entries are whole only when this is empty. */
  readonly findings: Finding[] = [];
  /** As in `Collected`. */
  newest = 0;
  /** The name under which each file or link was packed first, by device and inode. */
  readonly #first = new Map<string, string>();
  #count = 0;

  /** @param skip tells canonical names that are silently passed over */
  constructor(
    readonly folder: string,
    readonly skip: (name: string) => boolean = () => false,
  ) {}

  /** The entries of an operand, a directory with all that is below it. Does not throw for what the user can cure: see `findings`. */
  async add(operand: string): Promise<Entry[]> {
    const entries: Entry[] = [];
    const problem = operandProblem(operand) ?? (await this.#linkedParent(operand));
    if (problem) this.findings.push(problem);
    else await this.#visit(operand.replace(/\/+$/, ''), entries);
    return entries;
  }

  /** A file behind a link may lie anywhere, and would be packed below a name that is no folder. */
  async #linkedParent(operand: string): Promise<Finding | undefined> {
    const parts = canonicalName(operand).split('/');
    for (let length = 1; length < parts.length; length++) {
      const parent = parts.slice(0, length).join('/');
      const facts = await lstat(path.join(this.folder, parent)).catch(() => undefined);
      if (facts?.isSymbolicLink())
        return this.#finding('behind-link', operand, `${operand} lies behind the link ${parent}`, {
          expected: 'a file reached through folders only',
          fix: 'name the file where it really is, or copy it into the project',
        });
    }
    return undefined;
  }

  async #visit(name: string, into: Entry[]): Promise<void> {
    if (this.skip(canonicalName(name))) return;
    if (isExcluded(name)) {
      this.excluded.push(name);
      return;
    }
    const facts = await this.#reading(name, () => lstat(path.join(this.folder, name), { bigint: true }));
    if (!facts || this.#isOneTooMany(name)) return;
    if (facts.isDirectory()) {
      into.push({ type: 'directory', name, mode: modeOf(facts) });
      await this.#children(name, into);
      return;
    }
    const entry = this.#repeated(name, facts) ?? (await this.#single(name, facts));
    if (entry) into.push(entry);
  }

  /** GNU tar writes a file or link that it has packed already as a hard link to its first name, be it the same name. */
  #repeated(name: string, facts: BigIntStats): Entry | undefined {
    const identity = `${facts.dev}:${facts.ino}`;
    const target = this.#first.get(identity);
    if (target !== undefined) return { type: 'hardlink', name, mode: modeOf(facts), target };
    this.#first.set(identity, name);
    return undefined;
  }

  async #single(name: string, facts: BigIntStats): Promise<Entry | undefined> {
    const file = path.join(this.folder, name);
    if (facts.isSymbolicLink()) {
      const bytes = await this.#reading(name, () => readlink(file, { encoding: 'buffer' }));
      if (!bytes) return undefined;
      const target = this.#text(bytes, `the target of the link ${name}`, file);
      return target === undefined ? undefined : { type: 'symlink', name, target };
    }
    if (facts.isFile()) {
      this.newest = Math.max(this.newest, Number(facts.mtimeNs / 1_000_000_000n));
      return { type: 'file', name, mode: modeOf(facts), size: Number(facts.size), data: { path: file } };
    }
    this.#report('special-file', name, `${name} is a socket, pipe or device`, {
      expected: 'files, directories and symbolic links',
      fix: 'remove it from the package',
    });
    return undefined;
  }

  async #children(name: string, into: Entry[]): Promise<void> {
    const file = path.join(this.folder, name);
    const children = await this.#reading(name, () => readdir(file, { encoding: 'buffer' }));
    for (const bytes of children?.sort(Buffer.compare) ?? []) {
      const child = this.#text(bytes, `a name in ${name}`, file);
      if (child !== undefined) await this.#visit(`${name}/${child}`, into);
      if (this.#isFull) return;
    }
  }

  /** A name or link target as text, or a finding. Node would silently replace bytes that are no UTF-8. */
  #text(bytes: Buffer, what: string, file: string): string | undefined {
    const text = bytes.toString('utf8');
    if (isUtf8(bytes) && !hasControl(text)) return text;
    const found = isUtf8(bytes) ? shownText(text) : `the bytes ${bytes.toString('hex')}`;
    this.findings.push({
      severity: 'error',
      code: 'package/member-name',
      message: `${what} is not UTF-8 or has a control character`,
      location: { file },
      expected: 'UTF-8 without control characters',
      found,
      fix: 'rename it',
    });
    return undefined;
  }

  async #reading<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      const missing = errnoOf(error) === 'ENOENT';
      this.#report(missing ? 'file-missing' : 'unreadable', name, `${name} cannot be read`, {
        expected: 'a file or folder that may be read',
        found: missing ? 'it is not there' : messageOf(error),
        fix: missing ? 'build the app, or correct the name' : 'correct its owner or permissions',
      });
      return undefined;
    }
  }

  get #isFull(): boolean {
    return this.#count > archiveLimits.entries;
  }

  #isOneTooMany(name: string): boolean {
    this.#count += 1;
    if (this.#count === archiveLimits.entries + 1)
      this.#report('too-many-entries', name, 'the package would have too many members', {
        expected: `at most ${archiveLimits.entries}`,
        fix: 'leave out what the app does not need on the camera',
      });
    return this.#isFull;
  }

  #report(code: string, name: string, message: string, details: Partial<Finding>): void {
    this.findings.push(this.#finding(code, name, message, details));
  }

  #finding(code: string, name: string, message: string, details: Partial<Finding>): Finding {
    const location = { file: path.join(this.folder, name) };
    return { severity: 'error', code: `package/${code}`, message, location, ...details };
  }
}

const modeOf = (facts: BigIntStats): number => Number(facts.mode & 0o7777n);

/** Collects the operands in the given order, directories with all that is below them. Throws all findings at once. */
export async function collect(folder: string, operands: string[]): Promise<Collected> {
  const collector = new Collector(folder);
  const entries: Entry[] = [];
  for (const operand of operands) entries.push(...(await collector.add(operand)));
  if (collector.findings.length > 0) throw new AcapkitError(collector.findings);
  return { entries, excluded: collector.excluded, newest: collector.newest };
}
