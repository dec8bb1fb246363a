import { lastingRoom, type Product } from '../model/product.ts';
import type { RoomState } from '../model/room-doc.ts';
import { nextExpiry, withoutExpired, withoutLapsed } from '../speakers/lapsed-requests.ts';
import { mineOf, namedByRights } from '../speakers/speaker-lists.ts';
import { enter, leave, liveEnded, stagePlace } from './stage-rules.ts';
import { isLive, isOnStage, roleOf, stageOf } from './stage.ts';

/** The stage in an answer, with the version of the room. */
export const restStage = (state: RoomState) => {
  const { epoch, rev } = state.room;
  return { epoch, rev, ...stageOf(state) };
};

/** A live stream ends with the host: the host has left, or was away for longer than a connection is waited for. */
function withoutHost(before: RoomState, { room, people }: RoomState) {
  const { owner } = room;
  if (!isLive(room) || (owner !== null && people.has(owner))) return { room, messages: [] };
  const host = before.room.owner;
  const away = host !== null && before.people.get(host)?.presence === 'missed';
  return {
    room: { ...room, liveStartedAt: null },
    messages: [liveEnded(away ? 'host_away' : 'host_left')],
  };
}

/**
 * One host, guests on a stage, and any number of viewers. Host and guests may publish while the stream is live. Viewers
 * are hidden from each other on the media server, so that they cost each other nothing.
 */
export const liveStream: Product = {
  features: ['stage', 'chat', 'data', 'audience'],
  sources: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
  hiddenRoles: ['audience'],

  namedIn: (room) => [...(room.guests ?? []), ...namedByRights(room)],

  // The layout of seats is ignored: a stage has none.
  open: ({ room }) => ({ room }),
  leave: ({ room }, identity) => leave(room, identity),
  lapse(before, state) {
    const ended = withoutHost(before, state);
    const lapsed = withoutLapsed(stagePlace, before.room, { ...state, room: ended.room });
    return { room: lapsed.room, messages: [...ended.messages, ...lapsed.messages] };
  },
  expire: (state, now) => withoutExpired(stagePlace, state, now),
  nextExpiry,
  ...lastingRoom,

  roleOf,
  placeFor: ({ room }, identity, role) =>
    role === 'guest' ? enter(room, identity) : { room: leave(room, identity) },

  permissionOf({ room, people }, identity) {
    const person = people.get(identity);
    if (!person || !isLive(room) || !isOnStage(room, identity)) return [];
    return [
      ...(person.silenced ? [] : (['microphone', 'screen_share_audio'] as const)),
      ...(person.videoMuted ? [] : (['camera', 'screen_share'] as const)),
    ];
  },

  // On stage, the stage says who is muted by a moderator.
  participantMetadata: ({ room, people }, identity) =>
    people.get(identity)?.silenced && !isOnStage(room, identity) ? { silenced: true } : {},
  publicState: stageOf,
  roomMetadata: (state) => ({ _stage: stageOf(state) }),
  stateMessage(state) {
    const stage = stageOf(state);
    return { type: '_stage_update', count: stage.stage.length, ...stage };
  },
  snapshot: (state, me) => ({
    ...restStage(state),
    ...mineOf(state, me),
  }),
};
