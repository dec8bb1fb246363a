import type { Exit } from '../../src/protocol/exit.ts';
import { sizes } from '../../src/protocol/names.ts';
import type { RoomMetadata } from '../../src/protocol/room-state.ts';
import type { Product, Products, PublishPermission } from '../model/product.ts';
import type { PersonRow, RoomDoc, RoomState } from '../model/room-doc.ts';

/** The state that the media server should have of a participant. */
export interface DesiredParticipant {
  readonly permission: PublishPermission;
  /** The media server shows the participant to no other. Who was visible once is never hidden again. */
  readonly hidden: boolean;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly name: string;
}

/** LiveKit keeps no empty attributes. */
const participantAttributes = ({ name, avatar, attributes }: PersonRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...attributes, name, avatar: avatar ?? '' }).filter(([, text]) => text),
  );

/** Whether the media server hides a participant who was never shown. */
export const hasHiddenRole = (product: Product, room: RoomDoc, { identity }: PersonRow): boolean =>
  product.hiddenRoles.includes(product.roleOf(room, identity));

const isHidden = (product: Product, room: RoomDoc, person: PersonRow): boolean =>
  !person.shown && hasHiddenRole(product, room, person);

/** Derives the desired state of a participant: a pure function, and the one place where a permission is made. */
export function desiredParticipant(
  products: Products,
  state: RoomState,
  person: PersonRow,
): DesiredParticipant {
  const product = products[state.room.type];
  const { identity } = person;
  return {
    permission: product.permissionOf(state, identity),
    hidden: isHidden(product, state.room, person),
    metadata: JSON.stringify({
      role: product.roleOf(state.room, identity),
      ...product.participantMetadata(state, identity),
    }),
    attributes: participantAttributes(person),
    name: person.name,
  };
}

/** The state of a room that all participants see, as text: `rev` grows exactly when this changes. */
export const publicStateText = (products: Products, state: RoomState): string => {
  const { owner, type, admins, comments } = state.room;
  return JSON.stringify([owner, type, admins, comments, products[type].publicState(state)]);
};

/** Product state too large for metadata is left out: participants read it when they join. */
export function roomMetadata(products: Products, state: RoomState, closed = false): string {
  const { epoch, rev, owner, comments, type } = state.room;
  const _chat = comments ?? { locked: false, by: null };
  const bare: RoomMetadata = { epoch, rev, _owner: owner, _chat, closed };
  const whole = JSON.stringify({ ...bare, ...products[type].roomMetadata(state) });
  return Buffer.byteLength(whole) <= sizes.metadata ? whole : JSON.stringify(bare);
}

/** The message about the public state; where that is too large for a packet, the message to read it. */
export function stateMessage(products: Products, state: RoomState): string {
  const { epoch, rev, type } = state.room;
  const message = products[type].stateMessage(state);
  const text = JSON.stringify({ ...message, epoch, rev });
  if (Buffer.byteLength(text) <= sizes.push) return text;
  return JSON.stringify({ type: (message as { type: string }).type, epoch, rev, reread: true });
}

/** The same participant, told that the session is over. Nothing may be published from here on. */
export const withExit = (want: DesiredParticipant, exit: Exit): DesiredParticipant => ({
  ...want,
  permission: [],
  metadata: JSON.stringify({ ...JSON.parse(want.metadata), exit }),
});

/** A participant whom this engine did not let in, on the way out. */
export const stranger: DesiredParticipant = {
  permission: [],
  hidden: false,
  metadata: '{}',
  attributes: {},
  name: '',
};

export const samePermission = (a: PublishPermission, b: PublishPermission): boolean =>
  a.length === b.length && a.every((source) => b.includes(source));

export const sameAttributes = (
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/**
 * The change that turns the attributes `had` into `want`: LiveKit merges attributes, and deletes an empty one. Each write
 * is told to every participant, also where it changes nothing.
 */
export const attributeChanges = (
  had: DesiredParticipant['attributes'],
  want: DesiredParticipant['attributes'],
): Record<string, string> => ({
  ...Object.fromEntries(Object.keys(had).flatMap((key) => (key in want ? [] : [[key, '']]))),
  ...Object.fromEntries(Object.entries(want).filter(([key, value]) => had[key] !== value)),
});

export const sameParticipant = (a: DesiredParticipant, b: DesiredParticipant): boolean =>
  samePermission(a.permission, b.permission) &&
  a.hidden === b.hidden &&
  a.metadata === b.metadata &&
  sameAttributes(a.attributes, b.attributes);
