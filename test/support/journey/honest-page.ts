/** The page of somebody honest: what its session shows and tells. */
import '../../../src/define.ts';

const room = document.querySelector('utd-audio-room');
const stream = document.querySelector('utd-live-stream');
const { session } = (room ?? stream)!;
/** What follows when somebody comes or goes. */
const usual = new Set(
  ['RemoteParticipantsChanged', 'RolesChanged', 'MessagesChanged'].map((each) => `on${each}`),
);
/** What an event is about, as far as it matters who says so. */
const about = ({ message, from, identity }: { message?: string; from?: string; identity?: string }) =>
  message ?? from ?? identity ?? '';
let told: string[] = [];
const handler = new Proxy(
  {},
  {
    get: (_, name) => (detail: object | null) => {
      if (!usual.has(String(name))) told.push(`${String(name)} ${about(detail ?? {})}`.trim());
    },
  },
);

const honest = {
  session,
  begin: () => void (told = []),
  /** Events since then, errors with what they say. */
  told: (): readonly string[] => told,
  /** What a person sees in the room, as the engine would say it. */
  shown: () => ({
    seats: (room?.session.seats.grid.get().seats ?? []).map(({ identity, locked, silenced, away }) => ({
      identity,
      locked,
      silenced,
      away,
    })),
    people: Object.fromEntries([...session.participants.roles.get()].sort()),
  }),
  /** The people on stage, while the stream is live. */
  onStage: (): readonly string[] =>
    stream?.session.stage.live.get()
      ? stream.session.stage.members.get().map(({ identity }) => identity)
      : [],
  /** How the session fares, and what it sends. */
  fares: () => ({
    state: session.connection.state.get(),
    ended: session.connection.ended.get()?.why ?? null,
    role: session.role.get(),
    mine: room?.session.seats.mine.get()?.index ?? null,
    maySpeak: session.media.canPublish.get(),
    microphone: session.media.micEnabled.get(),
  }),
};

declare global {
  interface Window {
    honest: typeof honest;
  }
}

session.setEventHandler(handler);
window.honest = honest;
