// How long an author waits: a build with nothing to do, and a new app from nothing to its packages for both architectures, with everything
// in the cache. Beside the start of Node alone in the same run, which is the part that nobody can save.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const acapkit = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const rounds = 7;
const goals = { noOpSeconds: 0.5, fromNothingSeconds: 5 };

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rounded = (value) => Number(value.toFixed(3));

/** Seconds of one run; throws when it fails. */
function seconds(args, cwd) {
  const start = performance.now();
  const result = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${args.join(' ')} failed:\n${result.stderr}`);
  return (performance.now() - start) / 1000;
}

function fromNothing(folder) {
  rmSync(path.join(folder, 'app'), { recursive: true, force: true });
  return (
    seconds([acapkit, 'new', 'app'], folder) + seconds([acapkit, 'pack', 'app', '--arch', 'all'], folder)
  );
}

/** Medians of 7 runs in seconds, their ratio to the start of Node, and the goals. */
export function buildFigures() {
  const folder = mkdtempSync(path.join(tmpdir(), 'acapkit-bench-'));
  try {
    // The first one fills the cache.
    fromNothing(folder);
    const runs = Array.from({ length: rounds }, () => ({
      node: seconds(['-e', '0'], folder),
      fromNothing: fromNothing(folder),
      noOp: seconds([acapkit, 'build', 'app', '--arch', 'all'], folder),
    }));
    const of = (name) => median(runs.map((run) => run[name]));
    const value = {
      noOpSeconds: rounded(of('noOp')),
      fromNothingSeconds: rounded(of('fromNothing')),
      noOpToNodeStart: rounded(of('noOp') / of('node')),
      fromNothingToNodeStart: rounded(of('fromNothing') / of('node')),
      goals,
    };
    return {
      value,
      lines: [
        `no-op build for both architectures  ${value.noOpSeconds} s, ${value.noOpToNodeStart} times the start of Node (goal ${goals.noOpSeconds} s)`,
        `new app to two packages             ${value.fromNothingSeconds} s, ${value.fromNothingToNodeStart} times (goal ${goals.fromNothingSeconds} s)`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
