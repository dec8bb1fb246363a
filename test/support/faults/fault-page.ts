/** The page of test/support/faults/fault-scene.ts: it notes what its session tells, and reaches livekit-client's Room. */
import type { Room, RoomOptions } from 'livekit-client';
import '../../../src/define.ts';

export interface Noted {
  readonly event: string;
  /** Milliseconds since 1970: a page and the test have one clock. */
  readonly at: number;
}

const rooms: Room[] = [];
const wire = new URL(location.href).searchParams.get('wire');
/** Takes the place of `new Room`: notes it, and leads it to the media server by the wire where there is one. */
window.noted = (made, options) => {
  const room = new made(options);
  const { connect } = room;
  room.connect = (url, ...others) => connect(wire ?? url, ...others);
  rooms.push(room);
  return room;
};

let bearer = '';
let expired: string | undefined;
const { fetch } = window;
/** Notes the bearer that is shown to the engine, and shows an expired one in its place. */
window.fetch = (to, init) => {
  const headers = new Headers(init?.headers);
  const shown = headers.get('authorization')?.replace('Bearer ', '');
  if (shown && shown === bearer && expired) headers.set('authorization', `Bearer ${expired}`);
  else if (shown) bearer = shown;
  return fetch(to, { ...init, headers });
};

/** In words, what a list of events is compared by; `undefined` is not noted. */
const words: { readonly [handler: string]: (detail: never) => string | undefined } = {
  onRemoteParticipantsChanged: (others: readonly unknown[]) => (others.length ? undefined : 'alone'),
  // What is shown is compared with what the engine says.
  onSeatUpdate: () => undefined,
  onStageUpdate: () => undefined,
  onAudienceChanged: () => undefined,
  onDevicesChanged: () => undefined,
  onRolesChanged: () => undefined,
  onRoleChanged: () => undefined,
  onActiveSpeakersChanged: () => undefined,
  onConnectionStateChanged: (state: string) => state,
  onReport: () => 'report',
  onForceExit: ({ reason }: { reason: string }) =>
    `forced out: ${reason}${session.media.micEnabled.get() ? ', with an open microphone' : ''}`,
  onError: ({ code }: { code: string }) => `error ${code}`,
  onMicEnabledChanged: (on: boolean) => `microphone ${on ? 'on' : 'off'}`,
  onCameraEnabledChanged: (on: boolean) => `camera ${on ? 'on' : 'off'}`,
  onLiveChanged: (live: boolean) => (live ? 'live' : 'not live'),
  onLiveEnded: ({ reason }: { reason: string }) => `live ended: ${reason}`,
  onCanPublishChanged: (may: boolean) => (may ? 'may speak' : 'may not speak'),
};

const room = document.querySelector('utd-audio-room')?.session;
const stream = document.querySelector('utd-live-stream')?.session;
const session = (room ?? stream)!;
let events: Noted[] = [];
const handler = new Proxy(
  {},
  {
    get: (_, name) => (detail: never) => {
      const word = words[String(name)] ?? (() => String(name));
      const event = word(detail);
      if (event) events.push({ event, at: Date.now() });
    },
  },
);
session.setEventHandler(handler);

const faults = {
  session,
  events: (): readonly Noted[] => events,
  begin: () => void (events = []),
  rooms: () => rooms.length,
  simulate: async (scenario: Parameters<Room['simulateScenario']>[0]) => {
    for (const room of rooms) await room.simulateScenario(scenario);
  },
  bearer: () => bearer,
  /** What the media go by: `udp`, or `tcp` where that does not get through. */
  async way(): Promise<string | undefined> {
    const report = await rooms.at(-1)!.engine.pcManager?.publisher.getStats();
    const all = [...((report?.values() as Iterable<Record<string, string>> | undefined) ?? [])];
    const { selectedCandidatePairId } = all.find(({ type }) => type === 'transport') ?? {};
    const pair = all.find(({ id }) => id === selectedCandidatePairId);
    return all.find(({ id }) => id === pair?.['localCandidateId'])?.['protocol'];
  },
  /** What livekit-client and the session hold is too old from now on. */
  expire(media: string, old: string) {
    expired = old;
    for (const { engine } of rooms) Object.assign(engine, { token: media });
  },
  takeSeat: (index: number) => room!.seats.take(index, { microphone: false }),
  removeFromStage: (identity: string) => stream!.stage.remove(identity),
  endLive: () => stream!.stage.endLive(),
  /** Others can notice what is sent. */
  onAir: (): boolean =>
    session.connection.state.get() === 'connected' &&
    (room
      ? room.seats.mine.get() !== null
      : stream!.stage.live.get() && stream!.stage.members.get().some(({ mine }) => mine)),
  /** What a person sees in the room. */
  shown: () => ({
    state: session.connection.state.get(),
    ...(room && {
      seats: room.seats.grid
        .get()
        .seats.map(({ identity, locked, silenced, away }) => ({ identity, locked, silenced, away })),
      people: Object.fromEntries([...room.participants.roles.get()].sort()),
      mine: room.seats.mine.get()?.index ?? null,
    }),
    ...(stream && {
      live: stream.stage.live.get(),
      stage: stream.stage.members.get().map(({ identity, role, away, silenced, videoMuted }) => ({
        identity,
        role,
        away,
        silenced,
        videoMuted,
      })),
    }),
    maySpeak: session.media.canPublish.get(),
    microphone: session.media.micEnabled.get(),
    camera: session.media.cameraEnabled.get(),
  }),
};

declare global {
  interface Window {
    faults: typeof faults;
    noted(made: typeof Room, options: RoomOptions): Room;
  }
}

window.faults = faults;
