import type { LiveEndReason } from '../../src/protocol/stage/stage-messages.ts';
import { Refusal } from '../core/refusal.ts';
import type { OutgoingMessage } from '../model/outgoing-message.ts';
import type { RoomDoc } from '../model/room-doc.ts';
import type { Ruling } from '../model/ruling.ts';
import type { SpeakerPlace } from '../speakers/speaker-place.ts';
import { isLive, isOnStage, roleOf } from './stage.ts';

/** Takes a guest off the stage. A participant who is no guest is not on stage, which is no error: a retry must succeed. */
export const leave = (room: RoomDoc, identity: string): RoomDoc =>
  room.guests?.includes(identity)
    ? { ...room, guests: room.guests.filter((guest) => guest !== identity) }
    : room;

const neverOnCamera = (room: RoomDoc, identity: string) =>
  new Refusal(
    'forbidden_role',
    `Could not bring '${identity}' on the stage of '${room.name}': an admin moderates. Make them audience first.`,
  );

const onStageAlready = (room: RoomDoc, identity: string) =>
  new Refusal(
    'already_on_stage',
    `'${identity}' is on the stage of '${room.name}' already. Nothing is left to ask for.`,
  );

/** Puts a participant on stage. An admin moderates, and is never on camera. */
export function enter(room: RoomDoc, identity: string): { readonly room: RoomDoc } | Refusal {
  if (isOnStage(room, identity)) return { room };
  if (roleOf(room, identity) === 'admin') return neverOnCamera(room, identity);
  return { room: { ...room, guests: [...(room.guests ?? []), identity] } };
}

/** The stage, as the place of those who are seen and heard. */
export const stagePlace: SpeakerPlace = {
  noun: 'stage',
  refuseRequest: (room, identity) => (isOnStage(room, identity) ? onStageAlready(room, identity) : null),
  refuseInvitation(room, target) {
    if (isOnStage(room, target)) return onStageAlready(room, target);
    return roleOf(room, target) === 'admin' ? neverOnCamera(room, target) : null;
  },
  mayInvite: (room, identity) => room.owner === identity,
  mayTake: (room, identity) => !isOnStage(room, identity) && roleOf(room, identity) !== 'admin',
  asks: () => ({ requests: true, invitations: true }),
  put: ({ room }, identity) => enter(room, identity),
};

/** Goes live. A stream that is live stays so, with its time: the host's page may have been loaded again. */
export const goLive = (room: RoomDoc, now: number): RoomDoc =>
  isLive(room) ? room : { ...room, liveStartedAt: now };

export const liveEnded = (reason: LiveEndReason): OutgoingMessage => ({
  to: 'all',
  body: { type: '_live_ended', reason },
});

/** Ends the live stream. A stream that is not live stays so, which is no error: a retry must succeed. */
export const endLive = (room: RoomDoc): Ruling =>
  isLive(room) ? { room: { ...room, liveStartedAt: null }, messages: [liveEnded('ended')] } : { room };

/** Takes a guest off the stage, or refuses: the host stays on stage. */
export function remove(room: RoomDoc, identity: string): Ruling {
  if (room.owner === identity)
    return new Refusal(
      'target_protected',
      `Could not take the host off the stage of '${room.name}'. End the live stream instead.`,
    );
  return { room: leave(room, identity) };
}
