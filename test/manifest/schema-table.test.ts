// The rules for values, version by version: each row says in which schemas a value is legal, and is tried in all of them.
import t from 'tap';
import { schemaReleases } from '../../src/manifest/releases.js';
import { holds } from '../../src/manifest/schema-generator.js';
import type { Span } from '../../src/manifest/schema-table/field.js';
import { openSchemas } from '../../src/manifest/schemas.js';
import { manifestWith, type Path } from './table-samples.js';

const versions = schemaReleases.map(({ schema }) => schema);
const always: Span = {};
const never: Span = { since: '99.0' };
const from = (since: string, until?: string): Span => (until === undefined ? { since } : { since, until });
const before = (until: string): Span => ({ until });

const setup = (name: string): Path => ['acapPackageConf', 'setup', name];
const configuration = (name: string): Path => ['acapPackageConf', 'configuration', name];
const groups: Path = ['resources', 'linux', 'user', 'groups'];
const methods: Path = ['resources', 'dbus', 'requiredMethods'];
const tcp = (apiPath: string) => [{ apiPath, target: 'http://localhost:2001', access: 'anonymous' }];
const socket = (apiType: string) => [{ apiPath: 'api', apiType, target: '/tmp/s', access: 'admin' }];
const cgi = (type: string, access = 'admin') => [{ type, name: 'settings', access }];
const hub = {
  enabled: true,
  accessControlList: [{ topics: ['a'], usernames: ['acap-b'], operations: ['all'] }],
};
const account = (username: string, group: string) => ({ username, group });

const rows: [Path, unknown, Span][] = [
  [setup('appName'), 'a'.repeat(26), always],
  [setup('appName'), 'a'.repeat(27), never],
  [setup('appName'), 'my-app', never],
  [setup('appName'), '2fast', before('1.7.1')],
  [setup('appName'), 'a', before('1.7.1')],
  [setup('appId'), '123456', always],
  [setup('appId'), '12a', never],
  [setup('appId'), 123456, never],
  [setup('architecture'), 'all', from('1.3')],
  [setup('architecture'), 'x86_64', never],
  [setup('embeddedSdkVersion'), '3.0', before('2.0.0')],
  [setup('embeddedSdkVersion'), '3', never],
  [setup('friendlyName'), '', before('1.7.2')],
  [setup('friendlyName'), 'two\nlines', before('1.7.2')],
  [setup('friendlyName'), 'x'.repeat(256), always],
  [setup('friendlyName'), 'x'.repeat(257), before('1.7.2')],
  [setup('user'), account('sdk', 'video'), always],
  [setup('user'), account('sdk', 'plugdev'), before('2.0.0')],
  [setup('user'), account('my_user', 'sdk'), before('2.0.0')],
  [setup('user'), account('my-user', 'sdk'), from('1.7.1', '2.0.0')],
  [setup('user'), account('u'.repeat(33), 'sdk'), never],
  [setup('user'), { username: 'sdk' }, never],
  [setup('runMode'), 'once', always],
  [setup('runMode'), 'respawnOnFailure', from('1.8.0')],
  [setup('runMode'), 'always', never],
  [setup('runOptions'), '-a /b/c.d_e', always],
  [setup('runOptions'), '--a=b', from('1.3.1')],
  [setup('runOptions'), '', never],
  [setup('vendor'), 'Österreich GmbH', always],
  [setup('vendor'), "A, B & C (d)! it's?", from('1.4.0')],
  [setup('vendor'), 'a;b', from('1.7.4')],
  [setup('vendor'), 'a\nb', never],
  [setup('vendorId'), '0123abCDEF', from('2.0.0')],
  [setup('vendorId'), '0123abCDE', never],
  [setup('vendorUrl'), 'not a url', always],
  [setup('version'), '1.0.0-alpha.1+2024', always],
  [setup('version'), '1.0', never],
  [
    setup('compatibleOsVersions'),
    [
      { min: '12', max: '13' },
      { min: '11.11', max: '11.11.72' },
    ],
    from('2.0.0'),
  ],
  [setup('compatibleOsVersions'), [], never],
  [setup('compatibleOsVersions'), [{ max: '13' }], never],
  [setup('compatibleOsVersions'), [{ min: '12.x', max: '13' }], never],
  [setup('architectures'), ['all'], never],
  [['resources'], {}, from('1.1', '2.0.0')],
  [['resources', 'cpu'], {}, never],
  [groups, ['video'], from('1.1')],
  [groups, ['plug_dev'], from('1.1', '2.0.0')],
  [groups, ['plug-dev'], from('1.5.0', '2.0.0')],
  [['resources', 'linux', 'user', 'conditionalGroups'], ['gpu'], from('1.8.0')],
  [methods, ['com.axis.Some_Name1.Get'], from('1.1')],
  [methods, ['com.axis.Overlay2.*'], from('1.5.0')],
  [methods, ['com.my-company.Get'], from('1.6.0')],
  [methods, ['Get'], never],
  [['resources', 'nexus_beta1'], hub, from('1.9.0', '2.0.0')],
  [['resources', 'deviceDataHub_beta2'], hub, from('2.0.0')],
  [['resources', 'deviceDataHub'], hub, from('2.1.0')],
  [['resources', 'overlay'], { enabled: true }, never],
  [['resources', 'deepLearningProcessor'], { enabled: true, required: false }, from('2.0.0')],
  [['acapPackageConf', 'installation'], { postInstallScript: 'post-install.sh' }, always],
  [['acapPackageConf', 'installation'], { postInstallScript: 'bin/post.sh' }, never],
  [['acapPackageConf', 'uninstallation'], { preUninstallScript: 'pre.sh' }, from('1.2')],
  [configuration('settingPage'), 'index.html', always],
  [configuration('settingPage'), 'html/index.html', never],
  [configuration('settingsPage'), 'index.html', never],
  [configuration('httpConfig'), cgi('transferCgi', 'viewer'), always],
  [configuration('httpConfig'), cgi('fastCgi'), from('1.1')],
  [configuration('httpConfig'), cgi('fastCgi', 'anonymous'), never],
  [configuration('httpConfig'), [{ type: 'directory', access: 'viewer' }], from('1.5.0')],
  [configuration('httpConfig'), cgi('directory'), never],
  [configuration('paramConfig'), [{ name: 'no rule here', default: '', type: '' }], always],
  [configuration('paramConfig'), [{ name: 'A', default: 1, type: 'int' }], never],
  [configuration('reverseProxy'), tcp('api/v1'), from('1.5.0')],
  [configuration('reverseProxy'), tcp('a$b\\c'), from('1.6.0')],
  [configuration('reverseProxy'), tcp('a'), from('1.7.3')],
  [configuration('reverseProxy'), tcp('/api'), never],
  [configuration('reverseProxy'), socket('fcgi'), from('1.5.0')],
  [configuration('reverseProxy'), socket('ftp'), never],
  [configuration('containers'), { containerHost: true, createDockerSymlinks: false }, from('1.7.0', '2.0.0')],
  [['acapPackageConf', 'copyProtection'], { method: 'custom' }, always],
  [['acapPackageConf', 'copyProtection'], { method: 'axis' }, before('1.8.0')],
  [['acapPackageConf', 'copyProtection'], { method: 'none', customOptions: 'x' }, never],
  [['$schema'], 'https://example.com/manifest-v1.6.0.json', from('1.6.0')],
  [['schemaVersion'], '1.2', before('1.3.1')],
  [['schemaVersion'], '1.10.0', from('1.3.1', '2.0.0')],
  [['schemaVersion'], '2.2.0', from('2.0.0')],
  [['schemaVersion'], '2.02.0', never],
  [['unexpectedField'], 1, never],
];

const accepts = (version: string, value: unknown): boolean =>
  openSchemas().validator(version)?.(value) === true;

for (const [path, value, span] of rows) {
  t.test(`${path.join('.')} ${JSON.stringify(value).slice(0, 60)}`, async (t) => {
    const accepted = versions.filter((version) => accepts(version, manifestWith(version, path, value)));
    t.same(
      accepted,
      versions.filter((version) => holds(span, version)),
    );
  });
}

t.test('an Axis licence with an appId is legal in every version', async (t) => {
  for (const version of versions) {
    const value = manifestWith(version, ['acapPackageConf', 'copyProtection'], { method: 'axis' }) as {
      acapPackageConf: { setup: object };
    };
    Object.assign(value.acapPackageConf.setup, { appId: '1' });
    t.ok(accepts(version, value), version);
  }
});

t.test('required fields', async (t) => {
  const required: [string, Span][] = [
    ['appName', always],
    ['runMode', always],
    ['vendor', always],
    ['version', always],
    ['user', before('1.1')],
    ['architecture', from('2.0.0')],
    ['vendorId', from('2.0.0')],
    ['compatibleOsVersions', from('2.0.0')],
    ['friendlyName', never],
  ];
  for (const [name, span] of required) {
    const refused = versions.filter(
      (version) => !accepts(version, manifestWith(version, setup(name), undefined)),
    );
    t.same(
      refused,
      versions.filter((version) => holds(span, version)),
      name,
    );
  }
});
