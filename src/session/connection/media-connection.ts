import type { Platform } from '../../platform/platform.ts';
import { ConnectFailed, type TransportListener, type Transport } from '../../platform/transport.ts';
import { errorOf, UTDStreamError } from '../../errors/errors.ts';
import { connectRetries, times } from '../../protocol/constants.ts';
import type { SessionCore } from '../core/session-core.ts';
import { within } from '../core/within.ts';

/** What a link tells the parts of a session. */
export interface LinkParts {
  /** A link begins: what belongs to it is registered on `scope.link`. */
  linkStarts(): void;
  /** The link is down, or up again. */
  linkDown(): void;
  linkUp(): void;
  /** What the media server tells, apart from how the link itself fares. */
  readonly hear: Omit<TransportListener, keyof LinkFate>;
}

/** How a link fares. */
export type LinkFate = Pick<TransportListener, 'interrupted' | 'resumed' | 'ended'>;

/** Where to, as the mint said. */
type Target = { readonly url: string; readonly token: string };

/** Connections to the media server, one after another, over the same transport. */
export class MediaConnection {
  readonly #scope: SessionCore;
  readonly #edge: Platform;
  readonly #parts: LinkParts;
  readonly #fate: LinkFate;
  transport: Transport | undefined;
  #loading: Promise<Transport> | undefined;

  constructor(scope: SessionCore, edge: Platform, parts: LinkParts, fate: LinkFate) {
    this.#scope = scope;
    this.#edge = edge;
    this.#parts = parts;
    this.#fate = fate;
  }

  /** Loads livekit-client, once for all joins of this controller, also those that were called off meanwhile. */
  async load(rtcConfig?: RTCConfiguration): Promise<void> {
    try {
      this.transport = await (this.#loading ??= this.#edge.transport(rtcConfig));
    } catch (cause) {
      this.#loading = undefined;
      throw new UTDStreamError('network', 'load livekit-client', { cause });
    }
  }

  /** The first connect of a session, with bounded retries; none after a removal. */
  async openFirst(target: Target): Promise<void> {
    const { session, clock } = this.#scope;
    for (let retries = connectRetries; ; retries--) {
      try {
        return await this.open(target);
      } catch (error) {
        session.signal.throwIfAborted();
        if (!(error instanceof ConnectFailed) || error.why || !retries) throw this.#failure(error);
        await session.waitFor(
          new Promise<void>((wake) => clock.after(times.connectRetry, wake, session.signal)),
        );
      }
    }
  }

  /** Connects; whatever came of it ends with `scope.link`. */
  async open(target: Target): Promise<void> {
    const link = (this.#scope.mediaConnection = this.#scope.session.child());
    this.#parts.linkStarts();
    // Closing a connection takes time, and a session has ended only when it is closed.
    link.onEnd(() => this.transport!.disconnect());
    const late = () => new ConnectFailed(new Error('The media server did not answer in time.'), undefined);
    try {
      const connecting = this.transport!.connect(target, { ...this.#parts.hear, ...this.#fate }, link.signal);
      await within(this.#scope.clock, link, times.connect, connecting, late);
      link.signal.throwIfAborted();
      this.#parts.linkUp();
    } catch (error) {
      await link.end(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  #failure(error: unknown): unknown {
    if (!(error instanceof ConnectFailed)) return error;
    return errorOf(error.why ?? 'connect_failed', `connect to ${this.#scope.room}`, {
      cause: error,
    });
  }
}
