import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { Commands } from '../commands/command.ts';

/** `value` → the index of a seat; with an empty value the engine chooses one. */
const wantedSeat = (value: string): { seatIndex?: number } =>
  value.trim() === '' ? {} : { seatIndex: Number(value) };

/** The microphone opens for a person's click, never for markup that clicks itself. */
export const microphoneFor = (trusted: boolean): { microphone?: boolean } =>
  trusted ? {} : { microphone: false };

/** The room's commands of the local participant's own request to speak. */
export const requestingCommands = ({ allowed, speakers }: AudioRoomController): Commands => ({
  '--request-to-speak': {
    verdict: () => allowed('requestToSpeak').get(),
    run: (value, trusted) => speakers.request({ note: value.trim() || null, ...microphoneFor(trusted) }),
  },
  '--cancel-request': {
    verdict: () => allowed('cancelRequest').get(),
    run: () => speakers.cancel(),
  },
});

/** The commands of a request to speak. */
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

/** The commands of an invitation to speak. */
export const invitationCommands = ({ allowed, speakers }: AudioRoomController, id: string): Commands => ({
  '--accept': {
    verdict: () => allowed('acceptInvitation', id).get(),
    run: (_, trusted) => speakers.accept(id, microphoneFor(trusted)),
  },
  '--decline': {
    verdict: () => allowed('declineInvitation', id).get(),
    run: () => speakers.decline(id),
  },
});

/** The commands of a participant in an audio room, beside those of every session. */
export const invitingCommands = (
  { allowed, speakers }: AudioRoomController,
  identity: () => string,
): Commands => ({
  '--invite-to-speak': {
    verdict: () => allowed('inviteToSpeak', identity()).get(),
    run: (value) => speakers.invite(identity(), wantedSeat(value)),
    inside: true,
  },
});
