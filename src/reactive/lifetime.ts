type Undo = (reason: Error) => unknown;

/**
 * A stretch of work that may end at any moment. What was begun in it is undone when it ends,
 * last first, once.
 *
 * @example
 * ```ts
 * const track = attempt.own(await devices.microphone(attempt.signal), (track) => track.stop());
 * ```
 */
export class Lifetime {
  readonly #controller = new AbortController();
  readonly #undo = new Set<Undo>();
  #ended: Promise<void> | undefined;

  /** An attempt that is over: what a session holds before it has joined. */
  static endedWith(reason: Error): Lifetime {
    const attempt = new Lifetime();
    void attempt.end(reason);
    return attempt;
  }

  /** Pass it to whatever you await. */
  readonly signal: AbortSignal = this.#controller.signal;

  get ended(): boolean {
    return this.signal.aborted;
  }

  /**
   * Keeps `thing` until the attempt ends. If it has ended already, gives it back now and throws
   * the reason: an `abort` listener added to an aborted signal would never fire.
   */
  own<T>(thing: T, undo: (thing: T, reason: Error) => unknown): T {
    const reason: Error = this.signal.reason;
    if (this.ended) {
      void settled([(why) => undo(thing, why)], reason);
      throw reason;
    }
    this.#undo.add((why) => undo(thing, why));
    return thing;
  }

  /** Runs `undo` when the attempt ends, at once where it has. What it returns calls that off. */
  onEnd(undo: Undo): () => void {
    if (this.ended) undo(this.signal.reason);
    else this.#undo.add(undo);
    return () => void this.#undo.delete(undo);
  }

  /** Waits for `promise`, but no longer than the attempt lasts: then it throws the reason. */
  waitFor<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = this.onEnd(reject);
      promise.then(resolve, reject).finally(done);
    });
  }

  /** An attempt inside this one: it ends with it, or before. */
  child(): Lifetime {
    const inner = new Lifetime();
    const detach = this.onEnd((reason) => inner.end(reason));
    inner.onEnd(detach);
    return inner;
  }

  /** Ends it, once. Everything is undone in this call; the promise is for what takes time to close. */
  end(reason: Error): Promise<void> {
    if (!this.#ended) {
      this.#controller.abort(reason);
      const undo = [...this.#undo].reverse();
      this.#undo.clear();
      this.#ended = settled(undo, reason);
    }
    return this.#ended;
  }
}

async function settled(undo: Undo[], reason: Error): Promise<void> {
  // `async` turns a throw into a rejection, so that one failure keeps nothing else open.
  await Promise.allSettled(undo.map(async (each) => each(reason)));
}
