import { Seats } from '../audio-room/seats.ts';
import { seatRules, type SeatRules } from '../audio-room/seat-rules.ts';
import { Speakers } from '../audio-room/speakers.ts';
import { speakerRules, type SpeakerRules } from '../audio-room/speaker-rules.ts';
import type { AudioRoomEvents } from '../model/events.ts';
import type { AudioRoomOptions, Takeover } from '../model/options.ts';
import type { Platform } from '../platform/platform.ts';
import { mayDo } from '../protocol/policy.ts';
import { seatEndpoints } from '../protocol/rest/seat-endpoints.ts';
import { speakerEndpoints } from '../protocol/speakers/speaker-endpoints.ts';
import { rolesOf } from '../protocol/role.ts';
import { allowedBy, type Allowed, type Refusal } from '../session/core/allowed.ts';
import type { LitHost } from './lit-host.ts';
import { SessionController, type SharedRules } from './session-controller.ts';

/** The refusal of a camera or a screen, which an audio room takes from no role. */
const soundOnly: Refusal = [
  'forbidden_role',
  'an audio room carries sound only',
  'Use another kind of room.',
];

/**
 * An audio room: participants on seats speak, listeners listen.
 *
 * @example
 * ```ts
 * const room = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' });
 * room.on('seatUpdate', (grid) => console.log(grid.seats.filter((seat) => seat.identity)));
 * await room.join();
 * await room.seats.take(0);
 * ```
 */
export class AudioRoomController extends SessionController<AudioRoomEvents, AudioRoomOptions> {
  readonly product = 'audio_room';
  readonly seats: Seats;
  /** Requests and invitations to speak. */
  readonly speakers: Speakers;
  /** Whether an operation is possible now, and the reason where it is not: the state of the buttons. */
  readonly allowed: Allowed<SharedRules & SeatRules & SpeakerRules>;

  constructor(host: LitHost, options: AudioRoomOptions | (() => AudioRoomOptions), platform?: Platform) {
    super(host, options, platform);
    const participant = (identity: string) => this.participants.get(identity).get();
    const mediaDeps = {
      wishMedia: () => {
        const switchedOff = this.media.noteWish();
        return async () => {
          if (!switchedOff('microphone')) await this.media.setMicrophone(true);
        };
      },
      muted: () => this.options().muted ?? false,
    };
    const seats = new Seats(this.scope, { ...mediaDeps, participant });
    this.seats = seats;
    this.speakers = new Speakers(this.scope, {
      ...mediaDeps,
      noun: 'speaker',
      answersRequests: () => mayDo(this.product, 'answerRequest', this.role.get()) === 'yes',
      queueOf: ({ grid }) => grid?.queue,
      nameOf: (identity) => participant(identity)?.name ?? identity,
      seated: () => !!seats.mine.get(),
    });
    this.scope.features.push(this.seats, this.speakers);
    this.scope.policy = {
      lastRole: rolesOf[this.product][3],
      audible: (identity) => seats.audible(identity),
      silenced: (identity) => seats.silenced(identity),
      visible: () => false,
      videoMuted: () => false,
      onAir: () => !!seats.mine.get(),
      refused: (source) => {
        if (source !== 'microphone') return soundOnly;
        const mine = seats.mine.get();
        return !mine || seats.leaving ? 'not_seated' : mine.silenced ? 'forbidden' : null;
      },
    };
    this.allowed = allowedBy({
      ...this.sharedRules(),
      ...seatRules(this),
      ...speakerRules(this),
    });
  }

  get roomName(): string {
    return this.options().roomName;
  }

  /**
   * Joins the room. Resolves when connected. A second call while joining or joined gives the promise of the first.
   *
   * @param join.takeover replaces the option of this name, for this join
   * @throws {UTDStreamError} `invalid_request`, `unauthenticated`, `banned`, `signed_in_elsewhere`, `unavailable`,
   *   `network`, `connect_failed`, `cancelled` where `leave` came first …
   */
  join({ takeover }: { takeover?: Takeover | undefined } = {}): Promise<void> {
    const { seatCount, seatMode, hostSeat, modeId } = this.options();
    const layout = { seat_count: seatCount, seat_mode: seatMode, host_seat: hostSeat, mode_id: modeId };
    return this.enter({ layout, takeover, endpoints: { ...seatEndpoints, ...speakerEndpoints } });
  }
}
