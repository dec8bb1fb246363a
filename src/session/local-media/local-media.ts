import type { CapturePreflight } from '../../platform/capture/capture-preflight.ts';
import type { Devices } from '../../platform/capture/devices.ts';
import type { Page } from '../../platform/page/page.ts';
import type { Source } from '../../platform/transport.ts';
import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';
import type { Device, DeviceKind } from '../../model/shapes.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { callHook, type SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { DeviceSelection } from './device-selection.ts';
import { Interruption } from './interruption.ts';
import { LocalSource } from './local-source.ts';
import { sourceKinds, type SourceKind } from './source-kinds.ts';
import { VideoEffects } from './video-effects.ts';

/** What the local media need of the session around them. */
interface LocalMediaDeps {
  readonly page: Page;
  readonly devices: Devices;
  readonly selection: DeviceSelection;
  /** What the browser does to a microphone, and whether a choice of device is stored. */
  options(): Processing & Keeping;
  /** A capture has begun, which lets the browser play sound too. */
  captureStarted(): void;
}

/** The media that the local participant publishes: microphone, camera and screen, each by itself. */
export class LocalMedia implements SessionFeature {
  readonly #sources: Readonly<Record<Source, LocalSource>>;
  readonly #all: readonly LocalSource[];
  readonly #selection: DeviceSelection;
  readonly #effects: VideoEffects;
  readonly #interruption: Interruption;

  constructor(scope: SessionScope, deps: LocalMediaDeps) {
    const permitted = scope.eventSignal('canPublishChanged', false);
    const microphone = scope.eventSignal('micEnabledChanged', false);
    const camera = scope.eventSignal('cameraEnabledChanged', false);
    const screen = scope.eventSignal('screenShareEnabledChanged', false);
    const { selection } = deps;
    const opened = () => {
      deps.captureStarted();
      void selection.read();
    };
    const source = (kind: SourceKind, on: StateSignal<boolean>, permitted = scope.signal(false)) =>
      new LocalSource(kind, scope, { ...deps, opened }, { permitted, on });
    this.#sources = {
      microphone: source(sourceKinds.microphone, microphone, permitted),
      camera: source(sourceKinds.camera, camera),
      screen_share: source(sourceKinds.screen_share, screen),
    };
    this.#all = Object.values(this.#sources);
    this.#selection = selection;
    this.#interruption = new Interruption(scope, deps.page, this.#all);
    this.interrupted = this.#interruption.readonly;
    this.#effects = new VideoEffects(scope, this.#sources.camera);
    this.canPublish = permitted.readonly;
    this.micEnabled = microphone.readonly;
    this.cameraEnabled = camera.readonly;
    this.screenShareEnabled = screen.readonly;
    this.devices = selection.list;
    this.choosable = selection.kinds;
    this.hindrances = selection.hindrances;
    this.videoEffects = this.#effects.readonly;
  }

  /** The engine permits to publish a microphone. */
  readonly canPublish: ReadonlySignal<boolean>;
  /** The microphone is open and published. */
  readonly micEnabled: ReadonlySignal<boolean>;
  /** The camera is open and published. */
  readonly cameraEnabled: ReadonlySignal<boolean>;
  /** The screen, or a window of it, is published. */
  readonly screenShareEnabled: ReadonlySignal<boolean>;
  /** The devices of the machine; known while joined. Names come once the person has let this page use a device. */
  readonly devices: ReadonlySignal<readonly Device[]>;
  /** The kinds of devices that can be chosen in this browser. */
  readonly choosable: ReadonlySignal<readonly DeviceKind[]>;
  /** The system has taken a published device for itself, as a phone does for a call. */
  readonly interrupted: ReadonlySignal<boolean>;
  /** @internal Why opening a source would fail, as far as the browser tells without a prompt. */
  readonly hindrances: ReadonlySignal<CapturePreflight>;
  /** The engine lets cameras be processed; only an explicit no of it forbids that. */
  readonly videoEffects: ReadonlySignal<boolean>;

  /**
   * Opens or mutes my microphone. A muted one stays captured, so that it is back at once; leaving
   * the seat or the room closes it.
   *
   * @throws {UTDStreamError} `not_joined`, `not_seated`, `grant_timeout`, `media_permission`,
   *   `media_device`, `publish_denied`, `cancelled` where the seat or the session was lost first
   */
  setMicrophone = (on: boolean): Promise<void> => this.#sources.microphone.set(on);

  /**
   * Opens my camera, or closes it: off puts its light out, and what is published stays for the next time.
   *
   * @throws {UTDStreamError} as `setMicrophone` does; `forbidden_role` where the room takes no camera
   */
  setCamera = (on: boolean): Promise<void> => this.#sources.camera.set(on);

  /**
   * Shares a screen that the person picks, with its sound where the browser gives it, or stops.
   * The browser's own button stops it too. Call it from a click or a key.
   *
   * @throws {UTDStreamError} as `setCamera` does; `media_permission` with `blockedBy: 'user'` where
   *   the person picked none, `unsupported` where the browser shares none
   */
  setScreenShare = (on: boolean): Promise<void> => this.#sources.screen_share.set(on);

  /** @internal The track of a source that is published just now. */
  track = (source: Source): ReadonlySignal<MediaStreamTrack | undefined> => this.#sources[source].track;

  /**
   * Goes over to the other camera: where it tells which way it looks, from the person to the
   * surroundings and back, else to the next one in the list. The choice is remembered as by `use`.
   *
   * @throws {UTDStreamError} `unsupported` where there is no other, and as `use` does
   */
  switchCamera = (): Promise<void> => {
    const { camera } = this.#sources;
    return this.#selection.use(
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
    const source = this.#all.find((each) => each.kind.device === kind);
    return this.#selection.use((devices) => devices.choose(kind, id), source?.change);
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
    this.#effects.check(this.#sources[source], make);
    await this.#sources[source].process(make);
  };

  /** @internal */
  sessionStarts(): void {
    this.#interruption.sessionStarts();
  }

  /** @internal */
  participantsChanged(): void {
    this.#effects.participantsChanged();
  }

  /** @internal */
  permissionsChanged(): void {
    callHook(this.#all, 'permissionsChanged');
  }

  /** @internal */
  mediaConnectionStarts(): void {
    callHook(this.#all, 'mediaConnectionStarts');
  }

  /** @internal */
  mediaConnectionUp(): void {
    callHook(this.#all, 'mediaConnectionUp');
  }
}
