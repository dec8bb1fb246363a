import type { Ban, BanPage } from '../../model/ban.ts';
import { UTDStreamError } from '../../errors/errors.ts';
import type { InviteRole, WireBan } from '../../protocol/rest/moderation.ts';
import type { Role } from '../../protocol/role.ts';
import { namedPerson } from './named-person.ts';
import type { PeerChat } from '../chat/peer-chat.ts';
import type { SessionScope } from '../core/session-scope.ts';

const banOf = ({ identity, reason, at, until }: WireBan): Ban => ({
  identity,
  reason,
  at: new Date(at),
  until: until === null ? null : new Date(until),
});

/** What host and admins do to others. The engine decides; whoever is meant hears of it. */
export class ModerationActs {
  readonly #scope: SessionScope;
  readonly #roomName: () => string;
  readonly #peers: PeerChat;
  readonly #banned: () => void;

  /** @param banned is told when I have banned or let back in. */
  constructor(scope: SessionScope, peers: PeerChat, roomName: () => string, banned: () => void) {
    this.#scope = scope;
    this.#peers = peers;
    this.#roomName = roomName;
    this.#banned = banned;
  }

  /**
   * Removes somebody, who can come back after half a minute.
   *
   * @throws {UTDStreamError} `not_found`, `forbidden_role`, `target_protected` …
   */
  async kick(identity: string): Promise<void> {
    const attempted = this.#name(identity, 'kick');
    await this.#scope.call('kick', { attempted, params: { identity } });
  }

  /**
   * Removes somebody and keeps them out, also one who is not there.
   *
   * @param ban.reason what for, up to 140 characters: only who is banned, host and admins read it
   * @param ban.duration in seconds; for good unless told
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
    this.#banned();
    return banOf(ban);
  }

  /** Lets somebody back in. */
  async unban(identity: string): Promise<void> {
    const attempted = this.#name(identity, 'unban');
    await this.#scope.call('unban', { attempted, body: this.#about(identity) });
    this.#banned();
  }

  /** Who is kept out of this room. Host and admins read all of it. */
  async bans({ page = 1 }: { page?: number | undefined } = {}): Promise<BanPage> {
    const attempted = `read the bans of ${this.#scope.room}`;
    const query = { room_name: this.#roomName(), page };
    const { bans, total, per_page } = await this.#scope.call('listBans', { attempted, query });
    return { bans: bans.map(banOf), page, pages: Math.ceil(total / per_page), total };
  }

  /**
   * Makes somebody an admin, puts them on a seat (`speaker`) or takes both away (`listener`). The host only.
   *
   * @throws {UTDStreamError} `owner_only`, `not_found`, `role_unchanged`, `no_free_seat` …
   */
  async changeRole(identity: string, role: Exclude<Role, 'host'>): Promise<void> {
    const attempted = this.#name(identity, 'change the role of');
    await this.#scope.call('changeRole', { attempted, params: { identity }, body: { role } });
  }

  /**
   * Silences somebody wherever they sit or will sit, until it is taken back by `muted: false`. Their microphone
   * then waits for their own click.
   *
   * @param what.audio their microphone; `true` unless told
   * @param what.video their camera, where a room takes one
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

  /** Everybody writes again. */
  async unlockComments(): Promise<void> {
    await this.#comments('unlock');
  }

  /**
   * Makes whoever comes by it a speaker, an admin or a host. Admins make speakers only.
   *
   * @returns a token for a link of your own, good for a week.
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
