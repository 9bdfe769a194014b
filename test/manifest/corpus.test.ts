// Public manifests: which of them the reconstructed schemas accept, and why the others are refused, is known.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { checkManifest } from '../../src/manifest/check.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { specPath } from '../support/vectors.js';

interface Row {
  file: string;
  accepted: boolean;
  /** Reasons as the reference words them: path, then message. */
  reasons: { path: string; words: string }[];
}

/** The table of verdicts in the corpus' README. */
function rowsOf(readme: string): Row[] {
  const lines = readme.split('\n').filter((line) => /^\| \S+\.json\S* \|/.test(line));
  return lines.map((line) => {
    const [file = '', , , verdict = ''] = line.replace(/^\| | \|$/g, '').split(' | ');
    const reasons = verdict.replace(/^(yes|no)( - )?/, '').split(/; (?=`)/);
    return {
      file,
      accepted: verdict.startsWith('yes'),
      reasons: reasons.flatMap((reason) => {
        const match = /^`(.*?)`: (.*)$/.exec(reason);
        return match ? [{ path: match[1] ?? '', words: match[2] ?? '' }] : [];
      }),
    };
  });
}

/** Patterns are ours, so only the value is compared. */
const comparable = (words: string): string => words.replace(/does not match .*/, 'does not match');

const folder = specPath('packaging', 'corpus');

if (folder === undefined) t.test('corpus', { skip: 'it is not beside this checkout' }, async () => undefined);
else {
  const rows = rowsOf(await readFile(path.join(folder, 'README.md'), 'utf8'));
  t.test('every manifest of the corpus is judged as its README says', async (t) => {
    const names = await readdir(path.join(folder, 'manifests'));
    t.equal(rows.length, names.length, 'the table has all files');
    t.equal(rows.length, 101);
    for (const { file, accepted, reasons } of rows) {
      const text = await readFile(path.join(folder, 'manifests', file), 'utf8');
      const errors = checkManifest(parseManifest(text, file)).filter(({ severity }) => severity === 'error');
      t.equal(errors.length === 0, accepted, `${file}: ${errors.map(({ message }) => message).join('; ')}`);
      const said = errors.map(({ reference }) => comparable(reference ?? ''));
      for (const { words } of reasons) t.ok(said.includes(comparable(words)), `${file}: ${words}`);
      t.ok(
        errors.every(({ location, fix }) => location?.line !== undefined && fix),
        `${file}: findings have place and cure`,
      );
    }
  });
}
