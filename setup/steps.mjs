// Steps with a name and a time. A long step shows what it is doing: one moving line on a terminal, plain lines elsewhere.
import { spawn } from 'node:child_process';

const terminal = process.stderr.isTTY === true && !process.env.CI;
const clear = '\r\u001b[2K';

/** What was done and how long it took, in order: `{ name, seconds }`. */
export const finished = [];

/** Runs a step and returns what `work(progress)` returns: a text is shown, `null` means that nothing had to be done. */
export async function step(name, work) {
  const started = performance.now();
  let shown = 0;
  const progress = (text) => {
    if (terminal)
      process.stderr.write(
        `${clear}  ${name}: ${text}`.slice(0, (process.stderr.columns ?? 80) + clear.length - 1),
      );
    else if (performance.now() - shown > 2000) {
      process.stderr.write(`  ${name}: ${text}\n`);
      shown = performance.now();
    }
  };
  if (terminal) progress('…');
  try {
    const note = await work(progress);
    const seconds = (performance.now() - started) / 1000;
    if (terminal) process.stderr.write(clear);
    finished.push({ name, seconds });
    const words = typeof note === 'string' ? `  ${note}` : '';
    if (note !== null) process.stderr.write(`✓ ${name} ${seconds.toFixed(1)} s${words}\n`);
    return note;
  } catch (error) {
    if (terminal) process.stderr.write(clear);
    process.stderr.write(`✗ ${name}\n`);
    throw error;
  }
}

/** Runs a command; its output is the step's progress. Throws with the last lines when it fails. */
export function command(program, args, { progress = () => {}, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text) => {
        const parts = (rest + text).split(/[\n\r]/);
        rest = parts.pop() ?? '';
        for (const line of parts.filter((part) => part.trim() !== '')) {
          lines.push(line);
          if (lines.length > 200) lines.shift();
          progress(line.trim());
        }
      });
    }
    child.on('error', (error) =>
      reject(
        error.code === 'ENOENT'
          ? new Error(`${program} is not installed; acapkit doctor --fix installs what is missing`)
          : error,
      ),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve(lines.join('\n'));
      else
        reject(
          new Error(
            `${program} ${args.join(' ')} ended with ${signal ?? `code ${code}`}:\n${lines.slice(-25).join('\n')}`,
          ),
        );
    });
  });
}
