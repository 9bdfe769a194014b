// The report as people read it: order, line width, and no control characters from files.
import t from 'tap';
import { addOptions } from '../../src/manifest/migrate/other-files.js';
import { reportLines } from '../../src/manifest/migrate/report.js';

t.test('order and form', async (t) => {
  t.same(
    reportLines(
      [
        { action: 'note', why: 'a note without a name' },
        { action: 'dropped', from: 'MENUNAME', value: 'x', why: 'why it is so' },
        { action: 'kept', from: 'resources.dbus', to: 'resources.dbus', value: ['a'] },
        { action: 'mapped', from: 'APPNAME', to: 'acapPackageConf.setup.appName', value: 'app' },
        { action: 'defaulted', to: 'schemaVersion', value: '1.7.3' },
      ],
      80,
    ),
    [
      'mapped     APPNAME → setup.appName  "app"',
      'defaulted  schemaVersion  "1.7.3"',
      'dropped    MENUNAME  "x"',
      '             why it is so',
      'kept       resources.dbus  ["a"]',
      'note       a note without a name',
    ],
  );
  t.same(reportLines([], 80), []);
});

t.test('width', async (t) => {
  const words = 'word '.repeat(60).trim();
  for (const width of [60, 80, 100]) {
    const lines = reportLines([{ action: 'dropped', from: 'OTHERFILES', value: words, why: words }], width);
    t.ok(lines.length > 4);
    for (const line of lines) t.ok(line.length <= width, line);
    t.ok(lines[1]?.endsWith('...'), 'a long value is cut');
  }
});

t.test('texts of files cannot steer the terminal', async (t) => {
  t.same(reportLines([{ action: 'dropped', from: 'X', value: '\u001b[2J\u009b1\u007f' }], 80), [
    'dropped    X  "\\u001b[2J\\u009b1\\u007f"',
  ]);
  t.same(reportLines([{ action: 'dropped', from: 'a\u001b', why: 'of b\u0007' }], 80), [
    'dropped    a\\u001b',
    '             of b\\u0007',
  ]);
  t.equal(
    addOptions(['a', "b'c;d", '$(x)', '\u001b[2J']),
    "--add a --add 'b'\\''c;d' --add '$(x)' --add '?[2J'",
  );
});
