// The one place that prints. People see progress, tables and findings; with --json, stdout holds one JSON document and nothing else.
import path from 'node:path';
import { AcapkitError, type Finding, messageOf } from '../support/errors.js';
import { plain } from './plain-text.js';

const clearLine = '\r\u001b[2K';
const colours = { red: 31, green: 32, yellow: 33, blue: 34, dim: 2, bold: 1 } as const;
type Colour = keyof typeof colours;

/** The lines below a finding, with the words that stand before them. */
const labels = [
  ['expected', 'expected'],
  ['found', 'found'],
  ['fix', 'fix'],
  ['Axis says', 'reference'],
  ['source', 'source'],
] as const;

export class Output {
  readonly json: boolean;
  readonly #terminal: boolean;
  readonly #colour: boolean;
  #progress = false;

  constructor(options: { json?: boolean } = {}) {
    this.json = options.json ?? false;
    this.#terminal = process.stderr.isTTY === true && !process.env.CI;
    this.#colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  }

  paint(colour: Colour, text: string): string {
    return this.#colour ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text;
  }

  /** A line for people; nothing with --json. */
  line(text = ''): void {
    this.#endProgress();
    if (!this.json) process.stdout.write(`${text}\n`);
  }

  /** What is being done: one line that changes on a terminal, plain lines elsewhere, always on stderr. */
  progress(text: string): void {
    if (this.json) return;
    if (!this.#terminal) {
      process.stderr.write(`  ${text}\n`);
      return;
    }
    const width = Math.max(20, (process.stderr.columns ?? 80) - 3);
    process.stderr.write(`${clearLine}  ${this.paint('dim', text.slice(0, width))}`);
    this.#progress = true;
  }

  #endProgress(): void {
    if (this.#progress) process.stderr.write(clearLine);
    this.#progress = false;
  }

  /** Columns as wide as their longest cell. */
  table(head: string[], rows: string[][]): void {
    const widths = head.map((title, i) =>
      Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)),
    );
    const format = (cells: string[]): string =>
      cells
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd();
    this.line(this.paint('bold', format(head)));
    for (const row of rows) this.line(format(row));
  }

  /** The command's result for machines. */
  result(value: object): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  finding(finding: Finding): void {
    this.#endProgress();
    const { location } = finding;
    const place = location
      ? `${shortPath(location.file)}${location.line ? `:${location.line}:${location.column ?? 1}` : ''}: `
      : '';
    const colour = finding.severity === 'error' ? 'red' : finding.severity === 'warning' ? 'yellow' : 'blue';
    process.stderr.write(
      `${this.paint(colour, finding.severity)} ${finding.code}: ${plain(`${place}${finding.message}`)}\n`,
    );
    for (const [label, name] of labels) {
      const text = finding[name];
      if (text !== undefined)
        process.stderr.write(`  ${label.padEnd(9)} ${text.split('\n').map(plain).join('\n            ')}\n`);
    }
  }

  /** Shows whatever was thrown; returns the exit code. */
  failure(error: unknown): number {
    this.#endProgress();
    const findings: Finding[] =
      error instanceof AcapkitError
        ? error.findings
        : [{ severity: 'error', code: 'internal', message: messageOf(error) }];
    if (this.json) process.stdout.write(`${JSON.stringify({ ok: false, findings }, null, 2)}\n`);
    else for (const finding of findings) this.finding(finding);
    if (!(error instanceof AcapkitError) && process.env.ACAPKIT_DEBUG && error instanceof Error) {
      process.stderr.write(`${error.stack ?? ''}\n`);
    }
    return 1;
  }
}

function shortPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative !== '' && !relative.startsWith('..') ? relative : file;
}
