// Edits of a manifest's text: only the touched places change, whatever the author's style.
import fc from 'fast-check';
import t from 'tap';
import type { JsonPath } from '../../src/manifest/json-path.js';
import { ManifestText } from '../../src/manifest/manifest-text.js';

function edited(text: string, ...edits: ((edit: ManifestText) => void)[]): string {
  const edit = new ManifestText(text);
  for (const change of edits) change(edit);
  return edit.text;
}

const set = (path: JsonPath, value: unknown, after?: string) => (edit: ManifestText) =>
  edit.set(path, value, after);
const remove =
  (...path: JsonPath) =>
  (edit: ManifestText) =>
    edit.remove(path);

t.test('removing', async (t) => {
  t.equal(edited('{\n  "a": 1,\n  "b": [1, 2],\n  "c": 3\n}\n', remove('b')), '{\n  "a": 1,\n  "c": 3\n}\n');
  t.equal(edited('{\n  "a": 1,\n  "b": 2\n}\n', remove('a')), '{\n  "b": 2\n}\n');
  t.equal(edited('{\n  "a": 1,\n  "b": 2\n}', remove('b')), '{\n  "a": 1\n}');
  t.equal(edited('{\n  "a": { "x": 1 }\n}', remove('a', 'x')), '{\n  "a": {}\n}');
  t.equal(edited('{"a":1}', remove('b'), remove('a', 'x')), '{"a":1}', 'what is not there');
});

t.test('adding', async (t) => {
  t.equal(
    edited('{\n    "a": ["x"],\n    "b": 2\n}\n', set(['n'], { x: ['y'] }, 'a')),
    '{\n    "a": ["x"],\n    "n": {\n        "x": [\n            "y"\n        ]\n    },\n    "b": 2\n}\n',
  );
  t.equal(
    edited('{\n\t"a": {\n\t\t"b": 1\n\t}\n}', set(['a', 'c', 'd'], 'é')),
    '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": {\n\t\t\t"d": "é"\n\t\t}\n\t}\n}',
  );
  t.equal(
    edited('{\r\n  "a": {}\r\n}\r\n', set(['a', 'b'], 1)),
    '{\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}\r\n',
  );
  t.equal(edited('{"a":1,"b":2}', set(['c'], ['x', 'y'], 'a')), '{"a":1, "c": ["x", "y"],"b":2}');
  t.equal(edited('{}', set(['c'], 1)), '{"c": 1}');
  t.equal(edited('{\n  "a": { "b": 1 }\n}', set(['a', 'c'], 2)), '{\n  "a": { "b": 1, "c": 2 }\n}');
  t.equal(edited('{"a":[]}', set(['a', 'b'], 1)), '{"a":[]}', 'no part of a path is replaced');
});

t.test('replacing', async (t) => {
  t.equal(edited('{\n  "a": ["x", "y"],\n  "b": 1\n}', set(['a'], ['x'])), '{\n  "a": ["x"],\n  "b": 1\n}');
  t.equal(
    edited('{\n  "a": [\n    "x",\n    "y"\n  ]\n}', set(['a'], ['x'])),
    '{\n  "a": [\n    "x"\n  ]\n}',
  );
  t.equal(edited('{"a":1}', set(['a'], 'text')), '{"a":"text"}');
});

t.test('a key that stands twice is edited too', async (t) => {
  t.equal(edited('{\n  "a": 1,\n  "a": 2\n}\n', set(['a'], 3)), '{\n  "a": 3\n}\n');
  t.equal(edited('{"a":1,"a":2,"b":1}', remove('a')), '{\n  "b": 1\n}');
});

t.test('any edit of any object gives the text of the edited value', async () => {
  const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'é"');
  const path = fc.array(key, { minLength: 1, maxLength: 3 });
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      path,
      value: fc.jsonValue({ maxDepth: 2 }),
      after: fc.option(key, { nil: undefined }),
    }),
    fc.record({ kind: fc.constant('remove' as const), path }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.dictionary(
      key,
      fc.oneof({ depthSize: 'small' }, fc.integer(), fc.array(fc.integer(), { maxLength: 3 }), tie('tree')),
    ),
  }));
  const indent = fc.constantFrom(undefined, 2, 4, '\t');
  fc.assert(
    fc.property(
      tree,
      indent,
      fc.constantFrom('', '\n'),
      fc.array(change, { maxLength: 5 }),
      (value, space, end, changes) => {
        const edit = new ManifestText(JSON.stringify(value, null, space) + end);
        for (const each of changes) {
          if (each.kind === 'set') edit.set(each.path, each.value, each.after);
          else edit.remove(each.path);
        }
        return (
          JSON.stringify(sorted(JSON.parse(edit.text))) === JSON.stringify(sorted(edit.value)) &&
          edit.text.endsWith('\n') === (end === '\n')
        );
      },
    ),
    { numRuns: 1000 },
  );
});

/** A copy whose keys are in order, as pairs so that no name is special. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, entry]): [string, unknown] => [key, sorted(entry)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
