// Programs in packages are bytes of strangers too.
import { readFileSync } from 'node:fs';
import { archiveMembers, isArchive, undefinedSymbols } from '../../src/support/elf/objects.js';
import { parseElf, readingElf } from '../../src/support/elf.js';
import { packagePath } from '../../src/support/package-root.js';
import { type FuzzTarget, outcomeOf } from '../target.js';

const libraries = ['host', 'aarch64', 'armv7hf'].map((target) =>
  packagePath('build', target, 'simulator', 'libaxparameter.so.1'),
);

export const elfTarget: FuzzTarget = {
  name: 'elf',
  seeds: () => libraries.map((file) => readFileSync(file)),
  dictionary: ['\u007fELF', '\u0000\u0000\u0000\u0000', '\u00ff\u00ff\u00ff\u00ff', '\u0002\u0001\u0001'],
  run: (input) =>
    outcomeOf(() => {
      const { machine, kind, relro, executableStack, needed, imports, exports, versionNeeds } =
        parseElf(input);
      const objects = readingElf(input, () => (isArchive(input) ? archiveMembers(input) : [{ data: input }]));
      const wanted = readingElf(input, () => objects.map(({ data }) => undefinedSymbols(data).size));
      const linked = `${machine} ${kind} ${relro} ${executableStack} ${wanted.length}`;
      return `${linked} ${needed.length} ${imports.length > 0} ${exports.length > 0} ${versionNeeds.length}`;
    }),
};
