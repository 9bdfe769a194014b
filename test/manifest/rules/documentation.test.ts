// The page of findings: it is what the rules say, and no finding is missing from it.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { documentation, ruleGroups } from '../../../src/cli/rule-groups.js';
import { packagePath } from '../../../src/support/package-root.js';

t.test('docs/rules.md is what the rules say', async (t) => {
  const page = await readFile(packagePath('docs', 'rules.md'), 'utf8');
  t.equal(page, documentation(), 'npm run generate writes it anew');
});

/** Areas whose findings are all documented. Those of builds and of the simulated camera speak for themselves where they appear. */
const areas = ['manifest', 'package', 'project', 'binary', 'conf', 'migrate', 'signature', 'elf'];

/** Codes as they stand in the sources. */
async function codesInSources(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const files = await readdir(packagePath('src'), { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.startsWith('simulator'))) {
    const text = await readFile(path.join(packagePath('src'), file), 'utf8');
    const pattern = new RegExp(
      `['\`](?:code: ')?((?:${areas.join('|')})/[a-z0-9]+(?:-[a-z0-9]+)*)['\`]`,
      'g',
    );
    for (const [, code = ''] of text.matchAll(pattern)) found.set(code, file);
  }
  return found;
}

t.test('every finding is documented once', async (t) => {
  const documented = ruleGroups.flatMap(({ rules }) => rules.map(({ code }) => code));
  t.equal(new Set(documented).size, documented.length, 'none is listed twice');
  const inSources = await codesInSources();
  t.ok(inSources.size > 60, 'the sources were found');
  for (const [code, file] of inSources) t.ok(documented.includes(code), `${code} of ${file} is documented`);
});
