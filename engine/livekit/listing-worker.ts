import { Worker } from 'node:worker_threads';
import type { ListingAnswer, ListingData, ListingPartRead, ListingQuestion } from './listing-thread.ts';
import type { LiveKitParticipant } from './livekit-participant.ts';
import type { ListingChange } from './room-listing.ts';

/** The answer of the thread. LiveKit lists an unknown room as empty. */
type Listed = ListingChange & { readonly empty: boolean };

interface Waiting {
  readonly participants: LiveKitParticipant[];
  resolve(listed: Listed): void;
  reject(error: Error): void;
}

/** The bundle of the engine has `listing-thread.ts` as a file beside its own. */
const thread = new URL('./listing-thread.mjs', import.meta.url);

/** Lists rooms in a thread of its own, started by the first question. */
export class ListingWorker {
  readonly #data: ListingData;
  #worker: Worker | undefined;
  #questions = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(url: string, key: string, secret: string) {
    this.#data = { url, key, secret };
  }

  list(
    room: string,
    { anew, including }: { anew: boolean; including: ReadonlySet<string> },
  ): Promise<Listed> {
    const id = ++this.#questions;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { participants: [], resolve, reject });
      this.#ask({ room, list: { id, anew, including: [...including] } });
    });
  }

  /** Forgets the last listing of a room. */
  forget(room: string): void {
    this.#worker?.postMessage({ room } satisfies ListingQuestion);
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(question: ListingQuestion): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(question);
  }

  #start(): Worker {
    const worker = new Worker(thread, { workerData: this.#data });
    worker.unref();
    worker.on('message', (answer: ListingAnswer) => this.#take(answer));
    // The next question starts another thread, whose first listings are complete.
    worker.on('error', (error: Error) => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
    return worker;
  }

  #take({ id, participants, done, error }: ListingAnswer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (participants) {
      waiting.participants.push(...participants);
      setImmediate(() => this.#worker?.postMessage({ partOf: id } satisfies ListingPartRead));
    }
    if (error) waiting.reject(error);
    else if (done) waiting.resolve({ ...done, participants: waiting.participants });
    if (error || done) this.#waiting.delete(id);
  }
}
