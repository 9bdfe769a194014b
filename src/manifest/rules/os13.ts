// What AXIS OS 13 asks of an app beyond its schema: a declared range, scripts that can be run, VAPIX where apps get it, and a declared DLPU.
// All of it is silent unless AXIS OS 13 is meant.
import { dlpuDevicesIn, loopbackCalls } from '../../support/elf/camera-words.js';
import type { AppFiles, FileFact } from './files.js';
import { notExecutable, scriptSource } from './modes.js';
import { asksForOs13, declaresOs13, meansOs13 } from './os-scope.js';
import { at, eachPacked, packedFiles, scriptNames } from './packed.js';
import { type Hit, listAt, type Rule, type RuleFacts, setupPath, shown, textAt, valueAt } from './rule.js';

const isSchema2 = (facts: RuleFacts): boolean => textAt(facts, 'schemaVersion')?.startsWith('2.') === true;

export const notDeclared: Rule = {
  code: 'os13/not-declared',
  severity: 'error',
  when: 'AXIS OS 13 is asked for with --os, and no range of compatibleOsVersions reaches it',
  why: 'Cameras with AXIS OS 13 install only apps that state that they are compatible.',
  cure: 'Raise max to 13 once the app was tried there.',
  source: 'Axis: Extend compatibility to future AXIS OS major versions',
  sure: 'stated',
  check(facts) {
    const path = setupPath('compatibleOsVersions');
    const ranges = listAt(facts, ...path);
    if (!isSchema2(facts) || !asksForOs13(facts) || ranges.length === 0 || declaresOs13(facts)) return [];
    return [
      {
        path,
        message: 'AXIS OS 13 will refuse the package: compatibleOsVersions does not reach 13',
        expected: 'a range with "max": "13"',
        found: shown(ranges),
        fix: 'raise "max" to "13", or leave cameras with AXIS OS 13 out',
      },
    ];
  },
};

/** As `eachPacked`, when AXIS OS 13 is meant. */
const eachPacked13 = (
  facts: RuleFacts,
  judge: (file: FileFact, files: AppFiles) => Hit | undefined,
): Hit[] => (meansOs13(facts) ? eachPacked(facts, judge) : []);

/** Pages and their scripts run in browsers. */
const isForBrowsers = ({ name }: FileFact): boolean => /^(html|declarations)\//.test(name);
/** What npm packages bring along is run by the app's own Node, if at all. */
const isOfNpm = ({ name }: FileFact): boolean => /(^|\/)node_modules\//.test(name);

/** Whether the camera itself starts a file by its name. */
const isStarted = (facts: RuleFacts, { name }: FileFact): boolean =>
  scriptNames(facts).includes(name) || name === textAt(facts, ...setupPath('appName'));

/** What stands after `#!`; undefined where the line is missing. */
const interpreterOf = ({ text }: FileFact): string | undefined => /^#![ \t]*(\S+)/.exec(text ?? '')?.[1];

/** A camera has a plain shell; an app may bring others with it. */
const isThere = (interpreter: string): boolean =>
  interpreter === '/bin/sh' || interpreter.startsWith('/usr/local/packages/');

export const scriptMode: Rule = {
  code: 'os13/script-mode',
  severity: 'warning',
  when: 'a shell script in lib/ or among the added files is not executable',
  why: 'The app cannot run it by its name. For scripts that the camera itself runs there is package/script-mode.',
  cure: 'Set mode 755.',
  fixes: 'sets the mode',
  source: scriptSource,
  sure: 'inferred',
  check: (facts) =>
    eachPacked13(facts, (file, files) => {
      const interpreter = interpreterOf(file);
      if (interpreter === undefined || !isThere(interpreter)) return undefined;
      if (isStarted(facts, file) || isForBrowsers(file) || isOfNpm(file)) return undefined;
      return notExecutable(file, files, 'the app');
    }),
};

export const shebang: Rule = {
  code: 'os13/shebang',
  severity: 'warning',
  when: 'a script that is run has no #! line, or names an interpreter that cameras do not have, such as bash, python or env',
  why: 'The camera cannot run it: "Exec format error", or "No such file or directory".',
  cure: 'Begin it with #!/bin/sh and write it for a plain shell, or name an interpreter of your own package.',
  source: scriptSource,
  sure: 'inferred',
  check: (facts) =>
    eachPacked13(facts, (file, files) => {
      if (file.type !== 'file' || file.elf !== undefined || !file.text) return undefined;
      const interpreter = interpreterOf(file);
      const isRun = isStarted(facts, file) || (interpreter !== undefined && (file.mode & 0o111) !== 0);
      if (!isRun || isForBrowsers(file) || isOfNpm(file)) return undefined;
      if (interpreter !== undefined && isThere(interpreter)) return undefined;
      return {
        file: { ...at(files, file.name), line: 1, column: 1 },
        message:
          interpreter === undefined
            ? `${file.name} is run and does not begin with #!`
            : `${file.name} needs ${interpreter}, which cameras do not have`,
        expected: '#!/bin/sh',
        found: shown(file.text.split('\n', 1)[0]),
        fix: 'begin it with #!/bin/sh and use what a plain shell has',
      };
    }),
};

/** Texts that are no part of what runs. */
const isRead = ({ name }: FileFact): boolean =>
  /^(manifest\.json|package\.conf|cgi\.conf)$|(^|\/)(LICENSE|README)[^/]*$|\.(md|html?|map)$/i.test(name);

/** The text of the line before a place, without blanks at its beginning. */
const lineBefore = (text: string, index: number): string =>
  text.slice(text.lastIndexOf('\n', index) + 1, index).trimStart();

/** The first address in a text that is not in a comment of its own line. */
function firstCall({ text = '' }: FileFact): { address: string; line: number; column: number } | undefined {
  const call = loopbackCalls(text).find(({ at: index }) => !/^(#|\/\/|\*)/.test(lineBefore(text, index)));
  if (call === undefined) return undefined;
  const before = text.slice(0, call.at).split('\n');
  return { address: call.address, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

export const loopback: Rule = {
  code: 'os13/loopback',
  severity: 'warning',
  when: 'a program or text of the app asks 127.0.0.1 or localhost for VAPIX, or any address of the loopback for RTSP',
  why: 'Apps get VAPIX at http://127.0.0.12 only, with credentials that they ask for at each start; these are not for RTSP.',
  cure: 'Ask for credentials with GetCredentials over D-Bus and call http://127.0.0.12; take video from vdo instead of RTSP.',
  source: 'Axis: VAPIX access for ACAP applications',
  sure: 'inferred',
  check: (facts) =>
    eachPacked13(facts, (file, files) => {
      const call = isForBrowsers(file) || isRead(file) ? undefined : firstCall(file);
      if (call === undefined) return undefined;
      const { address, line, column } = call;
      return {
        file: { ...at(files, file.name), line, column },
        message: `${file.name} asks for ${address}, where an app gets nothing`,
        expected: loopbackCure.expected,
        found: address,
        fix: loopbackCure.fix,
      };
    }),
};

/** Words for programs too, which the audit reads. */
export const loopbackCure = {
  expected: 'VAPIX at http://127.0.0.12, video from vdo',
  fix: 'call http://127.0.0.12 with credentials of com.axis.HTTPConf1.VAPIXServiceAccounts1.GetCredentials',
} as const;

export const dlpu: Rule = {
  code: 'manifest/dlpu',
  severity: 'warning',
  when: 'the app names a DLPU device of larod, and its 2.x manifest does not ask for the DLPU',
  why: 'With schema 2.x an app gets what its manifest asks for; larod then has no such device for it.',
  cure: 'Add resources.deepLearningProcessor with enabled true; required tells whether the app is of use without it.',
  source: 'Axis: Upgrade a manifest, and the field descriptions of schema 2.0.0',
  sure: 'inferred',
  check(facts) {
    const isAsked = valueAt(facts, 'resources', 'deepLearningProcessor', 'enabled') === true;
    if (isAsked || !isSchema2(facts) || !meansOs13(facts)) return [];
    const hit = (devices: string[], place: Pick<Hit, 'path' | 'file'>): Hit => ({
      ...place,
      message: `the app uses ${devices.join(', ')} of larod and does not ask for the DLPU`,
      expected: 'resources.deepLearningProcessor.enabled true',
      found: shown(valueAt(facts, 'resources', 'deepLearningProcessor')),
      fix: 'add "deepLearningProcessor": { "enabled": true, "required": false } to resources',
    });
    const options = dlpuDevicesIn(textAt(facts, ...setupPath('runOptions')) ?? '');
    if (options.length > 0) return [hit(options, { path: setupPath('runOptions') })];
    const { files } = facts;
    return packedFiles(facts).flatMap(({ name, elf }) =>
      files === undefined || elf === undefined || elf.dlpuDevices.length === 0
        ? []
        : [hit(elf.dlpuDevices, { file: at(files, name) })],
    );
  },
};
