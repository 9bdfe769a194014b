// What documentation says of findings about a camera. They are reported where the camera is talked to.
import type { RuleText } from '../manifest/rules/rule.js';

export const deviceRules: readonly RuleText[] = [
  {
    code: 'device/architecture',
    severity: 'error',
    when: 'a package is for another architecture than the camera',
    why: 'The camera would answer "Error: 5" after the whole upload. acapkit install compares before it uploads.',
    cure: 'Pack for the camera’s architecture.',
  },
  {
    code: 'device/os-version',
    severity: 'error',
    when: 'the camera’s AXIS OS is outside compatibleOsVersions',
    why: 'AXIS OS from 12.10 refuses such packages; older versions do not look at the field.',
    cure: 'Widen the range if the app runs there, or update the camera.',
  },
  {
    code: 'device/unsigned',
    severity: 'error',
    when: 'the camera answers an upload with error 2',
    why: 'From AXIS OS 12.0 unsigned packages are refused unless they are allowed; from 13 always.',
    cure: 'Have the package signed, or allow unsigned apps on the camera while developing.',
  },
  {
    code: 'device/vendor-id',
    severity: 'error',
    when: 'the camera answers an upload with error 27',
    why: 'The installed app of this name has another vendorId.',
    cure: 'Remove the installed app first, or use its vendorId.',
  },
  {
    code: 'device/unauthorized',
    severity: 'error',
    when: 'the camera answers 401',
    why: 'The name or password is wrong. Cameras ask for Digest over HTTP and for Basic over HTTPS; acapkit takes what is asked for.',
    cure: 'Set ACAPKIT_USER and ACAPKIT_PASSWORD to those of an administrator.',
  },
  {
    code: 'device/certificate',
    severity: 'error',
    when: 'the camera’s certificate is not trusted',
    why: 'Cameras make their own certificates, so this is normal; without a check anybody could answer in its place.',
    cure: 'Trust that certificate: NODE_EXTRA_CA_CERTS=<file>.',
  },
  {
    code: 'device/timeout',
    severity: 'error',
    when: 'the camera answers an upload with error 15, or not within 300 s',
    why: 'It may have installed the app all the same.',
    cure: 'Look with acapkit list before you try again.',
  },
  {
    code: 'device/not-started',
    severity: 'hint',
    when: 'an app was installed for the first time',
    why: 'Cameras do not start a new app by themselves.',
    cure: 'acapkit start <app>.',
  },
];
