import type { Source } from '../platform/transport.ts';
import type { Refusal, Rule } from '../session/core/allowed.ts';
import type { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';
import { ruleChecks, type RuleSession } from '../session/core/rule-checks.ts';

interface SessionRulesSession extends RuleSession {
  readonly media: Pick<LocalMedia, 'micEnabled' | 'cameraEnabled' | 'screenShareEnabled' | 'hindrances'>;
  readonly audio: Pick<RemoteAudio, 'earpiece'>;
}

const noEarpiece = ['unsupported', 'no earpiece is listed', 'Choose another output.'] as const;

/**
 * The rules of every session.
 *
 * @param refused the room's refusal of a source of the local participant, if any
 */
export const sessionRules = (session: SessionRulesSession, refused: (source: Source) => Refusal | null) => {
  const { audio, connection, media } = session;
  const { joined } = ruleChecks(session);
  /**
   * The refusal of a source. A refusal by the room comes first, then a hindrance of the browser, then the missing seat,
   * because taking a seat is the last step.
   */
  const sourceRefusal = (source: Source): Refusal | null => {
    const room = joined() ?? refused(source);
    return room && room !== 'not_seated' ? room : (media.hindrances.get()[source] ?? room);
  };
  const notJoined = () => ['disconnected', 'forceExit'].includes(connection.state.get());
  return {
    join: () => (notJoined() ? null : 'busy'),
    leave: () => (connection.state.get() === 'connecting' ? null : joined('leave')),
    retry: () => (notJoined() || connection.state.get() === 'connecting' ? 'not_joined' : null),
    setMicrophone: () => (media.micEnabled.get() ? joined('microphoneOff') : sourceRefusal('microphone')),
    setCamera: () => (media.cameraEnabled.get() ? joined('cameraOff') : sourceRefusal('camera')),
    switchCamera: () => sourceRefusal('camera'),
    setScreenShare: () =>
      media.screenShareEnabled.get() ? joined('screenShareOff') : sourceRefusal('screen_share'),
    enableAudio: () => joined(),
    setSpeaker: () => joined() ?? (audio.earpiece.get() ? null : noEarpiece),
    muteOutput: () => joined(),
    // The subject is optional; an empty identity is the button of an absent participant.
    setVolume: (identity?: string) => joined() ?? (identity === '' ? 'not_found' : null),
    listParticipants: () => joined(),
    // Every role may change its own name.
    updateMe: () => joined(),
  } satisfies Record<string, Rule>;
};

export type SessionRules = ReturnType<typeof sessionRules>;
