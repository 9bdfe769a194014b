// The fields of `resources`: what an app needs from the camera beyond its own folder.
import {
  type FieldEntry,
  flag,
  type GroupEntry,
  group,
  linuxGroups,
  list,
  type Span,
  text,
} from './field.js';

const method = text({
  title: 'D-Bus method',
  description: 'Interface and method, joined by dots.',
  examples: ['com.axis.HTTPConf1.VAPIXServiceAccounts1.GetCredentials'],
  limits: [
    { until: '1.5.0', pattern: '^\\w+(\\.\\w+)+$' },
    { since: '1.5.0', until: '1.6.0', pattern: '^\\w+(\\.\\w+)+(\\.\\*)?$' },
    { since: '1.6.0', pattern: '^[\\w-]+(\\.[\\w-]+)+(\\.\\*)?$', says: 'Names may hold hyphens.' },
    { since: '1.5.0', says: 'A final .* stands for every method below that name.' },
    { since: '2.0.0', says: "Axis' own schema takes only the methods on its list." },
  ],
});

const secondaryGroup = text({
  title: 'Linux group',
  description: 'Name of a group that the camera has.',
  examples: ['storage', 'video'],
  limits: [
    { until: '1.5.0', pattern: '^[a-z][a-z0-9_]*$', says: 'Lower-case letters, digits and _.' },
    {
      since: '1.5.0',
      until: '2.0.0',
      pattern: '^[a-z][a-z0-9_-]*$',
      says: 'Lower-case letters, digits, _ and -.',
    },
    { since: '2.0.0', enum: linuxGroups },
  ],
});

const dbus = group({
  title: 'D-Bus',
  description: "Methods of the camera's own services that the app calls over D-Bus.",
  fields: {
    requiredMethods: list({
      title: 'Methods the app needs',
      description: 'A camera that lacks one of these methods refuses to install the app.',
      items: [method],
    }),
    conditionalMethods: list({
      title: 'Methods the app can do without',
      description:
        'The app may call these methods where the camera has them. They never stop an installation.',
      items: [method],
    }),
  },
});

const linux = group({
  title: 'Linux',
  description: 'What the app needs from the operating system.',
  fields: {
    user: group({
      title: "The app's user",
      description:
        'Rights of the user that the camera makes for the app. Not meant together with setup.user.',
      fields: {
        groups: list({
          title: 'Groups the app needs',
          description:
            "Further groups of the app's user: each opens some devices or files, such as video for the camera's video and storage for SD cards and network shares.",
          items: [secondaryGroup],
        }),
        conditionalGroups: list({
          since: '1.8.0',
          title: 'Groups the app can do without',
          description: 'Like groups, but the app installs also where the camera has no such group.',
          items: [secondaryGroup],
        }),
      },
    }),
  },
});

/** A switch and a demand, as the deep-learning processor and the overlays have them. */
function hardware(facts: { title: string; description: string; required: string } & Span): GroupEntry {
  const { required, ...rest } = facts;
  return group({
    ...rest,
    fields: {
      enabled: flag({
        required: true,
        title: 'Use it',
        description: 'true gives the app access, false none.',
      }),
      required: flag({ required: true, title: 'Cannot do without it', description: required }),
    },
  });
}

const names = (title: string, description: string, item: string, examples: string[]): FieldEntry =>
  list({
    title,
    description,
    items: [text({ title: item, description: `One of the ${title.toLowerCase()}.`, examples })],
  });

/** The three generations of access to data that apps and the camera share have the same shape. */
function dataHub(facts: { title: string; description: string } & Span): GroupEntry {
  return group({
    ...facts,
    fields: {
      enabled: flag({ title: 'Use it', description: 'true gives the app access, false none.' }),
      accessControlList: list({
        title: 'Who may use what this app offers',
        description: 'Each entry lets some users do some operations on some topics.',
        items: [
          group({
            title: 'Permission',
            description: 'Topics, the users who may use them, and what they may do.',
            fields: {
              topics: names('Topics', 'Topics that this entry is about.', 'Topic', ['my_topic']),
              usernames: names(
                'Users',
                'Users who get the permission. The user of another app is acap- and its appName.',
                'User',
                ['acap-other_app'],
              ),
              operations: names('Operations', 'What the users may do: read or all.', 'Operation', [
                'read',
                'all',
              ]),
            },
          }),
        ],
      }),
    },
  });
}

/** `resources` stands at the top of a manifest, beside acapPackageConf. */
export const resources = group({
  since: '1.1',
  title: 'What the app needs from the camera',
  description:
    'Access to D-Bus methods, Linux groups and hardware. Stands beside acapPackageConf, not inside it.',
  limits: [{ since: '2.0.0', minProperties: 1, says: 'Leave it out rather than empty.' }],
  fields: {
    dbus,
    linux,
    nexus_beta1: dataHub({
      since: '1.9.0',
      until: '2.0.0',
      title: 'Shared data (first beta, withdrawn)',
      description:
        'Access to a beta interface that Axis has withdrawn; its C++ interface went with SDK 12.9.',
    }),
    deepLearningProcessor: hardware({
      since: '2.0.0',
      title: 'Deep-learning processor',
      description: 'Access to the DLPU, the processor that runs neural networks.',
      required:
        'true: a camera without a DLPU refuses to install the app. false: the app must cope without one.',
    }),
    overlay: hardware({
      since: '2.0.0',
      title: 'Overlays',
      description: 'Drawing on top of the video, with the axoverlay2 interface.',
      required:
        'true: the app needs a camera that can draw overlays. false: the app must cope without overlays.',
    }),
    deviceDataHub_beta2: dataHub({
      since: '2.0.0',
      title: 'Device data hub (second beta)',
      description: 'Reading and offering data on the camera, such as scene metadata, in its beta form.',
    }),
    deviceDataHub: dataHub({
      since: '2.1.0',
      title: 'Device data hub',
      description:
        'Reading data that the camera offers, such as scene metadata, and offering data to others.',
    }),
  },
});
