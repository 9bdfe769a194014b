// Random changes to an input, all from one seeded generator: the same seed gives the same inputs on any machine.

/** A generator of numbers below a bound. Mulberry32: small, fast, good enough to choose mutations. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `bound - 1`; 0 for a bound of 0. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return bound <= 0 ? 0 : ((t ^ (t >>> 14)) >>> 0) % bound;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

export interface MutationSource {
  random: Random;
  /** Further inputs to take pieces from. */
  pool: readonly Buffer[];
  /** Words that mean something to the target. */
  dictionary: readonly string[];
}

type Mutation = (input: Buffer, source: MutationSource) => Buffer;

const inputBytesMax = 1 << 20;

function inserted(input: Buffer, at: number, piece: Buffer, replaced = 0): Buffer {
  return Buffer.concat([input.subarray(0, at), piece, input.subarray(at + replaced)]);
}

const mutations: readonly Mutation[] = [
  (input, { random }) => {
    const copy = Buffer.from(input);
    const at = random.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return copy;
  },
  (input, { random }) => {
    const copy = Buffer.from(input);
    copy[random.below(copy.length)] = random.pick([0, 0xff, 0x7f, 0x80, 0x20, 0x0a, 0x2f, random.below(256)]);
    return copy;
  },
  (input, { random }) => input.subarray(0, random.below(input.length + 1)),
  (input, { random }) => {
    const start = random.below(input.length);
    return inserted(input, start, Buffer.alloc(0), 1 + random.below(Math.min(600, input.length - start)));
  },
  (input, { random }) => {
    const start = random.below(input.length);
    const piece = input.subarray(start, start + 1 + random.below(600));
    return inserted(input, random.below(input.length + 1), piece);
  },
  (input, { random, dictionary }) =>
    inserted(input, random.below(input.length + 1), Buffer.from(random.pick(dictionary)), random.below(8)),
  (input, { random, pool }) => {
    const other = random.pick(pool);
    const start = random.below(other.length);
    return inserted(
      input,
      random.below(input.length + 1),
      other.subarray(start, start + 1 + random.below(1024)),
    );
  },
  (input, { random }) => {
    const at = random.below(input.length);
    const number = random.pick(['0', '-1', '99999999999999999999', '1e400', '\u0000', '7777777']);
    return inserted(input, at, Buffer.from(number), random.below(4));
  },
];

/** One to four changes. */
export function mutate(input: Buffer, source: MutationSource): Buffer {
  let result = input;
  for (let i = 1 + source.random.below(4); i > 0; i--) result = source.random.pick(mutations)(result, source);
  return result.subarray(0, inputBytesMax);
}
