// 24 published packages made by Axis' tool, of which all but the files' contents is known: the texts made from the manifest, and the
// whole archive with zeros in place of contents, byte for byte.
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { sdkGeneration } from '../../src/manifest/sdk.js';
import { serializeManifest } from '../../src/manifest/serialize.js';
import type { Manifest } from '../../src/manifest/types.js';
import { cgiConf } from '../../src/package/cgi-conf.js';
import type { Entry } from '../../src/package/entry.js';
import { packageFileName } from '../../src/package/file-name.js';
import { layoutPackage } from '../../src/package/layout.js';
import { packageConf } from '../../src/package/package-conf.js';
import { paramConf } from '../../src/package/param-conf.js';
import { writeTar } from '../../src/package/tar-writer.js';
import { scratch } from '../support/archives.js';
import { specPath } from '../support/vectors.js';

interface Member {
  name: string;
  type: 'file' | 'dir';
  mode: string;
  size: number;
  mtime: number;
  sha256: string | null;
}

interface Real {
  source: string;
  expectedName: string;
  tarBytes: number;
  zeroedTarSha256: string;
  manifest: Manifest;
  packageConf: string;
  paramConf: string;
  cgiConf: string | null;
  otherFiles: string[];
  members: Member[];
}

const generated = ['package.conf', 'param.conf', 'manifest.json', 'cgi.conf'];
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const modeOf = ({ mode }: Member): number => Number.parseInt(mode, 8);

/** The SDK that made a package, told by what it wrote into the manifest. */
function sdkOf({ schemaVersion }: Manifest): string {
  if (schemaVersion.startsWith('1.')) return '12.2';
  return schemaVersion === '2.0.0' ? '12.10' : '12.11';
}

const completed = (manifest: Manifest, architecture: string): Manifest =>
  completeManifest(manifest, { architecture, sdk: sdkGeneration(sdkOf(manifest)) });

/** The package's files with holes of the right size, and old texts in place of the generated ones. */
async function plantMembers(t: Test, { members }: Real): Promise<string> {
  const folder = await scratch(t, 'real');
  const folders = members.filter(({ type }) => type === 'dir');
  for (const { name } of folders) await mkdir(path.join(folder, name), { recursive: true });
  for (const member of members.filter(({ type }) => type === 'file')) {
    const file = path.join(folder, member.name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, generated.includes(member.name) ? 'old' : '');
    if (!generated.includes(member.name)) await truncate(file, member.size);
    await chmod(file, modeOf(member));
  }
  for (const member of folders) await chmod(path.join(folder, member.name), modeOf(member));
  return folder;
}

/** The entry as the list of members has it. */
function memberOf(entry: Entry, mtime: number): Omit<Member, 'sha256'> {
  const mode = 'mode' in entry ? `0${entry.mode.toString(8)}` : 'none';
  const type = entry.type === 'directory' ? 'dir' : 'file';
  return { name: entry.name, type, mode, size: entry.type === 'file' ? entry.size : 0, mtime };
}

function zeroed(entry: Entry): Entry {
  return entry.type === 'file' && Buffer.isBuffer(entry.data)
    ? { ...entry, data: Buffer.alloc(entry.size) }
    : entry;
}

/** What a source manifest may lack is put back by completing it, at the same place. */
function stripped(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  const { setup } = copy.acapPackageConf;
  if (Object.keys(setup).at(-1) === 'architecture') delete setup.architecture;
  for (const range of setup.compatibleOsVersions ?? [])
    if (Object.keys(range).at(-1) === 'min' && range.min?.split('.').length === 3) delete range.min;
  return copy;
}

function testTexts(t: Test, real: Real): void {
  const { manifest, otherFiles, members } = real;
  const architecture = manifest.acapPackageConf.setup.architecture ?? '';
  const texts: Record<string, string | undefined> = {
    'package.conf': packageConf(manifest, otherFiles),
    'param.conf': paramConf(manifest),
    'cgi.conf': cgiConf(manifest),
    'manifest.json': serializeManifest(completed(manifest, 'another')),
  };
  t.equal(texts['package.conf'], real.packageConf);
  t.equal(texts['param.conf'], real.paramConf);
  t.equal(texts['cgi.conf'] ?? null, real.cgiConf);
  t.equal(texts['manifest.json'], serializeManifest(manifest), 'completing again changes nothing');
  t.equal(serializeManifest(completed(stripped(manifest), architecture)), texts['manifest.json']);
  for (const name of generated) {
    const member = members.find((candidate) => candidate.name === name);
    const text = texts[name];
    t.equal(text === undefined ? undefined : sha256(text), member?.sha256, name);
    t.equal(text === undefined ? undefined : Buffer.byteLength(text), member?.size);
  }
  t.equal(packageFileName(manifest), real.expectedName);
}

async function testArchive(t: Test, real: Real): Promise<void> {
  const directory = await plantMembers(t, real);
  const { manifest, otherFiles, members } = real;
  const { entries, excluded, duplicates } = await layoutPackage({ directory, manifest, otherFiles });
  t.same([excluded, duplicates], [[], []]);
  const mtime = members[0]?.mtime ?? 0;
  t.same(
    entries.map((entry) => memberOf(entry, mtime)),
    members.map(({ sha256: _, ...member }) => member),
  );
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of writeTar(entries.map(zeroed), mtime)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  t.equal(bytes, real.tarBytes);
  t.equal(hash.digest('hex'), real.zeroedTarSha256, 'every header and all padding');
}

const list = specPath('packaging', 'vectors', 'real-packages.json');

if (list === undefined)
  t.test('conformance vectors', { skip: 'they are not beside this checkout' }, async () => undefined);
else {
  const packages = JSON.parse(await readFile(list, 'utf8')) as Real[];
  t.equal(packages.length, 24);
  const filledIn = packages.filter(
    ({ manifest }) => serializeManifest(stripped(manifest)) !== serializeManifest(manifest),
  );
  t.ok(filledIn.length > 10, `completing is tried on ${filledIn.length} packages`);
  for (const real of packages) {
    t.test(`${real.source}: texts`, async (t) => testTexts(t, real));
    t.test(`${real.source}: archive`, (t) => testArchive(t, real));
  }
}
