// From the files of an app, in a folder or in a package, to what the audit takes and to what the app promises.
import type { FileFact } from '../../manifest/rules/files.js';
import type { Architecture } from '../profiles.js';
import { type OsPromise, promiseOfRanges } from './promise.js';
import type { AuditInput } from './types.js';

const architectures: readonly unknown[] = ['aarch64', 'armv7hf'] satisfies Architecture[];

/** The part of a manifest that the audit looks at; any shape is possible. */
export interface AuditedSetup {
  appName?: unknown;
  architecture?: unknown;
  compatibleOsVersions?: unknown;
}

/** `acapPackageConf.setup` of a manifest, whatever shape that has. */
export function setupOf(manifest: unknown): AuditedSetup {
  const field = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  const setup = field(field(manifest, 'acapPackageConf'), 'setup');
  return typeof setup === 'object' && setup !== null ? setup : {};
}

/** Whether an app is for the simulated camera of this machine, of which no AXIS OS knows. */
export const isForHost = (setup: AuditedSetup): boolean => setup.architecture === 'x86_64';

/** What the audit takes, of files that are packed. `architecture` goes before that of the manifest. */
export function auditInput(files: FileFact[], setup: AuditedSetup, architecture?: Architecture): AuditInput {
  const wanted = architecture ?? setup.architecture;
  return {
    files: files.flatMap(({ name, elf }) => (elf === undefined ? [] : [{ name, elf }])),
    links: files.flatMap(({ name, target }) => (target === undefined ? [] : [{ name, target }])),
    ...(architectures.includes(wanted) ? { architecture: wanted as Architecture } : {}),
  };
}

/**
 * One input for each architecture. Where none is named, as in a package for all or in a folder of builds, files for different machines have
 * nothing to do with each other; those for this computer are left out beside files for cameras.
 */
export function byArchitecture(input: AuditInput): AuditInput[] {
  if (input.architecture !== undefined) return [input];
  const parts = (['aarch64', 'arm'] as const).flatMap((machine) => {
    const files = input.files.filter(({ elf }) => elf.machine === machine);
    return files.length > 0 ? [{ ...input, files }] : [];
  });
  return parts.length > 0 ? parts : [input];
}

/** What compatibleOsVersions promises. */
export const promiseOfSetup = (setup: AuditedSetup): OsPromise | undefined =>
  promiseOfRanges(setup.compatibleOsVersions);
