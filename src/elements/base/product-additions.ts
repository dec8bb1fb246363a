import type { SessionController } from '../../controllers/session-controller.ts';
import type { Invitation, SpeakerRequest } from '../../model/speaker-request.ts';
import type { Commands } from '../commands/command.ts';
import type { Fields } from '../templates/bindings.ts';

/** The part of a product (seats, a stage) in the elements of every session. Every member reads signals. */
export interface ProductAdditions<S extends SessionController> {
  /**
   * Whether a session is of this product. The check reads the features of the session and not its class, because a
   * session may come from another copy of this package.
   */
  isSession(session: SessionController): session is S;
  /** Fields that `<utd-status>` binds in addition. */
  statusFields(session: S): Fields;
  /** The participants who are on stage, or on a seat. */
  stageMembers(session: S): readonly (Fields & { readonly identity: string })[];
  /** The pending requests that the local participant sees. */
  requests(session: S): readonly SpeakerRequest[];
  /** The commands of a request. */
  requestCommands(session: S, request: SpeakerRequest): Commands;
  /** The invitations to the local participant. */
  invitations(session: S): readonly Invitation[];
  /** The commands of an invitation, by its id. */
  invitationCommands(session: S, id: string): Commands;
  /**
   * Commands of a participant in addition, for `<utd-participant>` and `<utd-seat>`.
   *
   * @param identity of the participant at the time of the call; `''` for no participant
   */
  participantCommands(session: S, identity: () => string): Commands;
}

type Additions = ProductAdditions<SessionController>;

const products: Additions[] = [];

/** Registers the additions of a product. The module of the product's provider calls this once. */
export function registerProduct<S extends SessionController>(product: ProductAdditions<S>): void {
  products.push(product as unknown as Additions); // a session is given only where `isSession` has accepted it
}

const nothing = () => ({});
const none = () => [];
const noAdditions: Additions = {
  isSession: (session): session is SessionController => !!session,
  statusFields: nothing,
  stageMembers: none,
  requests: none,
  requestCommands: nothing,
  invitations: none,
  invitationCommands: nothing,
  participantCommands: nothing,
};

/** The additions of the session's product; empty for a product without any. */
export const additionsOf = (session: SessionController): Additions =>
  products.find((product) => product.isSession(session)) ?? noAdditions;
