import type { UTDStreamError } from '../errors.ts';
import type { Device, DeviceKind } from '../shapes.ts';
import { microphoneFailure } from './microphone-failure.ts';

/** The machine's own devices. */
export interface Devices {
  /** What can be listed and chosen here. */
  readonly kinds: readonly DeviceKind[];
  /** What is plugged in. The browser is never made to ask, so names may be made up. */
  list(): Promise<readonly Device[]>;
  /** Calls `fn` when something was plugged in or out. */
  onChange(fn: () => void, signal: AbortSignal): void;
  /**
   * Remembers what to open from now on, as well as storage allows. What it returns takes that back.
   *
   * @throws {UTDStreamError} `invalid_request` where there is none of that id, `unsupported`
   */
  choose(kind: DeviceKind, id: string): Promise<() => void>;
  /**
   * Opens the chosen microphone, or the default where that one is gone; the browser may ask the
   * person, for as long as they like.
   *
   * @throws {UTDStreamError} `media_permission` refused, `media_device` none or busy, `unsupported`
   */
  microphone(): Promise<MediaStreamTrack>;
}

const processing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Absent in Node, and in pages that came without https. */
const media = () => globalThis.navigator?.mediaDevices;

/** What a device is called before the browser tells its name. */
const names = { audioinput: 'Microphone', audiooutput: 'Speaker', videoinput: 'Camera' };

/** What was chosen, also where nothing can be stored. */
const chosen = new Map<DeviceKind, string>();
const keyOf = (kind: DeviceKind) => `utd:device ${kind}`;

/** The choice is a convenience: where the person has switched storage off, it lasts as long as the page. */
function remember(kind: DeviceKind, id: string): void {
  chosen.set(kind, id);
  try {
    localStorage.setItem(keyOf(kind), id);
  } catch {}
}

function remembered(kind: DeviceKind): string {
  const here = chosen.get(kind);
  if (here !== undefined) return here;
  try {
    return localStorage.getItem(keyOf(kind)) ?? '';
  } catch {
    return '';
  }
}

async function open(id: string): Promise<MediaStreamTrack> {
  const stream = await media().getUserMedia({
    audio: { ...processing, ...(id && { deviceId: { exact: id } }) },
  });
  return stream.getAudioTracks()[0]!;
}

/** The name of a rejection that says: no such device. */
const gone = (error: unknown) =>
  error instanceof Error && /^(OverconstrainedError|NotFoundError)$/.test(error.name);

/** @param Failure the class of errors, which this file must not import: edge.ts says why. */
export const browserDevices = (Failure: typeof UTDStreamError): Devices => ({
  get kinds(): readonly DeviceKind[] {
    return media() ? ['audioinput'] : [];
  },

  async list() {
    const all = (await media()?.enumerateDevices()) ?? [];
    return this.kinds.flatMap((kind) => {
      const those = all.filter((each) => each.kind === kind);
      // Browsers list their default first.
      const taken = those.find(({ deviceId }) => deviceId === remembered(kind)) ?? those[0];
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
  },

  async choose(kind, id) {
    const attempted = 'use another device';
    if (!this.kinds.includes(kind))
      throw new Failure('unsupported', attempted, { happened: `no ${kind} can be chosen here` });
    if (!(await this.list()).some((each) => each.kind === kind && each.id === id))
      throw new Failure('invalid_request', attempted, {
        field: 'deviceId',
        happened: `no ${kind} has the id '${id}'`,
        fix: 'Take an id from media.devices.',
      });
    const before = remembered(kind);
    remember(kind, id);
    return () => remember(kind, before);
  },

  async microphone() {
    if (!media()) throw microphoneFailure(undefined, Failure);
    const id = remembered('audioinput');
    try {
      return await open(id).catch((error: unknown) => {
        if (id && gone(error)) return open('');
        throw error;
      });
    } catch (cause) {
      throw microphoneFailure(cause, Failure);
    }
  },
});
