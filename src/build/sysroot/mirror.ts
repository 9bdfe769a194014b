// Where Debian packages come from. No address stands in our source: it is a setting, or what this machine's own apt uses.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../../support/errors.js';

const debianSuites = /^(bullseye|bookworm|trixie|stable|oldstable|oldoldstable|testing|sid|unstable)$/;

/** The Debian archive named by an apt `.sources` file (deb822), if there is one. */
export function mirrorFromDeb822(text: string): string | undefined {
  for (const paragraph of text.split(/\n\s*\n/)) {
    const field = (name: string): string[] =>
      new RegExp(`^${name}:\\s*(.+)$`, 'mi').exec(paragraph)?.[1]?.trim().split(/\s+/) ?? [];
    if (field('Enabled')[0]?.toLowerCase() === 'no' || !field('Types').includes('deb')) continue;
    if (field('Suites').some((suite) => debianSuites.test(suite)) && field('Components').includes('main')) {
      return field('URIs')[0];
    }
  }
  return undefined;
}

/** The Debian archive named by an apt one-line `.list` file, if there is one. */
export function mirrorFromList(text: string): string | undefined {
  for (const line of text.split('\n')) {
    const match = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line.trim());
    if (match?.[2] && debianSuites.test(match[2]) && match[3]?.split(/\s+/).includes('main')) return match[1];
  }
  return undefined;
}

/** The default archive of an installed debootstrap script: how another distribution (Ubuntu) knows where Debian is. */
export function mirrorFromDebootstrap(text: string): string | undefined {
  return /^\s*default_mirror\s+(\S+)/m.exec(text)?.[1];
}

async function textsIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const wanted = names.filter((name) => name.endsWith(ending)).sort();
  return Promise.all(wanted.map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')));
}

function first(texts: string[], parse: (text: string) => string | undefined): string | undefined {
  return texts.map(parse).find((mirror) => mirror !== undefined);
}

/**
 * Finds the Debian archive: `$ACAPKIT_DEBIAN_MIRROR`, else apt's own sources, else debootstrap's default.
 * @param root folder that stands for `/` (tests)
 */
export async function debianMirror(root = '/'): Promise<string> {
  const setting = process.env.ACAPKIT_DEBIAN_MIRROR;
  if (setting) return setting;
  const apt = path.join(root, 'etc/apt');
  const found =
    first(await textsIn(path.join(apt, 'sources.list.d'), '.sources'), mirrorFromDeb822) ??
    first(
      [
        ...(await textsIn(apt, 'sources.list')),
        ...(await textsIn(path.join(apt, 'sources.list.d'), '.list')),
      ],
      mirrorFromList,
    ) ??
    first(await textsIn(path.join(root, 'usr/share/debootstrap/scripts'), 'sid'), mirrorFromDebootstrap);
  if (found) return found;
  throw failure('build/no-debian-mirror', 'no Debian archive is configured on this machine', {
    expected: 'a Debian source in /etc/apt, an installed debootstrap, or the setting ACAPKIT_DEBIAN_MIRROR',
    fix: 'export ACAPKIT_DEBIAN_MIRROR=<address of a Debian archive>, or apt-get install debootstrap debian-archive-keyring',
  });
}
