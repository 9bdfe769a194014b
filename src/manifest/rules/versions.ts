// Which schema a manifest names, and which AXIS OS versions it shuts out by that.
import { newestSchemaOf } from '../sdk.js';
import { atLeast, compareVersions } from '../versions.js';
import { asksForOs13 } from './os-scope.js';
import { type Hit, listAt, type Rule, type RuleFacts, setupPath, shown, textAt, valueAt } from './rule.js';

const declared = (facts: RuleFacts): string => textAt(facts, 'schemaVersion') ?? '';
const known = (facts: RuleFacts): string | undefined => facts.schemas.resolve(declared(facts));

export const schemaVersion: Rule = {
  code: 'manifest/schema-version',
  severity: 'error',
  when: 'schemaVersion is missing, or no schema of that version is known',
  why: 'Axis’ tool stops with "No schema matching schema version", and nothing else can be checked.',
  cure: 'Use a known version; the newest that the SDK has is a good choice.',
  check(facts) {
    if (known(facts) !== undefined) return [];
    const version = valueAt(facts, 'schemaVersion');
    const nearest = facts.schemas.nearest(typeof version === 'string' ? version : '1.0');
    return [
      {
        path: ['schemaVersion'],
        message:
          version === undefined
            ? 'the manifest has no schemaVersion'
            : `there is no manifest schema ${shown(version)}`,
        expected: facts.schemas.versions.join(', '),
        found: version === undefined ? 'nothing' : shown(version),
        fix: `use "${nearest}", the nearest known version`,
      },
    ];
  },
};

export const schemaTwoPart: Rule = {
  code: 'manifest/schema-two-part',
  severity: 'error',
  when: 'schemaVersion has two parts although it is 1.5 or later',
  why: 'Versions have three parts since 1.3.1. Some SDKs take 1.5 for 1.5.0 by chance; no schema of that name is published.',
  cure: 'Add the third part.',
  fixes: 'adds the third part',
  check(facts) {
    const full = known(facts);
    if (full === undefined || full === declared(facts)) return [];
    return [
      {
        path: ['schemaVersion'],
        message: `no schema is published for schemaVersion ${declared(facts)}: write ${full}, not ${declared(facts)}`,
        expected: `"${full}"`,
        found: shown(declared(facts)),
        fix: `write "${full}"`,
        cure: { kind: 'set', path: ['schemaVersion'], value: full },
      },
    ];
  },
};

export const schemaOfSdk: Rule = {
  code: 'manifest/schema-of-sdk',
  severity: 'error',
  when: 'the SDK generation that was asked for does not have the schema',
  why: 'Axis’ tool of that SDK stops with "No schema matching schema version".',
  cure: 'Use an older schema, or a newer SDK.',
  check(facts) {
    const version = known(facts);
    if (version === undefined || facts.schemas.officialFile(version) !== undefined) return [];
    if (facts.sdk.schemas.includes(version)) return [];
    const nearest = facts.sdk.schemas.filter((schema) => compareVersions(schema, version) <= 0).at(-1);
    return [
      {
        path: ['schemaVersion'],
        message: `SDK ${facts.sdk.name} has no schema ${version}`,
        expected: facts.sdk.schemas.join(', '),
        found: shown(version),
        fix: `use "${nearest ?? facts.sdk.schemas[0]}", or a newer SDK`,
      },
    ];
  },
};

export const notSignable: Rule = {
  code: 'manifest/not-signable',
  severity: 'warning',
  when: 'the schema is older than 1.3',
  why: 'Such packages hold no architecture and cannot be signed; AXIS OS 12 and later refuse unsigned packages unless told otherwise.',
  cure: 'Raise schemaVersion to 1.3 or later.',
  check(facts) {
    const version = known(facts);
    if (version === undefined || atLeast(version, '1.3')) return [];
    return [
      {
        path: ['schemaVersion'],
        message: `a package with schema ${version} cannot be signed`,
        expected: '1.3 or later',
        found: shown(declared(facts)),
        fix: 'acapkit migrate --to 1.7.3',
      },
    ];
  },
};

export const axisOs13: Rule = {
  code: 'manifest/os-13',
  severity: 'warning',
  when: 'the manifest is of generation 1.x, or a package is not signed',
  why: 'AXIS OS 13 takes only schema 2.x, only signed packages, and none with package.conf alone.',
  cure: 'Move to 2.x once you have a vendorId: acapkit migrate.',
  source:
    'Axis: Extend compatibility to future AXIS OS major versions; Axis: Migrating from package.conf to manifest.json',
  sure: 'stated',
  check(facts) {
    const version = known(facts);
    const unsigned = facts.files?.signed === false ? [unsignedHit(facts.files.root)] : [];
    if (version === undefined || !version.startsWith('1.')) return unsigned;
    return [
      ...unsigned,
      {
        path: ['schemaVersion'],
        ...(asksForOs13(facts) ? { severity: 'error' as const } : {}),
        message: `AXIS OS 13 will refuse a package with schema ${version}`,
        expected: 'schema 2.x and a signed package, from AXIS OS 13 on',
        found: shown(declared(facts)),
        fix: 'acapkit migrate --vendor-id <id>, when cameras with AXIS OS 13 shall be served',
      },
    ];
  },
};

function unsignedHit(file: string): Hit {
  return {
    file: { file },
    message:
      'the package is not signed; AXIS OS 13 will refuse it, and AXIS OS 12 takes it only when unsigned apps are allowed',
    expected: 'a signature of Axis’ signing service',
    found: 'none',
    fix: 'have it signed before you publish it; for development allow unsigned apps on the camera',
  };
}

export const osVersionsIn1x: Rule = {
  code: 'manifest/os-versions-in-1x',
  severity: 'error',
  when: 'a 1.x manifest has compatibleOsVersions',
  why: 'The field came with schema 2.0.0; 1.x schemas refuse it.',
  cure: 'Move the manifest to 2.x, or remove the field.',
  check(facts) {
    if (
      !declared(facts).startsWith('1.') ||
      valueAt(facts, ...setupPath('compatibleOsVersions')) === undefined
    )
      return [];
    return [
      {
        path: setupPath('compatibleOsVersions'),
        key: true,
        message: `compatibleOsVersions needs schema 2.x, the manifest is ${declared(facts)}`,
        expected: 'schemaVersion 2.0.0 or later',
        found: shown(valueAt(facts, ...setupPath('compatibleOsVersions'))),
        fix: 'acapkit migrate, or remove the field',
      },
    ];
  },
};

export const osMinFilledIn: Rule = {
  code: 'manifest/os-min-filled-in',
  severity: 'warning',
  when: 'an entry of compatibleOsVersions has no min, and the SDK writes its own version there',
  why: 'Cameras with an older AXIS OS 12 then refuse the package, although it might run. AXIS OS 11 does not look at the field.',
  cure: 'Write min yourself: the oldest version that you test with.',
  check(facts) {
    const { osVersion, name } = facts.sdk;
    if (osVersion === undefined || !declared(facts).startsWith('2.')) return [];
    return listAt(facts, ...setupPath('compatibleOsVersions')).flatMap((range, index) => {
      if (typeof range !== 'object' || range === null || 'min' in range) return [];
      return [
        {
          path: setupPath('compatibleOsVersions', index),
          message: `min will be set to ${osVersion}, the AXIS OS of SDK ${name}; older cameras with AXIS OS 12 will refuse the package`,
          expected: '"min" with the oldest AXIS OS that the app runs on',
          found: shown(range),
          fix: 'add "min"',
        },
      ];
    });
  },
};

export const embeddedSdkVersion: Rule = {
  code: 'manifest/embedded-sdk-version',
  severity: 'warning',
  when: 'embeddedSdkVersion is 3.0 or more although cameras with AXIS OS 11 or older are to be served',
  why: 'Some cameras with AXIS OS 11.11 accept only values of 2.x.',
  cure: 'Try 2.18 for those cameras.',
  check(facts) {
    const value = textAt(facts, ...setupPath('embeddedSdkVersion'));
    const version = known(facts);
    if (value === undefined || version === undefined || !atLeast(value, '3.0')) return [];
    const oldSchema = compareVersions(version, '1.7.1') < 0;
    const oldTarget = facts.os !== undefined && compareVersions(facts.os, '12') < 0;
    if (!oldSchema && !oldTarget) return [];
    return [
      {
        path: setupPath('embeddedSdkVersion'),
        message: `some cameras with AXIS OS 11.11 refuse embeddedSdkVersion ${value}`,
        expected: 'a value of 2.x for AXIS OS 11 and older',
        found: shown(value),
        fix: 'try "2.18" if such cameras refuse the package',
      },
    ];
  },
};

/** The schema that signing will check with: the newest of the same generation. */
export function signingSchema(facts: RuleFacts): string | undefined {
  const version = known(facts);
  if (version === undefined) return undefined;
  const major = version.split('.')[0] ?? '';
  const newest = facts.schemas.newestOf(major) ?? newestSchemaOf(facts.sdk, major);
  return newest !== undefined && compareVersions(newest, version) > 0 ? newest : undefined;
}
