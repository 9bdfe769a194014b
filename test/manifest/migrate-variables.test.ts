// package.conf → manifest: variables whose values are not simply copied.
import t from 'tap';
import { convert, rows, setupOf } from './migrate-conversion.js';

t.test('architectures', async (t) => {
  for (const name of ['all', 'aarch64', 'armv7hf']) t.equal(setupOf(`APPTYPE="${name}"`).architecture, name);
  for (const name of ['armv7', 'armv6', 'mipsisa32r2el', 'lua', 'x86']) {
    const done = convert(`APPNAME="app"\nVENDOR="V"\nAPPTYPE="${name}"`);
    t.notOk('architecture' in done.manifest.acapPackageConf.setup, name);
    t.match(done.findings, [
      {
        severity: 'warning',
        code: 'migrate/platform',
        message: 'manifests do not know this platform',
        found: `APPTYPE="${name}"`,
        location: { line: 3, column: 9 },
      },
    ]);
    t.match(rows(done, 'APPTYPE'), [
      {
        action: 'dropped',
        value: name,
        why: 'no architecture of manifests; packing fills in what it builds for',
      },
    ]);
  }
  t.notOk('architecture' in setupOf('APPTYPE="all"', '1.2'));
  t.match(rows(convert('APPNAME="app"\nAPPTYPE="all"', {}, '1.2'), 'APPTYPE'), [
    { action: 'dropped', why: 'schema 1.2 has no architecture; packing decides' },
  ]);
  t.equal(setupOf('APPTYPE="all"', '1.3').architecture, 'all');
});

t.test('users', async (t) => {
  t.same(setupOf('APPUSR="me"').user, { username: 'me', group: 'sdk' });
  t.same(setupOf('APPGRP="video"').user, { username: 'sdk', group: 'video' });
  t.match(rows(convert('APPNAME="app"\nAPPUSR="me"'), 'APPGRP'), [
    { action: 'defaulted', from: 'APPUSR, APPGRP', why: 'APPGRP is missing: sdk' },
  ]);
  t.same(setupOf('', '1.0').user, { username: 'sdk', group: 'sdk' });
  t.match(rows(convert('APPNAME="app"', {}, '1.0'), 'APPUSR'), [
    { action: 'defaulted', why: 'schema 1.0 needs a user' },
  ]);
  t.notOk('user' in setupOf('', '1.1'));
  t.match(rows(convert('APPNAME="app"\nAPPUSR="sdk"\nAPPGRP="sdk"'), 'APPUSR'), [
    { action: 'mapped', why: 'remove the field for a dynamic user, which newer cameras prefer' },
  ]);
  for (const line of ['APPUSR="root"', 'APPGRP="root"'])
    t.match(rows(convert(`APPNAME="app"\n${line}`), 'APPUSR'), [
      {
        why: /^APP(GRP|USR) is missing: sdk; root is impossible from AXIS OS 12\.0 on; remove the field for a dynamic user$/,
      },
    ]);
});

t.test('versions, run modes, licences', async (t) => {
  t.equal(setupOf('APPMAJORVERSION="2"\nAPPMICROVERSION=""').version, '2.0.0');
  t.equal(
    setupOf('APPMINORVERSION="01"').version,
    '1.01.0',
    'a bad part stays: the check of the result reports it',
  );
  t.match(rows(convert('APPNAME="app"\nAPPMINORVERSION="01"'), 'APPMINORVERSION'), [
    { why: 'APPMINORVERSION is no plain number without leading zeros' },
  ]);
  t.same(
    convert('APPNAME="app"\nAPPMAJORVERSION="1"\nAPPMINORVERSION="x"').places.get(
      'acapPackageConf.setup.version',
    )?.line,
    3,
  );
  t.equal(setupOf('STARTMODE="once"').runMode, 'once');
  t.match(rows(convert('APPNAME="app"\nSTARTMODE="auto"'), 'STARTMODE'), [
    { value: 'auto', why: 'a mode of Lua apps; manifests do not have it' },
  ]);
  const licence = (value: string) =>
    convert(`APPNAME="app"\nLICENSEPAGE="${value}"`).manifest.acapPackageConf.copyProtection;
  t.same(
    [licence('none'), licence('axis'), licence('custom')],
    [undefined, { method: 'axis' }, { method: 'custom' }],
  );
  t.match(rows(convert('APPNAME="app"\nLICENSEPAGE="none"'), 'LICENSEPAGE'), [
    { action: 'mapped', value: 'none', why: 'left out: it is the default' },
  ]);
});

t.test('the vendor’s address', async (t) => {
  const of = (value: string) => setupOf(`VENDORHOMEPAGELINK=${value}`).vendorUrl;
  t.equal(of(`'<a href="http://a.example" target="_blank">www</a>'`), 'http://a.example');
  t.equal(of(`"<a href='http://a.example'>www</a>"`), 'http://a.example');
  t.equal(
    of(`'<a href="a.example">see http://b.example</a>'`),
    'a.example',
    'the href comes first, whatever it is',
  );
  t.equal(of(`"https://www.axis.com"`), 'https://www.axis.com');
  t.equal(of(`"<a href=\\"http://a.example/b\\">x</a>"`), 'http://a.example/b');
  t.equal(of(`''`), undefined);
  t.equal(of(`\\'''\\'`), undefined);
  t.match(rows(convert(`APPNAME="app"\nVENDORHOMEPAGELINK='call us'`), 'VENDORHOMEPAGELINK'), [
    { action: 'dropped', value: 'call us', why: 'no address in it' },
  ]);
});

t.test('CGI files', async (t) => {
  const missing = convert('APPNAME="app"\nVENDOR="V"\nHTTPCGIPATHS="/local/app/:app"');
  t.notOk('configuration' in missing.manifest.acapPackageConf);
  t.match(missing.findings, [
    {
      severity: 'warning',
      code: 'migrate/cgi-file-missing',
      message: 'HTTPCGIPATHS names no existing file; no CGI entries were converted',
      found: 'HTTPCGIPATHS="/local/app/:app"',
    },
  ]);
  const empty = convert('APPNAME="app"\nHTTPCGIPATHS="cgi.conf"', { cgi: '\n' });
  t.match(rows(empty, 'HTTPCGIPATHS'), [
    { action: 'dropped', why: 'the file holds no entry: the manifest gets no httpConfig' },
  ]);
  const old = convert(
    'APPNAME="app"\nHTTPCGIPATHS="cgi.conf"',
    { cgi: 'viewer /a fastCgi\nviewer /b' },
    '1.0',
  );
  t.same(old.manifest.acapPackageConf.configuration, {
    httpConfig: [{ type: 'transferCgi', name: 'b', access: 'viewer' }],
  });
  t.match(rows(old, 'cgi.conf'), [{ action: 'dropped', value: 'a', why: 'fastCgi needs schema 1.1' }]);
  t.match(rows(convert('APPNAME="app"\nHTTPCGIPATHS="cgi.conf"', { cgi: 'viewer /b' }), 'HTTPCGIPATHS'), [
    { action: 'mapped', value: '1 entry' },
  ]);
});

t.test('unknown names', async (t) => {
  const done = convert(
    'APPNAME="app"\nVENDER="V"\nCERTSETNAME=""\nGRPNAME="x"\nconstructor="y"\nappname="z"',
  );
  t.same(rows(done, 'VENDER'), [
    {
      action: 'dropped',
      from: 'VENDER',
      value: 'V',
      why: 'no variable of package.conf; did you mean VENDOR?',
    },
  ]);
  t.same(rows(done, 'CERTSETNAME'), [
    { action: 'dropped', from: 'CERTSETNAME', value: '', why: 'no variable of package.conf' },
  ]);
  t.same(
    rows(done, 'GRPNAME').map(({ why }) => why),
    ['no variable of package.conf'],
    'APPNAME is near, but set',
  );
  t.same(
    rows(done, 'constructor').map(({ why }) => why),
    ['no variable of package.conf'],
  );
  t.equal(done.manifest.acapPackageConf.setup.appName, 'app');
});

t.test('names that no schema accepts stay, with a word', async (t) => {
  const why = (name: string) => rows(convert(`APPNAME="${name}"`), 'APPNAME')[0]?.why;
  t.equal(why('a'.repeat(27)), '27 characters, schemas accept 26: choose a shorter name');
  t.equal(why('a'.repeat(26)), undefined);
  t.equal(why('my-app'), 'no name for an app: use a letter, then letters, digits and _');
});
