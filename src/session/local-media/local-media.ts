import type { CapturePreflight } from '../../platform/capture/capture-preflight.ts';
import type { Devices } from '../../platform/capture/devices.ts';
import type { Page } from '../../platform/page/page.ts';
import type { Source } from '../../platform/transport.ts';
import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';
import type { Device, DeviceKind } from '../../model/device.ts';
import type { StateSignal } from '../../reactive/state-signal.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import { callHook, type SessionFeature } from '../core/session-feature.ts';
import type { SessionScope } from '../core/session-scope.ts';
import type { DeviceSelection } from './device-selection.ts';
import { Interruption } from './interruption.ts';
import { LocalSource, sourceKinds, type SourceKind } from './local-source.ts';
import { VideoEffects } from './video-effects.ts';

interface LocalMediaDeps {
  readonly page: Page;
  readonly devices: Devices;
  readonly selection: DeviceSelection;
  /** The processing of the microphone, and whether a choice of device is stored. */
  options(): Processing & Keeping;
  /** A capture has begun, which lets the browser play sound too. */
  captureStarted(): void;
}

/** Whether the person has switched a source off since a moment. */
export type SwitchedOff = (source: Source) => boolean;

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
  /** @internal The reasons for which sources cannot be opened, as far as the browser tells without a prompt. */
  readonly hindrances: ReadonlySignal<CapturePreflight>;
  /** The engine permits processors on the camera. Default: `true`. */
  readonly videoEffects: ReadonlySignal<boolean>;

  /**
   * Opens or mutes the microphone. Resolves when others can hear it, or cannot any more. A muted microphone stays
   * captured, so that unmuting takes no time; leaving the seat or the room closes the microphone.
   *
   * @throws {UTDStreamError} `not_joined`, `not_seated`, `forbidden` while a moderator mutes the participant,
   *   `grant_timeout`, `media_permission`, `media_device`, `publish_denied`, `cancelled` where the seat or the session
   *   was lost first
   */
  setMicrophone = (on: boolean): Promise<void> => this.#sources.microphone.set(on);

  /**
   * Opens or closes the camera. A closed camera puts its light out; its publication stays, muted, for the next time.
   *
   * @throws {UTDStreamError} as `setMicrophone` does; `forbidden_role` where the room takes no camera
   */
  setCamera = (on: boolean): Promise<void> => this.#sources.camera.set(on);

  /**
   * Shares a screen that the person picks, with sound where the browser gives sound, or stops sharing. The browser's
   * own button stops sharing too. The browser requires a click or a key for this call.
   *
   * @throws {UTDStreamError} as `setCamera` does; `media_permission` with `blockedBy: 'user'` where the person picked
   *   no screen, `unsupported` where the browser cannot share a screen
   */
  setScreenShare = (on: boolean): Promise<void> => this.#sources.screen_share.set(on);

  /** @internal Opens and publishes a source, or closes it. */
  set = (source: Source, on: boolean): Promise<void> => this.#sources[source].set(on);

  /** @internal Opens a source for the local participant alone, or closes such a source. `set` publishes the open source. */
  preview = (source: Source, on: boolean): Promise<void> => this.#sources[source].preview(on);

  /** @internal The sources that are open for the local participant alone. Reads signals. */
  previewed = (): readonly Source[] =>
    this.#all.flatMap(({ kind, previewed }) => (previewed.get() ? [kind.source] : []));

  /** @internal The same, with sources whose prompt is not answered yet. */
  inPreview = (): readonly Source[] =>
    this.#all.flatMap(({ kind, inPreview }) => (inPreview ? [kind.source] : []));

  /**
   * @internal Takes note of a wish for sources that open later. The result tells whether the person has switched a source
   *   off since.
   */
  noteWish = (): SwitchedOff => {
    const before = new Map(this.#all.map(({ kind, timesOff }) => [kind.source, timesOff]));
    return (source) => this.#sources[source].timesOff !== before.get(source);
  };

  /** @internal The track of an open source, published or previewed. */
  track = (source: Source): ReadonlySignal<MediaStreamTrack | undefined> => this.#sources[source].track;

  /**
   * Switches to another camera: between front and back where the present camera tells its direction, else to the next
   * camera in the list. The choice is stored as by `use`.
   *
   * @throws {UTDStreamError} `unsupported` without another camera, and as `use` does
   */
  switchCamera = (): Promise<void> => {
    const { camera } = this.#sources;
    return this.#selection.use(
      (devices) => devices.chooseOther(camera.track.get()),
      (undo) => camera.change(undo),
    );
  };

  /**
   * Chooses a device, for this session and, with `rememberDevices`, for later sessions. An open source switches to the
   * device at once. After a failure the last choice stays.
   *
   * @param id of an entry of `devices`
   * @throws {UTDStreamError} `invalid_request` without a device of this id, `unsupported` where the browser lets no
   *   such device be chosen, and the errors of opening the source
   */
  use = (kind: DeviceKind, id: string): Promise<void> => {
    const source = this.#all.find((each) => each.kind.device === kind);
    return this.#selection.use((devices) => devices.choose(kind, id), source?.change);
  };

  /**
   * Sets a processor that changes a source before publishing, such as a blurred background or less noise. `null`
   * removes the processor. After a failure the last processor stays.
   *
   * @param make makes a new processor each time the source is opened: a `TrackProcessor` of livekit-client, or any
   *   object of that shape
   * @throws {UTDStreamError} `feature_disabled` for a camera while `videoEffects` is `false`, `unsupported` where the
   *   processor does not start
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
