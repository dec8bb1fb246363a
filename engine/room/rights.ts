import type { InviteRole } from '../../src/protocol/moderation/moderation-endpoints.ts';
import type { Product } from '../model/product.ts';
import type { People, PersonRow, RoomDoc } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';

/** The role that was given to a participant; `null` where the role follows from the place in the room. */
export const givenRole = (room: RoomDoc, identity: string): 'host' | 'admin' | null =>
  room.owner === identity ? 'host' : room.admins?.includes(identity) ? 'admin' : null;

/** Whether a participant is host or admin. */
export const moderates = (room: RoomDoc, identity: string): boolean => givenRole(room, identity) !== null;

/** The host and the admins who are in the room: requests are theirs to see. */
export const moderatorsOf = (room: RoomDoc, people: People): string[] =>
  [...new Set([...(room.owner === null ? [] : [room.owner]), ...(room.admins ?? [])])]
    .filter((identity) => people.has(identity))
    .sort();

/** The media that a moderator mutes: sound, camera and screen, or both. */
export interface MutedMedia {
  readonly audio: boolean;
  readonly video: boolean;
}

/** Mutes a participant, or ends the mute: in whatever place, and also without a place. */
export function mutedRuling(room: RoomDoc, person: PersonRow, media: MutedMedia, muted: boolean): Ruling {
  const { silenced = false, videoMuted = false } = person;
  const after = {
    silenced: media.audio ? muted : silenced,
    videoMuted: media.video ? muted : videoMuted,
  };
  const same = after.silenced === silenced && after.videoMuted === videoMuted;
  return { room, ...(!same && { people: [{ ...person, ...after }] }) };
}

/** A room, and the row of one person of it. */
export interface Rights {
  readonly room: RoomDoc;
  readonly person: PersonRow;
}

/**
 * Takes the given rights of a person who is removed, banned or made a listener: the person comes back as a listener.
 *
 * @param owned also takes the ownership of the room: only the backend can ban an owner, and a kick is no ban
 */
export function withoutRights(room: RoomDoc, person: PersonRow, now: number, owned = false): Rights {
  const { identity } = person;
  const { admins = [] } = room;
  const owner = owned && room.owner === identity ? null : room.owner;
  if (owner === room.owner && !admins.includes(identity) && !person.cleared) return { room, person };
  return {
    room:
      owner === room.owner && !admins.includes(identity)
        ? room
        : { ...room, owner, admins: admins.filter((each) => each !== identity) },
    person: { ...person, cleared: false, withdrawnAt: now },
  };
}

/** The role that an invite link gives: none where the link is older than the last withdrawal of rights. */
export const linkedRole = (
  person: PersonRow | undefined,
  link: { role: InviteRole; made: number } | null,
): InviteRole | null =>
  link && !(person?.withdrawnAt !== undefined && person.withdrawnAt >= link.made) ? link.role : null;

/** Gives the rights of an invite link. A host's link is the claim of the room. */
export function withLink(product: Product, room: RoomDoc, person: PersonRow, role: InviteRole): Rights {
  const { identity } = person;
  const { admins = [] } = room;
  if (product.roleOf(room, identity) === 'host') return { room, person };
  if (role === 'admin' && !admins.includes(identity))
    return { room: { ...room, admins: [...admins, identity] }, person };
  if (role === 'speaker') return { room, person: { ...person, cleared: true } };
  return { room, person };
}
