import { UTDStreamError } from '../../errors/errors.ts';
import type { Device, DeviceKind } from '../../model/shapes.ts';
import type { CaptureAsk, Captured } from './captured.ts';
import { face, remember, remembered } from './device-memory.ts';
import { hindrances, media, onPermission, type Hindrances } from './capture-preflight.ts';
import { measureAudioLevel } from '../playback/audio-level.ts';
import {
  canSelectOutput,
  chosenOutputId,
  loudspeakerState,
  matchingOutput,
  type OutputWish,
} from '../playback/audio-outputs.ts';
import { openSource } from './get-user-media.ts';
import { LocalTrack, type LocalTrackDeps } from './local-track.ts';
import type { Source } from '../transport.ts';

/** The machine's own devices. */
export interface Devices {
  /** What can be listed and chosen here. */
  readonly kinds: readonly DeviceKind[];
  /** What is plugged in. The browser is never made to ask, so names may be made up. */
  list(): Promise<readonly Device[]>;
  /** Why opening would fail, as far as the browser tells before anybody asks. */
  hindrances(plugged: readonly Device[]): Promise<Hindrances>;
  /** Calls `fn` when something was plugged in or out, allowed or forbidden. */
  onChange(fn: () => void, signal: AbortSignal): void;
  /**
   * Remembers what to open from now on, as well as storage allows. What it returns takes that back.
   *
   * @throws {UTDStreamError} `invalid_request` where there is none of that id, `unsupported`
   */
  choose(kind: DeviceKind, id: string): Promise<() => void>;
  /**
   * The same for the camera that is not `now`: the one that looks the other way, where it tells, else
   * the next in the list.
   *
   * @throws {UTDStreamError} `unsupported` where there is no other
   */
  chooseOther(now: MediaStreamTrack | undefined): Promise<() => void>;
  /** The output that does for it. @throws {UTDStreamError} `unsupported` where none does */
  outputFor(wish: OutputWish, all: readonly Device[]): Device;
  /** Which output of these to play by; an empty text is the browser's default. */
  outputOf(all: readonly Device[]): string;
  /** What a phone would show of it. */
  speakerOf(all: readonly Device[]): { readonly earpiece: boolean; readonly on: boolean };
  /**
   * Opens the chosen device, or the default where that one is gone; the browser may ask the person,
   * for as long as they like. What is opened after `signal` aborted is given back.
   *
   * @throws {UTDStreamError} `media_permission` refused, `media_device` none or busy, `unsupported`
   */
  open(source: Source, ask: CaptureAsk, signal: AbortSignal): Promise<Captured>;
  /** Reads how loud a track is, 0–1, until `signal` aborts. */
  loudnessOf(track: MediaStreamTrack, signal: AbortSignal): () => number;
  /** What opens a source and sends it. */
  sender(of: LocalTrackDeps): LocalTrack;
}

/** What a device is called before the browser tells its name. */
const names = { audioinput: 'Microphone', audiooutput: 'Speaker', videoinput: 'Camera' };

const otherWay = { user: 'environment', environment: 'user' } as const;

/** @param keeps whether a choice is stored */
export const browserDevices = (keeps: () => boolean): Devices => ({
  get kinds(): readonly DeviceKind[] {
    return media()
      ? ['audioinput', ...(canSelectOutput() ? (['audiooutput'] as const) : []), 'videoinput']
      : [];
  },

  async list() {
    const all = (await media()?.enumerateDevices()) ?? [];
    return this.kinds.flatMap((kind) => {
      const those = all.filter((each) => each.kind === kind);
      // Browsers list their default first.
      const taken = those.find(({ deviceId }) => deviceId === remembered(kind, keeps())) ?? those[0];
      return those.map((each, index) => ({
        id: each.deviceId,
        label: each.label || `${names[kind]} ${index + 1}`,
        kind,
        chosen: each === taken,
      }));
    });
  },

  onChange(fn, signal) {
    media()?.addEventListener('devicechange', fn, { signal });
    onPermission(fn, signal);
  },

  hindrances,
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
    const before = remembered(kind, keeps());
    remember(kind, id, keeps());
    return () => remember(kind, before, keeps());
  },

  async chooseOther(now) {
    const cameras = (await this.list()).filter(({ kind }) => kind === 'videoinput');
    if (cameras.length < 2)
      throw new UTDStreamError('unsupported', 'switch the camera', {
        happened: 'there is no other',
        fix: 'Plug another one in.',
      });
    const before = remembered('videoinput', keeps());
    const at = cameras.findIndex(({ chosen }) => chosen);
    // Taken where no camera looks the other way.
    remember('videoinput', cameras[(at + 1) % cameras.length]!.id, keeps());
    const way = now?.getSettings().facingMode;
    if (way === 'user' || way === 'environment') face(otherWay[way]);
    return () => remember('videoinput', before, keeps());
  },

  outputFor: matchingOutput,
  outputOf: chosenOutputId,
  speakerOf: loudspeakerState,

  sender(of) {
    return new LocalTrack(of, this);
  },

  open: openSource,
});
