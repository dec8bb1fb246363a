import { UTDStreamError } from '../../errors/errors.ts';
import type { Device, DeviceKind } from '../../model/device.ts';
import type { Source } from '../transport.ts';
import {
  canSelectOutput,
  chosenOutputId,
  loudspeakerState,
  matchingOutput,
  type OutputWish,
} from '../playback/audio-outputs.ts';
import { measureAudioLevel } from '../playback/audio-level.ts';
import {
  capturePreflight,
  mediaDevices,
  onPermissionChange,
  type CapturePreflight,
} from './capture-preflight.ts';
import { captureSource, type CapturedSource, type CaptureOptions } from './get-user-media.ts';
import { rememberDevice, rememberedDevice, wantFacingMode } from './device-memory.ts';
import { LocalTrack, type LocalTrackDeps } from './local-track.ts';

/** The devices of the machine. */
export interface Devices {
  /** The kinds of devices that can be listed and chosen in this browser. */
  readonly kinds: readonly DeviceKind[];
  /** Lists the devices without a permission prompt; before the permission their labels are made up. */
  list(): Promise<readonly Device[]>;
  /** Checks every source without a permission prompt. */
  preflight(devices: readonly Device[]): Promise<CapturePreflight>;
  /** Calls `fn` when a device was plugged in or out, or a permission has changed. */
  onChange(fn: () => void, signal: AbortSignal): void;
  /**
   * Remembers the device that is opened from now on, as well as storage allows.
   *
   * @returns takes the choice back
   * @throws {UTDStreamError} `invalid_request` where no device has the id, `unsupported`
   */
  choose(kind: DeviceKind, id: string): Promise<() => void>;
  /**
   * Chooses the camera of the opposite facing mode, or the next camera in the list where the facing mode is unknown.
   *
   * @param now the track of the open camera
   * @returns takes the choice back
   * @throws {UTDStreamError} `unsupported` where no other camera is listed
   */
  chooseOther(now: MediaStreamTrack | undefined): Promise<() => void>;
  /** The output of a kind. @throws {UTDStreamError} `unsupported` where no output fits */
  outputFor(wish: OutputWish, all: readonly Device[]): Device;
  /** The id of the chosen output; an empty text is the browser's default. */
  outputOf(all: readonly Device[]): string;
  /** Whether a phone's earpiece is listed, and whether another output plays. */
  speakerOf(all: readonly Device[]): { readonly earpiece: boolean; readonly on: boolean };
  /**
   * Opens the chosen device, or the default where that device is gone. A permission prompt may stay open for as long as
   * the person likes. A device that opens after `signal` aborted is closed.
   *
   * @throws {UTDStreamError} `media_permission` refused, `media_device` missing or busy, `unsupported`
   */
  open(source: Source, options: CaptureOptions, signal: AbortSignal): Promise<CapturedSource>;
  /** Measures the audio level of a track, 0–1, until `signal` aborts. */
  loudnessOf(track: MediaStreamTrack, signal: AbortSignal): () => number;
  /** Opens and publishes a source. */
  sender(deps: LocalTrackDeps): LocalTrack;
}

/** The labels of devices before the browser tells their own. */
const fallbackLabels = { audioinput: 'Microphone', audiooutput: 'Speaker', videoinput: 'Camera' };

const oppositeFacingMode = { user: 'environment', environment: 'user' } as const;

/** @param keeps whether a choice is stored */
export const browserDevices = (keeps: () => boolean): Devices => ({
  get kinds(): readonly DeviceKind[] {
    return mediaDevices()
      ? ['audioinput', ...(canSelectOutput() ? (['audiooutput'] as const) : []), 'videoinput']
      : [];
  },

  async list() {
    const all = (await mediaDevices()?.enumerateDevices()) ?? [];
    return this.kinds.flatMap((kind) => {
      const devices = all.filter((each) => each.kind === kind);
      // Browsers list their default first.
      const chosen =
        devices.find(({ deviceId }) => deviceId === rememberedDevice(kind, keeps())) ?? devices[0];
      return devices.map((each, index) => ({
        id: each.deviceId,
        label: each.label || `${fallbackLabels[kind]} ${index + 1}`,
        kind,
        chosen: each === chosen,
      }));
    });
  },

  onChange(fn, signal) {
    mediaDevices()?.addEventListener('devicechange', fn, { signal });
    onPermissionChange(fn, signal);
  },

  preflight: capturePreflight,
  loudnessOf: measureAudioLevel,

  async choose(kind, id) {
    const attempted = 'use another device';
    if (!this.kinds.includes(kind))
      throw new UTDStreamError('unsupported', attempted, { happened: `no ${kind} can be chosen here` });
    if (!(await this.list()).some((each) => each.kind === kind && each.id === id))
      throw new UTDStreamError('invalid_request', attempted, {
        field: 'deviceId',
        happened: `no ${kind} has the id '${id}'`,
        fix: 'Take an id from media.devices.',
      });
    const before = rememberedDevice(kind, keeps());
    rememberDevice(kind, id, keeps());
    return () => rememberDevice(kind, before, keeps());
  },

  async chooseOther(now) {
    const cameras = (await this.list()).filter(({ kind }) => kind === 'videoinput');
    if (cameras.length < 2)
      throw new UTDStreamError('unsupported', 'switch the camera', {
        happened: 'there is no other',
        fix: 'Plug another one in.',
      });
    const before = rememberedDevice('videoinput', keeps());
    const at = cameras.findIndex(({ chosen }) => chosen);
    // The next camera is opened where no camera has the opposite facing mode.
    rememberDevice('videoinput', cameras[(at + 1) % cameras.length]!.id, keeps());
    const facingMode = now?.getSettings().facingMode;
    if (facingMode === 'user' || facingMode === 'environment') wantFacingMode(oppositeFacingMode[facingMode]);
    return () => rememberDevice('videoinput', before, keeps());
  },

  outputFor: matchingOutput,
  outputOf: chosenOutputId,
  speakerOf: loudspeakerState,

  sender: (deps) => new LocalTrack(deps, captureSource),
  open: captureSource,
});
