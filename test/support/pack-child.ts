// Packs a folder in a process of its own, for tests that need another umask, environment, resource limit or user. The only argument is
// a JSON document of type `PackJob`; the answer is one too.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../../src/manifest/types.js';
import { layoutPackage } from '../../src/package/layout.js';
import { type WrittenPackage, writePackage } from '../../src/package/write.js';
import { AcapkitError } from '../../src/support/errors.js';

export interface PackJob {
  directory: string;
  manifest: Manifest;
  file: string;
  umask?: number;
  /** Files made in the folder before packing, under the process's umask. */
  plant?: Record<string, string>;
  /** Effective user while packing; only root can change it. */
  user?: number;
}

export interface PackAnswer {
  written?: WrittenPackage;
  codes?: string[];
}

async function pack(job: PackJob): Promise<PackAnswer> {
  if (job.umask !== undefined) process.umask(job.umask);
  for (const [name, text] of Object.entries(job.plant ?? {}))
    writeFileSync(path.join(job.directory, name), text);
  if (job.user !== undefined) process.seteuid?.(job.user);
  try {
    const { directory, manifest } = job;
    const { entries } = await layoutPackage({ directory, manifest, otherFiles: [], normalizeModes: true });
    return { written: await writePackage(entries, 1_000_000_000, job.file) };
  } catch (error) {
    if (error instanceof AcapkitError) return { codes: error.findings.map(({ code }) => code) };
    throw error;
  }
}

// With a handler, a limit on the size of files gives an error in place of the process's end.
process.on('SIGXFSZ', () => undefined);
process.stdout.write(JSON.stringify(await pack(JSON.parse(process.argv[2] ?? '{}') as PackJob)));
