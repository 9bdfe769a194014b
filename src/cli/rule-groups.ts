// All findings that documentation lists, in the order of the page.

import { auditRules, packRules } from '../build/audit/rules.js';
import { deviceRules } from '../device/rules.js';
import { confRules, migrationRules } from '../manifest/migrate/rules.js';
import { type RuleGroup, rulesPage } from '../manifest/rules/documentation.js';
import { rules } from '../manifest/rules/index.js';
import type { RuleText } from '../manifest/rules/rule.js';
import { schemaRules } from '../manifest/rules/schema-rules.js';
import { readerRules, signatureRules, writerRules } from '../package/rules.js';
import { projectRules } from '../project/rules.js';
import { oldToolRule } from './old-tool-names.js';

const judged = (area: RegExp): RuleText[] => rules.filter(({ code }) => area.test(code));

const damagedElf: RuleText = {
  code: 'elf/damaged',
  severity: 'error',
  when: 'a program or library is asked about that is damaged',
  why: 'A table of it lies outside the file.',
  cure: 'Build it again, and check that it was copied completely.',
};

export const ruleGroups: readonly RuleGroup[] = [
  {
    title: 'Manifest',
    intro: 'Reported by `acapkit check`, and by `build`, `pack` and `run` before they do anything.',
    rules: judged(/^manifest\//),
  },
  {
    title: 'Manifest schema',
    intro: 'What the schema of the declared version refuses, where no rule above knows more of it.',
    rules: schemaRules,
  },
  {
    title: 'Files of an app',
    intro: 'Reported by `acapkit check`, and by `pack` of the files that were built.',
    rules: [...judged(/^(package|project)\//), ...projectRules],
  },
  {
    title: 'AXIS OS 13',
    intro:
      'Reported by `acapkit check` with `--os 13`, or when compatibleOsVersions reaches 13; `audit` tells of programs. What else AXIS OS 13 changes stands with the rules of manifests and of programs.',
    rules: judged(/^os13\//),
  },
  {
    title: 'Programs and libraries',
    intro:
      'Read from the ELF files themselves, see [audit.md](audit.md). Errors where the AXIS OS in question was promised: with `--os`, or in compatibleOsVersions. Where nobody published what cameras have, they are warnings; for other releases, hints.',
    rules: [...auditRules, damagedElf],
  },
  {
    title: 'Writing packages',
    intro: 'Reported by `acapkit pack` and `acap-build`.',
    rules: [...packRules, ...writerRules],
  },
  {
    title: 'Reading packages',
    intro: 'Reported by every command that opens an .eap, before anything is written.',
    rules: readerRules,
  },
  { title: 'Signatures', intro: 'Reported by `acapkit signature`.', rules: signatureRules },
  {
    title: 'package.conf',
    intro:
      'Reported of hand-written package.conf, param.conf and CGI files by `acapkit check` and `migrate`.',
    rules: confRules,
  },
  { title: 'Migrating', intro: 'Reported by `acapkit migrate`.', rules: migrationRules },
  {
    title: 'Cameras',
    intro: 'Reported by commands that talk to a camera, real or simulated.',
    rules: deviceRules,
  },
  { title: 'Command line', intro: 'Reported by acapkit itself.', rules: [oldToolRule] },
];

/** The whole of docs/rules.md. */
export const documentation = (): string => rulesPage(ruleGroups);
