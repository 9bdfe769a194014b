// A bounded queue between a callback and a `for await` loop: the oldest entry is dropped and counted when the loop is too slow.

export class AsyncQueue<T> implements AsyncIterable<T> {
  readonly #max: number;
  readonly #entries: T[] = [];
  #waiting: (() => void)[] = [];
  #ended = false;
  #dropped = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get dropped(): number {
    return this.#dropped;
  }

  push(entry: T): void {
    if (this.#ended) return;
    if (this.#entries.length >= this.#max) {
      this.#entries.shift();
      this.#dropped++;
    }
    this.#entries.push(entry);
    this.#wake();
  }

  /** Ends every loop once it has taken what is there. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      while (this.#entries.length > 0) yield this.#entries.shift() as T;
      if (this.#ended) return;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
