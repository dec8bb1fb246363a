import type { Source } from '../platform/transport.ts';
import type { Refusal, Rule } from '../session/core/allowed.ts';
import type { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import type { LocalMedia } from '../session/local-media/local-media.ts';
import { ruleChecks, type RuleSession } from '../session/core/rule-checks.ts';

/** What the rules read of a session. */
interface SessionRulesSession extends RuleSession {
  readonly media: Pick<LocalMedia, 'micEnabled' | 'cameraEnabled' | 'screenShareEnabled' | 'hindrances'>;
  readonly audio: Pick<RemoteAudio, 'earpiece'>;
}

const noEarpiece = ['unsupported', 'no earpiece is listed', 'Choose another output.'] as const;

/**
 * What is possible in every session, and when not, the code that says why.
 *
 * @param refused why the room would not take this from me, if so
 */
export const sessionRules = (session: SessionRulesSession, refused: (source: Source) => Refusal | null) => {
  const { audio, connection, media } = session;
  const { joined } = ruleChecks(session);
  /** Why it could not be sent: what no device mends, then what the browser keeps back, then what a seat mends. */
  const hindered = (source: Source): Refusal | null => {
    const room = joined() ?? refused(source);
    return room && room !== 'not_seated' ? room : (media.hindrances.get()[source] ?? room);
  };
  const apart = () => ['disconnected', 'forceExit'].includes(connection.state.get());
  return {
    join: () => (apart() ? null : 'busy'),
    leave: () => (connection.state.get() === 'connecting' ? null : joined('leave')),
    retry: () => (apart() || connection.state.get() === 'connecting' ? 'not_joined' : null),
    setMicrophone: () => (media.micEnabled.get() ? joined('microphoneOff') : hindered('microphone')),
    setCamera: () => (media.cameraEnabled.get() ? joined('cameraOff') : hindered('camera')),
    switchCamera: () => hindered('camera'),
    setScreenShare: () =>
      media.screenShareEnabled.get() ? joined('screenShareOff') : hindered('screen_share'),
    enableAudio: () => joined(),
    setSpeaker: () => joined() ?? (audio.earpiece.get() ? null : noEarpiece),
    muteOutput: () => joined(),
    // About nobody in particular, or about somebody.
    setVolume: (identity?: string) => joined() ?? (identity === '' ? 'not_found' : null),
    // Of every role, which a page need not load the table for.
    updateMe: () => joined(),
  } satisfies Record<string, Rule>;
};

export type SessionRules = ReturnType<typeof sessionRules>;
