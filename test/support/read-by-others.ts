// What other programs than ours find in a package: GNU tar and Python's tarfile, in one form that can be compared.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { extractPackage } from '../../src/package/extract.js';
import { type MemberKind, readPackage } from '../../src/package/reader.js';
import { errnoOf } from '../../src/support/errors.js';

const execute = promisify(execFile);

/** A member as a reader sees it. Set-uid and set-gid are left out of modes, because our reader takes them away. */
export interface SeenMember {
  path: string;
  kind: MemberKind;
  mode: number;
  size: number;
  target?: string;
  /** Of a file's content. */
  sha256?: string;
}

const hashOf = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** What our reader says and unpacks; `folder` must not exist. */
export async function seenByUs(file: string, folder: string): Promise<SeenMember[]> {
  const { members } = await readPackage(file);
  await extractPackage(file, folder);
  return Promise.all(
    members.map(async (member) =>
      member.kind === 'file' ? { ...member, sha256: await hashOf(path.join(folder, member.path)) } : member,
    ),
  );
}

/** What GNU tar unpacks into an empty folder, in the order in which it lists the archive. */
export async function seenByTar(file: string, folder: string): Promise<SeenMember[]> {
  const listing = await execute('tar', ['-tzf', file, '--quoting-style=literal'], { maxBuffer: 1 << 26 });
  await execute('tar', ['-xpzf', file, '-C', folder]);
  const first = new Map<bigint, string>();
  const members: SeenMember[] = [];
  for (const listed of listing.stdout.split('\n').filter((line) => line !== '')) {
    const name = listed.replace(/\/$/, '');
    const at = path.join(folder, name);
    const facts = await lstat(at, { bigint: true });
    const target = first.get(facts.ino);
    const mode = Number(facts.mode & 0o1777n);
    if (target !== undefined) members.push({ path: name, kind: 'hardlink', mode, size: 0, target });
    else if (facts.isDirectory()) members.push({ path: name, kind: 'directory', mode, size: 0 });
    else if (facts.isSymbolicLink())
      members.push({ path: name, kind: 'symlink', mode, size: 0, target: await readlink(at) });
    else members.push({ path: name, kind: 'file', mode, size: Number(facts.size), sha256: await hashOf(at) });
    first.set(facts.ino, target ?? name);
  }
  return members;
}

const program = `
import hashlib, json, sys, tarfile
kinds = {tarfile.REGTYPE: 'file', tarfile.DIRTYPE: 'directory', tarfile.SYMTYPE: 'symlink', tarfile.LNKTYPE: 'hardlink'}
members = []
with tarfile.open(sys.argv[1], 'r:gz') as archive:
    for found in archive:
        member = {'path': found.name, 'kind': kinds[found.type], 'mode': found.mode & 0o1777, 'size': found.size}
        assert (found.uid, found.gid, found.uname, found.gname) == (0, 0, '', '')
        if found.islnk() or found.issym():
            member['target'] = found.linkname
        if found.isreg():
            member['sha256'] = hashlib.sha256(archive.extractfile(found).read()).hexdigest()
        members.append(member)
sys.stdout.write(json.dumps(members))
`;

/** What Python's tarfile reads; undefined without Python. */
export async function seenByPython(file: string): Promise<SeenMember[] | undefined> {
  try {
    const { stdout } = await execute('python3', ['-c', program, file], { maxBuffer: 1 << 26 });
    return JSON.parse(stdout) as SeenMember[];
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
