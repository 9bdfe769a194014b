// What an app may do on the camera: its user, groups, D-Bus methods, and its parameters' names.
import { linuxGroups } from '../schema-table/field.js';
import {
  configurationPath,
  type JsonPath,
  listAt,
  type Rule,
  type RuleFacts,
  setupPath,
  shown,
  textAt,
  valueAt,
} from './rule.js';

export const staticUser: Rule = {
  code: 'manifest/static-user',
  severity: 'warning',
  when: 'setup.user names a user, above all root',
  why: 'From AXIS OS 12.0 no app can run as root, and 2.x allows no user but sdk. Without the field the camera makes a user for the app.',
  cure: 'Remove setup.user; ask for rights through resources.linux.user.groups.',
  check(facts) {
    const user = valueAt(facts, ...setupPath('user'));
    if (user === undefined || textAt(facts, 'schemaVersion') === '1.0') return [];
    const names = [
      textAt(facts, ...setupPath('user', 'username')),
      textAt(facts, ...setupPath('user', 'group')),
    ];
    const root = names.includes('root');
    return [
      {
        path: setupPath('user'),
        key: true,
        message: root
          ? 'the app asks for root, which is impossible from AXIS OS 12.0 on'
          : 'the app asks for a static user',
        expected: 'no setup.user: the camera makes a user for the app',
        found: shown(user),
        fix: 'remove setup.user; list needed groups in resources.linux.user.groups',
      },
    ];
  },
};

/** D-Bus names of the 2.0 document, and those that official examples use beside them; the real list is longer. */
const listedMethods = [
  /^com\.axis\.Graphics2\./,
  /^com\.axis\.Overlay2\./,
  /^com\.axis\.HTTPConf1\.VAPIXServiceAccounts1\.GetCredentials$/,
  /^com\.axis\.RecordingSearch1\.Search1\.(ListSpans|GetSpanAttributes)$/,
  /^com\.axis\.RecordingPlayback1\.Playback1\.GetSegment$/,
  /^com\.axis\.Certificate1\.CertSet\./,
];

/** Whether a D-Bus name is known to be open to 2.x apps. */
export const isListedMethod = (name: string): boolean => listedMethods.some((pattern) => pattern.test(name));

function unlisted(
  facts: RuleFacts,
  base: JsonPath,
  what: string,
  isListed: (name: string) => boolean,
  known: string,
) {
  return listAt(facts, ...base).flatMap((name, index) => {
    if (typeof name !== 'string' || isListed(name)) return [];
    return [
      {
        path: [...base, index],
        message: `${what} ${shown(name)} is on no published list for 2.x; a camera or the official schema may refuse it`,
        expected: known,
        found: shown(name),
        fix: 'make sure that the app needs it; look it up in Axis’ field descriptions',
      },
    ];
  });
}

export const resourceNotListed: Rule = {
  code: 'manifest/resource-not-listed',
  severity: 'warning',
  when: 'a group or D-Bus method is outside the lists published for schema 2.x',
  why: 'Schema 2.x allows only listed names. The published list is not complete, so this may still be right.',
  cure: 'Check the name; remove what the app does not need.',
  check(facts) {
    const user: JsonPath = ['resources', 'linux', 'user'];
    const groups = ['groups', 'conditionalGroups'].flatMap((list) =>
      unlisted(
        facts,
        [...user, list],
        'the group',
        (name) => linuxGroups.includes(name),
        linuxGroups.join(', '),
      ),
    );
    if (!textAt(facts, 'schemaVersion')?.startsWith('2.')) return groups;
    const methods = ['requiredMethods', 'conditionalMethods'].flatMap((list) =>
      unlisted(
        facts,
        ['resources', 'dbus', list],
        'the D-Bus method',
        isListedMethod,
        'a method that Axis opens to apps',
      ),
    );
    return [...groups, ...methods];
  },
};

const parameterNameRule = 'a letter, then letters, digits and _, at most 32 characters';

export const parameterName: Rule = {
  code: 'manifest/parameter-name',
  severity: 'error',
  when: 'the name of a parameter is not a letter followed by letters, digits and _, or is longer than 32 characters',
  why: 'No schema checks it, but the camera refuses to install the app (seen on AXIS OS 12.5).',
  cure: 'Rename the parameter.',
  check(facts) {
    return listAt(facts, ...configurationPath('paramConfig')).flatMap((_, index) => {
      const path = configurationPath('paramConfig', index, 'name');
      const name = textAt(facts, ...path);
      if (name === undefined || /^[A-Za-z][A-Za-z0-9_]{0,31}$/.test(name)) return [];
      return [
        {
          path,
          message: `the camera will refuse to install an app with a parameter named ${shown(name)}`,
          expected: parameterNameRule,
          found: name.length > 32 ? `${name.length} characters: ${shown(name)}` : shown(name),
          fix: 'rename the parameter',
        },
      ];
    });
  },
};

export const parameterRemoved: Rule = {
  code: 'manifest/parameter-removed',
  severity: 'warning',
  when: 'the release before had a parameter that this one lacks (with check --previous, and in diff)',
  why: 'The camera does not delete it on an upgrade: it stays with its old value.',
  cure: 'Delete it in the app, or keep it.',
  check(facts) {
    const base = configurationPath('paramConfig');
    const names = listAt(facts, ...base).map((_, index) => textAt(facts, ...base, index, 'name'));
    const gone = (facts.previousParameters ?? []).filter((name) => !names.includes(name));
    return gone.map((name) => ({
      path: base,
      message: `the parameter ${name} of the release before is gone; it stays on cameras that upgrade`,
      expected: `${name} in paramConfig, or an app that deletes it`,
      found: 'no such parameter',
      fix: 'delete it with ax_parameter_remove on the first start, or keep it',
    }));
  },
};
