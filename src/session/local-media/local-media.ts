import type { Hindrances } from '../../platform/capture/capture-preflight.ts';
import type { Source } from '../../platform/transport.ts';
import type { MakeProcessor } from '../../model/options.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { Device, DeviceKind } from '../../model/shapes.ts';
import { DeviceSelection } from './device-selection.ts';
import { Interruption } from './interruption.ts';
import type { LocalMediaDeps } from './media-world.ts';
import type { SessionScope } from '../core/session-scope.ts';
import { LocalSource } from './local-source.ts';
import { sourceKinds, type SourceKind } from './source-kinds.ts';
import { VideoEffects } from './video-effects.ts';

/** What I send: microphone, camera and screen, each by itself. */
export class LocalMedia {
  readonly #sent: Readonly<Record<Source, LocalSource>>;
  readonly #all: readonly LocalSource[];
  /** @internal What is plugged in, and chosen. */
  readonly choice: DeviceSelection;
  readonly #effects: VideoEffects;
  readonly #interruption: Interruption;

  constructor(scope: SessionScope, world: LocalMediaDeps) {
    const may = scope.eventSignal('canPublishChanged', false);
    const microphone = scope.eventSignal('micEnabledChanged', false);
    const camera = scope.eventSignal('cameraEnabledChanged', false);
    const screen = scope.eventSignal('screenShareEnabledChanged', false);
    const opened = () => {
      world.capturing();
      void this.choice.read();
    };
    const sending = (kind: SourceKind, on: StateSignal<boolean>, may = scope.signal(false)) =>
      new LocalSource(kind, scope, world, { may, on }, opened);
    this.#sent = {
      microphone: sending(sourceKinds.microphone, microphone, may),
      camera: sending(sourceKinds.camera, camera),
      screen_share: sending(sourceKinds.screen_share, screen),
    };
    this.#all = Object.values(this.#sent);
    this.choice = new DeviceSelection(scope, world);
    this.#interruption = new Interruption(scope, world.page, this.#all);
    this.interrupted = this.#interruption.view;
    this.#effects = new VideoEffects(scope, this.#sent.camera);
    this.canPublish = may.readonly;
    this.micEnabled = microphone.readonly;
    this.cameraEnabled = camera.readonly;
    this.screenShareEnabled = screen.readonly;
    this.devices = this.choice.list;
    this.choosable = this.choice.kinds;
    this.hindrances = this.choice.hindrances;
    this.videoEffects = this.#effects.view;
  }

  /** The engine lets me send a microphone. */
  readonly canPublish: ReadonlySignal<boolean>;
  /** My microphone is open and sent. */
  readonly micEnabled: ReadonlySignal<boolean>;
  /** My camera is open and sent. */
  readonly cameraEnabled: ReadonlySignal<boolean>;
  /** My screen, or a window of it, is sent. */
  readonly screenShareEnabled: ReadonlySignal<boolean>;
  /** What is plugged in; known while joined. Names come once the person has let this page use a device. */
  readonly devices: ReadonlySignal<readonly Device[]>;
  /** The kinds of devices that can be chosen in this browser. */
  readonly choosable: ReadonlySignal<readonly DeviceKind[]>;
  /** The system has taken for itself what I send, as a phone does for a call. */
  readonly interrupted: ReadonlySignal<boolean>;
  /** @internal Why opening a source would fail, as far as the browser tells before anybody asks. */
  readonly hindrances: ReadonlySignal<Hindrances>;
  /** The engine lets cameras be processed; only an explicit no of it forbids that. */
  readonly videoEffects: ReadonlySignal<boolean>;

  /**
   * Opens or mutes my microphone. A muted one stays captured, so that it is back at once; leaving
   * the seat or the room closes it.
   *
   * @throws {UTDStreamError} `not_joined`, `not_seated`, `grant_timeout`, `media_permission`,
   *   `media_device`, `publish_denied`, `cancelled` where the seat or the session was lost first
   */
  setMicrophone = (on: boolean): Promise<void> => this.#sent.microphone.set(on);

  /**
   * Opens my camera, or closes it: off puts its light out, and what is published stays for the next time.
   *
   * @throws {UTDStreamError} as `setMicrophone` does; `forbidden_role` where the room takes no camera
   */
  setCamera = (on: boolean): Promise<void> => this.#sent.camera.set(on);

  /**
   * Shares a screen that the person picks, with its sound where the browser gives it, or stops.
   * The browser's own button stops it too. Call it from a click or a key.
   *
   * @throws {UTDStreamError} as `setCamera` does; `media_permission` with `blockedBy: 'user'` where
   *   the person picked none, `unsupported` where the browser shares none
   */
  setScreenShare = (on: boolean): Promise<void> => this.#sent.screen_share.set(on);

  /** @internal What is sent of a source just now. */
  track = (source: Source): ReadonlySignal<MediaStreamTrack | undefined> => this.#sent[source].track;

  /**
   * Goes over to the other camera: where it tells which way it looks, from the person to the
   * surroundings and back, else to the next one in the list. The choice is remembered as by `use`.
   *
   * @throws {UTDStreamError} `unsupported` where there is no other, and as `use` does
   */
  switchCamera = (): Promise<void> => {
    const { camera } = this.#sent;
    return this.choice.use(
      (devices) => devices.chooseOther(camera.track.get()),
      (undo) => camera.change(undo),
    );
  };

  /**
   * Chooses a device, for this session and the next ones. What is open goes over to it at once.
   *
   * @param id of one of `devices`
   * @throws {UTDStreamError} `invalid_request` where there is none of that id, `unsupported`,
   *   and what opening it can throw; then the one before stays.
   */
  use = (kind: DeviceKind, id: string): Promise<void> => {
    const sending = this.#all.find((each) => each.kind.device === kind);
    return this.choice.use((devices) => devices.choose(kind, id), sending?.change);
  };

  /**
   * Lets a processor change a source before it is sent: a blurred background, less noise. It stays
   * set until `null` takes it off.
   *
   * @param make gives a fresh one each time the source is opened, a `TrackProcessor` of
   *   livekit-client or anything of that shape
   * @throws {UTDStreamError} `feature_disabled` for a camera while `videoEffects` is `false`,
   *   `unsupported` where it does not start; then what was set before stays.
   */
  setProcessor = async (source: Source, make: MakeProcessor | null): Promise<void> => {
    this.#effects.check(this.#sent[source], make);
    await this.#sent[source].process(make);
  };

  effects = (allowed: boolean): void => this.#effects.allow(allowed);
  begin = (): Promise<void> => this.choice.read();
  follow = (): void => this.#interruption.follow();
  permission = (): void => this.#all.forEach((each) => each.permission());
  settle = (): void => this.#all.forEach((each) => each.settle());
  linkStarts = (): void => this.#all.forEach((each) => each.linkStarts());
  linkIsUp = (): void => this.#all.forEach((each) => each.linkIsUp());
}
