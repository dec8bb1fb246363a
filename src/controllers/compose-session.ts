import { asUTDError } from '../errors/errors.ts';
import type { MediaOptions } from '../model/options.ts';
import type { Platform } from '../platform/platform.ts';
import { computed } from '../reactive/signal.ts';
import { Chat } from '../session/chat/chat.ts';
import { DataMessages } from '../session/chat/data-messages.ts';
import { PeerChat } from '../session/chat/peer-chat.ts';
import { Connection } from '../session/connection/connection.ts';
import type { SessionCore } from '../session/core/session-core.ts';
import { DeviceSelection } from '../session/local-media/device-selection.ts';
import { LocalMedia } from '../session/local-media/local-media.ts';
import { MutedSpeech } from '../session/local-media/muted-speech.ts';
import { WhilePublishing } from '../session/local-media/while-publishing.ts';
import { Moderation } from '../session/moderation/moderation.ts';
import { ParticipantList } from '../session/participants/participant-list.ts';
import { ParticipantQuality } from '../session/participants/participant-quality.ts';
import { Participants } from '../session/participants/participants.ts';
import { LevelMeter } from '../session/remote-audio/level-meter.ts';
import { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import { RemoteVideo } from '../session/remote-video/remote-video.ts';

/** The features of every media session, and the connection that calls their hooks. A product adds its own behind them. */
export function composeSession(
  scope: SessionCore,
  platform: Platform,
  { options, roomName, title }: { options(): MediaOptions; roomName(): string; title(): string },
) {
  const devices = platform.devices(() => options().rememberDevices ?? true);
  const peers = new PeerChat(scope);
  const list = new ParticipantList(scope);
  const quality = new ParticipantQuality(scope);
  const selection = new DeviceSelection(scope, devices);
  const levels = new LevelMeter(scope, devices);
  const videos = new RemoteVideo(scope, {
    participants: list.all,
    quality: (identity) => quality.of(identity),
    local: (source) => media.track(source),
  });
  const participants = new Participants(scope, {
    list,
    quality,
    videos,
    level(identity) {
      const mine = identity === scope.identity.get();
      const track = mine ? media.micEnabled.get() && media.track('microphone').get() : audio.track(identity);
      return track ? levels.of(track) : 0;
    },
  });
  const audio = new RemoteAudio(scope, { ...platform, devices, selection });
  const media = new LocalMedia(scope, {
    page: platform.page,
    devices,
    selection,
    options,
    captureStarted: () => void audio.enable(),
  });
  const mutedSpeech = new MutedSpeech(scope, {
    devices,
    track: media.track('microphone'),
    // A person who tries their microphone before others hear it does not forget to unmute.
    on: computed(() => media.micEnabled.get() || media.previewed().includes('microphone')),
  });
  const whilePublishing = new WhilePublishing(scope, {
    page: platform.page,
    options,
    controls: () => ({
      title: title(),
      microphone: media.micEnabled,
      onHangUp: () => void connection.leave(`leave ${scope.room}`),
      onMicrophone: () =>
        void media
          .setMicrophone(!media.micEnabled.get())
          .catch((error: unknown) => scope.fail(asUTDError(error, 'unknown', 'switch the microphone'))),
    }),
  });
  const chat = new Chat(scope, peers);
  const data = new DataMessages(scope);
  const moderation = new Moderation(scope, peers, roomName);
  scope.features.push(
    peers,
    list,
    quality,
    participants,
    audio,
    videos,
    selection,
    media,
    mutedSpeech,
    whilePublishing,
    chat,
    data,
  );
  const connection = new Connection(scope, platform, {
    quality: quality.mine,
    peers,
  });
  return { participants, audio, media, chat, data, connection, moderation, peers };
}
