type Undo = (reason: Error) => unknown;

/**
 * A stretch of work that may end at any moment. The resources of the work are released when the lifetime ends: the last
 * first, each once.
 *
 * @example
 * ```ts
 * const track = lifetime.own(await devices.microphone(lifetime.signal), (track) => track.stop());
 * ```
 */
export class Lifetime {
  readonly #controller = new AbortController();
  readonly #undo = new Set<Undo>();
  #ended: Promise<void> | undefined;

  /** A lifetime that has ended already, as a session's is before the join. */
  static endedWith(reason: Error): Lifetime {
    const lifetime = new Lifetime();
    void lifetime.end(reason);
    return lifetime;
  }

  /** Aborted with the reason of the end. An awaited operation takes this signal. */
  readonly signal: AbortSignal = this.#controller.signal;

  get ended(): boolean {
    return this.signal.aborted;
  }

  /**
   * Keeps a resource until the lifetime ends, and then calls `undo`. Where the lifetime has ended already, `undo` is
   * called now and the reason is thrown: an `abort` listener on an aborted signal would never be called.
   *
   * @returns the resource
   */
  own<T>(resource: T, undo: (resource: T, reason: Error) => unknown): T {
    const reason: Error = this.signal.reason;
    if (this.ended) {
      void settled([(why) => undo(resource, why)], reason);
      throw reason;
    }
    this.#undo.add((why) => undo(resource, why));
    return resource;
  }

  /**
   * Calls `undo` when the lifetime ends, or now where the lifetime has ended already.
   *
   * @returns removes `undo`
   */
  onEnd(undo: Undo): () => void {
    if (this.ended) undo(this.signal.reason);
    else this.#undo.add(undo);
    return () => void this.#undo.delete(undo);
  }

  /** Waits for `promise`. Rejects with the reason where the lifetime ends first. */
  waitFor<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const removeReject = this.onEnd(reject);
      promise.then(resolve, reject).finally(removeReject);
    });
  }

  /** A lifetime inside this lifetime. The inner lifetime ends with the outer lifetime, or earlier. */
  child(): Lifetime {
    const inner = new Lifetime();
    const detach = this.onEnd((reason) => inner.end(reason));
    inner.onEnd(detach);
    return inner;
  }

  /** Ends the lifetime, once. Every `undo` is called in this call; the promise resolves when all have settled. */
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
  // `async` turns a throw into a rejection, so that a failed `undo` does not prevent the others.
  await Promise.allSettled(undo.map(async (each) => each(reason)));
}
