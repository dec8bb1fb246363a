import type { UTDStreamError } from '../../errors/errors.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';

/** The session that an element shows, a media session or the signalling plane: the part that every element needs. */
export interface ShownSession {
  /** Runs an effect until the returned function is called. */
  watch(effect: () => void): () => void;
  /** Emits an `error` event. */
  fail(error: UTDStreamError): void;
  /** The connection of a media session. */
  readonly connection?: { readonly state: ReadonlySignal<string> };
}
