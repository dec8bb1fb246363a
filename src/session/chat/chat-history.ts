import { asUTDError } from '../../errors/errors.ts';
import type { ChatState } from '../../protocol/chat.ts';
import { retry, type RetryDeps } from '../core/patiently.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { MessageLog, type Placed } from './message-log.ts';
import { placedOf, type Written } from './message-from-wire.ts';

/** Messages that are read at once: of what was before, and of what was missed. */
const pages = { earlier: 50, missed: 100 } as const;

/** The chat of one incarnation of the room: what is known of it, and how the rest is read. */
export class ChatHistory {
  readonly epoch: number;
  readonly transcript: MessageLog;
  readonly #scope: SessionScope;
  readonly #patience: RetryDeps;
  readonly #me: () => string | undefined;
  readonly #changed: (history: ChatHistory) => void;
  #earlier: Promise<boolean> | undefined;
  #catching = false;

  /**
   * @param at.seq what is up to here was written before I came
   * @param changed told after each change that was read
   */
  constructor(
    scope: SessionScope,
    patience: RetryDeps,
    at: { readonly epoch: number; readonly seq: number },
    me: () => string | undefined,
    changed: (history: ChatHistory) => void,
  ) {
    this.epoch = at.epoch;
    this.transcript = new MessageLog(at.seq);
    this.#scope = scope;
    this.#patience = patience;
    this.#me = me;
    this.#changed = changed;
    if (at.seq) this.loadEarlier().catch((error: unknown) => this.#fail(error));
  }

  /** How far the engine has come, and what is gone of it. */
  state({ seq, removed }: ChatState): void {
    this.transcript.reaches(seq);
    for (const id of removed) this.transcript.remove(id);
    void this.#catchUp();
  }

  take(written: Written): void {
    this.transcript.take(placedOf(written, this.#me()));
    void this.#catchUp();
  }

  /** Who asks meanwhile shares the answer. */
  loadEarlier(): Promise<boolean> {
    return (this.#earlier ??= this.#loadEarlier().finally(() => (this.#earlier = undefined)));
  }

  async #loadEarlier(): Promise<boolean> {
    const { transcript } = this;
    if (!transcript.earlier) return false;
    transcript.reading = true;
    const reading = this.#read({ before: transcript.from, limit: pages.earlier });
    const { page, more } = await reading.finally(() => (transcript.reading = false));
    transcript.prepend(page, more);
    this.#changed(this);
    return transcript.earlier;
  }

  /** Reads what is missing, page by page, for as long as something is. */
  async #catchUp(): Promise<void> {
    if (this.#catching) return;
    this.#catching = true;
    for (let to = this.transcript.missing; to !== undefined; to = this.transcript.missing) {
      try {
        const { page, more } = await this.#read({ after: this.transcript.known, limit: pages.missed });
        this.transcript.fill(page);
        if (!more || !page.length) this.transcript.skip(to);
      } catch (error) {
        // With a hole, of which is told, rather than silent from here on.
        this.transcript.skip(to);
        this.#fail(error);
      }
      this.#changed(this);
    }
    this.#catching = false;
  }

  async #read(query: Readonly<Record<string, number>>): Promise<{ page: Placed[]; more: boolean }> {
    const { signal } = this.#patience.session;
    const request = { attempted: `read the chat of ${this.#scope.room}`, query, signal };
    const answer = await retry(this.#patience, () => this.#scope.call('readChat', request));
    return { page: answer.messages.map((each) => placedOf(each, this.#me())), more: answer.more };
  }

  #fail(error: unknown): void {
    if (this.#patience.session.ended) return;
    this.#scope.fail(asUTDError(error, 'network', `read the chat of ${this.#scope.room}`));
  }
}
