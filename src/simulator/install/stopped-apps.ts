// Which apps the user stopped by hand: they stay stopped when the camera starts again, whatever their runMode.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export class StoppedApps {
  readonly #file: string;
  readonly #names: Set<string>;

  /** An unreadable file counts as empty: the worst outcome is an app that runs. */
  constructor(file: string) {
    this.#file = file;
    this.#names = new Set(readNames(file));
  }

  has(app: string): boolean {
    return this.#names.has(app);
  }

  set(app: string, stopped: boolean): void {
    if (this.#names.has(app) === stopped) return;
    if (stopped) this.#names.add(app);
    else this.#names.delete(app);
    writeFileSync(`${this.#file}.tmp`, `${JSON.stringify([...this.#names])}\n`);
    renameSync(`${this.#file}.tmp`, this.#file);
  }
}

function readNames(file: string): string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}
