// The set of schemas: which version a text means, and official files from a folder before acapkit's own.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { schemaReleases } from '../../src/manifest/releases.js';
import {
  nearestSchemaVersion,
  openSchemas,
  schemaValidator,
  schemaVersions,
} from '../../src/manifest/schemas.js';
import { compareVersions } from '../../src/manifest/versions.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';

function findingsOf(work: () => unknown): Finding[] {
  try {
    work();
  } catch (error) {
    if (error instanceof AcapkitError) return error.findings;
    throw error;
  }
  return [];
}

t.test('the default set', async (t) => {
  const schemas = openSchemas();
  t.equal(openSchemas(), schemas, 'is always the same');
  t.same(
    schemas.versions,
    schemaReleases.map(({ schema }) => schema),
  );
  t.same([...schemas.versions].sort(compareVersions), schemas.versions, 'oldest first');
  t.same(schemaVersions(), schemas.versions);
  schemaVersions().pop();
  t.equal(schemas.versions.length, 20, 'a caller cannot change it');
  const validator = schemas.validator('2.2.0');
  t.equal(schemas.validator('2.2.0'), validator, 'compiled once');
  t.equal(schemaValidator('2.2.0'), validator);
  t.equal(schemas.officialFile('2.2.0'), undefined);
  t.equal(schemas.newestOf('1'), '1.11.0');
  t.equal(schemas.newestOf('2'), '2.2.0');
  t.equal(schemas.newestOf('3'), undefined);
});

t.test('all errors at once, with the pattern as the schema has it', async (t) => {
  const validator = schemaValidator('1.7.3');
  t.notOk(validator?.({ schemaVersion: '1.7.3', acapPackageConf: { setup: { vendor: 'a;b' } } }));
  const errors = validator?.errors ?? [];
  t.same(errors.map(({ keyword }) => keyword).sort(), ['pattern', 'required', 'required', 'required']);
  const pattern = errors.find(({ keyword }) => keyword === 'pattern');
  t.match(pattern, {
    data: 'a;b',
    params: { pattern: "^[\\w /(),.!?&'-]+$" },
    parentSchema: { title: String },
  });
});

t.test('the nearest version', async (t) => {
  const cases: Record<string, string> = {
    '1.9.5': '1.9.0',
    '1.10.3': '1.10.0',
    '1.3.0': '1.3',
    '1.12.0': '1.11.0',
    '1': '1.0',
    '2.9.9': '2.2.0',
    '3.0.0': '2.2.0',
    '0.1': '1.0',
    '1.7': '1.7.0',
    'v1.7.3\n': '1.7.3',
    newest: '2.2.0',
    '': '2.2.0',
  };
  for (const [text, nearest] of Object.entries(cases)) t.equal(nearestSchemaVersion(text), nearest, text);
  t.equal(nearestSchemaVersion('9'.repeat(1e6)), '2.2.0');
  t.equal(nearestSchemaVersion(Object.create(null) as string), '2.2.0');
});

t.test('what a manifest may call a version', async (t) => {
  const { resolve, validator } = openSchemas();
  for (const known of schemaVersions()) t.equal(resolve(known), known);
  t.equal(resolve('1.5'), '1.5.0');
  t.equal(resolve('1.10'), '1.10.0');
  t.equal(resolve('2.0'), '2.0.0');
  const strange = [
    '1.4',
    '1.3.0',
    '1.12',
    '1',
    '1.5\n',
    ' 1.5',
    '01.5',
    '1.5.',
    '1.5.0.0',
    '__proto__',
    'constructor',
  ];
  for (const text of [...strange, '', '1.'.repeat(1e5), `1.${'5'.repeat(1e6)}`]) {
    t.equal(resolve(text), undefined, text.slice(0, 20));
    t.equal(validator(text), undefined);
  }
  for (const value of [1.5, 2, null, undefined, ['1.5'], { toString: () => '1.5' }, Number.NaN])
    t.equal(resolve(value as string), undefined);
});

const id = 'http://example.com/schema.json';
const official = (version: string, properties: object = {}) =>
  JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: id,
    type: 'object',
    'x-unknown-keyword': true,
    properties: {
      schemaVersion: { const: version },
      $schema: { type: 'string', format: 'uri' },
      ...properties,
    },
    required: ['schemaVersion'],
  });

t.test('official files come first', async (t) => {
  const directory = t.testdir({
    'application-manifest-schema-v1.7.0.json': official('1.7.0', {
      runOptions: { type: 'string', pattern: '^[\\w /\\.\\=-]+$' },
      vendor: { type: 'string', pattern: "^[\\w /\\-\\(\\),\\.\\!\\?&']+$" },
    }),
    'manifest-v1.3.json': `\uFEFF${official('1.3')}`,
    v1: { 'application-manifest-schema-v1.7.0.json': official('not this one') },
    v2: { 'application-manifest-schema-v2.3.0.json': official('2.3.0'), 'notes.txt': 'x' },
    'manifest-v1.json': 'not a version',
    'manifest-v1.7.0.json': official('nor this one'),
    'manifest-v1.8.0-beta.json': 'nor this',
  });
  const schemas = openSchemas(directory);
  t.same(schemas.versions, [...schemaVersions(), '2.3.0']);
  t.equal(schemas.newestOf('2'), '2.3.0');
  t.equal(schemas.resolve('2.3'), '2.3.0');
  t.equal(schemas.nearest('2.4.0'), '2.3.0');
  t.equal(schemas.officialFile('1.7.0'), path.join(directory, 'application-manifest-schema-v1.7.0.json'));
  t.equal(
    schemas.officialFile('2.3.0'),
    path.join(directory, 'v2', 'application-manifest-schema-v2.3.0.json'),
  );
  t.equal(schemas.officialFile('2.2.0'), undefined);
  t.equal(schemas.validator('2.2.0'), schemaValidator('2.2.0'), 'shared with the default set');

  const validator = schemas.validator('1.7.0');
  const good = { schemaVersion: '1.7.0', runOptions: '-a=b', vendor: 'Ö & Söhne!', $schema: 'no uri' };
  t.ok(validator?.(good), 'patterns are translated, formats not asserted');
  t.notOk(validator?.({ ...good, runOptions: 'a!', vendor: 'a;b' }));
  t.equal(validator?.errors?.length, 2);
  t.ok(schemas.validator('2.3.0')?.({ schemaVersion: '2.3.0' }), 'the same $id in two files');
  t.ok(schemas.validator('1.3')?.({ schemaVersion: '1.3' }), 'a byte order mark does not matter');
  t.ok(openSchemas(directory).validator('1.7.0')?.(good), 'nor in two sets');
  t.notOk(openSchemas().resolve('2.3.0'), 'the default set does not change');
});

t.test('a folder without schemas', async (t) => {
  const directory = t.testdir({ empty: {}, file: 'x', strange: { v1: 'a file', 'manifest.json': '{}' } });
  for (const [name, reason] of Object.entries({
    missing: /does not exist/,
    file: /not a folder/,
    empty: /no file has such a name/,
    strange: /no file has such a name/,
  })) {
    const folder = path.join(directory, name);
    t.match(
      findingsOf(() => openSchemas(folder)),
      [
        {
          code: 'manifest/schema-dir',
          message: reason,
          location: { file: folder },
          expected: /application-manifest-schema-v<version>\.json/,
          fix: /axis-acap-manifest-tools/,
        },
      ],
    );
  }
});

t.test('too many files', async (t) => {
  const directory = t.testdir({});
  for (let index = 0; index <= 200; index++)
    writeFileSync(path.join(directory, `manifest-v3.${index}.0.json`), '{}');
  t.match(
    findingsOf(() => openSchemas(directory)),
    [{ code: 'manifest/schema-dir', found: /more than 200/ }],
  );
});

t.test('unreadable files are all named at once', async (t) => {
  const directory = t.testdir({
    'manifest-v3.0.0.json': '{\n  "type": "object",\n  "oops" }',
    'manifest-v3.1.0.json': '[]',
    'manifest-v3.2.0.json': '',
    'manifest-v3.3.0.json': official('3.3.0'),
    'manifest-v3.4.0.json': `"${'x'.repeat(4 * 1024 * 1024)}"`,
    'manifest-v3.6.0.json': t.fixture('symlink', 'nowhere'),
    'manifest-v3.7.0.json': '['.repeat(1e6),
  });
  mkdirSync(path.join(directory, 'manifest-v3.5.0.json'));
  const findings = findingsOf(() => openSchemas(directory));
  const file = (minor: number) => path.join(directory, `manifest-v3.${minor}.0.json`);
  t.match(findings, [
    { message: /is not JSON/, location: { file: file(0), line: 3, column: 10 } },
    { message: /not a JSON object/, location: { file: file(1) } },
    { message: /is not JSON/, location: { file: file(2), line: 1, column: 1 } },
    { message: /4194306 bytes, at most 4194304/, location: { file: file(4) } },
    { message: /not a file/, location: { file: file(5) } },
    { message: /does not exist/, location: { file: file(6) } },
    { message: /is not JSON/, location: { file: file(7) } },
  ]);
  t.equal(findings.length, 7);
  for (const finding of findings) t.match(finding, { code: 'manifest/schema-file', fix: /remove it/ });
});

t.test('a file that does not compile is named when it is needed', async (t) => {
  const schemas = openSchemas(
    t.testdir({
      'manifest-v3.0.0.json': JSON.stringify({ properties: { a: { pattern: '(' } } }),
      'manifest-v3.1.0.json': JSON.stringify({ type: 'strin' }),
      'manifest-v3.2.0.json': JSON.stringify({ $ref: 'http://example.com/other.json' }),
      'manifest-v3.3.0.json': JSON.stringify({ $async: true, type: 'object' }),
      'manifest-v3.4.0.json': JSON.stringify({ $schema: 'http://json-schema.org/draft-04/schema#' }),
      'manifest-v3.5.0.json': official('3.5.0'),
    }),
  );
  const reasons = [/Invalid regular expression/, /type/, /can't resolve reference/, /\$async/, /draft-04/];
  for (const [minor, reason] of reasons.entries()) {
    const version = `3.${minor}.0`;
    const findings = findingsOf(() => schemas.validator(version));
    t.match(findings, [
      {
        code: 'manifest/schema-file',
        message: reason,
        location: { file: schemas.officialFile(version) },
        fix: /copy/,
      },
    ]);
  }
  t.ok(schemas.validator('3.5.0')?.({ schemaVersion: '3.5.0' }), 'others still work');
});
