// The fuzz targets themselves: they run, the same seed gives the same inputs, and a broken promise is found.
import t from 'tap';
import { mutate, Random } from '../../fuzz/mutate.js';
import { FuzzFailure, fuzz } from '../../fuzz/run.js';
import { targets } from '../../fuzz/targets/index.js';
import { AcapkitError } from '../../src/support/errors.js';

for (const target of targets) {
  t.test(`${target.name}: a few hundred inputs`, async (t) => {
    const { runs, outcomes } = await fuzz(target, { seed: 1, seconds: 60, runs: 300 });
    t.equal(runs, 300);
    t.ok(outcomes > 3, `${outcomes} outcomes`);
  });
}

t.test('the same seed gives the same inputs', async (t) => {
  const inputs = (seed: number) => {
    const source = { random: new Random(seed), pool: [Buffer.from('some input')], dictionary: ['word'] };
    return Array.from({ length: 50 }, () => mutate(Buffer.from('start'), source).toString('latin1'));
  };
  t.same(inputs(7), inputs(7));
  t.notSame(inputs(7), inputs(8));
});

t.test('a broken promise is found, and the input kept', async (t) => {
  const fragile = {
    name: 'fragile',
    seeds: () => [Buffer.from('aaaa')],
    dictionary: ['!'],
    run: (input: Buffer) => {
      if (input.includes('!')) throw new TypeError('broken');
      throw new AcapkitError({ severity: 'error', code: 'x/y', message: 'fine' });
    },
  };
  const failure = await fuzz(
    {
      ...fragile,
      run: async (input) => {
        try {
          return fragile.run(input);
        } catch (error) {
          if (error instanceof AcapkitError) return 'refused';
          throw error;
        }
      },
    },
    { seed: 1, seconds: 60, runs: 10_000 },
  ).catch((error: unknown) => error);
  t.ok(failure instanceof FuzzFailure);
  t.ok(failure instanceof FuzzFailure && failure.input.includes('!'));
});
