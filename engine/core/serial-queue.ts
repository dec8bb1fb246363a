/** Work that waits in line: one at a time for each key, in order, however many ask at once. */
export class SerialQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `work` after everything that waits for `key` already; what it throws is its caller's alone. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#tails.get(key) ?? Promise.resolve()).then(work);
    // Whoever comes next waits for the end, whatever it was: the caller hears of a failure.
    const tail: Promise<void> = mine.then(
      () => this.#end(key, tail),
      () => this.#end(key, tail),
    );
    this.#tails.set(key, tail);
    return mine;
  }

  /** Nothing is on its way any more. */
  async idle(): Promise<void> {
    while (this.#tails.size) await Promise.all(this.#tails.values());
  }

  #end(key: string, tail: Promise<void>): void {
    if (this.#tails.get(key) === tail) this.#tails.delete(key);
  }
}
