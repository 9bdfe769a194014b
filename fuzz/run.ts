// `npm run fuzz -- [target…] [--seconds N] [--seed S] [--runs N]`: feeds mutated inputs to code that reads what strangers send.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packagePath } from '../src/support/package-root.js';
import { mutate, Random } from './mutate.js';
import type { FuzzTarget } from './target.js';
import { targets } from './targets/index.js';

/** Inputs kept because they led to an outcome not seen before. */
const poolMax = 400;
/** An input that takes so long is a finding: a package must not be able to hang a tool. */
const inputMsMax = 5000;

export interface FuzzLimits {
  seed: number;
  /** Ends when one of the two is reached. */
  seconds: number;
  runs: number;
}

export interface FuzzResult {
  runs: number;
  outcomes: number;
}

/** The first input that broke a promise, with what is needed to see it again. */
export class FuzzFailure extends Error {
  constructor(
    readonly target: string,
    readonly input: Buffer,
    override readonly cause: unknown,
  ) {
    super(`${target}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  }
}

/** Fuzzes one target. Throws FuzzFailure at the first input that ends in anything but an outcome. */
export async function fuzz(target: FuzzTarget, limits: FuzzLimits): Promise<FuzzResult> {
  const random = new Random(limits.seed);
  const pool = target.seeds();
  const outcomes = new Set<string>();
  const end = performance.now() + 1000 * limits.seconds;
  let runs = 0;
  for (; runs < limits.runs && performance.now() < end; runs++) {
    const input =
      runs < pool.length && outcomes.size < pool.length
        ? (pool[runs] as Buffer)
        : mutate(random.pick(pool), { random, pool, dictionary: target.dictionary });
    const outcome = await runOnce(target, input);
    if (outcomes.has(outcome)) continue;
    outcomes.add(outcome);
    if (pool.length < poolMax) pool.push(input);
  }
  return { runs, outcomes: outcomes.size };
}

async function runOnce(target: FuzzTarget, input: Buffer): Promise<string> {
  const started = performance.now();
  try {
    const outcome = await target.run(input);
    if (performance.now() - started > inputMsMax) throw new Error(`took longer than ${inputMsMax} ms`);
    return outcome;
  } catch (error) {
    throw new FuzzFailure(target.name, input, error);
  }
}

function keep(failure: FuzzFailure): string {
  const name = createHash('sha256').update(failure.input).digest('hex').slice(0, 12);
  const file = packagePath('build', 'fuzz', `${failure.target}-${name}`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, failure.input);
  return file;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      runs: { type: 'string', default: 'Infinity' },
    },
  });
  const chosen = targets.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const unknown = positionals.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0)
    throw new Error(
      `no fuzz target ${unknown.join(', ')}; known: ${targets.map(({ name }) => name).join(', ')}`,
    );
  const limits = {
    seed: Number(values.seed),
    seconds: Number(values.seconds) / chosen.length,
    runs: Number(values.runs),
  };
  for (const target of chosen) {
    const result = await fuzz(target, limits);
    console.log(
      `${target.name.padEnd(14)} ${String(result.runs).padStart(8)} inputs, ${result.outcomes} outcomes, seed ${limits.seed}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: unknown) => {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof FuzzFailure)
      console.error(`the input is kept in ${path.relative('.', keep(error))}`);
  });
}
