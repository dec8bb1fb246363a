import { reportError } from '../dom/report-error.ts';
import type { ShownSession } from '../dom/shown-session.ts';

/** The gestures after which a browser lets sound start. */
const gestures = ['pointerup', 'keydown'] as const;

/**
 * The sound of a call that rings: the `<audio slot="ring">` of an element. Of all tabs of an origin in which the call
 * rings, one sounds, and another goes on when that tab is closed.
 */
export class RingTone {
  readonly #element: HTMLElement;
  #ringing: AbortController | undefined;
  #call: string | null = null;

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  /** @param call the id of the call that rings here; `null` for silence. The same id is no change. */
  set(call: string | null, session: ShownSession): void {
    if (call === this.#call) return;
    this.#call = call;
    this.#ringing?.abort();
    this.#ringing = undefined;
    if (call === null) return;
    const { signal } = (this.#ringing = new AbortController());
    void this.#ring(call, signal).catch((error: unknown) => {
      if (!signal.aborted) reportError(session, error, 'play the tone of a call');
    });
  }

  /** Holds the lock of the call for as long as it rings here. */
  async #ring(call: string, signal: AbortSignal): Promise<void> {
    const audio = this.#element.querySelector<HTMLAudioElement>(':scope > audio[slot="ring"]');
    if (!audio) return;
    const { locks } = this.#element.ownerDocument.defaultView?.navigator ?? {};
    if (locks) await locks.request(`utd:ring ${call}`, { signal }, () => play(audio, signal));
    else await play(audio, signal);
  }
}

/** Plays until `signal` aborts. A browser that refuses sound gets another try at each gesture. */
async function play(audio: HTMLAudioElement, signal: AbortSignal): Promise<void> {
  const silent = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const start = () =>
    audio.play().catch((error: unknown) => {
      // The end of the ring interrupts a start.
      if (!signal.aborted && !(error instanceof DOMException && error.name === 'NotAllowedError'))
        throw error;
    });
  const retry = () => void start().catch(() => {});
  try {
    for (const type of gestures) audio.ownerDocument.addEventListener(type, retry, { capture: true, signal });
    // A start waits for the sound to load, and a ring may be over before.
    if (!signal.aborted) await Promise.race([start(), silent]);
    await silent;
  } finally {
    audio.pause();
    audio.currentTime = 0;
  }
}
