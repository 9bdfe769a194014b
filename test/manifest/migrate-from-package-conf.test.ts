// package.conf → manifest: where each variable goes, and what the report says of it.
import t from 'tap';
import { codesOf } from '../support/findings.js';
import { convert, rows } from './migrate-conversion.js';

const full = `PACKAGENAME="My App"
MENUNAME="Menu"
APPTYPE="armv7hf"
APPNAME="my_app"
APPID="1005"
LICENSENAME="Proprietary"
LICENSEPAGE="axis"
LICENSE_CHECK_ARGS="x"
VENDOR="V"
REQEMBDEVVERSION="2.18"
APPMAJORVERSION="4"
APPMINORVERSION="5"
APPMICROVERSION="6"
APPGRP="video"
APPUSR="me"
APPOPTS="-a b"
OTHERFILES="my_app data pre-uninstall.sh ./html lib/ data/"
SETTINGSPAGEFILE="index.html"
SETTINGSPAGETEXT="Settings"
VENDORHOMEPAGELINK='<a href="https://v.example/x" target="_blank">V</a>'
PREUPGRADESCRIPT="up.sh"
POSTINSTALLSCRIPT="post.sh"
STARTMODE="respawn"
HTTPCGIPATHS="cgi.txt"
AUTOSTART="yes"
`;

t.test('every variable', async (t) => {
  const done = convert(full, { param: 'A="1" type="int"\nB=x\n', cgi: 'viewer /get\n' });
  t.same(done.findings, []);
  t.equal(
    JSON.stringify(done.manifest),
    JSON.stringify({
      schemaVersion: '1.7.3',
      acapPackageConf: {
        setup: {
          appName: 'my_app',
          friendlyName: 'My App',
          appId: '1005',
          vendor: 'V',
          vendorUrl: 'https://v.example/x',
          architecture: 'armv7hf',
          embeddedSdkVersion: '2.18',
          user: { username: 'me', group: 'video' },
          runMode: 'respawn',
          runOptions: '-a b',
          version: '4.5.6',
        },
        installation: { postInstallScript: 'post.sh' },
        configuration: {
          settingPage: 'index.html',
          httpConfig: [{ type: 'transferCgi', name: 'get', access: 'viewer' }],
          paramConfig: [
            { name: 'A', default: '1', type: 'int' },
            { name: 'B', default: 'x', type: '' },
          ],
        },
        copyProtection: { method: 'axis' },
      },
    }),
    'values and order',
  );
  t.same(done.addFiles, ['data', 'pre-uninstall.sh']);
  t.same(rows(done, 'APPID'), [
    { action: 'mapped', from: 'APPID', to: 'acapPackageConf.setup.appId', value: '1005' },
  ]);
  t.same(done.changes.find(({ from }) => from === 'APPID')?.location, {
    file: 'package.conf',
    line: 5,
    column: 7,
  });
  t.same(rows(done, 'HTTPCGIPATHS'), [
    {
      action: 'mapped',
      from: 'HTTPCGIPATHS',
      to: 'acapPackageConf.configuration.httpConfig',
      value: '1 entry',
      why: 'of cgi.txt; packing names the file cgi.conf',
    },
  ]);
  t.same(rows(done, 'param.conf'), [
    {
      action: 'mapped',
      from: 'param.conf',
      to: 'acapPackageConf.configuration.paramConfig',
      value: '2 parameters',
      why: 'without a type, as in the file: B',
    },
  ]);
  t.same(rows(done, 'OTHERFILES'), [
    {
      action: 'dropped',
      from: 'OTHERFILES',
      value: 'my_app ./html lib/ data/',
      why: 'packed without being named',
    },
    {
      action: 'note',
      from: 'OTHERFILES',
      value: 'data pre-uninstall.sh',
      why: 'no manifest field: name them when packing, with --add',
    },
    {
      action: 'note',
      from: 'OTHERFILES',
      to: 'acapPackageConf.uninstallation.preUninstallScript',
      value: 'pre-uninstall.sh',
      why: 'if this runs before the app is removed, name it in that field instead of with --add',
    },
  ]);
  for (const [name, value, why] of [
    ['MENUNAME', 'Menu', 'cameras no longer show it'],
    ['LICENSENAME', 'Proprietary', 'packages always say "Available"'],
    ['LICENSE_CHECK_ARGS', 'x', 'manifests have no field for it'],
    ['SETTINGSPAGETEXT', 'Settings', 'manifests have no field for it'],
    ['PREUPGRADESCRIPT', 'up.sh', 'manifests have no field for it: nothing runs before an upgrade'],
    ['AUTOSTART', 'yes', 'for apps that come with the camera only'],
  ] as const)
    t.same(rows(done, name), [{ action: 'dropped', from: name, value, why }]);
});

t.test('nothing but a name', async (t) => {
  const done = convert(
    'APPNAME="app"\nAPPID=""\nAPPOPTS=""\nMENUNAME=""\nPOSTINSTALLSCRIPT=""\nLICENSEPAGE=""\n',
    { param: '# none\n' },
  );
  t.same(done.manifest, {
    schemaVersion: '1.7.3',
    acapPackageConf: { setup: { appName: 'app', vendor: '-', runMode: 'never', version: '1.0.0' } },
  });
  t.match(done.findings, [
    {
      severity: 'warning',
      code: 'migrate/vendor',
      message: 'package.conf names no vendor; the manifest says "-"',
      found: 'no VENDOR',
      location: { file: 'package.conf' },
    },
  ]);
  t.equal(done.findings.length, 1);
  t.same(
    done.changes.map(({ action, from, to, value, why }) =>
      [action, from, to?.split('.').at(-1), value, why].filter((part) => part !== undefined).join(' '),
    ),
    [
      'mapped APPNAME appName app',
      'defaulted PACKAGENAME left out: the app is shown by its appName',
      'defaulted VENDOR vendor - a manifest must name a vendor',
      'defaulted APPTYPE left out: packing fills in what it builds for',
      'defaulted REQEMBDEVVERSION left out: packages then say 2.0',
      'defaulted APPUSR, APPGRP left out: the camera makes a user for the app',
      'defaulted STARTMODE runMode never',
      'defaulted APPMAJORVERSION version 1',
      'defaulted APPMINORVERSION version 0',
      'defaulted APPMICROVERSION version 0',
      'defaulted LICENSEPAGE left out: no copy protection',
      'defaulted LICENSENAME packages always say "Available"',
    ],
  );
  t.same(await codesOf(() => convert('PACKAGENAME="x"\nAPPNAME=""\nwhat')), [
    'conf/line',
    'migrate/app-name',
  ]);
});
