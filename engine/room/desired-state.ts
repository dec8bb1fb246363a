import { seatOf, roleOf, type People, type PersonRow, type RoomDoc, gridOf } from '../model/room-doc.ts';
import type { Exit } from '../../src/protocol/exit.ts';
import { sizes } from '../../src/protocol/names.ts';
import type { RoomMetadata } from '../../src/protocol/room-state.ts';

/** What somebody may send. LiveKit reads an empty list as "everything", so none at all is `publish: false`. */
export type Permission =
  { readonly publish: false } | { readonly publish: true; readonly sources: readonly ['microphone'] };

/** What the media server should have of one person. */
export interface DesiredPerson {
  readonly permission: Permission;
  readonly metadata: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly name: string;
}

export interface Desired {
  readonly people: ReadonlyMap<string, DesiredPerson>;
}

/** Who holds a seat and was not muted may send a microphone: the only place where a permission is built. */
export function permissionOf(room: RoomDoc, identity: string): Permission {
  const seat = room.seats[seatOf(room, identity)];
  return seat && !seat.muted ? { publish: true, sources: ['microphone'] } : { publish: false };
}

/** On a seat the grid says who is silenced. */
export const participantMetadata = (room: RoomDoc, identity: string): string =>
  JSON.stringify({
    role: roleOf(room, identity),
    ...(room.silenced?.includes(identity) && { silenced: true }),
  });

/** LiveKit keeps no empty ones. */
export const participantAttributes = ({ name, avatar, attributes }: PersonRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...attributes, name, avatar: avatar ?? '' }).filter(([, text]) => text),
  );

/** What everybody in the room sees of it: `rev` grows exactly when this changes. */
export const publicState = (room: RoomDoc, people: People): string =>
  JSON.stringify([room.owner, room.type, room.admins, room.comments, gridOf(room, people)]);

/** A grid too large for metadata is left out: whoever joins reads it. */
export const roomMetadata = ({ epoch, rev, ...room }: RoomDoc, people: People, closed = false): string => {
  const _chat = room.comments ?? { locked: false, by: null };
  const bare: RoomMetadata = { epoch, rev, _owner: room.owner, _chat, closed };
  const whole = JSON.stringify({ ...bare, _seats: gridOf({ ...room, epoch, rev }, people) });
  return Buffer.byteLength(whole) <= sizes.metadata ? whole : JSON.stringify(bare);
};

/** The same person, told that it is over. Nothing may be sent from here on. */
export const withExit = (want: DesiredPerson, exit: Exit): DesiredPerson => ({
  ...want,
  permission: { publish: false },
  metadata: JSON.stringify({ ...JSON.parse(want.metadata), exit }),
});

/** Somebody whom this engine did not let in, on the way out. */
export const stranger: DesiredPerson = {
  permission: { publish: false },
  metadata: '{}',
  attributes: {},
  name: '',
};

/** What LiveKit should have of a room: one pure function, compared with what it has. */
export const desired = (room: RoomDoc, people: People): Desired => ({
  people: new Map(
    [...people.values()].map((person) => [
      person.identity,
      {
        permission: permissionOf(room, person.identity),
        metadata: participantMetadata(room, person.identity),
        attributes: participantAttributes(person),
        name: person.name,
      },
    ]),
  ),
});

export const samePermission = (a: Permission, b: Permission): boolean => a.publish === b.publish;

export const sameAttributes = (
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/**
 * What turns the attributes `had` into `want`: LiveKit merges them, and deletes an empty one. Each write
 * is told to everybody in the room, also where it changes nothing.
 */
export const attributeChanges = (
  had: DesiredPerson['attributes'],
  want: DesiredPerson['attributes'],
): Record<string, string> => ({
  ...Object.fromEntries(Object.keys(had).flatMap((key) => (key in want ? [] : [[key, '']]))),
  ...Object.fromEntries(Object.entries(want).filter(([key, value]) => had[key] !== value)),
});

export const samePerson = (a: DesiredPerson, b: DesiredPerson): boolean =>
  samePermission(a.permission, b.permission) &&
  a.metadata === b.metadata &&
  sameAttributes(a.attributes, b.attributes);
