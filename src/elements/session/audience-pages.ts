import type { SessionController } from '../../controllers/session-controller.ts';
import type { ParticipantPage } from '../../model/participant.ts';
import { mayDo } from '../../protocol/policy.ts';
import type { Role } from '../../protocol/role.ts';
import { Signal } from '../../reactive/signal.ts';
import { reportError } from '../dom/report-error.ts';

/** The shortest time between two reads of the list, in milliseconds. */
const interval = 5_000;

interface AudiencePagesDeps {
  readonly session: SessionController;
  readonly role: Role;
  /** The pages are on screen. */
  isVisible(): boolean;
}

/**
 * The viewers of a live stream whom the media server hides: pages of the engine's list, newest first. Each read begins
 * with the first page and reads as many people as are shown.
 */
export class AudiencePages {
  readonly #deps: AudiencePagesDeps;
  readonly #pages = new Signal.State<readonly ParticipantPage[]>([]);
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = -Infinity;
  /** People have come or gone since the last read. */
  #outdated = true;
  #ended = false;

  constructor(deps: AudiencePagesDeps) {
    this.#deps = deps;
    const { session } = deps;
    this.#stop = session.watch(() => {
      // Each of the three can make another list of the pages.
      void [
        session.connection.state.get(),
        session.participants.count.get(),
        session.participants.roles.get(),
      ];
      this.#outdated = true;
      // An effect of `watch` may not write signals.
      queueMicrotask(() => this.update());
    });
  }

  /** Identities of the people on all pages. Reads a signal. */
  get identities(): readonly string[] {
    const all = this.#pages.get().flatMap((page) => page.map(({ identity }) => identity));
    return [...new Set(all)];
  }

  /** Whether there are further people. Reads a signal. */
  get hasMore(): boolean {
    return (this.#pages.get().at(-1)?.next ?? null) !== null;
  }

  /** Reads the next page. */
  async loadMore(): Promise<void> {
    const pages = this.#pages.get();
    const cursor = pages.at(-1)?.next;
    if (!cursor) return;
    const page = await this.#read(cursor);
    // A read of all pages in the meantime has another end.
    if (this.#pages.get() === pages) this.#set([...pages, page]);
  }

  /** Reads the list again where it is out of date and on screen, now or when the last read is old enough. */
  update(): void {
    if (this.#ended || this.#timer || !this.#outdated || !this.#deps.isVisible()) return;
    const { product, role } = this.#deps.session;
    // The engine lists viewers to those who moderate them. Reads of all viewers would cost the square of the audience.
    const moderates = mayDo(product, 'kick', role.get()) === 'yes';
    if (!moderates) {
      if (this.#pages.get().length) this.#set([]);
      return;
    }
    const wait = this.#readAt + interval - performance.now();
    this.#timer = setTimeout(() => void this.#readAll(), Math.max(wait, 0));
  }

  end(): void {
    this.#ended = true;
    this.#stop();
    clearTimeout(this.#timer);
  }

  async #readAll(): Promise<void> {
    const { session, isVisible } = this.#deps;
    const possible = session.allowed('listParticipants').get().allowed;
    if (!possible || !isVisible()) return void (this.#timer = undefined);
    this.#outdated = false;
    this.#readAt = performance.now();
    try {
      const pages = [await this.#read()];
      const shown = this.#pages.get().length;
      for (let next = pages[0]!.next; next && pages.length < shown; next = pages.at(-1)!.next)
        pages.push(await this.#read(next));
      this.#set(pages);
    } catch (error) {
      reportError(session, error, 'read the audience');
    } finally {
      this.#timer = undefined;
      this.update();
    }
  }

  #read(cursor?: string): Promise<ParticipantPage> {
    const { session, role } = this.#deps;
    return session.participants.list({ role, order: 'newest', cursor });
  }

  #set(pages: readonly ParticipantPage[]): void {
    if (!this.#ended) this.#pages.set(pages);
  }
}
