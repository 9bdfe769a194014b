// Instructions per frame of the image path on the cameras' processors, against the committed budgets of
// bench/image-arm-budget.json: a slower path is found here, without a camera and without a clock.
import path from 'node:path';
import t from 'tap';
import { packagePath } from '../../src/support/package-root.js';
import { nativeBuild } from '../support/native-build.js';

interface Subject {
  job: string;
  target: string;
  mode: string;
}
interface Count extends Subject {
  instructionsPerFrame: number;
}
interface Judged extends Count {
  budget?: number;
  verdict: 'over' | 'under' | 'none' | 'within';
}
type Budgets = Record<string, Record<string, Record<string, number>>>;

interface Bench {
  emulatorCounts(): Promise<boolean>;
  armCounts(build: string): Promise<Count[]>;
  instructionsPerFrame(build: string, subject: Subject): Promise<number>;
  readBudgets(): Budgets;
  judge(counts: Count[], budgets: Budgets): Judged[];
  judgedLines(judged: Judged[]): string[];
}

const bench = (await import(packagePath('bench', 'image-arm.mjs'))) as Bench;
const build = path.dirname(nativeBuild('host'));

// A limit for hangs only.
t.setTimeout(300_000);
const skip = (await bench.emulatorCounts()) ? false : "this machine's qemu-user takes no plugins";

t.test('a count is judged by its budget', async (t) => {
  const budgets = { J2: { aarch64: { exact: 1_000_000 } } };
  const verdict = (instructionsPerFrame: number, mode = 'exact') =>
    bench.judge([{ job: 'J2', target: 'aarch64', mode, instructionsPerFrame }], budgets)[0]?.verdict;
  t.equal(verdict(1_010_000), 'within');
  t.equal(verdict(1_010_001), 'over');
  t.equal(verdict(950_000), 'within');
  t.equal(verdict(949_999), 'under');
  t.equal(verdict(1, 'fast'), 'none');
});

t.test('a count is the same each time', { skip }, async (t) => {
  const subject = { job: 'J4', target: 'armv7hf', mode: 'fast' };
  const first = await bench.instructionsPerFrame(build, subject);
  t.ok(first > 0);
  t.equal(await bench.instructionsPerFrame(build, subject), first);
});

t.test('all jobs stay within their budgets', { skip }, async (t) => {
  const counts = await bench.armCounts(build);
  const budgets = bench.readBudgets();
  const judged = bench.judge(counts, budgets);
  for (const line of bench.judgedLines(judged)) t.comment(line);
  for (const { job, target, mode, instructionsPerFrame, budget, verdict } of judged)
    t.ok(verdict === 'within' || verdict === 'under', `${job} ${target} ${mode}`, {
      verdict,
      instructionsPerFrame,
      budget,
    });
  const budgeted = Object.values(budgets).flatMap((job) => Object.values(job).flatMap(Object.keys));
  t.equal(budgeted.length, counts.length, 'every budget has a count');
});
