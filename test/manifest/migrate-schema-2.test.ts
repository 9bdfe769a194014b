// A 1.x manifest to 2.x: fields that go, users and groups, D-Bus methods, and hints.
import t from 'tap';
import { checkManifest } from '../../src/manifest/check.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { type Fields, manifest, rows, upgrade } from './migrate-upgrading.js';

t.test('fields that 2.x does not have', async (t) => {
  const done = upgrade(
    manifest(
      { embeddedSdkVersion: '3.0' },
      {
        resources: {
          nexus_beta1: { enabled: true },
          linux: { user: { groups: ['audio'], conditionalGroups: ['video', 'optical'] } },
        },
      },
      { configuration: { containers: { containerHost: true } } },
    ),
  );
  t.notOk('embeddedSdkVersion' in done.value.acapPackageConf.setup);
  t.notOk('configuration' in done.value.acapPackageConf, 'nothing empty is left');
  t.same(done.value.resources, { linux: { user: { conditionalGroups: ['video'] } } });
  const dropped = done.changes
    .filter(({ action }) => action === 'dropped')
    .map(({ from, value, why, location }) => [from, value, why, location?.line]);
  t.same(dropped, [
    [
      'acapPackageConf.setup.embeddedSdkVersion',
      '3.0',
      'not in schema 2.x, which has compatibleOsVersions instead',
      25,
    ],
    ['acapPackageConf.configuration.containers', { containerHost: true }, 'not in schema 2.x', 28],
    ['resources.nexus_beta1', { enabled: true }, 'not in schema 2.x; Axis has withdrawn the interface', 4],
    ['resources.linux.user.groups', 'audio', 'no group of schema 2.x', 9],
    ['resources.linux.user.conditionalGroups', 'optical', 'no group of schema 2.x', 12],
  ]);
  const empty = upgrade(manifest({}, { resources: { dbus: {}, linux: { user: { groups: ['audio'] } } } }));
  t.notOk('resources' in empty.value, 'resources may not be empty in 2.x');
});

t.test('static users', async (t) => {
  const of = (user: unknown, resources?: Fields) =>
    upgrade(manifest({ user }, resources ? { resources } : {}));
  const moved = of({ username: 'me', group: 'video' });
  t.same(moved.value.resources, { linux: { user: { groups: ['video'] } } });
  t.same(Object.keys(moved.value), ['schemaVersion', 'resources', 'acapPackageConf']);
  t.notOk('user' in moved.value.acapPackageConf.setup);
  t.same(rows(moved, 'acapPackageConf.setup.user'), [
    {
      action: 'mapped',
      from: 'acapPackageConf.setup.user',
      to: 'resources.linux.user.groups',
      value: 'video',
      why: '2.x apps get a user of their own; user me is dropped',
    },
  ]);
  t.same(of({ username: 'sdk', group: 'sdk' }, { linux: { user: { groups: ['video'] } } }).value.resources, {
    linux: { user: { groups: ['video', 'sdk'] } },
  });
  const known = of({ username: 'sdk', group: 'video' }, { linux: { user: { groups: ['video'] } } });
  t.same(known.value.resources, { linux: { user: { groups: ['video'] } } });
  t.match(rows(known, 'acapPackageConf.setup.user'), [
    { action: 'dropped', why: '2.x apps get a user of their own' },
  ]);
  const root = of({ username: 'root', group: 'root' });
  t.notOk('resources' in root.value);
  t.match(rows(root, 'acapPackageConf.setup.user'), [
    {
      action: 'dropped',
      value: { username: 'root', group: 'root' },
      why: '2.x apps get a user of their own; root is impossible from AXIS OS 12.0 on',
    },
  ]);
  for (const odd of [null, 'sdk', { group: 7 }])
    t.notOk('user' in of(odd).value.acapPackageConf.setup, JSON.stringify(odd));
});

t.test('D-Bus methods on no list stay, with a word', async (t) => {
  const dbus = {
    requiredMethods: ['com.axis.Overlay2.*', 'com.example.X.Get'],
    conditionalMethods: ['com.axis.Certificate1.CertSet.Get'],
  };
  const done = upgrade(manifest({}, { resources: { dbus } }));
  t.same(done.value.resources, { dbus });
  t.same(rows(done, 'resources.dbus.requiredMethods'), [
    {
      action: 'kept',
      from: 'resources.dbus.requiredMethods',
      to: 'resources.dbus.requiredMethods',
      value: 'com.example.X.Get',
      why: 'on no published list for 2.x; a camera may refuse it',
    },
  ]);
  const codes = checkManifest(parseManifest(done.text, 'm')).map(({ code }) => code);
  t.ok(codes.includes('manifest/resource-not-listed'), 'the check of the result warns of it');
});

t.test('new resources are named only where the manifest gives reason', async (t) => {
  const hints = (setup: Fields, resources?: Fields) =>
    upgrade(manifest(setup, resources ? { resources } : {}))
      .changes.filter(({ to }) => /resources\.(deep|over)/.test(to ?? ''))
      .map(({ to, why }) => `${to}: ${why}`);
  t.same(hints({}), []);
  t.same(hints({ runOptions: '-d a9-dlpu-tflite' }), [
    'resources.deepLearningProcessor: 2.x apps that run a network on the DLPU name this resource; the manifest speaks of "-d a9-dlpu-tflite"',
  ]);
  t.same(hints({}, { dbus: { requiredMethods: ['com.axis.Overlay2.*'] } }), [
    'resources.overlay: 2.x apps that draw with axoverlay name this resource; the manifest speaks of "com.axis.Overlay2.*"',
  ]);
  t.same(hints({ friendlyName: 'Overlay' }, { overlay: { enabled: true, required: true } }), []);
});
