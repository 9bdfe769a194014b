// The schemas that the table of fields gives: equal to the facts, right at every border between two versions, and useful in an editor.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import t from 'tap';
import { pythonRegExp } from '../../src/manifest/python-pattern.js';
import { schemaReleases } from '../../src/manifest/releases.js';
import { type JsonSchema, manifestSchema, schemaFiles } from '../../src/manifest/schema-generator.js';
import type { FieldEntry } from '../../src/manifest/schema-table/field.js';
import { manifest } from '../../src/manifest/schema-table/top-level.js';
import { openSchemas } from '../../src/manifest/schemas.js';
import { atLeast } from '../../src/manifest/versions.js';
import { packagePath } from '../../src/support/package-root.js';
import { specPath } from '../support/vectors.js';
import { manifestWith, type Path, sample } from './table-samples.js';

const versions = schemaReleases.map(({ schema }) => schema);
const accepts = (version: string, value: unknown): boolean =>
  openSchemas().validator(version)?.(value) === true;

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const annotations = [
  'title',
  'description',
  '$comment',
  '$id',
  'examples',
  'default',
  'markdownDescription',
  'format',
];

/** A schema without what does not decide. The keys of `properties` are names of fields, so `title` may be one. */
function bare(schema: unknown, names = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => bare(item));
  if (!isObject(schema)) return schema;
  const kept = Object.entries(schema).filter(([key]) => names || !annotations.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'required' && Array.isArray(value) ? [...value].sort() : bare(value, key === 'properties'),
    ]),
  );
}

const facts = specPath('packaging', 'schemas');
t.test(
  'the schemas equal those of the facts, but for annotations',
  { skip: facts ? false : 'they are not beside this checkout' },
  async (t) => {
    for (const version of versions) {
      const text = readFileSync(`${facts}/manifest-v${version}.json`, 'utf8');
      t.strictSame(bare(manifestSchema(version)), bare(JSON.parse(text)), version);
    }
  },
);

t.test('the schemas folder holds what the table gives', async (t) => {
  const files = schemaFiles();
  t.equal(files.length, 20);
  for (const { name, text } of files)
    t.ok(readFileSync(packagePath('schemas', name), 'utf8') === text, `${name}; else: npm run generate`);
  const present = readdirSync(packagePath('schemas')).filter((name) => name.endsWith('.json'));
  t.same(present.sort(), files.map(({ name }) => name).sort(), 'no other files');
});

t.test('the page about the schemas has a row for every version', async (t) => {
  const page = readFileSync(packagePath('schemas', 'README.md'), 'utf8');
  for (const version of versions) t.ok(page.includes(`| ${version} |`), version);
});

t.test('every version compiles in strict mode, without a warning', async (t) => {
  for (const version of versions) {
    const said: unknown[] = [];
    const say = (...words: unknown[]) => said.push(...words);
    const ajv = new Ajv({
      strict: true,
      validateFormats: false,
      code: { regExp: pythonRegExp },
      logger: { log: say, warn: say, error: say },
    });
    t.equal(typeof ajv.compile(manifestSchema(version)), 'function', version);
    t.same(said, [], version);
  }
});

/** All fields of a schema with their paths; `if` and `then` declare none. */
function* fieldsOf(schema: JsonSchema, path = ''): Generator<[string, JsonSchema]> {
  for (const [name, field] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
    yield [`${path}/${name}`, field];
    yield* fieldsOf(field, `${path}/${name}`);
  }
  const items = schema.items as JsonSchema | undefined;
  const shapes = (items?.anyOf ?? (items ? [items] : [])) as JsonSchema[];
  for (const [index, shape] of shapes.entries()) {
    yield [`${path}[${index}]`, shape];
    yield* fieldsOf(shape, `${path}[${index}]`);
  }
}

t.test('every field has a heading and an explanation', async (t) => {
  for (const version of versions) {
    const schema = manifestSchema(version);
    t.match(schema, { title: `ACAP manifest ${version}`, $comment: /not the official file/ });
    const fields = [...fieldsOf(schema)];
    t.ok(fields.length > 25);
    for (const [path, { title, description }] of fields) {
      if (typeof title !== 'string' || !/^[A-Z].{1,40}[^.]$/.test(title)) t.fail(`${version} ${path}: title`);
      if (typeof description !== 'string' || !/^[\S].{8,}\.$/.test(description))
        t.fail(`${version} ${path}: description`);
    }
  }
});

t.test('every example is legal where it is shown', async (t) => {
  const ajv = new Ajv({ validateFormats: false, code: { regExp: pythonRegExp } });
  let examples = 0;
  for (const version of versions) {
    for (const [path, field] of fieldsOf(manifestSchema(version))) {
      for (const example of (field.examples ?? []) as unknown[]) {
        examples++;
        if (!ajv.validate(field, example)) t.fail(`${version} ${path}: ${JSON.stringify(example)}`);
      }
    }
  }
  t.ok(examples > 200);
});

t.test('a manifest of the required fields alone is accepted', async (t) => {
  for (const version of versions) {
    const value = sample(manifest, version) as object;
    t.ok(accepts(version, { ...value, schemaVersion: version }), version);
  }
});

/** Every entry of the table with its path: names of fields, numbers of item shapes. */
function* entriesOf(entry: FieldEntry, path: Path = []): Generator<[Path, FieldEntry]> {
  const inner: [string | number, FieldEntry][] =
    entry.type === 'object'
      ? Object.entries(entry.fields)
      : entry.type === 'array'
        ? [...entry.items.entries()]
        : [];
  for (const [name, child] of inner) {
    yield [[...path, name], child];
    yield* entriesOf(child, [...path, name]);
  }
}

t.test('a field is accepted from its first version until its last, and in no other', async (t) => {
  const bounded = [...entriesOf(manifest)].filter(([, { since, until }]) => since ?? until);
  t.ok(bounded.length >= 15, `${bounded.length} fields came or went`);
  for (const [path, entry] of bounded) {
    const first = entry.since ?? '1.0';
    for (const version of versions) {
      const lives = atLeast(version, first) && (entry.until === undefined || !atLeast(version, entry.until));
      const value = sample(entry, lives ? version : first);
      t.equal(accepts(version, manifestWith(version, path, value)), lives, `${path.join('.')} in ${version}`);
    }
  }
});

t.test('an unknown version is refused', async (t) => {
  for (const version of ['1.9.5', '', '__proto__', '1.0\n'])
    t.throws(
      () => manifestSchema(version),
      { message: /there is no manifest schema/ },
      JSON.stringify(version),
    );
});
