// Makes .eap packages for tests with the system's tar, so that the reader is not tested with our own writer; and hostile archives
// header by header, which no honest tar would write.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Content of a file; `executable` sets mode 0755. */
export type EapFile = string | Buffer | { content: string | Buffer; executable: boolean };

export interface EapOptions {
  appName?: string;
  version?: string;
  runMode?: string;
  /** Text of the executable; default a script that sleeps. */
  program?: string;
  /** Merged over `setup`. */
  setup?: Record<string, unknown>;
  configuration?: Record<string, unknown>;
  /** Merged over `acapPackageConf`. */
  packageSections?: Record<string, unknown>;
  files?: Record<string, EapFile>;
}

const sleeper = '#!/bin/sh\nexec sleep 600\n';

/** A manifest like the ones in real packages of schema 1.7. */
export function manifestFor(options: EapOptions): Record<string, unknown> {
  const { appName = 'hello', version = '1.0.0', runMode = 'never' } = options;
  return {
    schemaVersion: '1.7.3',
    acapPackageConf: {
      setup: {
        appName,
        vendor: 'Test',
        version,
        runMode,
        architecture: 'all',
        friendlyName: appName,
        ...options.setup,
      },
      ...(options.configuration ? { configuration: options.configuration } : {}),
      ...options.packageSections,
    },
  };
}

/** Packs files with GNU tar and gzip, as given. */
export function packFiles(target: string, files: Record<string, EapFile>): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'acapkit-eap-'));
  try {
    for (const [name, file] of Object.entries(files)) {
      const { content, executable } =
        typeof file === 'string' || Buffer.isBuffer(file) ? { content: file, executable: false } : file;
      const full = path.join(folder, name);
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, content);
      chmodSync(full, executable ? 0o755 : 0o644);
    }
    const names = Object.keys(files);
    execFileSync('tar', [
      '--format=gnu',
      '--owner=0',
      '--group=0',
      '-czf',
      target,
      '-C',
      folder,
      '--',
      ...names,
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a package for `acapkit sim` and gives its path. */
export function makeEap(folder: string, options: EapOptions = {}): string {
  const { appName = 'hello', version = '1.0.0' } = options;
  const target = path.join(folder, `${appName}_${version.replaceAll('.', '_')}.eap`);
  packFiles(target, {
    [appName]: { content: options.program ?? sleeper, executable: true },
    'package.conf': `PACKAGENAME="${appName}"\nAPPNAME="${appName}"\nVENDOR="Test"\n`,
    'param.conf': '',
    LICENSE: 'none\n',
    'manifest.json': JSON.stringify(manifestFor(options), null, 4),
    ...options.files,
  });
  return target;
}

/** A raw tar header; `type` is the type flag character. */
export interface RawHeader {
  name: string;
  type?: string;
  mode?: number;
  link?: string;
  content?: string | Buffer;
  /** Written into the header instead of the content's size. */
  size?: number;
}

/** The 512-byte GNU header of a member. */
export function tarHeader(header: RawHeader): Buffer {
  const block = Buffer.alloc(512);
  const size = header.size ?? Buffer.byteLength(header.content ?? '');
  block.write(header.name, 0, 100);
  block.write(`${(header.mode ?? 0o644).toString(8).padStart(7, '0')}\0`, 100);
  block.write('0000000\0'.repeat(2), 108);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(header.type ?? '0', 156);
  block.write(header.link ?? '', 157, 100);
  block.write('ustar  \0', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A tar stream of raw members, with the end mark. */
export function rawTar(members: RawHeader[]): Buffer {
  const blocks = members.flatMap((member) => {
    const content = Buffer.from(member.content ?? '');
    return [tarHeader(member), content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** Writes a gzip-compressed tar of raw members. */
export function writeRawEap(target: string, members: RawHeader[]): void {
  writeFileSync(target, gzipSync(rawTar(members)));
}
