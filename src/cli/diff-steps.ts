// What `diff` does once it is chosen: read both packages, compare, print.
import { type ComparedPackage, diffPackages, type PackageDiff } from '../package/diff.js';
import type { Finding } from '../support/errors.js';
import type { Work } from './command.js';
import { showDiff } from './diff-sections.js';
import type { Output } from './output.js';
import { titleOf } from './package-words.js';
import { plain } from './plain-text.js';
import { readWithProgress } from './read-package.js';

interface Flags {
  exitCode?: boolean;
  all?: boolean;
}

const sameWords: Record<PackageDiff['identical'], string> = {
  file: 'no difference: the same bytes',
  archive: 'no difference: the same archive, compressed in another way',
  no: 'no difference in what they hold; the archives differ in times or order',
};

async function readForDiff(output: Output, file: string): Promise<ComparedPackage> {
  const { details, signature } = await readWithProgress(output, file);
  return { ...details, ...(signature === undefined ? {} : { signature }) };
}

/** Names of parameters come from packages. */
function plainFinding(finding: Finding): Finding {
  const { message, expected = '' } = finding;
  return { ...finding, message: plain(message), expected: plain(expected) };
}

export const diff: Work<Flags> = async (
  output,
  [before = '', after = ''],
  { exitCode = false, all = false },
) => {
  const a = await readForDiff(output, before);
  const b = await readForDiff(output, after);
  const changes = diffPackages(a, b);
  if (changes.same) output.line(sameWords[changes.identical]);
  else {
    output.line(output.paint('red', `- ${titleOf(a)}  ${a.bytes} bytes  ${before}`));
    output.line(output.paint('green', `+ ${titleOf(b)}  ${b.bytes} bytes  ${after}`));
    showDiff(output, changes, all);
  }
  const { warnings: findings, ...rest } = changes;
  if (!output.json) for (const finding of findings) output.finding(plainFinding(finding));
  return { ...rest, findings, failed: exitCode && !changes.same };
};
