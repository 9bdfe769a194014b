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

/** What the list of AXIS OS 13 readiness names. */
const ready13 = [
  ...['manifest/os-13', 'manifest/dlpu', 'package/script-mode'],
  ...['not-declared', 'script-mode', 'shebang', 'loopback'].map((name) => `os13/${name}`),
  ...['camera-library', 'old-larod', 'old-vdo', 'executable-stack', 'time-width'].map(
    (name) => `binary/${name}`,
  ),
];

t.test('rules about AXIS OS 13 say where the fact is from, and how sure it is', async (t) => {
  const rules = ruleGroups.flatMap((group) => group.rules);
  for (const code of ready13) {
    const rule = rules.find((one) => one.code === code);
    t.ok((rule?.source?.length ?? 0) > 10, `${code} has a source`);
    t.ok(['stated', 'inferred', 'assumed'].includes(rule?.sure ?? ''), `${code}: ${rule?.sure}`);
  }
  for (const { code, source, sure } of rules) {
    t.equal(source === undefined, sure === undefined, `${code}: both or none`);
    t.notMatch(source ?? '', /native-api|packaging\/|\bspec\b/, `${code}: a public source`);
  }
  for (const { code, severity, sure } of rules.filter((rule) => rule.code.startsWith('os13/')))
    if (sure !== 'stated') t.not(severity, 'error', `${code} is a warning`);
});

/** Areas whose findings are all documented. Those of builds and of the simulated camera speak for themselves where they appear. */
const areas = ['manifest', 'package', 'project', 'binary', 'conf', 'migrate', 'signature', 'elf', 'os13'];

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
