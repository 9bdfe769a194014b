// What `migrate` can be pointed at, read from the disk once: a folder, a manifest, or a package.conf with the files beside it.
import { open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ConfText, confLimits } from '../manifest/conf/conf-text.js';
import { readPackageConf } from '../manifest/conf/package-conf.js';
import type { ConfSource } from '../manifest/migrate/draft.js';
import { type ManifestDocument, parseManifest } from '../manifest/parse.js';
import { errnoOf, failure } from '../support/errors.js';

export type SourceKind = 'manifest' | 'package-conf';

export type MigrationSource =
  | { kind: 'manifest'; document: ManifestDocument; hasPackageConf: boolean }
  | { kind: 'package-conf'; conf: ConfSource; target: string; existing: string | undefined };

/** The text of a file, or undefined when there is none. Larger ones than any manifest are refused (`migrate/too-large`). */
async function textOf(file: string): Promise<string | undefined> {
  const handle = await open(file).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) return undefined;
    if (facts.size <= confLimits.bytes) return await handle.readFile('utf8');
    throw failure('migrate/too-large', `the file has more than ${confLimits.bytes} bytes`, {
      location: { file },
      found: `${facts.size} bytes`,
      fix: 'this is no manifest or configuration of an app; check which file it is',
    });
  } finally {
    await handle.close();
  }
}

/** The file that HTTPCGIPATHS names. A name that leads out of the folder counts as none. */
async function cgiText(folder: string, name: string): Promise<ConfText | undefined> {
  const file = path.join(folder, name);
  const [root, real] = await Promise.all(
    [folder, file].map((place) => realpath(place).catch(() => undefined)),
  );
  if (name === '' || root === undefined || real === undefined || !real.startsWith(`${root}${path.sep}`))
    return undefined;
  const text = await textOf(file);
  return text === undefined ? undefined : { file, text };
}

async function confSource(file: string, text: string): Promise<MigrationSource> {
  const folder = path.dirname(file);
  const conf = readPackageConf({ file, text });
  const paramFile = path.join(folder, 'param.conf');
  const paramText = await textOf(paramFile);
  const cgi = await cgiText(folder, conf.variables.get('HTTPCGIPATHS')?.value ?? '');
  const target = path.join(folder, 'manifest.json');
  return {
    kind: 'package-conf',
    conf: {
      file,
      conf,
      ...(paramText !== undefined && { paramConf: { file: paramFile, text: paramText } }),
      ...(cgi && { cgi }),
    },
    target,
    existing: await textOf(target),
  };
}

function nothingThere(place: string, expected: string): Error {
  return failure('migrate/not-found', 'there is nothing to migrate', {
    location: { file: place },
    expected,
    found: 'no such file',
    fix: 'name the folder of the app; acapkit new <dir> makes a new one',
  });
}

/** A file of the other kind than the one that is asked for stands for its folder. */
async function fromFile(file: string, from: SourceKind | undefined): Promise<MigrationSource> {
  const kind = /package\.conf/.test(path.basename(file)) ? 'package-conf' : 'manifest';
  if (from !== undefined && from !== kind) return fromFolder(path.dirname(file), from);
  const text = await textOf(file);
  if (text === undefined) throw nothingThere(file, 'a manifest or a package.conf');
  if (kind === 'package-conf') return confSource(file, text);
  return { kind, document: parseManifest(text, file), hasPackageConf: false };
}

async function fromFolder(folder: string, from: SourceKind | undefined): Promise<MigrationSource> {
  const [manifestFile, confFile] = [path.join(folder, 'manifest.json'), path.join(folder, 'package.conf')];
  const manifest = from === 'package-conf' ? undefined : await textOf(manifestFile);
  const conf = from === 'manifest' && manifest === undefined ? undefined : await textOf(confFile);
  if (manifest !== undefined)
    return {
      kind: 'manifest',
      document: parseManifest(manifest, manifestFile),
      hasPackageConf: conf !== undefined,
    };
  if (conf !== undefined) return confSource(confFile, conf);
  throw nothingThere(
    folder,
    from === undefined
      ? 'manifest.json or package.conf'
      : path.basename(from === 'manifest' ? manifestFile : confFile),
  );
}

/** Reads what a path stands for. Throws `migrate/not-found`, `migrate/too-large`, `manifest/syntax`, `conf/too-large`. */
export async function readSource(place: string, from?: SourceKind): Promise<MigrationSource> {
  const file = path.resolve(place);
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined) throw nothingThere(file, 'a folder, a manifest or a package.conf');
  return facts.isDirectory() ? fromFolder(file, from) : fromFile(file, from);
}
