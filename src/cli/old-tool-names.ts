// Names of tools that people know from Axis' SDKs, and what takes their place.
import type { RuleText } from '../manifest/rules/rule.js';

export const replacements: Record<string, string> = {
  'eap-install.sh': 'acapkit install, start, stop, remove',
  'eap-create.sh': 'acapkit pack, or acap-build in build files',
  'create-package.sh': 'acapkit pack, or acap-build in build files',
  'packageconf2manifest.py': 'acapkit migrate',
  manifest2packageconf: 'acapkit package-conf',
};

export const oldToolRule: RuleText = {
  code: 'cli/old-tool',
  severity: 'error',
  when: 'somebody looks for a tool of Axis’ SDKs, such as eap-install.sh',
  why: 'Another command takes its place.',
  cure: `Use instead of ${Object.entries(replacements)
    .map(([tool, command]) => `${tool}: ${command}`)
    .join('; ')}.`,
};
