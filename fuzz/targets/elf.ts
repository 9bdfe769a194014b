// Programs in packages are bytes of strangers too.
import { readFileSync } from 'node:fs';
import { parseElf } from '../../src/support/elf.js';
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
      const { machine, needed, imports, exports, versionNeeds } = parseElf(input);
      return `${machine} ${needed.length} ${imports.length > 0} ${exports.length > 0} ${versionNeeds.length}`;
    }),
};
