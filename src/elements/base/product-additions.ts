import type { SessionController } from '../../controllers/session-controller.ts';
import type { Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';

/** The part of a product (seats, a stage) in the elements of every session. */
export interface ProductAdditions<S extends SessionController> {
  /**
   * Whether a session is of this product. The check reads the features of the session and not its class, because a
   * session may come from another copy of this package.
   */
  isSession(session: SessionController): session is S;
  /** Fields that `<utd-status>` binds in addition. Reads signals. */
  statusFields(session: S): Fields;
  /**
   * Commands of a participant in addition, for `<utd-participant>` and `<utd-seat>`.
   *
   * @param identity of the participant at the time of the call; `''` for no participant. Reads signals.
   */
  participantCommands(session: S, identity: () => string): Commands;
}

/** Additions with their session filled in. */
type BoundAdditions = {
  statusFields(): Fields;
  participantCommands(identity: () => string): Commands;
};

const products: ((session: SessionController) => BoundAdditions | undefined)[] = [];

/** Registers the additions of a product. The module of the product's provider calls this once. */
export function registerProduct<S extends SessionController>(product: ProductAdditions<S>): void {
  products.push((session) =>
    product.isSession(session)
      ? {
          statusFields: () => product.statusFields(session),
          participantCommands: (identity) => product.participantCommands(session, identity),
        }
      : undefined,
  );
}

/** The additions of the session's product; empty for a product without any. */
export function additionsOf(session: SessionController): BoundAdditions {
  for (const product of products) {
    const additions = product(session);
    if (additions) return additions;
  }
  return { statusFields: () => ({}), participantCommands: () => ({}) };
}
