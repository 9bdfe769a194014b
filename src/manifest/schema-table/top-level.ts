// The root of the table: the manifest itself, acapPackageConf, and the small groups in it.
import { configuration } from './configuration.js';
import { group, text } from './field.js';
import { resources } from './resources.js';
import { setup } from './setup.js';

const script = (title: string, description: string, example: string) =>
  text({
    title,
    description: `${description} A shell script in the root of the package, executable, named without a path. From AXIS OS 12.0 it runs as the user of the app, not as root.`,
    examples: [example],
    limits: [{ pattern: '^[\\w\\.-]+$', says: 'Letters, digits, _ . and -.' }],
  });

const acapPackageConf = group({
  required: true,
  title: 'The package',
  description: 'All about the app and its package, but for resources, which stands beside it.',
  conditions: [{ since: '1.8.0', when: ['copyProtection', 'method'], is: 'axis', needs: ['setup', 'appId'] }],
  fields: {
    setup,
    installation: group({
      title: 'At installation',
      description: 'What the camera does when it installs the app.',
      fields: {
        postInstallScript: script(
          'Script after installation',
          'Runs once the app is installed.',
          'postinstall.sh',
        ),
      },
    }),
    uninstallation: group({
      since: '1.2',
      title: 'At removal',
      description: 'What the camera does when it removes the app.',
      fields: {
        preUninstallScript: script(
          'Script before removal',
          'Runs before the app is removed.',
          'preuninstall.sh',
        ),
      },
    }),
    configuration,
    copyProtection: group({
      title: 'Licence',
      description: 'Whether the app needs a licence key. None is needed when this is left out.',
      fields: {
        method: text({
          required: true,
          title: 'Who checks the licence',
          description:
            'none: nobody, the app is free to use. axis: the camera, with keys that Axis makes for the appId. custom: the app itself.',
          limits: [{ enum: ['none', 'axis', 'custom'] }],
        }),
      },
    }),
  },
});

/** A whole manifest. */
export const manifest = group({
  title: 'ACAP manifest',
  description: 'The manifest of an app for Axis cameras.',
  fields: {
    $schema: text({
      since: '1.6.0',
      title: 'Schema for the editor',
      description: 'Where an editor finds the schema of this file. It changes nothing on the camera.',
      limits: [{ format: 'uri-reference' }],
    }),
    schemaVersion: text({
      required: true,
      title: 'Version of the manifest schema',
      description:
        'The schema that this manifest follows. The newest one that the SDK knows is best; packages signed by Axis need at least 1.3, and AXIS OS 13 takes 2.x only.',
      limits: [
        { until: '1.3.1', pattern: '^1\\.(0|[1-9]\\d*)$', says: 'Two numbers, such as 1.3.' },
        {
          since: '1.3.1',
          until: '2.0.0',
          pattern: '^1\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$',
          says: 'Three numbers, such as 1.7.3.',
        },
        {
          since: '2.0.0',
          pattern: '^2\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$',
          says: 'Three numbers, such as 2.2.0.',
        },
      ],
    }),
    resources,
    acapPackageConf,
  },
});
