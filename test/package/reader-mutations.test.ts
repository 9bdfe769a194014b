// Archives with any bytes changed: the reader refuses them with its own error or reads them, and never writes beside the folder it was given.
// The promises themselves are held by the fuzz target; here fast-check chooses the changes and shrinks what breaks them.
import fc from 'fast-check';
import t from 'tap';
import { readerTarget } from '../../fuzz/targets/reader.js';

const seed = Number(process.env.ACAPKIT_SEED ?? 20261121);
const archives = readerTarget.seeds();

const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 40 });
const cut = fc.option(fc.nat(), { nil: undefined });

t.test('mutated archives', async (t) => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...archives), changes, cut, async (archive, bytes, end) => {
      const mutated = Buffer.from(archive.subarray(0, end === undefined ? undefined : end % archive.length));
      for (const [at, value] of bytes) if (mutated.length > 0) mutated[at % mutated.length] = value;
      outcomes.add(await readerTarget.run(mutated));
    }),
    { seed, numRuns: 300 },
  );
  t.ok(outcomes.size > 5, `${outcomes.size} outcomes with seed ${seed}`);
});

t.test('the archives themselves are read', async (t) => {
  for (const archive of archives) t.match(await readerTarget.run(archive), /^\d+ [dfsh]+$/);
});
