// What the readers of package.conf, param.conf and CGI files say about lines that they leave out or doubt: words, file, line and column.
import t from 'tap';
import { readCgiConf } from '../../src/manifest/conf/cgi-conf.js';
import { readPackageConf } from '../../src/manifest/conf/package-conf.js';
import { readParamConf } from '../../src/manifest/conf/param-conf.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';

const told = (findings: Finding[]): string[] =>
  findings.map(
    ({ severity, code, message, location }) =>
      `${severity} ${code} ${location?.file}:${location?.line}:${location?.column} ${message}`,
  );

const packageConf = (text: string): string[] =>
  told(readPackageConf({ file: 'package.conf', text }).findings);

t.test('package.conf: lines of another form', async (t) => {
  t.same(packageConf('APPNAME="a"\n\n# c\n  what is this\n'), [
    'warning conf/line package.conf:4:3 this line is no variable; it is left out',
  ]);
  const [finding] = readPackageConf({ file: 'p', text: `X="open\u001b[31m${'y'.repeat(200)}` }).findings;
  t.equal(finding?.expected, 'NAME="value"');
  t.match(finding?.found, /^"X=\\"open\\u001b\[31my+\.\.\.$/, 'control characters are shown, not sent');
  t.equal(finding?.found?.length, 80);
  t.equal(finding?.fix, 'correct the line, or remove it');
});

t.test('package.conf: places of values, and the last of duplicates', async (t) => {
  const { variables, findings } = readPackageConf({ file: 'p', text: 'A="1"\r\n  B= "2"\nA=\'3\'' });
  t.same(Object.fromEntries(variables), {
    A: { value: '3', location: { file: 'p', line: 3, column: 3 } },
    B: { value: '2', location: { file: 'p', line: 2, column: 6 } },
  });
  t.same(told(findings), [
    'warning conf/duplicate p:3:1 A is set again; this value counts, the one of line 1 does not',
  ]);
});

t.test('package.conf: shell text is reported and stays as it stands', async (t) => {
  for (const value of ['"$(reboot)"', '"`reboot`"', '$HOME', '"a$b"'])
    t.same(packageConf(`APPOPTS=${value}`), [
      'error conf/shell-text package.conf:1:9 APPOPTS holds shell text; it is never executed and stays as it stands',
    ]);
  t.same(
    packageConf("APPOPTS='$5'"),
    [
      'warning conf/shell-text package.conf:1:9 APPOPTS holds shell text; it is never executed and stays as it stands',
    ],
    'between apostrophes a shell would not touch it',
  );
  t.equal(readPackageConf({ file: 'p', text: 'A="$(x)"' }).variables.get('A')?.value, '$(x)');
});

t.test('package.conf: what a shell would have read otherwise', async (t) => {
  t.same(packageConf('A="say "hi" x"'), [
    'warning conf/quotes package.conf:1:3 A has a quote inside, which ends the value when a shell reads it; it is kept',
  ]);
  t.same(packageConf('A="it\'s"'), []);
  t.same(packageConf('A=\'<a href="http://x">\''), []);
  t.same(packageConf('A="C:\\x"'), [
    'warning conf/backslash package.conf:1:3 A has a backslash; it is kept as it stands',
  ]);
  t.same(packageConf('A=two words'), [
    'warning conf/blanks package.conf:1:3 A has blanks but no quotes; all of it is taken',
  ]);
  t.same(packageConf("A=\\'''\\'"), [], 'the residue of old tools says nothing');
});

t.test('param.conf', async (t) => {
  const { entries, findings } = readParamConf({
    file: 'param.conf',
    text: '[General]\nt=i:1:2:3:x\nA="1"\nA="2" type="int"',
  });
  t.same(entries, [
    {
      parameter: { name: 'A', default: '2', type: 'int' },
      location: { file: 'param.conf', line: 4, column: 1 },
    },
  ]);
  t.same(told(findings), [
    'warning conf/line param.conf:1:1 this line is no parameter; it is left out',
    'warning conf/line param.conf:2:1 this line is no parameter; it is left out',
    'warning conf/duplicate param.conf:4:1 A is set again; this value counts, the one of line 3 does not',
  ]);
  t.equal(findings[0]?.expected, 'name="default" type="type"');
});

t.test('CGI files', async (t) => {
  const text = [
    'administrator //settings/get fastCgi',
    'operator\t/b\r',
    '# c',
    'viewer c',
    'anonymous /d',
    'viewer',
    'viewer /',
    'viewer /e FastCGI',
    'viewer /f fastCgi more',
    '/local/app/x',
  ].join('\n');
  const { entries, findings } = readCgiConf({ file: 'cgi.txt', text });
  t.same(
    entries.map(({ http }) => http),
    [
      { type: 'fastCgi', name: 'settings/get', access: 'admin' },
      { type: 'transferCgi', name: 'b', access: 'operator' },
      { type: 'transferCgi', name: 'c', access: 'viewer' },
    ],
  );
  t.equal(entries[2]?.location.line, 4);
  t.same(told(findings), [
    'warning conf/cgi-access cgi.txt:5:1 "anonymous" is no access level; the entry "d" is left out',
    'warning conf/line cgi.txt:6:1 this line is no CGI entry; it is left out',
    'warning conf/line cgi.txt:7:1 this line is no CGI entry; it is left out',
    'warning conf/line cgi.txt:8:1 this line is no CGI entry; it is left out',
    'warning conf/line cgi.txt:9:1 this line is no CGI entry; it is left out',
    'warning conf/line cgi.txt:10:1 this line is no CGI entry; it is left out',
  ]);
});

t.test('limits', async (t) => {
  try {
    readCgiConf({ file: 'cgi.conf', text: '\n'.repeat(10_001) });
    t.fail('it was read');
  } catch (error) {
    if (!(error instanceof AcapkitError)) throw error;
    t.match(error.findings, [
      {
        code: 'conf/too-large',
        message: 'the file has more than 10000 lines',
        location: { file: 'cgi.conf' },
      },
    ]);
  }
});
