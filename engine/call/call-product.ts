import type { CallType } from '../../src/protocol/call/call.ts';
import { isOver, isPending } from '../../src/protocol/call/call-status.ts';
import type { CallAct } from '../../src/protocol/call/call-transitions.ts';
import { times } from '../../src/protocol/constants.ts';
import type { Departure, Product, Source } from '../model/product.ts';
import type { RoomDoc, RoomState } from '../model/room-doc.ts';
import { changed, type Actor } from './call-rules.ts';
import { callOf, docCallOf, partyOf, wireCall } from './call-state.ts';

const sources: Readonly<Record<CallType, readonly Source[]>> = {
  audio_call: ['microphone'],
  video_call: ['microphone', 'camera', 'screen_share', 'screen_share_audio'],
};

/** The act that a departure is. A departure by itself is a hang-up. */
const actOf = (why: Departure): CallAct => (why === 'left' ? 'end' : why === 'lost' ? 'lost' : 'removed');

const publicState = ({ room }: RoomState) => wireCall(callOf(room));

const withAct = (room: RoomDoc, act: CallAct, by: Actor): RoomDoc => {
  const before = docCallOf(room);
  const call = changed(before, act, by);
  return call === before ? room : { ...room, call };
};

/** One caller and one callee, who may publish once the callee has answered. The room closes when the call is over. */
const callProduct = (type: CallType): Product => ({
  features: ['call', 'chat', 'data', 'audience'],
  sources: sources[type],
  hiddenRoles: [],

  namedIn: (room) => {
    const { caller, callee } = docCallOf(room);
    return [caller, callee];
  },

  // `POST /calls` lays out the room.
  open: ({ room }) => ({ room }),
  leave({ room }, identity, why) {
    const act = actOf(why);
    return withAct(room, act, act === 'end' ? (partyOf(docCallOf(room), identity) ?? 'engine') : 'engine');
  },
  lapse: (_, { room }) => ({ room, messages: [] }),
  expire: ({ room }, now) => ({
    room: (docCallOf(room).expires ?? Infinity) <= now ? withAct(room, 'time', 'time') : room,
    messages: [],
  }),
  nextExpiry: (room) => docCallOf(room).expires,
  // A caller whose page is gone before the media server has seen the caller must not leave a call ringing.
  patience: (room) =>
    isPending(docCallOf(room).status)
      ? { arrival: times.connect, comeback: times.callerAway }
      : { arrival: times.reconnectWindow, comeback: times.reconnectWindow },
  isOver: (room) => isOver(docCallOf(room).status),
  record: callOf,

  roleOf: (room, identity) => partyOf(docCallOf(room), identity) ?? 'callee',
  // The policy table lets no role be given in a call.
  placeFor: ({ room }) => ({ room }),

  permissionOf: ({ room, people }, identity) =>
    docCallOf(room).status === 'active' && people.has(identity) && partyOf(docCallOf(room), identity)
      ? sources[type]
      : [],
  participantMetadata: () => ({}),
  publicState,
  roomMetadata: (state) => ({ _call: publicState(state) }),
  stateMessage: (state) => ({ type: '_call_update', call: publicState(state) }),
  snapshot: (state) => ({ call: publicState(state) }),
});

export const audioCall = callProduct('audio_call');
export const videoCall = callProduct('video_call');
