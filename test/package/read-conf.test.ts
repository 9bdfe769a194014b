// package.conf and param.conf of packages: what fits is read, the rest is left out, and no text can break the readers.
import fc from 'fast-check';
import t from 'tap';
import { parsePackageConf, parseParamConf } from '../../src/package/read-conf.js';
import { codesOf } from '../support/findings.js';

t.test('package.conf', async (t) => {
  const text = [
    '\uFEFFAPPNAME="app"\r',
    'VENDOR=\'A "quoted" name\'',
    'STARTMODE=respawn',
    "VENDORHOMEPAGELINK=\\'''\\'",
    '  # comment',
    '',
    'OTHERFILES="a b" # why',
    'APPID = "1"',
    'MENUNAME="open',
    'VERSION="1"2',
    'APPNAME="last"',
    '__proto__="x"',
    'APPOPTS="-x"',
  ].join('\n');
  const conf = parsePackageConf(text);
  t.same(
    { ...conf },
    Object.assign(JSON.parse('{"__proto__":"x"}'), {
      APPNAME: 'last',
      VENDOR: 'A "quoted" name',
      STARTMODE: 'respawn',
      VENDORHOMEPAGELINK: '',
      OTHERFILES: 'a b',
      APPOPTS: '-x',
    }),
  );
  t.equal(Object.getPrototypeOf(conf), null, 'no name can reach a prototype');
  t.same({ ...parsePackageConf('') }, {});
});

t.test('param.conf', async (t) => {
  const cases: [string, [string, string, string][]][] = [
    ['A="x" type="string"', [['A', 'x', 'string']]],
    ['A = "no" type = "enum:no|No, yes|Yes"\r', [['A', 'no', 'enum:no|No, yes|Yes']]],
    ["A='x' type='string'", [['A', 'x', 'string']]],
    ['A=x', [['A', 'x', '']]],
    ['A=two words', [['A', 'two words', '']]],
    ['A=', [['A', '', '']]],
    ['A=x type=bool:no,yes', [['A', 'x', 'bool:no,yes']]],
    ['A="x"', [['A', 'x', '']]],
    ['A="a"b" type="string"', [['A', 'a"b', 'string']]],
    ['A="a" type="b" type="string"', [['A', 'a" type="b', 'string']]],
    ['A=" " type=""', [['A', ' ', '']]],
    [
      'A="1"\n\n# c\nB="2"\nA="3"',
      [
        ['A', '3', ''],
        ['B', '2', ''],
      ],
    ],
    ['[General]\nA=x\nB="y"', [['B', 'y', '']]],
    ['A=i:30:70:45:Threshold (%)', []],
    ['A="x', []],
    ['A="x" y', []],
    ['A="x" type=a b', []],
    ['="x"', []],
    ['A', []],
  ];
  for (const [text, expected] of cases)
    t.same(
      parseParamConf(text).map((each) => [each.name, each.default, each.type]),
      expected,
      JSON.stringify(text),
    );
});

t.test('limits', async (t) => {
  const full = 'A="x"\n'.repeat(10_000);
  t.equal(parseParamConf(full).length, 1);
  t.same(await codesOf(() => parseParamConf(`${full}A="x"\n`)), ['conf/too-large']);
  t.same(await codesOf(() => parsePackageConf('x'.repeat(2 ** 20))), []);
  t.same(await codesOf(() => parsePackageConf('x'.repeat(2 ** 20 + 1))), ['conf/too-large']);
});

t.test('the time for a line grows with its length only', async (t) => {
  const long = 2 ** 20 - 100;
  const lines = [
    `A=${' '.repeat(long)}x`,
    `A="${'"'.repeat(long)}`,
    `A="${'" type='.repeat(long / 7)}`,
    `A=${' type='.repeat(long / 6)}`,
    `A="x"${' '.repeat(long)}type=`,
    `A="${`" type='`.repeat(long / 8)}`,
    ' '.repeat(long),
    `A='${' #'.repeat(long / 2)}`,
  ];
  for (const line of lines) {
    const started = performance.now();
    parseParamConf(line);
    parsePackageConf(line);
    t.ok(performance.now() - started < 3000, `${line.slice(0, 12)}… of ${line.length} characters`);
  }
});

t.test('no text makes the readers fail', async () => {
  const piece = fc.constantFrom(
    'A',
    '=',
    '"',
    "'",
    '\\',
    ' ',
    '\t',
    '\r',
    '\n',
    '#',
    'type',
    '[',
    ']',
    '$(',
    '`',
    '\0',
    'é',
    ':',
    '1',
    '\u2028',
  );
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(noise, (text) => {
      for (const value of Object.values(parsePackageConf(text))) if (typeof value !== 'string') return false;
      return parseParamConf(text).every(
        (each) => each.name !== '' && typeof each.default === 'string' && typeof each.type === 'string',
      );
    }),
    { numRuns: 2000 },
  );
});
