// The fields of `acapPackageConf.setup`: what the app is, who made it, where it may run and how it is started.
import { group, linuxGroups, list, type TextEntry, type TextLimit, text } from './field.js';

/** Version numbers as semver.org defines them, with its pattern. */
const semanticVersion =
  '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)' +
  '(?:-((?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?' +
  '(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$';

const accountName: readonly TextLimit[] = [
  { until: '2.0.0', maxLength: 32 },
  {
    until: '1.7.1',
    pattern: '^[a-z][a-z0-9_]*$',
    says: 'At most 32 lower-case letters, digits and _, first a letter.',
  },
  {
    since: '1.7.1',
    until: '2.0.0',
    pattern: '^[a-z][a-z0-9_-]*$',
    says: 'At most 32 lower-case letters, digits, _ and -, first a letter.',
  },
];

const user = group({
  required: { until: '1.1' },
  title: 'Fixed user',
  description:
    'A user and a group of the camera that the app runs as. When left out, the camera makes a user for the app alone, which gets its rights in resources.linux.user: better, if it suffices. From AXIS OS 12.0 root is refused.',
  fields: {
    username: text({
      required: true,
      title: 'User name',
      description: 'The user that the app runs as and that owns its files.',
      examples: ['sdk'],
      limits: [...accountName, { since: '2.0.0', enum: ['sdk'] }],
    }),
    group: text({
      required: true,
      title: 'Group name',
      description: 'The main group of that user.',
      examples: ['sdk'],
      limits: [...accountName, { since: '2.0.0', enum: linuxGroups }],
    }),
  },
});

const osVersion = (title: string, description: string, example: string): TextEntry =>
  text({
    required: true,
    title,
    description,
    examples: [example],
    limits: [
      { pattern: '^\\d+(\\.\\d+){0,2}$', says: 'One to three numbers, such as 12, 12.11 or 12.11.72.' },
    ],
  });

const compatibleOsVersions = list({
  since: '2.0.0',
  required: true,
  title: 'Ranges of AXIS OS versions',
  description:
    'Where the app may be installed. AXIS OS 12.10 and later refuse an app when none of the ranges holds their version; AXIS OS 11 does not look at them.',
  limits: [{ minItems: 1 }],
  items: [
    group({
      title: 'Range of AXIS OS versions',
      description: 'From min up to and including max.',
      fields: {
        min: osVersion(
          'Lowest AXIS OS',
          'May be left out in the source: packing then writes the AXIS OS version of the SDK, and cameras with an older one of the same range will refuse the app.',
          '12.0',
        ),
        max: osVersion(
          'Highest AXIS OS',
          'A short version covers all below it: 13 includes every 13.x.',
          '13',
        ),
      },
    }),
  ],
});

const appName = text({
  required: true,
  title: 'Name of the executable',
  description:
    "File name of the app's program in the package, the app's id on the camera and a part of its web address /local/<appName>. Up to 26 characters, no hyphens. A camera takes another name for another app.",
  examples: ['hello_world'],
  limits: [
    { maxLength: 26 },
    { until: '1.7.1', pattern: '^\\w+$', says: 'Letters, digits and _.' },
    {
      since: '1.7.1',
      minLength: 2,
      pattern: '^[a-zA-Z]\\w+$',
      says: 'Letters, digits and _, at least two characters, first a letter.',
    },
  ],
});

const friendlyName = text({
  title: 'Name for people',
  description:
    'Shown in the list of apps, and the first part of the file name of the package, with _ for blanks. appName when left out. Avoid quotes, $ and /.',
  examples: ['Hello world'],
  limits: [
    { since: '1.7.2', maxLength: 256, pattern: '^[^\\n\\r]+$', says: 'One line of 1 to 256 characters.' },
  ],
});

const vendor = text({
  required: true,
  title: 'Who made the app',
  description: 'Shown beside the app. For signing it must equal the name under which Axis knows you.',
  examples: ['Example Company'],
  limits: [
    { until: '1.4.0', pattern: '^[\\w /\\-]+$', says: 'Letters, digits, blanks, _ / and -.' },
    {
      since: '1.4.0',
      until: '1.7.4',
      pattern: "^[\\w /(),.!?&'-]+$",
      says: "Letters, digits, blanks and _ / ( ) , . ! ? & ' -.",
    },
    { since: '1.7.4', pattern: '^[^\\n\\r]+$', says: 'One line of any characters.' },
  ],
});

const runMode = text({
  required: true,
  title: 'When the camera starts the app again',
  description:
    'A user starts the app first; after that: respawn: again whenever it ends, and after a restart of the camera. once: after a restart of the camera if it was running, but not when it ends. never: only by a user.',
  limits: [
    { enum: ['respawn', 'once', 'never'] },
    {
      since: '1.8.0',
      enum: ['respawnOnFailure'],
      says: 'respawnOnFailure: like respawn, but not when it has ended without an error.',
    },
  ],
});

const runOptions = text({
  title: 'Command-line arguments',
  description: 'Given to the program at every start, split at blanks. Leave it out rather than empty.',
  examples: ['--verbose'],
  limits: [
    { until: '1.3.1', pattern: '^[\\w /\\.-]+$', says: 'Letters, digits, blanks, _ / . and -.' },
    { since: '1.3.1', pattern: '^[\\w /.=-]+$', says: 'Letters, digits, blanks, _ / . = and -.' },
  ],
});

/** `acapPackageConf.setup`. */
export const setup = group({
  required: true,
  title: 'The app',
  description: 'What the app is, who made it, where it may run and how the camera starts it.',
  fields: {
    appName,
    friendlyName,
    appId: text({
      title: 'Application id',
      description:
        'Number that Axis gives to an app of a partner, as a string of digits. Licence keys are made for it.',
      examples: ['123456'],
      limits: [
        { pattern: '^\\d+$' },
        { since: '1.8.0', says: 'Required when copyProtection.method is axis.' },
      ],
    }),
    vendor,
    vendorId: text({
      since: '2.0.0',
      required: true,
      title: 'Vendor id',
      description:
        'Ten hexadecimal digits that Axis gives to a vendor. A camera refuses an upgrade that comes from another vendor.',
      examples: ['0123456789'],
      limits: [{ pattern: '^[A-Fa-f0-9]{10}$' }],
    }),
    vendorUrl: text({
      title: 'Home page of the vendor',
      description: 'Shown as a link beside the app. Give it with https://, and not empty.',
      examples: ['https://example.com'],
    }),
    version: text({
      required: true,
      title: 'Version of the app',
      description:
        'Three numbers such as 1.2.3. A pre-release or build part (1.2.3-beta.1+5) is legal, but package.conf keeps the numbers only.',
      examples: ['1.0.0'],
      limits: [{ pattern: semanticVersion }],
    }),
    architecture: text({
      since: '1.3',
      required: { since: '2.0.0' },
      title: 'Architecture',
      description:
        'Processor that the package is for; filled in by packing when left out. all: the app has no compiled parts.',
      limits: [{ enum: ['all', 'aarch64', 'armv7hf'] }],
    }),
    compatibleOsVersions,
    embeddedSdkVersion: text({
      until: '2.0.0',
      title: 'Level of the app platform',
      description:
        "The camera's Properties.EmbeddedDevelopment.Version must be at least this. 3.0: cameras that read manifests; use a lower value such as 2.18 if older ones are to take the app. Not the version of the SDK.",
      examples: ['3.0'],
      limits: [{ pattern: '^\\d+\\.\\d+(\\.\\d+)?$', says: 'Two or three numbers.' }],
    }),
    runMode,
    runOptions,
    user,
  },
});
