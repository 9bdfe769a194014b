// What a camera refuses at upload although the package is well formed. One function per rule; the first refusal counts, in the order
// of the list at the end.
import { schemaValidator, schemaVersions } from '../../manifest/schemas.js';
import type { DeviceProfile } from '../profile.js';
import type { AppDescription } from './app-description.js';
import { ApplicationError } from './application-error.js';

export interface RuleContext {
  profile: DeviceProfile;
  /** The camera's architecture as basicdeviceinfo says it. */
  architecture: string;
  installed: AppDescription[];
}

/** Parameter names that a camera takes (seen on AXIS OS 12.5; the manifest schema does not check them). */
const parameterName = /^[A-Za-z][A-Za-z0-9_]{0,31}$/;

/** The manifest against the schema it names. A host package says x86_64, which no schema allows but this camera does. */
export function checkManifestSchema(manifest: unknown, architecture: string): void {
  const candidate = structuredClone(manifest) as {
    schemaVersion?: unknown;
    acapPackageConf?: { setup?: { architecture?: unknown } };
  } | null;
  const version = candidate?.schemaVersion;
  const validator =
    typeof version === 'string' && schemaVersions().includes(version) ? schemaValidator(version) : undefined;
  if (!validator)
    throw new ApplicationError('invalidManifest', 'manifest.json names no known schema version', {
      expected: schemaVersions().join(', '),
      found: JSON.stringify(version) ?? 'nothing',
      fix: 'set schemaVersion to one of these',
    });
  const setup = candidate?.acapPackageConf?.setup;
  if (setup && setup.architecture === architecture && architecture === 'x86_64')
    setup.architecture = 'aarch64';
  if (validator(candidate)) return;
  const first = validator.errors?.[0];
  const known =
    first?.params?.additionalProperty === undefined ? '' : ` ("${first.params.additionalProperty}")`;
  throw new ApplicationError('invalidManifest', `manifest.json does not fit schema ${version}`, {
    location: { file: `manifest.json${first?.instancePath ?? ''}` },
    found: `${first?.message ?? 'an invalid value'}${known}`,
    fix: 'acapkit check lists all that is wrong',
  });
}

/** Compares as many parts as `limit` has: 12.11.72 is within a maximum of 12. */
function compareVersions(version: string, limit: string): number {
  const parts = version.split('.').map(Number);
  const wanted = limit.split('.').map(Number);
  for (const [index, part] of wanted.entries()) {
    const difference = (parts[index] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}

function checkArchitecture(app: AppDescription, { architecture }: RuleContext): void {
  if (app.architecture === undefined || app.architecture === 'all' || app.architecture === architecture)
    return;
  throw new ApplicationError('notCompatible', `the package is for another architecture than this camera`, {
    expected: `${architecture} or all`,
    found: app.architecture,
    fix: `build for this camera, or start the simulated camera with the architecture ${app.architecture}`,
  });
}

function checkOsRange(app: AppDescription, { profile }: RuleContext): void {
  // AXIS OS before 12.10 does not look at the ranges.
  if (app.osRanges.length === 0 || compareVersions(profile.version, '12.10') < 0) return;
  const inside = app.osRanges.some(
    ({ min, max }) =>
      (min === undefined || compareVersions(profile.version, min) >= 0) &&
      (max === undefined || compareVersions(profile.version, max) <= 0),
  );
  if (inside) return;
  throw new ApplicationError('notCompatible', `the package does not allow this AXIS OS version`, {
    expected: app.osRanges.map(({ min, max }) => `${min ?? 'any'} to ${max ?? 'any'}`).join(', '),
    found: profile.version,
    fix: 'extend compatibleOsVersions, or choose another version for the simulated camera',
  });
}

function checkEmbeddedSdk(app: AppDescription, { profile }: RuleContext): void {
  if (app.embeddedSdkVersion === undefined) return;
  if (compareVersions(profile.embeddedDevelopmentVersion, app.embeddedSdkVersion) >= 0) return;
  throw new ApplicationError('notCompatible', 'the package wants a newer embedded development level', {
    expected: `embeddedSdkVersion up to ${profile.embeddedDevelopmentVersion}`,
    found: app.embeddedSdkVersion,
    fix: 'lower setup.embeddedSdkVersion; 3.0 is right for apps with a manifest',
  });
}

function checkDeepLearning(app: AppDescription): void {
  if (!app.needsDeepLearning) return;
  throw new ApplicationError('notCompatible', 'the package requires a deep learning processor', {
    expected: 'a package that runs without one: the simulated camera has none',
    found: 'resources.deepLearningProcessor.required is true',
    fix: 'set required to false while developing',
  });
}

function checkUser(app: AppDescription): void {
  if (app.user === undefined || (app.user.username !== 'root' && app.user.group !== 'root')) return;
  throw new ApplicationError(
    'userNotAllowed',
    'the app wants to run as root, which no camera allows since AXIS OS 12.0',
    {
      expected: 'no setup.user (the camera makes a user for the app)',
      found: `${app.user.username}:${app.user.group}`,
      fix: 'remove setup.user from the manifest',
    },
  );
}

function checkStaticUserGrants(app: AppDescription): void {
  if (app.user === undefined || app.dbusMethods.length === 0) return;
  throw new ApplicationError(
    'invalidManifest',
    'D-Bus methods cannot be granted to an app with a static user',
    {
      expected: 'resources.dbus without setup.user',
      found: `setup.user ${app.user.username} and ${app.dbusMethods.join(', ')}`,
      fix: 'remove setup.user from the manifest',
    },
  );
}

function checkNames(app: AppDescription, { installed }: RuleContext): void {
  if (!/^[A-Za-z]\w{0,63}$/.test(app.name))
    throw new ApplicationError('invalidManifest', 'the appName cannot be the name of an app', {
      expected: 'a letter, then letters, digits and _',
      found: JSON.stringify(app.name),
      fix: 'rename the app',
    });
  const other = installed.find(
    (one) => one.name !== app.name && one.name.toLowerCase() === app.name.toLowerCase(),
  );
  if (!other) return;
  throw new ApplicationError('nameClash', 'an app is installed whose name differs only in letter case', {
    found: `${other.name} is installed, ${app.name} was uploaded`,
    fix: `remove ${other.name} first, or rename the app`,
  });
}

function checkVendor(app: AppDescription, { installed }: RuleContext): void {
  const before = installed.find((one) => one.name === app.name);
  const same = before?.vendorId?.toLowerCase() === app.vendorId?.toLowerCase();
  if (!before || before.vendorId === undefined || same) return;
  throw new ApplicationError('vendorDiffers', `the installed ${app.name} is of another vendor`, {
    expected: `vendorId ${before.vendorId}`,
    found: app.vendorId ?? 'no vendorId',
    fix: `remove ${app.name} first, or use the right vendorId`,
  });
}

function checkParameters(app: AppDescription): void {
  const bad = app.parameters.find(({ name }) => !parameterName.test(name));
  if (bad)
    throw new ApplicationError('invalidManifest', 'a parameter has a name that cameras refuse', {
      expected: 'a letter, then letters, digits and _, at most 32 characters',
      found: JSON.stringify(bad.name),
      fix: 'rename the parameter',
    });
  const names = app.parameters.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new ApplicationError('invalidManifest', 'a parameter is declared twice', {
    found: twice,
    fix: 'remove one of them from paramConfig',
  });
}

const rules = [
  checkNames,
  checkUser,
  checkStaticUserGrants,
  checkParameters,
  checkArchitecture,
  checkOsRange,
  checkEmbeddedSdk,
  checkDeepLearning,
  checkVendor,
];

/** Throws the first refusal. */
export function checkRules(app: AppDescription, context: RuleContext): void {
  for (const rule of rules) rule(app, context);
}
