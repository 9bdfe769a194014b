// Instructions per frame of the image path on the cameras' processors: a static program runs under qemu-user with a plugin that counts.
// The difference of 11 frames and 1 frame is exact and the same each time, unlike any time that an emulator takes.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const budgetFile = fileURLToPath(new URL('image-arm-budget.json', import.meta.url));

/** The processors are named, so that C libraries choose what they would choose on a camera. */
const targets = {
  aarch64: ['qemu-aarch64', '-cpu', 'cortex-a53'],
  armv7hf: ['qemu-arm', '-cpu', 'cortex-a9'],
};
const jobs = ['J1', 'J2', 'J3', 'J4', 'J5', 'J6', 'J8', 'J9'];
const modesOf = (job) => (job === 'J6' ? ['exact'] : ['exact', 'fast']);

/** Both texts have the same length: it shifts the stack. */
const frames = { few: '01', many: '11' };
const tolerance = { over: 1.01, under: 0.95 };

/** Whether this machine's qemu-user takes plugins: Debian 12's does, the static one of Debian 13 does not. */
export async function emulatorCounts() {
  const { stdout } = await promisify(execFile)('qemu-aarch64', ['-h']);
  return stdout.includes('-plugin');
}

/** Instructions of a whole run. */
async function count(build, { job, target, mode }, times) {
  const folder = path.join(build, target, 'bench');
  const plugin = path.join(build, 'host', 'bench', 'count-plugin.so');
  for (const file of [path.join(folder, 'image-arm'), plugin])
    if (!existsSync(file)) throw new Error(`there is no ${file}: npm run setup -- --tests makes it`);
  // Neither the addresses, the environment nor the folder's name may reach the program. QEMU's own PATH is taken from it.
  const emulator = [...targets[target], '-U', 'PATH', '-plugin', plugin, './image-arm'];
  const { stderr } = await promisify(execFile)('setarch', ['-R', ...emulator, job, mode, times], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  });
  const found = /^instructions (\d+)$/m.exec(stderr);
  if (!found) throw new Error(`expected a number of instructions, found ${stderr}`);
  return Number(found[1]);
}

/** Instructions that one more frame takes. */
export async function instructionsPerFrame(build, subject) {
  const difference = (await count(build, subject, frames.many)) - (await count(build, subject, frames.few));
  return Math.round(difference / (Number(frames.many) - Number(frames.few)));
}

/** `{ job, target, mode, instructionsPerFrame }` for all jobs, targets and modes. `build` holds host, aarch64 and armv7hf. */
export async function armCounts(build = path.join(root, 'build')) {
  const waiting = Object.keys(targets).flatMap((target) =>
    jobs.flatMap((job) => modesOf(job).map((mode) => ({ job, target, mode }))),
  );
  const counts = waiting.map((subject) => ({ ...subject, instructionsPerFrame: 0 }));
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < counts.length; at = next++)
      counts[at].instructionsPerFrame = await instructionsPerFrame(build, waiting[at]);
  };
  await Promise.all([worker(), worker()]);
  return counts;
}

/** The committed budgets: job → target → mode → instructions per frame. */
export const readBudgets = () => (existsSync(budgetFile) ? JSON.parse(readFileSync(budgetFile, 'utf8')) : {});

/** Counts with their `budget` and a `verdict`: over (more than 1 % above it), under (more than 5 % below it: it can be lowered), none (there is no
 *  budget), or within. */
export function judge(counts, budgets) {
  return counts.map((subject) => {
    const budget = budgets[subject.job]?.[subject.target]?.[subject.mode];
    if (budget === undefined) return { ...subject, verdict: 'none' };
    const ratio = subject.instructionsPerFrame / budget;
    const verdict = ratio > tolerance.over ? 'over' : ratio < tolerance.under ? 'under' : 'within';
    return { ...subject, budget, verdict };
  });
}

const words = {
  over: 'OVER BUDGET',
  under: 'the budget can be lowered: npm run bench -- image-arm --update',
  none: 'NO BUDGET',
  within: '',
};

/** A table for people of what judge() returns, in million instructions. */
export function judgedLines(judged) {
  const million = (value) => (value === undefined ? '–' : (value / 1e6).toFixed(3)).padStart(9);
  const head = 'job target  mode   M instr.    budget';
  const rows = judged.map(({ job, target, mode, instructionsPerFrame: found, budget, verdict }) =>
    `${job}  ${target} ${mode.padEnd(5)} ${million(found)} ${million(budget)}  ${words[verdict]}`.trimEnd(),
  );
  return [head, ...rows];
}

function writeBudgets(counts) {
  const budgets = {};
  for (const { job, target, mode, instructionsPerFrame: found } of counts) {
    budgets[job] ??= {};
    budgets[job][target] ??= {};
    budgets[job][target][mode] = found;
  }
  // In the project's layout, which keeps short objects on one line.
  const targetsOf = (entry) =>
    Object.entries(entry)
      .map(([target, modes]) => {
        const pairs = Object.entries(modes).map(([mode, value]) => `"${mode}": ${value}`);
        return `    "${target}": { ${pairs.join(', ')} }`;
      })
      .join(',\n');
  const entries = Object.entries(budgets).map(([job, entry]) => `  "${job}": {\n${targetsOf(entry)}\n  }`);
  writeFileSync(budgetFile, `{\n${entries.join(',\n')}\n}\n`);
}

/** All counts beside their budgets; `update` makes them the budgets. */
export async function armFigures({ update = false }) {
  if (!(await emulatorCounts()))
    throw new Error(
      "this machine's qemu-user takes no plugins (Debian 12's does), so nothing can be counted",
    );
  const counts = await armCounts();
  if (update) writeBudgets(counts);
  return { value: { jobs: counts }, lines: judgedLines(judge(counts, readBudgets())) };
}
