import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Commands } from '../commands/command.ts';

/** `value` → a seat; an empty one leaves the choice to the engine. */
export const wantedSeat = (value: string): { seatIndex?: number } =>
  value.trim() === '' ? {} : { seatIndex: Number(value) };

/** A microphone opens for a person, never for markup that clicks itself. */
export const heard = (trusted: boolean): { microphone?: boolean } => (trusted ? {} : { microphone: false });

/** What a room can be told of my own wish to speak. */
export const askingCommands = ({ allowed, speakers }: AudioRoomController): Commands => ({
  '--request-to-speak': {
    verdict: () => allowed('requestToSpeak').get(),
    run: (value, trusted) => speakers.request({ note: value.trim() || null, ...heard(trusted) }),
  },
  '--cancel-request': {
    verdict: () => allowed('cancelRequest').get(),
    run: () => speakers.cancel(),
  },
});

/** What a request to speak can be told. */
export const requestCommands = ({ allowed, speakers }: AudioRoomController, id: string): Commands => ({
  '--approve': {
    verdict: () => allowed('approveRequest', id).get(),
    run: (value) => speakers.approve(id, wantedSeat(value)),
    inside: true,
  },
  '--reject': {
    verdict: () => allowed('rejectRequest', id).get(),
    run: () => speakers.reject(id),
    inside: true,
  },
});

/** What an invitation to speak can be told. */
export const invitationCommands = ({ allowed, speakers }: AudioRoomController, id: string): Commands => ({
  '--accept': {
    verdict: () => allowed('acceptInvitation', id).get(),
    run: (_, trusted) => speakers.accept(id, heard(trusted)),
  },
  '--decline': {
    verdict: () => allowed('declineInvitation', id).get(),
    run: () => speakers.decline(id),
  },
});
