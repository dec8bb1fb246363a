import { UTDStreamError } from '../../errors/errors.ts';
import type { Ban, BanPage } from '../../model/ban.ts';
import type { InviteRole, WireBan } from '../../protocol/moderation/moderation-endpoints.ts';
import type { Role } from '../../protocol/role.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { PeerChat } from '../chat/peer-chat.ts';
import { namedPerson } from '../core/named-person.ts';
import type { SessionScope } from '../core/session-scope.ts';

const toBan = ({ identity, reason, at, until }: WireBan): Ban => ({
  identity,
  reason,
  at: new Date(at),
  until: until === null ? null : new Date(until),
});

/** The operations of host and admins on other participants. The engine decides, and informs the participants. */
export class Moderation {
  readonly #scope: SessionScope;
  readonly #roomName: () => string;
  readonly #peers: PeerChat;
  readonly #bansChanged: StateSignal<number>;

  constructor(scope: SessionScope, peers: PeerChat, roomName: () => string) {
    this.#scope = scope;
    this.#peers = peers;
    this.#roomName = roomName;
    this.#bansChanged = scope.signal(0);
    this.bansChanged = this.#bansChanged.readonly;
  }

  /** @internal Counts the bans and unbans of this session. */
  readonly bansChanged: ReadonlySignal<number>;

  /**
   * Removes a participant, who can come back after half a minute.
   *
   * @throws {UTDStreamError} `not_found`, `forbidden_role`, `target_protected` …
   */
  async kick(identity: string): Promise<void> {
    const attempted = this.#name(identity, 'kick');
    await this.#scope.call('kick', { attempted, params: { identity } });
  }

  /**
   * Removes a participant and keeps them out. An absent person can be banned too.
   *
   * @param ban.reason up to 140 characters, for the banned person, host and admins
   * @param ban.duration in seconds; without it the ban is permanent
   * @throws {UTDStreamError} `invalid_request`, `forbidden_role`, `target_protected` …
   * @example
   * ```ts
   * await room.moderation.ban('u9', { reason: 'Spam', duration: 3600 });
   * ```
   */
  async ban(
    identity: string,
    { reason, duration }: { reason?: string | undefined; duration?: number | undefined } = {},
  ): Promise<Ban> {
    const attempted = this.#name(identity, 'ban');
    if (duration !== undefined && !(Number.isInteger(duration) && duration > 0))
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'duration',
        happened: `a duration is a whole number of seconds, not ${JSON.stringify(duration)}`,
      });
    const ban = await this.#scope.call('ban', {
      attempted,
      body: {
        ...this.#about(identity),
        ...(reason && { reason }),
        ...(duration !== undefined && { duration }),
      },
    });
    this.#bansChanged.value++;
    return toBan(ban);
  }

  /** Ends a ban. */
  async unban(identity: string): Promise<void> {
    const attempted = this.#name(identity, 'unban');
    await this.#scope.call('unban', { attempted, body: this.#about(identity) });
    this.#bansChanged.value++;
  }

  /** The bans of this room, for host and admins. */
  async bans({ page = 1 }: { page?: number | undefined } = {}): Promise<BanPage> {
    const attempted = `read the bans of ${this.#scope.room}`;
    const query = { room_name: this.#roomName(), page };
    const { bans, total, per_page } = await this.#scope.call('listBans', { attempted, query });
    return { bans: bans.map(toBan), page, pages: Math.ceil(total / per_page), total };
  }

  /**
   * Makes a participant an admin, puts them on a seat (`speaker`) or on stage (`guest`), or takes both away (`listener`,
   * `audience`). The host only.
   *
   * @throws {UTDStreamError} `owner_only`, `not_found`, `role_unchanged`, `no_free_seat` …
   */
  async changeRole(identity: string, role: Exclude<Role, 'host'>): Promise<void> {
    const attempted = this.#name(identity, 'change the role of');
    await this.#scope.call('changeRole', { attempted, params: { identity }, body: { role } });
  }

  /**
   * Mutes a participant on every seat, or on stage, until `muted: false` ends that. Their microphone or camera then waits
   * for their own click.
   *
   * @param options.audio the microphone. Default: `true`
   * @param options.video camera and screen, where the room takes them
   * @param options.muted `false` ends the mute. Default: `true`
   */
  async forceMute(
    identity: string,
    {
      audio = true,
      video,
      muted = true,
    }: { audio?: boolean | undefined; video?: boolean | undefined; muted?: boolean | undefined } = {},
  ): Promise<void> {
    const attempted = this.#name(identity, muted ? 'mute' : 'unmute');
    const body = { audio, ...(video !== undefined && { video }), muted };
    await this.#scope.call('forceMute', { attempted, params: { identity }, body });
  }

  /** From now on only host and admins write. */
  async lockComments(): Promise<void> {
    await this.#comments('lock');
  }

  /** All participants write again. */
  async unlockComments(): Promise<void> {
    await this.#comments('unlock');
  }

  /**
   * Makes an invite link: a participant who joins by it is a speaker, an admin or a host. Admins make links for
   * speakers only.
   *
   * @returns a token for a link of the app's own, valid for a week.
   */
  async invite(role: InviteRole): Promise<{ readonly token: string; readonly expires: Date }> {
    const attempted = `make a link to ${this.#scope.room}`;
    const { invite, expires_at } = await this.#scope.call('invite', { attempted, body: { role } });
    return { token: invite, expires: new Date(expires_at) };
  }

  async #comments(does: 'lock' | 'unlock'): Promise<void> {
    const attempted = `${does} the comments of ${this.#scope.room}`;
    this.#peers.needEngine(attempted);
    await this.#scope.call(`${does}Comments`, { attempted });
  }

  #name = (identity: string, does: string): string => namedPerson(identity, does, this.#scope.room);

  #about = (identity: string) => ({ identity, room_name: this.#roomName() });
}
