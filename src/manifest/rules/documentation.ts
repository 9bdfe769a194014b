// The page of all findings, made from the rules' own texts, so that it cannot say anything else than they do.
import type { RuleText } from './rule.js';

export interface RuleGroup {
  title: string;
  intro: string;
  rules: readonly RuleText[];
}

const severities = { error: 'error', warning: 'warning', hint: 'hint' } as const;

/** A name that pages can link to: `manifest/app-id` → `manifest-app-id`. */
const anchorOf = (code: string): string => code.replaceAll('/', '-');

function section(rule: RuleText): string {
  const fixes = rule.fixes === undefined ? '' : ` \`check --fix\` ${rule.fixes}.`;
  return [
    `### <a id="${anchorOf(rule.code)}"></a>\`${rule.code}\` (${severities[rule.severity]})`,
    `Reported when ${rule.when}.`,
    '',
    `**Why:** ${rule.why}`,
    '',
    `**Cure:** ${rule.cure}${fixes}`,
    ...(rule.source === undefined ? [] : ['', `**Source:** ${rule.source} (${rule.sure}).`]),
  ].join('\n');
}

function overview(groups: readonly RuleGroup[]): string {
  const rows = groups.flatMap(({ rules }) =>
    rules.map(
      ({ code, severity, when, fixes }) =>
        `| [\`${code}\`](#${anchorOf(code)}) | ${severity} | ${fixes ? 'yes' : ''} | ${when} |`,
    ),
  );
  return ['| code | severity | `--fix` | when |', '|---|---|---|---|', ...rows].join('\n');
}

/** docs/rules.md. */
export function rulesPage(groups: readonly RuleGroup[]): string {
  const count = groups.reduce((sum, { rules }) => sum + rules.length, 0);
  const head = [
    '# Findings',
    '',
    '<!-- Made by npm run generate from the rules in src; edit those instead. -->',
    '',
    `What acapkit can tell about an app, its package and a camera: ${count} findings. Each has a stable code, a place, what was expected, what was`,
    'found, and the cure. Errors stop a command; warnings and hints do not. Where Axis’ own tool reports the same, its words are shown too.',
    'Where a finding hangs on what somebody published, it names the source and how sure it is: stated, inferred or assumed, see',
    '[audit.md](audit.md#how-sure-it-is).',
  ];
  const parts = groups.map(
    ({ title, intro, rules }) => `## ${title}\n${intro}\n\n${rules.map(section).join('\n\n')}`,
  );
  return `${[head.join('\n'), overview(groups), ...parts].join('\n\n')}\n`;
}
