import { seatOf, roleOf, type People, type PersonRow, type RoomDoc, gridOf } from './room-doc.ts';
import type { RoomMetadata } from '../src/protocol/room-state.ts';

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
  readonly metadata: string;
  readonly people: ReadonlyMap<string, DesiredPerson>;
}

/** Who holds a seat and was not muted may send a microphone: the only place where a permission is built. */
export function permissionOf(room: RoomDoc, identity: string): Permission {
  const seat = room.seats[seatOf(room, identity)];
  return seat && !seat.muted ? { publish: true, sources: ['microphone'] } : { publish: false };
}

export const participantMetadata = (room: RoomDoc, identity: string): string =>
  JSON.stringify({ role: roleOf(room, identity) });

export const participantAttributes = ({ name, avatar, attributes }: PersonRow): Record<string, string> => ({
  ...attributes,
  name,
  ...(avatar && { avatar }),
});

export const roomMetadata = (room: RoomDoc, people: People, closed = false): string => {
  const metadata: RoomMetadata = {
    epoch: room.epoch,
    rev: room.rev,
    _seats: gridOf(room, people),
    _owner: room.owner,
    closed,
  };
  return JSON.stringify(metadata);
};

/** What LiveKit should have of a room: one pure function, compared with what it has. */
export const desired = (room: RoomDoc, people: People): Desired => ({
  metadata: roomMetadata(room, people),
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

export const samePerson = (a: DesiredPerson, b: DesiredPerson): boolean =>
  samePermission(a.permission, b.permission) &&
  a.metadata === b.metadata &&
  sameAttributes(a.attributes, b.attributes);
