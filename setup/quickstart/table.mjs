// What the quickstart shows at its end.
import { finished } from '../steps.mjs';

function print(head, rows) {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd();
  for (const row of [head, widths.map((width) => '─'.repeat(width)), ...rows]) console.log(line(row));
}

const place = { host: 'natively', aarch64: 'qemu, aarch64', armv7hf: 'qemu, armv7hf' };

/** Prints what was verified; returns whether every line holds. */
export function printVerified(rows) {
  const names = Object.keys(rows[0].checks);
  const cells = rows.map((row) => {
    const values = names.map((name) => `${row.checks[name].seen}${row.checks[name].holds ? '' : ' ✗'}`);
    const all = Object.values(row.checks).every((check) => check.holds);
    return [all ? '✓' : '✗', row.app, place[row.architecture], ...values];
  });
  console.log('\nVerified on simulated cameras (no real camera was involved)\n');
  print(['', 'app', 'ran', ...names], cells);
  return cells.every(([mark]) => mark === '✓');
}

/** Prints the steps with their times. */
export function printTimes(seconds) {
  console.log('\nTime of each step\n');
  print(
    ['step', 'seconds'],
    [
      ...finished.map(({ name, seconds }) => [name, seconds.toFixed(1).padStart(7)]),
      ['all', seconds.toFixed(1).padStart(7)],
    ],
  );
}
