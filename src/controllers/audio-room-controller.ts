import type { Platform } from '../platform/platform.ts';
import type { AudioRoomEvents } from '../model/events.ts';
import type { AudioRoomOptions, Takeover } from '../model/options.ts';
import { allowedBy, type Allowed, type Refusal } from '../session/core/allowed.ts';
import type { ChatRules } from '../session/chat/chat-rules.ts';
import { withLate } from './late-rules.ts';
import type { ModerationRules } from '../session/moderation/moderation-rules.ts';
import type { SeatRules } from '../audio-room/seat-rules.ts';
import { Seats } from '../audio-room/seats.ts';
import type { SessionRules } from './session-rules.ts';
import type { SpeakerRules } from '../audio-room/speaker-rules.ts';
import { Speakers } from '../audio-room/speakers.ts';
import { noPictures } from '../protocol/pictures.ts';
import type { Role } from '../protocol/role.ts';
import type { LitHost } from './lit-host.ts';
import { SessionController } from './session-controller.ts';
import type { RoomPolicy } from './room-policy.ts';

const soundOnly = (role: Role): Refusal => [
  noPictures(role),
  'an audio room carries sound only',
  'Use another kind of room.',
];

/**
 * An audio room: seats whose holders speak, and listeners.
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
  readonly seats: Seats;
  /** Who asks to speak, and who is invited to. */
  readonly speakers: Speakers;
  /** Whether something is possible now, and if not, why and what would help: what the buttons use. */
  readonly allowed: Allowed<SessionRules & ChatRules & SeatRules & SpeakerRules & ModerationRules>;
  protected readonly standing: RoomPolicy;

  constructor(host: LitHost, options: AudioRoomOptions | (() => AudioRoomOptions), edge?: Platform) {
    super(host, options, edge);
    const person = (identity: string) => this.participants.get(identity).get();
    const near = {
      me: () => this.identity.get() ?? undefined,
      openMicrophone: () => this.media.setMicrophone(true),
      muted: () => this.options().muted ?? false,
    };
    const seats = new Seats(this.scope, { ...near, person });
    this.seats = seats;
    this.speakers = new Speakers(this.scope, {
      ...near,
      role: () => this.role.get(),
      named: (identity) => person(identity)?.name ?? identity,
      seated: () => !!seats.mine.get(),
    });
    this.standing = {
      audible: (identity) => seats.audible(identity),
      silenced: (identity) => seats.silenced(identity),
      onAir: () => !!seats.mine.get(),
      refused: (source) => {
        if (source !== 'microphone') return soundOnly(this.role.get());
        const mine = seats.mine.get();
        return !mine || seats.leaving() ? 'not_seated' : mine.silenced ? 'forbidden' : null;
      },
    };
    this.allowed = allowedBy(
      withLate(this, this.scope, this.rules(), (late) => ({
        ...late.chatRules(this),
        ...late.seatRules(this),
        ...late.speakerRules(this),
        ...late.moderationRules(this),
      })),
    );
  }

  /**
   * Joins the room. Resolves when connected; while joining or joined it gives the same answer again.
   *
   * @param join.takeover in place of the option of this name, for this join
   * @throws {UTDStreamError} `invalid_request`, `unauthenticated`, `banned`, `signed_in_elsewhere`, `unavailable`, `network`,
   *   `connect_failed`, `cancelled` where `leave` came first …
   */
  join({ takeover }: { takeover?: Takeover | undefined } = {}): Promise<void> {
    const layout = ({ seatCount, seatMode, hostSeat, modeId }: AudioRoomOptions) => ({
      seat_count: seatCount,
      seat_mode: seatMode,
      host_seat: hostSeat,
      mode_id: modeId,
    });
    return this.enter('audio_room', layout, takeover);
  }

  protected override settle(): void {
    super.settle();
    this.seats.settle();
    this.speakers.settle();
    this.media.settle();
  }
}
