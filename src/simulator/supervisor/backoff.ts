// How long to wait before something that ended is started again: 1, 2, 4 … 30 s, and from the start again after a good run.

export interface BackoffOptions {
  firstMs?: number;
  maxMs?: number;
  /** A run at least this long counts as good. */
  goodRunMs?: number;
}

export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  readonly #goodRunMs: number;
  #nextMs: number;

  constructor({ firstMs = 1000, maxMs = 30_000, goodRunMs = 60_000 }: BackoffOptions = {}) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#goodRunMs = goodRunMs;
    this.#nextMs = firstMs;
  }

  /** Delay before the next start, given how long the last run lasted. */
  next(ranForMs: number): number {
    if (ranForMs >= this.#goodRunMs) this.#nextMs = this.#firstMs;
    const delay = this.#nextMs;
    this.#nextMs = Math.min(this.#maxMs, this.#nextMs * 2);
    return delay;
  }

  reset(): void {
    this.#nextMs = this.#firstMs;
  }
}
