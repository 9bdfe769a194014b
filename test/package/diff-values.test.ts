// JSON values against each other: what is new, gone, changed or only in another order.
import t from 'tap';
import { diffValues } from '../../src/package/diff-values.js';

t.test('values of every shape', async (t) => {
  t.same(diffValues({ a: 1, b: { c: 2 } }, { b: { c: 2 }, a: 1 }), [], 'the order of keys does not matter');
  t.same(diffValues([1, 2, 2], [2, 1, 2]), [{ path: '', from: [1, 2, 2], to: [2, 1, 2], reordered: true }]);
  t.same(diffValues([1, 2, 2], [1, 2]), [{ path: '[]', from: 2 }], 'each entry counts');
  t.same(
    diffValues(
      [
        { name: 'a', x: 1 },
        { name: 'a', x: 2 },
      ],
      [
        { name: 'a', x: 1 },
        { name: 'a', x: 3 },
      ],
    ),
    [{ path: '[name=a].x', from: 2, to: 3 }],
  );
  const named = (...values: number[]) => values.map((x) => ({ name: 'a', x }));
  t.same(
    diffValues(named(1, 2), named(3, 4)),
    [
      { path: '[name=a].x', from: 1, to: 3 },
      { path: '[name=a].x', from: 2, to: 4 },
    ],
    'of one name in their order',
  );
  t.same(diffValues({ a: [] }, { a: {} }), [{ path: 'a', from: [], to: {} }]);
  t.same(diffValues({ a: null }, { a: undefined }), [{ path: 'a', from: null, to: undefined }]);
  t.same(diffValues(1, 'x'), [{ path: '', from: 1, to: 'x' }]);
  const proto = JSON.parse('{"__proto__":{"a":1},"constructor":1}') as unknown;
  t.same(
    diffValues({}, proto).map(({ path: place }) => place),
    ['__proto__', 'constructor'],
  );
  const many = Array.from({ length: 100_000 }, (_, i) => ({ i }));
  const started = performance.now();
  t.equal(
    diffValues(
      many,
      many.map(({ i }) => ({ i: i + 1e6 })),
    ).length,
    100_000,
  );
  t.ok(performance.now() - started < 10_000, 'long lists do not take long');
});
