import { rolesOf } from '../protocol/role.ts';
import { errorOf } from '../errors/errors.ts';
import { say, shortSentence } from '../errors/translations.ts';
import type { Refusal } from '../session/core/allowed.ts';
import type { RoomPolicy } from '../session/core/room-policy.ts';
import type { SessionScope } from '../session/core/session-scope.ts';
import type { Call } from './call.ts';

const unanswered: Refusal = ['forbidden', 'the call is not answered', 'Wait for an answer.'];
const soundOnly: Refusal = ['wrong_product_type', 'an audio call sends no pictures', 'Start a video call.'];

/** The decisions of a call: both parties are heard and seen from the answer to the end. */
export function callPolicy(scope: SessionScope, call: Call): RoomPolicy {
  const active = () => call.status.get() === 'active';
  return {
    lastRole: rolesOf.audio_call[1],
    audible: active,
    silenced: () => false,
    visible: () => active() && call.type.get() === 'video_call',
    videoMuted: () => false,
    closing() {
      const reason = call.reason.get();
      const { happened, fix } = reason ? say(`call_${reason}`) : say('call_ended');
      const error = errorOf('call_ended', `stay in ${scope.room}`, { happened, fix });
      return { message: shortSentence({ happened, fix }), error };
    },
    onAir: active,
    refused(source) {
      if (source !== 'microphone' && call.type.get() === 'audio_call') return soundOnly;
      return active() ? null : unanswered;
    },
  };
}
