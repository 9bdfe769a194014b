// The fields of `acapPackageConf.configuration`: parameters of the app and how it is reached over the web.
import { flag, group, list, type TextEntry, text } from './field.js';

const access = (roles: readonly string[], description: string): TextEntry =>
  text({ required: true, title: 'Who may use it', description, limits: [{ enum: roles }] });

const userAccess = access(
  ['admin', 'operator', 'viewer'],
  'The lowest role that may: admin, operator or viewer. The camera asks for a login.',
);

const proxyAccess = access(
  ['admin', 'operator', 'viewer', 'anonymous'],
  'The lowest role that may: admin, operator or viewer; anonymous: everyone, without a login.',
);

const cgi = group({
  title: 'CGI',
  description: 'A web address that the app answers itself.',
  fields: {
    type: text({
      required: true,
      title: 'Kind of CGI',
      description: "transferCgi: handed to the app by the camera's web server, the kind of ACAP 3.",
      limits: [
        { enum: ['transferCgi'] },
        { since: '1.1', enum: ['fastCgi'], says: 'fastCgi: the app is a FastCGI server.' },
      ],
    }),
    name: text({
      required: true,
      title: 'Address',
      description:
        'Last part of the web address: /local/<appName>/<name>. Letters, digits, _ / . and -; slashes at the start do not count.',
      examples: ['settings', 'example.cgi'],
      limits: [{ pattern: '^[\\w/\\.-]+$' }],
    }),
    access: userAccess,
  },
});

const directory = group({
  since: '1.5.0',
  title: 'Access to html/',
  description: 'Who may open the pages in the folder html/. Without such an entry: admin.',
  fields: {
    type: text({
      required: true,
      title: 'Kind of entry',
      description: 'directory: the entry is about the folder html/, not about a CGI.',
      limits: [{ enum: ['directory'] }],
    }),
    access: userAccess,
  },
});

const parameter = group({
  title: 'Parameter',
  description:
    'A setting that the camera keeps for the app as root.<AppName>.<name>. One that a new version no longer has stays on cameras that upgrade.',
  fields: {
    name: text({
      required: true,
      title: 'Name',
      description:
        'A camera takes only letters, digits and _, first a letter, at most 32 characters; else it refuses the app.',
      examples: ['Port'],
    }),
    default: text({
      required: true,
      title: 'First value',
      description: 'Value after the first installation, always as a string.',
      examples: ['8080', 'yes'],
    }),
    type: text({
      required: true,
      title: 'Type',
      description:
        'string, string:maxlen=64, password, int:min=0;max=9, bool:no,yes (the first is off) or enum:a|Name of a,b|Name of b. A prefix hidden:, readonly: or nosync: is allowed.',
      examples: ['string', 'int:min=1024;max=65535', 'bool:no,yes', 'enum:low|Low,high|High'],
    }),
  },
});

const apiPath = text({
  required: true,
  title: 'Address',
  description:
    'Part of the web address after /local/<appName>/. The app gets the whole path, with /local/<appName>/ in front.',
  examples: ['api'],
  limits: [
    {
      until: '1.6.0',
      pattern: '^[\\w\\-.+*?(){}\\[\\]][\\w\\-.+*?(){}\\[\\]/]+$',
      says: 'Letters, digits and _ - . + * ? ( ) { } [ ], after the first also /.',
    },
    {
      since: '1.6.0',
      until: '1.7.3',
      pattern: '^[\\w\\-.+*?$(){}\\[\\]\\\\][\\w\\-.+*?$(){}\\[\\]\\\\/]+$',
    },
    {
      since: '1.7.3',
      pattern: '^[\\w\\-.+*?$(){}\\[\\]\\\\][\\w\\-.+*?$(){}\\[\\]\\\\/]*$',
    },
    { since: '1.6.0', says: 'Letters, digits and _ - . + * ? $ ( ) { } [ ] \\, after the first also /.' },
    { until: '1.7.3', says: 'At least two characters.' },
  ],
});

const socketProxy = group({
  title: 'Unix socket',
  description: 'Requests go to a socket file that the app listens on.',
  fields: {
    apiPath,
    apiType: text({
      required: true,
      title: 'Protocol',
      description: 'What is spoken on the socket: http, ws (WebSocket) or fcgi (FastCGI).',
      limits: [{ enum: ['http', 'ws', 'fcgi'] }],
    }),
    target: text({
      required: true,
      title: 'Socket',
      description: 'Path of the socket file on the camera.',
      examples: ['/tmp/my_app.sock'],
    }),
    access: proxyAccess,
  },
});

const tcpProxy = group({
  title: 'TCP port',
  description: 'Requests go to a port of the camera itself that the app listens on.',
  fields: {
    apiPath,
    target: text({
      required: true,
      title: 'Server',
      description:
        'Address of the server in the app: http or ws (WebSocket) with port, or a FastCGI address.',
      examples: ['http://localhost:2001'],
    }),
    access: proxyAccess,
  },
});

const containers = group({
  since: '1.7.0',
  until: '2.0.0',
  title: 'Containers',
  description: 'What an app that runs containers needs from the camera.',
  fields: {
    containerHost: flag({
      title: 'Container engine',
      description: 'true: the app runs containers. The camera prepares for that before it starts the app.',
    }),
    createDockerSymlinks: flag({
      title: 'Links for Docker',
      description:
        'true: the camera makes links to the Docker commands in the package, in the usual places of the system.',
    }),
  },
});

/** `acapPackageConf.configuration`. */
export const configuration = group({
  title: 'Parameters and web access',
  description: 'Settings that the camera keeps for the app, and how the app is reached over the web.',
  fields: {
    settingPage: text({
      title: 'Settings page',
      description:
        "File in the folder html/ that the app's Open button shows. A file name only, no path; without it there is no button.",
      examples: ['index.html'],
      limits: [{ pattern: '^[\\w\\.-]+$', says: 'Letters, digits, _ . and -.' }],
    }),
    httpConfig: list({
      title: 'CGIs and access to html/',
      description: 'Web addresses that the app answers as a CGI.',
      limits: [{ since: '1.5.0', says: 'Also who may open the pages in html/.' }],
      items: [cgi, directory],
    }),
    paramConfig: list({
      title: 'Parameters',
      description:
        "Settings that the camera keeps for the app. The app reads them with axparameter, users over the camera's param.cgi.",
      items: [parameter],
    }),
    reverseProxy: list({
      since: '1.5.0',
      title: 'Reverse proxy',
      description:
        "Web addresses that the camera's web server hands on to a server in the app, after checking the login.",
      items: [socketProxy, tcpProxy],
    }),
    containers,
  },
});
