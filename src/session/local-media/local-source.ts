import type { LocalTrack } from '../../platform/capture/local-track.ts';
import { asUTDError } from '../../errors/errors.ts';
import type { MakeProcessor } from '../../model/options.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { refusal } from '../core/allowed.ts';
import { PublishPermission } from './publish-permission.ts';
import { waitUntilTrue } from '../core/is-true.ts';
import type { LocalMediaDeps } from './media-world.ts';
import { publish } from './publish.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { SourceKind } from './source-kinds.ts';

/** What shows how it fares. */
interface Cells {
  /** The engine lets me send it. */
  readonly may: StateSignal<boolean>;
  /** It is open and sent. */
  readonly on: StateSignal<boolean>;
}

/**
 * One source that I send. *Wanted* is what I asked for, *on* what the others get; between the two
 * stand the engine's grant, the browser's permission and the network.
 */
export class LocalSource {
  readonly kind: SourceKind;
  readonly #scope: SessionScope;
  readonly #world: LocalMediaDeps;
  readonly #grant: PublishPermission;
  readonly #on: StateSignal<boolean>;
  readonly #track: StateSignal<MediaStreamTrack | undefined>;
  readonly #opened: () => void;
  #sender: LocalTrack | undefined;

  /** @param opened told when a device was opened. */
  constructor(
    kind: SourceKind,
    scope: SessionScope,
    world: LocalMediaDeps,
    { may, on }: Cells,
    opened: () => void,
  ) {
    this.kind = kind;
    this.#scope = scope;
    this.#world = world;
    this.#opened = opened;
    this.#grant = new PublishPermission(scope, may, world.reread);
    this.#on = on;
    this.#track = scope.signal<MediaStreamTrack | undefined>(undefined);
    this.track = this.#track.readonly;
  }

  /** What is sent just now. */
  readonly track: ReadonlySignal<MediaStreamTrack | undefined>;

  async set(on: boolean): Promise<void> {
    const { source, attempted } = this.kind;
    const sender = this.#sender ?? (await this.#load());
    const refused = this.#scope.session.ended ? 'not_joined' : on && this.#world.refused(source);
    if (refused) throw refusal(refused, on ? attempted : 'stop sending');
    await sender.set(on);
  }

  async process(make: MakeProcessor | null): Promise<void> {
    await (await this.#load()).process(make);
  }

  /** Something else was chosen to open; where it fails, `undo` takes the choice back. */
  change = async (undo: () => void): Promise<void> => {
    await this.#sender?.change(undo);
  };

  /** My right to publish may have changed. */
  permission(): void {
    const may = this.#world.transport()?.mayPublish(this.kind.source) ?? false;
    // Only what was granted on this link can be taken away: a new one begins without.
    if (!may && this.#grant.view.get()) this.revoke();
    this.#grant.set(may);
  }

  /** The room may not take it from me any more. */
  settle(): void {
    if (this.#sender && this.#world.refused(this.kind.source)) this.revoke();
  }

  /** Everything closes at once. */
  revoke(): void {
    this.#sender?.revoke();
  }

  linkStarts(): void {
    this.#scope.mediaConnection.onEnd(() => {
      this.#sender?.linkEnds();
      this.#grant.set(false);
    });
  }

  /** Sends again what was sent on the link before. */
  linkIsUp(): void {
    const { mediaConnection: link } = this.#scope;
    this.#sender?.linkIsUp(link).catch((error: unknown) => {
      // The next one sends it.
      if (link.ended) return;
      this.revoke();
      this.#scope.fail(asUTDError(error, 'publish_denied', this.kind.attempted));
    });
  }

  /** The time that a grant may take is of a link: an outage meanwhile begins it anew. */
  async #granted(hold: Lifetime): Promise<void> {
    for (;;) {
      await waitUntilTrue(hold, this.#world.connected);
      try {
        return await this.#grant.arrived(hold, this.kind.attempted);
      } catch (error) {
        if (hold.ended || this.#world.connected.get()) throw error;
      }
    }
  }

  async #load(): Promise<LocalTrack> {
    const devices = await this.#world.devices();
    const scope = this.#scope;
    const world = this.#world;
    const { source, attempted, device } = this.kind;
    return (this.#sender ??= devices.sender({
      source,
      attempted,
      device,
      on: this.#on,
      track: this.#track,
      opened: this.#opened,
      session: () => scope.session,
      processing: world.processing,
      granted: (hold) => this.#granted(hold),
      publish: (taken, hold, capture) =>
        publish(scope.clock, world.transport(), { taken, source, attempted }, hold, capture),
      lost: (kind, label) => scope.emit('deviceLost', { kind, label }),
    }));
  }
}
