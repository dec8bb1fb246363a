import type { Address, BusMessage } from '../core/bus.ts';
import { presenceFrame, type DevicePresence } from './device-presence.ts';
import type { Caller, SignalDeps } from './signal-deps.ts';

interface WatchedPeopleDeps extends Pick<SignalDeps, 'config' | 'rooms' | 'bus' | 'clock'> {
  readonly presence: DevicePresence;
}

/** The people whose presence a socket is told. */
export class WatchedPeople {
  readonly #deps: WatchedPeopleDeps;
  readonly #caller: Caller;
  readonly #send: (frame: string) => void;
  /** The people whom the client has asked for, watchable or not. */
  #wanted: readonly string[] = [];
  /** The ends of the subscriptions, by identity. */
  readonly #watched = new Map<string, () => void>();
  /** The people of whom nothing is known yet, shortly after a start of the engine. */
  readonly #unknown = new Set<string>();
  #cancelUnknown = () => {};

  constructor(deps: WatchedPeopleDeps, caller: Caller, send: (frame: string) => void) {
    this.#deps = deps;
    this.#caller = caller;
    this.#send = send;
  }

  /** Replaces the list. @returns the people whom the caller may watch */
  async watch(identities: readonly string[]): Promise<readonly string[]> {
    this.#wanted = [...new Set(identities)];
    return this.review();
  }

  /** Applies the rights as they are now: a person who is watched no longer is offline from here. */
  async review(): Promise<readonly string[]> {
    const wanted = this.#wanted;
    const allowed = await this.#allowed(wanted);
    // A newer list has its own review.
    if (wanted !== this.#wanted) return [];
    const { bus, presence, clock } = this.#deps;
    const { app } = this.#caller;
    for (const [identity, end] of this.#watched)
      if (!allowed.includes(identity)) {
        end();
        this.#watched.delete(identity);
        if (wanted.includes(identity) && presence.statusOf(app, identity)?.status !== 'offline')
          this.#send(presenceFrame(identity, { status: 'offline', at: clock.now() }));
      }
    for (const identity of allowed.filter((each) => !this.#watched.has(each))) {
      const address: Address = { app, identity, channel: 'presence' };
      this.#watched.set(
        identity,
        bus.subscribe(address, (message) => this.#changed(identity, message)),
      );
      if (!this.#tellNow(identity)) this.#unknown.add(identity);
    }
    if (this.#unknown.size) this.#tellLater();
    return allowed;
  }

  end(): void {
    this.#wanted = [];
    this.#cancelUnknown();
    for (const end of this.#watched.values()) end();
    this.#watched.clear();
  }

  #changed(identity: string, { frame }: BusMessage): void {
    this.#unknown.delete(identity);
    if (frame !== undefined) this.#send(frame);
  }

  /** @returns whether the status is known */
  #tellNow(identity: string): boolean {
    const known = this.#deps.presence.statusOf(this.#caller.app, identity);
    if (known) this.#send(presenceFrame(identity, known));
    return known !== null;
  }

  /** Tells of people who have not come back after a start of the engine, when they will not any more. */
  #tellLater(): void {
    this.#cancelUnknown();
    this.#cancelUnknown = this.#deps.presence.whenKnown(() => {
      for (const identity of this.#unknown) if (this.#watched.has(identity)) this.#tellNow(identity);
      this.#unknown.clear();
    });
  }

  async #allowed(identities: readonly string[]): Promise<readonly string[]> {
    const { config, rooms } = this.#deps;
    const { app, identity: me } = this.#caller;
    if (!identities.length) return [];
    const open = config.apps.find(({ id }) => id === app)?.presence === 'open';
    return rooms.read(async (tx) => {
      const sharing = open ? new Set(identities) : await tx.sharing(app, me, identities);
      const blockers = await tx.blockersOf(app, me, identities);
      return identities.filter((each) => (sharing.has(each) || each === me) && !blockers.has(each));
    });
  }
}
