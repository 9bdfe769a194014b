import t from 'tap';
import { check, parseType } from '../../src/simulator/parameters/parameter-type.js';

/** Small seeded generator (mulberry32): same seed, same run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

t.test('control words are taken off in any order', async (t) => {
  t.match(parseType('hidden:string'), { kind: 'string', hidden: true, nosync: false, readonly: false });
  t.match(parseType('readonly:nosync:int'), { kind: 'int', hidden: false, nosync: true, readonly: true });
  t.match(parseType(''), { kind: 'string', hidden: false });
});

t.test('each kind', async (t) => {
  t.match(parseType('string:maxlen=5'), { kind: 'string', maxlen: 5 });
  t.match(parseType('password'), { kind: 'password', maxlen: undefined });
  t.match(parseType('bool:no,yes'), { kind: 'bool', unchecked: 'no', checked: 'yes' });
  t.match(parseType('int:maxlen=3;min=-4;max=9'), { kind: 'int', maxlen: 3, ranges: [{ min: -4, max: 9 }] });
  t.same(parseType('int:range=0,5-9,-3--1'), {
    kind: 'int',
    maxlen: undefined,
    hidden: false,
    nosync: false,
    readonly: false,
    ranges: [
      { min: 0, max: 0 },
      { min: 5, max: 9 },
      { min: -3, max: -1 },
    ],
  });
  t.match(parseType('enum:a|Nice A,b'), {
    options: [
      { value: 'a', nice: 'Nice A' },
      { value: 'b', nice: 'b' },
    ],
  });
});

t.test('what is not understood is unknown and takes anything', async (t) => {
  for (const text of [
    'radio:a,b',
    'int:min=x',
    'int:size=3',
    'string:maxlen=-1',
    'bool:a',
    'enum:',
    'int:range=a',
  ]) {
    t.match(parseType(text), { kind: 'unknown', text }, text);
    t.equal(check(text, 'anything'), undefined, text);
  }
});

t.test('values', async (t) => {
  const cases: [string, string, boolean][] = [
    ['string:maxlen=2', 'ab', true],
    ['string:maxlen=2', 'abc', false],
    ['string:maxlen=1', '😀', true],
    ['password:maxlen=0', '', true],
    ['bool:no,yes', 'yes', true],
    ['bool:no,yes', 'true', false],
    ['enum:a|A,b', 'b', true],
    ['enum:a|A,b', 'A', false],
    ['int', '-7', true],
    ['int', '7.5', false],
    ['int', '', false],
    ['int:min=2', '1', false],
    ['int:max=2', '3', false],
    ['int:range=1,4-6', '4', true],
    ['int:range=1,4-6', '3', false],
    ['int:maxlen=2', '100', false],
    ['readonly:hidden:int:min=0;max=1', '1', true],
  ];
  for (const [type, value, fits] of cases)
    t.equal(check(type, value) === undefined, fits, `${type} ${value}`);
  t.equal(check('int:min=1;max=9', '12'), '1 to 9, not 12');
  t.equal(check('bool:no,yes', 'on'), '"no" or "yes", not "on"');
});

t.test('the parser takes any text; what it reads agrees with what it checks', async (t) => {
  const next = random(20261121);
  const words = [
    'hidden',
    'int',
    'string',
    'enum',
    'bool',
    'maxlen',
    'min',
    'range',
    ':',
    ';',
    '=',
    ',',
    '-',
    '|',
    '0',
  ];
  const pick = () => words[Math.floor(next() * words.length)] ?? '';
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: Math.floor(next() * 12) }, pick).join('');
    const type = parseType(text);
    const value = Array.from({ length: Math.floor(next() * 3) }, pick).join('');
    const problem = check(text, value);
    if (problem !== undefined && problem === '') t.fail(`an empty message for ${text}`);
    if (type.kind === 'enum' && !type.options.every((option) => check(type, option.value) === undefined))
      t.fail(`an option of ${text} does not fit`);
    if (type.kind === 'bool' && check(type, type.unchecked) !== undefined)
      t.fail(`${text} refuses its own value`);
  }
  for (let round = 0; round < 2000; round++) {
    const min = Math.floor(next() * 200) - 100;
    const max = min + Math.floor(next() * 100);
    const value = Math.floor(next() * 400) - 200;
    for (const type of [`int:min=${min};max=${max}`, `int:range=${min}-${max}`])
      if ((check(type, String(value)) === undefined) !== (value >= min && value <= max))
        t.fail(`${type} and ${value}`);
  }
  t.pass('9,000 random types');
});
