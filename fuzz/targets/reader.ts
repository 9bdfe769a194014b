// Packages: whatever they hold, nothing is written outside the folder they are unpacked into, and nothing at all when they are refused.
import assert from 'node:assert/strict';
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readPackageDetails } from '../../src/package/details.js';
import { extractPackage } from '../../src/package/extract.js';
import { makeEap, rawTar } from '../../test/support/make-eap.js';
import { type FuzzTarget, outcomeOf } from '../target.js';

const box = mkdtempSync(path.join(tmpdir(), 'acapkit-fuzz-'));
process.on('exit', () => rmSync(box, { recursive: true, force: true }));

/** Small limits, so that a large input is refused rather than slow. */
const limits = { unpackedBytes: 8 << 20, entries: 500 };

function tars(): Buffer[] {
  makeEap(box);
  const name = readdirSync(box).find((file) => file.endsWith('.eap')) ?? '';
  const honest = gunzipSync(readFileSync(path.join(box, name)));
  rmSync(path.join(box, name));
  return [
    honest,
    rawTar([
      { name: 'app', mode: 0o755, content: '#!/bin/sh\n' },
      { name: 'lib/', type: '5' },
      { name: 'lib/a.so', type: '2', link: 'a.so.1' },
      { name: 'lib/a.so.1', content: 'x' },
      { name: 'lib/again', type: '1', link: 'lib/a.so.1' },
      { name: '././@LongLink', type: 'L', content: `html/${'n'.repeat(120)}\0` },
      { name: 'html/n', content: 'long' },
      { name: 'manifest.json', content: '{}' },
    ]),
  ];
}

/** Makes headers valid again, or most mutations would die at the checksum. */
function withChecksums(tar: Buffer): Buffer {
  const copy = Buffer.from(tar);
  for (let at = 0; at + 512 <= copy.length; at += 512) {
    if (copy.toString('latin1', at + 257, at + 262) !== 'ustar') continue;
    copy.write('        ', at + 148, 'latin1');
    const sum = copy.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
    copy.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148, 'latin1');
  }
  return copy;
}

/** Every link of the unpacked tree stays inside it. */
function assertInside(root: string, folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const facts = lstatSync(file);
    if (facts.isDirectory()) assertInside(root, file);
    if (!facts.isSymbolicLink()) continue;
    const target = path.resolve(folder, readlinkSync(file));
    if (target !== root && !target.startsWith(`${root}${path.sep}`))
      throw new Error(`${name} leads out to ${target}`);
  }
}

/** Unpacks into a folder beside the package. A refused package leaves nothing at all. */
async function unpack(file: string, folder: string): Promise<string> {
  const before = readdirSync(box).join();
  try {
    const members = await extractPackage(file, folder, limits);
    assertInside(folder, folder);
    rmSync(folder, { recursive: true });
    return members.map(({ kind }) => kind[0]).join('');
  } finally {
    const after = readdirSync(box).join();
    assert.equal(after, before, 'something was left beside the package');
  }
}

/** What was mutated is mostly an archive with valid checksums, now and then one without, and now and then the file itself. */
function layered(input: Buffer): Buffer {
  const layer = input.length % 8;
  if (layer === 7) return input;
  return gzipSync(layer === 6 ? input : withChecksums(input), { level: 1 });
}

export const readerTarget: FuzzTarget = {
  name: 'reader',
  seeds: tars,
  dictionary: [
    '../',
    '/etc/passwd',
    '././@LongLink',
    'ustar  \0',
    'ustar\0' + '00',
    'K',
    'L',
    'x',
    'g',
    '\u0080\0\0\0\0\0\0\u0001',
    '0000777\0',
    'manifest.json',
  ],
  async run(input) {
    const file = path.join(box, 'input.eap');
    writeFileSync(file, layered(input));
    try {
      return await outcomeOf(async () => {
        const { members } = await readPackageDetails(file, limits);
        return `${members.length} ${await unpack(file, path.join(box, 'out'))}`;
      });
    } finally {
      rmSync(file, { force: true });
    }
  },
};
