// Every rule speaks where it should, in the words that users read, and is silent elsewhere.
import t, { type Test } from 'tap';
import { applyCure, isManifestCure } from '../../../src/manifest/cures.js';
import { rules } from '../../../src/manifest/rules/index.js';
import { schemaRules } from '../../../src/manifest/rules/schema-rules.js';
import { fieldCases } from './field-cases.js';
import { fileCases } from './file-cases.js';
import { judge, prepared, type RuleCases, type Spoken } from './given.js';
import { nameCases } from './name-cases.js';
import { os13Cases } from './os13-cases.js';
import { versionCases } from './version-cases.js';

const all: Record<string, RuleCases> = {
  ...versionCases,
  ...fieldCases,
  ...nameCases,
  ...fileCases,
  ...os13Cases,
};

function placeOf(finding: { location?: { file: string; line?: number } }): (number | string | undefined)[] {
  return [finding.location?.line, finding.location?.file];
}

for (const [code, { says, silent }] of Object.entries(all)) {
  t.test(code, async (t) => {
    for (const spoken of says) {
      const found = judge(spoken.given).filter(({ finding }) => finding.code === code);
      const match = found.find(({ finding }) => finding.message === spoken.message);
      t.ok(
        match,
        `${JSON.stringify(spoken.given)} gives “${spoken.message}”, not ${JSON.stringify(found.map(({ finding }) => finding.message))}`,
      );
      if (match) compare(t, spoken, match.finding);
    }
    for (const given of silent) {
      const found = judge(given).filter(({ finding }) => finding.code === code);
      t.same(
        found.map(({ finding }) => finding.message),
        [],
        `silent: ${JSON.stringify(given)}`,
      );
    }
  });
}

function compare(t: Test, spoken: Spoken, finding: ReturnType<typeof judge>[number]['finding']): void {
  if (spoken.fix !== undefined) t.equal(finding.fix, spoken.fix);
  if (spoken.severity !== undefined) t.equal(finding.severity, spoken.severity);
  if (spoken.reference !== undefined) t.equal(finding.reference, spoken.reference);
  if (spoken.source !== undefined) t.equal(finding.source, spoken.source);
  if (spoken.at !== undefined)
    t.ok(placeOf(finding).includes(spoken.at), `at ${spoken.at}, not ${placeOf(finding)}`);
  t.ok(finding.location, 'has a place');
  t.ok(
    finding.expected && finding.found !== undefined && finding.fix,
    'says what was expected, found, and the cure',
  );
}

/** Codes that come from elsewhere than a judged manifest, with tests of their own; only official schema files have lowest lengths. */
const elsewhere = ['syntax', 'shape', 'min-length', 'schema-dir', 'schema-file', 'unknown-sdk'].map(
  (name) => `manifest/${name}`,
);

t.test('every rule is tested, both ways', async (t) => {
  for (const { code } of [...rules, ...schemaRules].filter((rule) => !elsewhere.includes(rule.code))) {
    t.ok((all[code]?.says.length ?? 0) > 0, `${code} speaks in a test`);
    t.ok((all[code]?.silent.length ?? 0) > 0, `${code} is silent in a test`);
  }
});

t.test('codes are unique, and every text is there', async (t) => {
  const texts = [...rules, ...schemaRules];
  t.equal(new Set(texts.map(({ code }) => code)).size, texts.length);
  for (const { code, when, why, cure } of texts) {
    t.match(code, /^[a-z0-9]+\/[a-z0-9-]+$/);
    for (const text of [why, cure]) t.match(text, /^[A-Z].*[.:]$/s, `${code}: sentences`);
    t.notMatch(when, /\.$/, `${code}: goes on after "Reported when"`);
  }
});

t.test('rules that promise a mechanical cure have one, and it cures', async (t) => {
  for (const { code } of [...rules, ...schemaRules].filter((rule) => rule.fixes !== undefined)) {
    const hits = (all[code]?.says ?? []).map(({ given }) => ({
      given,
      hit: judge(given).find(({ finding, cure }) => finding.code === code && cure),
    }));
    const curable = hits.filter(({ hit }) => hit !== undefined);
    t.ok(curable.length > 0, `${code} has a cure`);
    for (const { given, hit } of curable) {
      if (!hit?.cure || !isManifestCure(hit.cure)) continue;
      const cured = JSON.parse(applyCure(prepared(given).text, hit.cure));
      const { schemaVersion, resources, acapPackageConf, ...top } = cured;
      const { setup, configuration, ...sections } = acapPackageConf;
      const again = judge({
        ...given,
        schemaVersion,
        resources,
        setup,
        configuration,
        sections,
        top: { ...given.top, ...top, configuration: top.configuration },
      });
      t.notOk(
        again.some(({ finding }) => finding.message === hit.finding.message),
        `${code}: ${hit.finding.message} is cured`,
      );
    }
  }
});
