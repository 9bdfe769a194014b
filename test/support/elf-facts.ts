// Facts of a small program for tests, as the ELF reader would give them.
import type { ElfFacts } from '../../src/support/elf.js';

/** A program for aarch64 that needs nothing, with what a test changes in it. */
export const elfFacts = (changes: Partial<ElfFacts> = {}): ElfFacts => ({
  machine: 'aarch64',
  kind: 'program',
  needed: [],
  runpath: [],
  rpath: [],
  imports: [],
  exports: [],
  versionNeeds: [],
  lookups: [],
  loopback: [],
  dlpuDevices: [],
  licenceStandIn: false,
  pie: true,
  executableStack: false,
  textRelocations: false,
  relro: 'full',
  stripped: true,
  ...changes,
});
