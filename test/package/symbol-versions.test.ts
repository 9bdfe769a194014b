// The highest symbol version of each series, which tells the release of a library that a program needs.
import t from 'tap';
import { highestVersions } from '../../src/package/symbol-versions.js';
import { elfFacts } from '../support/elf-facts.js';

const program = (...versions: string[]) =>
  elfFacts({ versionNeeds: versions.map((version) => ({ library: 'l', version })) });

t.test('the highest version of each series', async (t) => {
  const needs = (...versions: string[]) =>
    highestVersions(program(...versions)).map(({ version }) => version);
  t.same(needs('GLIBC_2.9', 'GLIBC_2.34', 'GLIBC_2.17'), ['GLIBC_2.34'], 'numbers, not letters');
  t.same(needs('GLIBCXX_3.4.9', 'CXXABI_1.3', 'GLIBCXX_3.4.30'), ['GLIBCXX_3.4.30', 'CXXABI_1.3']);
  t.same(needs('GLIBC_PRIVATE', 'GLIBC_2.4'), ['GLIBC_PRIVATE', 'GLIBC_2.4']);
  t.same(needs(`A_${'9'.repeat(400)}`, 'A_1'), [`A_${'9'.repeat(400)}`, 'A_1'], 'endless numbers are names');
});
