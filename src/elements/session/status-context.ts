import { createContext } from '@lit/context';
import type { ShownSession } from '../dom/shown-session.ts';
import type { Fields } from '../templates/bindings.ts';

/** The status of a session without media. */
export interface StatusSession extends ShownSession {
  /** The fields that `<utd-status>` binds, without the last error. Reads signals. */
  statusFields(): Fields;
  /**
   * Calls `listener` with each error, and with `null` after a success that makes an earlier error out of date.
   *
   * @returns removes the listener
   */
  onError(listener: (message: string | null) => void): () => void;
}

/** The status of the nearest session without media. Two copies of this package in a page share the key. */
export const statusContext = createContext<StatusSession | undefined>(Symbol.for('utd-status'));
