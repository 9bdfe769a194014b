// Which Debian package has a file: the Contents index of a suite, brought by the private apt on first use and kept as a list of the headers,
// libraries and pkg-config files in it (25 MB).
import { spawn } from 'node:child_process';
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../../support/cache.js';
import { failure } from '../../support/errors.js';
import { run } from '../../support/process.js';
import { type PrivateApt, updateLists, withApt } from './apt.js';

/** Debian's apt knows no Contents files unless apt-file is installed; this is what apt-file tells it. Package lists are not wanted here. */
const contentsOnly = Object.entries({
  'Packages::DefaultEnabled': 'false',
  'Contents-deb::MetaKey': '$(COMPONENT)/Contents-$(ARCHITECTURE)',
  'Contents-deb::ShortDescription': 'Contents-$(ARCHITECTURE)',
  'Contents-deb::Description': '$(RELEASE)/$(COMPONENT) $(ARCHITECTURE) Contents',
  'Contents-deb::KeepCompressed': 'true',
  'Contents-deb::DefaultEnabled': 'true',
}).flatMap(([name, value]) => ['-o', `Acquire::IndexTargets::deb::${name}=${value}`]);

/** Lines of the Contents index that can be an answer. */
const wanted =
  '^usr/(include/[^ ]+|(lib|share)/pkgconfig/[^ ]+\\.pc|lib/[a-z0-9-]+-linux-gnu[a-z]*/(pkgconfig/[^ ]+\\.pc|lib[^/ ]*\\.(so|a))) ';

/** `apt-helper cat-file | grep`, into a file. The index is half a gigabyte of text, which should not go through this process. */
async function filter(index: string, target: string): Promise<void> {
  const output = await open(target, 'a');
  try {
    const source = spawn('/usr/lib/apt/apt-helper', ['cat-file', index], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const grep = spawn('grep', ['-aE', wanted], {
      stdio: [source.stdout, output.fd, 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    // Ours is the third hand on the pipe; only theirs are wanted.
    source.stdout.destroy();
    const ended = [source, grep].map(
      (child) =>
        new Promise<number>((resolve, reject) => {
          child.on('error', reject);
          child.on('exit', (code) => resolve(code ?? 1));
        }),
    );
    const codes = await Promise.all(ended);
    // grep ends with 1 when nothing matches.
    if (codes[0] !== 0 || (codes[1] ?? 2) > 1)
      throw failure('build/contents-damaged', `${index} could not be read`, {
        fix: 'delete it and build again',
      });
  } finally {
    await output.close();
  }
}

async function makeList(apt: PrivateApt, list: string): Promise<void> {
  await updateLists(apt, contentsOnly);
  const args = [
    ...apt.options,
    ...contentsOnly,
    'indextargets',
    '--format',
    '$(FILENAME)',
    'Identifier: Contents-deb',
  ];
  const files = (await run('apt-get', args)).stdout.split('\n').filter((line) => line !== '');
  const working = `${list}.partial`;
  await rm(working, { force: true });
  for (const file of files) await filter(file, working);
  await rename(working, list);
  await rm(apt.directory, { recursive: true, force: true });
}

/**
 * The packages of a suite that have a file whose path below /usr fits the pattern, each with the file's name. Throws
 * `build/archive-unreachable`.
 */
export async function packagesWith(
  suite: string,
  debian: string,
  pattern: RegExp,
): Promise<Map<string, string>> {
  const list = path.join(cacheDirectory(), 'apt', `${suite}-${debian}-files.txt`);
  const read = (): Promise<string | undefined> => readFile(list, 'utf8').catch(() => undefined);
  const text =
    (await read()) ??
    (await withApt(
      suite,
      debian,
      async (apt) => {
        if ((await read()) === undefined) await makeList(apt, list);
        return read();
      },
      '-contents',
    ));
  const found = new Map<string, string>();
  for (const line of (text ?? '').split('\n')) {
    const [, file = '', owners = ''] = /^usr\/(\S+)\s+(\S+)$/.exec(line) ?? [];
    if (!pattern.test(file)) continue;
    for (const owner of owners.split(',')) found.set(owner.replace(/^.*\//, ''), path.basename(file));
  }
  return found;
}
