import type { Platform } from '../platform/platform.ts';
import { asUTDError } from '../errors/errors.ts';
import type { SessionOptions } from '../model/options.ts';
import { RemoteAudio } from '../session/remote-audio/remote-audio.ts';
import { Chat } from '../session/chat/chat.ts';
import { Connection } from '../session/connection/connection.ts';
import { Data } from '../session/chat/data.ts';
import type { SessionParts } from './entrance.ts';
import { LevelMeter } from '../session/remote-audio/level-meter.ts';
import { LocalMedia } from '../session/local-media/local-media.ts';
import { moderation } from '../session/moderation/moderation.ts';
import type { SessionCore } from '../session/core/session-core.ts';
import { Participants } from '../session/participants/participants.ts';
import type { Lifetime } from '../reactive/lifetime.ts';
import { asked, type RoomPolicy } from './room-policy.ts';

/** The parts that every media session is made of, and who hears what of the connection: the wiring, in one place. */
export function sessionParts(
  scope: SessionCore,
  edge: Platform,
  rules: () => RoomPolicy,
  options: () => SessionOptions,
) {
  const standing = asked(rules);
  const banned = scope.signal(0);
  const identity = scope.signal<string | null>(null);
  const participants = new Participants(scope, {
    ...standing,
    level(whose) {
      const mine = whose === identity.value;
      const track = mine ? media.micEnabled.get() && media.track('microphone').get() : audio.track(whose);
      return track ? ears.of(track) : 0;
    },
    quality: () => connection.quality.get(),
  });
  const connected = { get: () => connection.connected.get() };
  const devices = () => edge.devices(() => options().rememberDevices ?? true);
  const ears = new LevelMeter(scope, devices);
  const audio: RemoteAudio = new RemoteAudio(scope, {
    ...edge,
    ...standing,
    use: (choose) => media.choice.use(choose),
  });
  const media: LocalMedia = new LocalMedia(scope, {
    page: edge.page,
    devices,
    listed: (all, list) => audio.listed(all, list),
    transport: () => connection.loaded?.link.transport,
    refused: standing.refused,
    processing: options,
    // The grant's own time limit speaks for a read that failed.
    reread: () => connection.retry().catch(() => {}),
    connected,
    capturing: () => void audio.enable(),
  });
  const followers: { follow(): void }[] = [];
  scope.onEntrance(({ WhilePublishing, MutedSpeech }) =>
    followers.push(
      new MutedSpeech(scope, { devices, track: media.track('microphone'), on: media.micEnabled }),
      new WhilePublishing(scope, {
        ...edge,
        ...standing,
        options,
        controls: () => ({
          title: options().roomName,
          microphone: media.micEnabled,
          onHangUp: () => void connection.leave(`leave ${scope.room}`),
          onMicrophone: () =>
            void media
              .setMicrophone(!media.micEnabled.get())
              .catch((error: unknown) => scope.fail(asUTDError(error, 'unknown', 'switch the microphone'))),
        }),
      }),
    ),
  );
  const chat = new Chat(scope, {
    me: () => identity.value ?? undefined,
    connected,
  });
  const data = new Data(scope);
  const people = () => connection.loaded?.link.transport?.people() ?? [];
  const readPeople = () => scope.change(() => participants.roster.read(people()));
  /** What the engine wrote about me, before it removed me too: data packets are lost there. */
  const readMe = () => {
    const [me] = people();
    if (!me) return;
    const { exit, videoEffects } = me.metadata;
    media.effects(videoEffects !== false);
    if (exit) connection.loaded?.exits.heed(exit);
  };
  /** What follows signals does so once a session, which is let in anew after an outage. */
  let followed: Lifetime | undefined;
  const told: SessionParts = {
    chat,
    data,
    begin(answer) {
      identity.value = answer.identity;
      participants.begin(answer.role);
      void media.begin();
      if (followed === scope.session) return;
      followed = scope.session;
      for (const each of [audio, connection, media, ...followers]) each.follow();
    },
    linkStarts() {
      participants.qualities.linkStarts();
      audio.linkStarts();
      media.linkStarts();
    },
    linkDown: () => participants.roster.down(),
    linkUp() {
      participants.roster.up(readPeople);
      media.linkIsUp();
    },
    recheck: () => void media.begin(),
    clear: () => participants.clear(),
    banned: () => void banned.value++,
    quality: () => participants.quality(identity.readonly.get() ?? '').get(),
    hear: {
      people: () => {
        readPeople();
        readMe();
      },
      speakers: (identities) => participants.speak(identities),
      quality: (identity, quality) => participants.qualities.hear(identity, quality),
      permission: () => scope.change(() => media.permission()),
      audio: (sound, there) => scope.change(() => audio.sound(sound, there)),
    },
  };
  const connection: Connection = new Connection(scope, edge, told);
  return {
    identity,
    participants,
    audio,
    media,
    chat,
    data,
    connection,
    moderation: moderation(() => connection.loaded?.moderation, banned.readonly),
  };
}
