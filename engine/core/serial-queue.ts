/** Work in lines: one piece at a time for each key, in the order of the calls. */
export class SerialQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs `work` after all work that waits for `key`. An error is the caller's alone. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#tails.get(key) ?? Promise.resolve()).then(work);
    // The next work waits for the end, be it a failure, of which the caller hears.
    const tail: Promise<void> = mine.then(
      () => this.#end(key, tail),
      () => this.#end(key, tail),
    );
    this.#tails.set(key, tail);
    return mine;
  }

  /** Resolves when no work is running or waiting. */
  async idle(): Promise<void> {
    while (this.#tails.size) await Promise.all(this.#tails.values());
  }

  #end(key: string, tail: Promise<void>): void {
    if (this.#tails.get(key) === tail) this.#tails.delete(key);
  }
}
