import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import type { DeviceKind } from '../../model/device.ts';
import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';
import type { CapturedSource } from '../../platform/capture/get-user-media.ts';
import type { Devices } from '../../platform/capture/devices.ts';
import type { LocalTrack } from '../../platform/capture/local-track.ts';
import { isPublishUnanswered, type Publication, type Source } from '../../platform/transport.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import { refusal } from '../core/allowed.ts';
import type { SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { retry } from '../core/waiting.ts';
import { PublishPermission } from './publish-permission.ts';

/** The facts of a source that a session can publish. */
export interface SourceKind {
  readonly source: Source;
  /** Completes "Could not …" where opening the source fails. */
  readonly attempted: string;
  /** The devices to choose the source from. A screen is picked anew each time. */
  readonly device?: DeviceKind;
}

export const sourceKinds = {
  microphone: { source: 'microphone', attempted: 'open the microphone', device: 'audioinput' },
  camera: { source: 'camera', attempted: 'open the camera', device: 'videoinput' },
  screen_share: { source: 'screen_share', attempted: 'share the screen' },
} as const satisfies Record<Source, SourceKind>;

interface LocalSourceDeps {
  readonly devices: Devices;
  /** The processing of the microphone, and whether a choice of device is stored. */
  options(): Processing & Keeping;
  /** A device was opened. */
  opened(): void;
}

/** The state that shows a source. */
interface LocalSourceState {
  /** The engine permits to publish the source. */
  readonly permitted: StateSignal<boolean>;
  /** The source is open and published. */
  readonly on: StateSignal<boolean>;
}

/**
 * A source that the session publishes: microphone, camera or screen. The person's wish and the published state differ
 * while the engine's permission, the browser's permission or the network is missing.
 */
export class LocalSource implements SessionFeature {
  readonly kind: SourceKind;
  readonly #scope: SessionScope;
  readonly #permission: PublishPermission;
  readonly #track: StateSignal<MediaStreamTrack | undefined>;
  readonly #previewed: StateSignal<boolean>;
  readonly #local: LocalTrack;
  #timesOff = 0;

  constructor(
    kind: SourceKind,
    scope: SessionScope,
    deps: LocalSourceDeps,
    { permitted, on }: LocalSourceState,
  ) {
    this.kind = kind;
    this.#scope = scope;
    this.#permission = new PublishPermission(scope, permitted);
    this.#track = scope.signal<MediaStreamTrack | undefined>(undefined);
    this.track = this.#track.readonly;
    this.#previewed = scope.signal(false);
    this.previewed = this.#previewed.readonly;
    const { source, attempted, device } = kind;
    this.#local = deps.devices.sender({
      source,
      attempted,
      device,
      on,
      previewed: this.#previewed,
      track: this.#track,
      opened: deps.opened,
      session: () => scope.session,
      processing: deps.options,
      granted: (lifetime) => this.#permission.arrived(lifetime, attempted),
      publish: (captured, lifetime, capture) => this.#publish(captured, lifetime, capture),
      lost: (kind, label) => scope.emit('deviceLost', { kind, label }),
    });
    // The room may not take the source any more: a seat is lost, a moderator mutes.
    scope.effect(
      () => scope.policy.refused(source),
      (refused) => refused && this.revoke(),
    );
  }

  /** The track of the open device, published or previewed; `undefined` while the source is closed. */
  readonly track: ReadonlySignal<MediaStreamTrack | undefined>;
  /** Whether the device is open without being published. */
  readonly previewed: ReadonlySignal<boolean>;

  /** The number of times at which the person has switched the source off. */
  get timesOff(): number {
    return this.#timesOff;
  }

  /** Whether the device is open without being published, or is being opened so. */
  get inPreview(): boolean {
    return this.#local.inPreview;
  }

  async set(on: boolean): Promise<void> {
    if (!on) this.#timesOff++;
    const { source, attempted } = this.kind;
    const refused = this.#scope.session.ended ? 'not_joined' : on && this.#scope.policy.refused(source);
    if (refused) throw refusal(refused, on ? attempted : 'stop sending');
    await this.#local.set(on);
  }

  /** Opens the device for the local participant alone, or closes it again. `set(true)` publishes the open device. */
  async preview(on: boolean): Promise<void> {
    if (on && this.#scope.session.ended) throw refusal('not_joined', this.kind.attempted);
    await this.#local.preview(on);
  }

  async process(make: MakeProcessor | null): Promise<void> {
    await this.#local.process(make);
  }

  /** Opens the source anew, by another device; where that fails, `undo` takes the choice back. */
  change = (undo: () => void): Promise<void> => this.#local.change(undo);

  /** Closes the published device at once. */
  revoke(): void {
    this.#local.revoke();
  }

  permissionsChanged(): void {
    const permitted = this.#scope.transport?.canPublish(this.kind.source) ?? false;
    // A new connection begins without permissions: only a permission of this connection can be revoked.
    if (!permitted && this.#permission.granted.get()) this.revoke();
    this.#permission.set(permitted);
  }

  mediaConnectionStarts(): void {
    this.#scope.mediaConnection.onEnd(() => {
      this.#local.connectionEnded();
      this.#permission.set(false);
    });
  }

  /** Publishes the source again, where it was published on the last connection. */
  mediaConnectionUp(): void {
    const { mediaConnection } = this.#scope;
    this.#local.connectionOpened(mediaConnection).catch((error: unknown) => {
      // The next connection publishes it.
      if (mediaConnection.ended) return;
      this.revoke();
      this.#scope.fail(asUTDError(error, 'publish_denied', this.kind.attempted));
    });
  }

  /**
   * Publishes for as long as the capture lasts, and unpublishes with its end. An unanswered publish is repeated for a
   * minute of connection: a connection may be lost for seconds before an event tells so, and the device has no part in it.
   */
  #publish(captured: CapturedSource, lifetime: Lifetime, capture: Lifetime): Promise<Publication> {
    const { clock, connected } = this.#scope;
    return retry({ clock, connected, session: lifetime }, async () => {
      await this.#permission.arrived(lifetime, this.kind.attempted);
      return lifetime.waitFor(this.#publishOnce(captured, capture));
    });
  }

  async #publishOnce(captured: CapturedSource, capture: Lifetime): Promise<Publication> {
    const { source, attempted } = this.kind;
    const { transport, mediaConnection } = this.#scope;
    if (!transport) throw new UTDStreamError('not_joined', attempted);
    const published = transport
      .publish(captured, source)
      .then((publication) => capture.own(publication, () => publication.end()));
    try {
      return await mediaConnection.waitFor(published);
    } catch (cause) {
      if (isPublishUnanswered(cause) || mediaConnection.ended)
        throw new UTDStreamError('timeout', attempted, { cause });
      throw asUTDError(cause, 'publish_denied', attempted);
    }
  }
}
