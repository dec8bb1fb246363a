import { mostSockets } from '../../src/protocol/constants.ts';
import { addressOf, refuseStrangeHandshake } from '../auth/origins.ts';
import { tooOften } from '../auth/rate-limits.ts';
import type { Subject } from '../auth/tokens.ts';
import type { Config } from '../core/config.ts';
import { DevicePresence } from './device-presence.ts';
import { frameRoutes } from './frame-routes.ts';
import type { SignalDeps } from './signal-deps.ts';
import type { Peer, SignalSocket } from './signal-socket.ts';
import { SocketSession, type SessionDeps } from './socket-session.ts';
import { Typing } from './typing.ts';

/** The most sockets of a network address that have shown no token yet. */
const mostUnproven = 50;

/** Adds to a count, and forgets a count of none. */
function add(counts: Map<string, number>, key: string, more: number): void {
  const count = (counts.get(key) ?? 0) + more;
  if (count) counts.set(key, count);
  else counts.delete(key);
}

const keyOf = ({ app, identity }: Subject): string => `${app} ${identity}`;

/** All sockets of an engine, whatever carries them. */
export class SignalPlane {
  readonly #config: Config;
  readonly #presence: DevicePresence;
  readonly #typing: Typing;
  readonly #session: SessionDeps;
  /** The number of sockets without a token, by address; and with one, by person. */
  readonly #unproven = new Map<string, number>();
  readonly #sockets = new Map<string, number>();
  readonly #factor: number;

  /** @param factor multiplies the limits, as of the rate limits */
  constructor(deps: SignalDeps & Pick<SessionDeps, 'ringingAt'>, factor: number) {
    this.#config = deps.config;
    this.#factor = factor;
    this.#presence = new DevicePresence(deps);
    this.#typing = new Typing(deps);
    this.#session = {
      ...deps,
      presence: this.#presence,
      routes: frameRoutes({ ...deps, typing: this.#typing }),
      countUnproven: (address, more) => add(this.#unproven, address, more),
      enter: (subject) => this.#enter(subject),
      leave: (subject) => add(this.#sockets, keyOf(subject), -1),
    };
  }

  /**
   * Looks at a handshake.
   *
   * @param header reads a header by its name in lower case
   * @param remote the address of the other end
   * @throws {Refusal} `forbidden`, `rate_limited`
   */
  admit(header: (name: string) => string | undefined, remote: string | undefined): Peer {
    refuseStrangeHandshake(this.#config, header);
    const address = addressOf(this.#config, header, remote);
    if ((this.#unproven.get(address) ?? 0) >= mostUnproven * this.#factor) throw tooOften('connect', 5);
    return { address, origin: header('origin') };
  }

  /** Takes a socket that is open. */
  accept(socket: SignalSocket, peer: Peer): SocketSession {
    return new SocketSession(this.#session, socket, peer);
  }

  /** The number of people with a device, of sockets with a token by person, and of addresses with sockets without one. */
  get counts() {
    return { people: this.#presence.size, sockets: this.#sockets.size, unproven: this.#unproven.size };
  }

  close(): void {
    this.#presence.close();
    this.#typing.close();
  }

  #enter(subject: Subject): boolean {
    const key = keyOf(subject);
    if ((this.#sockets.get(key) ?? 0) >= mostSockets * this.#factor) return false;
    add(this.#sockets, key, 1);
    return true;
  }
}
