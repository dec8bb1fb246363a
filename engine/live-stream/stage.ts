import type { Role } from '../../src/protocol/role.ts';
import type { WireStage } from '../../src/protocol/stage/stage.ts';
import { iso } from '../core/clock.ts';
import type { RoomDoc, RoomState } from '../model/room-doc.ts';
import { givenRole } from '../room/rights.ts';

const isGuest = (room: RoomDoc, identity: string): boolean => !!room.guests?.includes(identity);

/** The roles of a live stream: host and admin are given, a guest is on stage. */
export const roleOf = (room: RoomDoc, identity: string): Role =>
  givenRole(room, identity) ?? (isGuest(room, identity) ? 'guest' : 'audience');

/** The host is on stage, and the guests. */
export const isOnStage = (room: RoomDoc, identity: string): boolean =>
  room.owner === identity || isGuest(room, identity);

export const isLive = (room: RoomDoc): boolean => typeof room.liveStartedAt === 'number';

/** The stage on the wire. A host who is not in the room is not on stage. */
export function stageOf({ room, people }: RoomState): WireStage {
  const { owner, guests = [], liveStartedAt, requests = [] } = room;
  const onStage = [...(owner === null ? [] : [owner]), ...guests];
  return {
    live: isLive(room),
    live_started_at: typeof liveStartedAt === 'number' ? iso(liveStartedAt) : null,
    queue: requests.map(({ id }) => id),
    stage: onStage.flatMap((identity) => {
      const person = people.get(identity);
      if (!person) return [];
      const { name, avatar, attributes, silenced = false, videoMuted = false, presence } = person;
      return {
        identity,
        name,
        avatar,
        role: roleOf(room, identity),
        away: presence === 'missed',
        muted: silenced,
        video_muted: videoMuted,
        attributes,
      };
    }),
  };
}
