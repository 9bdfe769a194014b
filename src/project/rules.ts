// What documentation says of findings about an app's folder.
import type { RuleText } from '../manifest/rules/rule.js';

export const projectRules: readonly RuleText[] = [
  {
    code: 'project/no-manifest',
    severity: 'error',
    when: 'the folder has no manifest.json',
    why: 'It is no app’s folder, or that of an app from the time before manifests.',
    cure: 'Name the folder of the app; acapkit migrate makes a manifest of package.conf.',
  },
  {
    code: 'project/package-json',
    severity: 'error',
    when: 'package.json is not JSON',
    why: 'It tells how the app is built.',
    cure: 'Correct it.',
  },
  {
    code: 'project/unknown-setting',
    severity: 'error',
    when: 'the "acapkit" part of package.json has a key that acapkit does not know',
    why: 'Mostly a name is misspelled, and the build would silently be another one than its author meant.',
    cure: 'Correct the name, or take it out.',
  },
  {
    code: 'project/setting',
    severity: 'error',
    when: 'a value in the "acapkit" part of package.json, or the part itself, has the wrong form',
    why: 'The build cannot follow it.',
    cure: 'Write what is named as expected.',
  },
  {
    code: 'project/too-many-files',
    severity: 'error',
    when: 'more than 50,000 files would be packed',
    why: 'Something that does not belong there lies in a packed folder.',
    cure: 'Pack less.',
  },
];
