import type { Platform } from '../../../src/platform/platform.ts';
import type {
  Answer,
  EndpointTable,
  EngineAddress,
  EngineApi,
  Request,
} from '../../../src/platform/engine-http/engine-api.ts';
import type { RemoteAudioTrack } from '../../../src/platform/transport.ts';
import { UTDStreamError } from '../../../src/errors/errors.ts';
import type { EndpointName } from '../../../src/protocol/rest/endpoints.ts';
import type { Snapshot } from '../../../src/protocol/room-state.ts';
import type { SeatMode, WireSeat } from '../../../src/protocol/seat.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeDevices } from './fake-devices.ts';
import { FakePage } from './fake-page.ts';
import { FakeTransport, person } from './fake-transport.ts';

export const seat = (index: number, more: Partial<WireSeat> = {}): WireSeat => ({
  index,
  identity: null,
  locked: false,
  muted: false,
  reserved_for: null,
  away: false,
  name: null,
  avatar: null,
  role: null,
  attributes: {},
  ...more,
});

type Calls = { [N in EndpointName]?: (request: Request) => unknown };

/**
 * The world for a unit test: one room with `me` in it. Replace an answer by `edge.answers.takeSeat
 * = …`; drive the media server by `edge.link`, time by `edge.clock`.
 */
export class FakePlatform implements Platform {
  readonly clock = new FakeClock();
  readonly link = new FakeTransport();
  readonly page = new FakePage();
  readonly gestures = this.page.gestures;
  readonly returns = this.page.returns;
  readonly machine = new FakeDevices();
  readonly tracks = this.machine.tracks;
  readonly calls: { name: EndpointName; request: Request }[] = [];
  readonly playing = new Map<string, RemoteAudioTrack>();
  /** Identity → the volume that was set last. */
  readonly volumes = new Map<string, number>();
  /** Identity → the output that was set last. */
  readonly outputs = new Map<string, string>();
  /** Takes the place of the browser going over to an output. */
  routing: (output: string) => Promise<void> = async () => {};
  /** Whether the browser lets sound start. */
  autoplay = true;
  /** Whether another session of the page waits for this one's place. */
  swapped = false;
  /** What the engine says that it can do. */
  features = ['chat'];
  me = 'me';
  rev = 1;
  mode: SeatMode = 'free';
  queue: string[] = [];
  /** What only I may see. */
  mine: Pick<Snapshot, 'requests' | 'invitations'> = { requests: [], invitations: [] };
  cleared = false;
  seats: WireSeat[] = Array.from({ length: 8 }, (_, index) => seat(index));

  readonly answers: Calls = {
    mint: () => ({
      token: 'media',
      url: 'ws://127.0.0.1:7880',
      user_token: 'bearer',
      identity: this.me,
      role: 'listener',
      expires_in: 900,
      features: this.features,
      room: this.snapshot(),
    }),
    readRoom: () => this.snapshot(),
    takeSeat: ({ params }) => this.put(Number(params!['index']), { identity: this.me }),
    leaveSeat: () =>
      this.put(
        this.seats.findIndex(({ identity }) => identity === this.me),
        { identity: null },
      ),
    leaveRoom: () => undefined,
  };

  constructor() {
    this.link.all = [person(this.me)];
  }

  devices = () => this.machine;

  readonly player = {
    play: (sound: RemoteAudioTrack, told: (playing: boolean) => void) => {
      const start = async () => {
        if (this.autoplay) this.playing.set(sound.identity, sound);
        told(this.autoplay);
      };
      void start();
      return {
        retry: start,
        setVolume: (volume: number) => void this.volumes.set(sound.identity, volume),
        route: async (output: string) => {
          await this.routing(output);
          this.outputs.set(sound.identity, output);
        },
        stop: () => void this.playing.delete(sound.identity),
      };
    },
  };

  readonly storage = {
    open: async () => ({
      sessionId: 'session-of-this-tab-0001',
      resume: undefined,
      minted() {},
      wanted: () => this.swapped,
      entered: (room: string) => void (this.noted = room),
      forget: () => void (this.noted = undefined),
    }),
    takeRoom: async () => {
      const room = this.noted;
      return room === undefined ? undefined : { room, giveBack() {}, forget: () => (this.noted = undefined) };
    },
  };

  /** The room that the tab has noted, as for a call. */
  noted: string | undefined;

  identityProvider = () => async () => 'proof';

  transport = async () => this.link;

  api(_: EngineAddress, endpoints: EndpointTable): EngineApi {
    return {
      call: async <N extends EndpointName>(name: N, request: Request): Promise<Answer<N>> => {
        if (!(name in endpoints)) throw new TypeError(`The session has no endpoint '${name}'.`);
        this.calls.push({ name, request });
        request.signal?.throwIfAborted();
        const answer = this.answers[name];
        if (!answer) throw new UTDStreamError('not_found', request.attempted);
        const given = await answer(request);
        request.signal?.throwIfAborted();
        return given as Answer<N>; // the test answers for its shape
      },
    };
  }

  snapshot() {
    return {
      room: 'lobby',
      type: 'audio_room' as const,
      owner: null,
      roles: {},
      participants: [],
      version: this.rev,
      ...this.mine,
      cleared: this.cleared,
      comments: { locked: false, by: null },
      chat: { seq: 0, removed: [] as string[] },
      server_time: '2026-01-01T00:00:00Z',
      ...this.grid(),
    };
  }

  grid() {
    return {
      epoch: 1,
      rev: this.rev,
      mode: this.mode,
      mode_id: null,
      queue: this.queue,
      seats: this.seats,
    };
  }

  /** Changes a seat as the engine would: one `rev` further. */
  put(index: number, change: Partial<WireSeat>) {
    this.seats = this.seats.map((each) => (each.index === index ? { ...each, ...change } : each));
    this.rev++;
    return this.grid();
  }

  /** The same, told to the page by a push. */
  push(index: number, change: Partial<WireSeat>): void {
    this.link.push({ type: '_seat_update', ...this.put(index, change) });
  }
}
