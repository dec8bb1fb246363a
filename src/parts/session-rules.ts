import type { Source } from '../edge/transport.ts';
import type { Refusal, Rule } from './allowed.ts';
import type { Media } from './media.ts';
import { roomRules, type InRoom } from './room-rules.ts';

/** What the rules read of a session. */
interface Known extends InRoom {
  readonly media: Pick<Media, 'micEnabled' | 'cameraEnabled' | 'screenShareEnabled' | 'canShareScreen'>;
}

/**
 * What is possible in every session, and when not, the code that says why.
 *
 * @param refused why the room would not take this from me, if so
 */
export const sessionRules = (session: Known, refused: (source: Source) => Refusal | null) => {
  const { connection, media } = session;
  const { joined, may } = roomRules(session);
  const apart = () => ['disconnected', 'forceExit'].includes(connection.state.get());
  return {
    join: () => (apart() ? null : 'busy'),
    leave: () => (apart() ? 'not_joined' : null),
    retry: () => (apart() || connection.state.get() === 'connecting' ? 'not_joined' : null),
    setMicrophone: () => joined() ?? (media.micEnabled.get() ? null : refused('microphone')),
    setCamera: () => joined() ?? (media.cameraEnabled.get() ? null : refused('camera')),
    switchCamera: () => joined() ?? refused('camera'),
    setScreenShare: () =>
      joined() ??
      (media.screenShareEnabled.get()
        ? null
        : (refused('screen_share') ?? (media.canShareScreen.get() ? null : 'unsupported'))),
    enableAudio: joined,
    muteOutput: joined,
    setVolume: joined,
    updateMe: () => joined() ?? may('updateMe'),
    end: () => joined() ?? may('endRoom'),
  } satisfies Record<string, Rule>;
};

export type SessionOperation = keyof ReturnType<typeof sessionRules>;
