import type { AudioOutput } from '../parts/audio-output.ts';
import type { Connection, SessionParts } from '../parts/connection.ts';
import { metadataOf } from '../parts/link-person.ts';
import type { Media } from '../parts/media.ts';
import type { OpenScope } from '../parts/open-scope.ts';
import type { Participants } from '../parts/participants.ts';
import type { RoomReader } from '../parts/room-reader.ts';
import type { Cell } from '../reactive/cell.ts';

interface Wired {
  readonly scope: OpenScope;
  readonly participants: Participants;
  readonly audio: AudioOutput;
  readonly media: Media;
  readonly reader: RoomReader;
  readonly identity: Cell<string | null>;
  readonly connection: () => Connection;
}

/** Who hears what of the connection: the wiring of a session, in one place. */
export function sessionParts({
  scope,
  participants,
  audio,
  media,
  reader,
  identity,
  ...rest
}: Wired): SessionParts {
  const people = () => rest.connection().transport?.people() ?? [];
  /** What the engine wrote about me before it removed me: data packets are lost there. */
  const exit = () => {
    const [me] = people();
    const exit = me && metadataOf(me).exit;
    if (exit && exit.session_id === scope.ticket?.sessionId)
      rest.connection().exit(exit.code, exit.until ? new Date(exit.until) : null);
  };
  return {
    begin(answer) {
      identity.value = answer.identity;
      participants.begin(answer.role);
      reader.snapshot(answer.room);
      audio.begin();
    },
    reread: reader.reread,
    linkStarts() {
      audio.linkStarts();
      void media.linkStarts();
    },
    linkDown: () => participants.linkDown(),
    linkUp: () => participants.linkUp(() => scope.change(() => participants.read(people()))),
    clear: () => participants.clear(),
    hear: {
      people: () => {
        scope.change(() => participants.read(people()));
        exit();
      },
      speakers: (identities) => scope.change(() => participants.speak(identities)),
      permission: () => scope.change(() => media.permission()),
      metadata: (json) => reader.metadata(json),
      data: (payload, sender) => reader.data(payload, sender),
      audio: (sound, there) => scope.change(() => audio.sound(sound, there)),
    },
  };
}
