import type { CallType } from '../protocol/call/call.ts';
import { hosts } from '../protocol/constants.ts';
import type { Attributes } from '../protocol/names.ts';
import type { SeatMode } from '../protocol/seat.ts';
import type { CallSignal } from './call.ts';
import type { Logger } from './logger.ts';

/** Gives a signed identity token for a mint, where the app requires such tokens. `signal` aborts with the join. */
export type IdentityProvider = (ask: {
  readonly room: string;
  readonly type: string;
  readonly signal: AbortSignal;
}) => Promise<string>;

/** The app, and the addresses of its engine. */
export interface Credentials {
  /** Ten digits. Not secret. */
  readonly appId: string;
  /** 32 hex digits. Not secret. Some apps require none. */
  readonly appKey?: string | undefined;
  /** Origin of the engine. Default: the vendor's engine. */
  readonly baseUrl?: string | undefined;
  /** Origin that mints tokens. Default: `baseUrl`. */
  readonly tokenBaseUrl?: string | undefined;
  /** Called at every mint. Takes precedence over `identityUrl`. */
  readonly identityProvider?: IdentityProvider | undefined;
  /** Same-origin address that answers `{ identity_token }` to a POST with the page's cookies. */
  readonly identityUrl?: string | undefined;
  /** Default: warnings are dropped. */
  readonly logger?: Logger | undefined;
  /** Passed to every RTCPeerConnection, for example to force a relay. */
  readonly rtcConfig?: RTCConfiguration | undefined;
}

/** The local participant, as far as the page may decide. */
export interface Me {
  /** Unique within the app. Without an identity the engine issues one that lasts as long as the tab. */
  readonly identity?: string | undefined;
  /** Display name, up to 64 characters. */
  readonly name?: string | undefined;
  /** Token of an invite link, which gives the role host, admin or speaker. Elements read it from `#utd-invite=…`. */
  readonly invite?: string | undefined;
  /** The https address of a picture, up to 300 characters. */
  readonly avatar?: string | undefined;
  /** Further public strings, under the keys `fr`, `frt` and `cn`: at most 512 bytes together as JSON. */
  readonly attributes?: Attributes | undefined;
}

/** The browser's processing of the microphone. Each option is `true` by default; music sounds better without them. */
export interface Processing {
  /** Removes the sound of the loudspeaker. */
  readonly echoCancellation?: boolean | undefined;
  /** Removes steady noise. */
  readonly noiseSuppression?: boolean | undefined;
  /** Raises the level of quiet voices. */
  readonly autoGainControl?: boolean | undefined;
}

/** The choices of the person that are stored. */
export interface Keeping {
  /** Whether chosen devices are stored in `localStorage`, for later sessions of this origin. Default: `true`. */
  readonly rememberDevices?: boolean | undefined;
}

/** The features of the system that are used while the local participant is on a seat. */
export interface OnAirOptions {
  /** Keeps the screen awake. Default: `true`. */
  readonly wakeLock?: boolean | undefined;
  /** Lets the system's own buttons, as on a lock screen or a headset, mute and hang up. Default: `true`. */
  readonly mediaSession?: boolean | undefined;
}

/** Changes sound or picture before publishing: the part of livekit-client's `TrackProcessor` that is used here. */
export interface Processor {
  readonly name: string;
  /** @param options `element` plays the track, muted; `audioContext` is given for sound only */
  init(options: {
    readonly kind: string;
    readonly track: MediaStreamTrack;
    readonly element?: HTMLMediaElement;
    readonly audioContext?: AudioContext;
  }): Promise<void>;
  destroy(): Promise<void>;
  /** The track to publish. Without one the original track is published. */
  readonly processedTrack?: MediaStreamTrack | undefined;
}

/** Makes a new processor. A processor serves one opening of a device. */
export type MakeProcessor = () => Processor;

/**
 * The effect of a join on the same participant's session in another place (a tab, a device): `take` ends the other
 * session, `ask` rejects the join with `signed_in_elsewhere`. A reload is not another place.
 */
export type Takeover = 'take' | 'ask';

/** The options of every media session. */
export type MediaOptions = Me &
  Processing &
  Keeping &
  OnAirOptions & {
    /** Takes a seat, comes on stage, and calls, without opening the microphone. Default: `false`. */
    readonly muted?: boolean | undefined;
  } & (Credentials | { readonly client: { readonly credentials: Credentials } });

/** The room to join, and how. */
export interface RoomOptions {
  /** 1–128 letters, digits or `._~-`. The first is a letter or digit, and `call_` is no prefix. */
  readonly roomName: string;
  /** Joins as host; without a right to that as a listener or as audience, which is no error. Default: `false`. */
  readonly asHost?: boolean | undefined;
  /** Default: `take`. */
  readonly takeover?: Takeover | undefined;
}

/** The options of every session in a room that has a name. */
export type SessionOptions = MediaOptions & RoomOptions;

/** The options of an audio room. The engine reads the layout when the room is created, or from the room's owner. */
export type AudioRoomOptions = SessionOptions & {
  /** 1–100. Default: 8. */
  readonly seatCount?: number | undefined;
  /** `free`: seats are free to take. `request`: a host or admin approves each speaker. Default: `free`. */
  readonly seatMode?: SeatMode | undefined;
  /** Index of the seat that is reserved for the host. Default: 0. */
  readonly hostSeat?: number | undefined;
  /** The app's own name for the layout, up to 64 characters. */
  readonly modeId?: string | undefined;
};

/** The options of a live stream. */
export type LiveStreamOptions = SessionOptions;

/** The options of a call. Without an `identity` it is that of `signal`: others call the local participant by it. */
export type CallOptions = MediaOptions & {
  /** In an audio call nobody sends a picture. Default: `audio_call`. */
  readonly type?: CallType | undefined;
  /** Brings the calls of others, which ring at once. Default: calls are answered by their id alone. */
  readonly signal?: CallSignal | undefined;
};

/** The addresses of an app's engine. Default: the vendor's hosts. */
export const addressOf = ({ appId, appKey, baseUrl, tokenBaseUrl }: Credentials) => ({
  appId,
  appKey,
  baseUrl: baseUrl ?? hosts.engine,
  tokenBaseUrl: tokenBaseUrl ?? baseUrl ?? hosts.token,
});

export const credentialsOf = (options: MediaOptions): Credentials =>
  'client' in options ? options.client.credentials : options;

/** A copy of `all` without the fields whose value is in `missing`. */
export const without = <T extends object>(all: T, ...missing: readonly unknown[]): Partial<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => !missing.includes(value))) as Partial<T>;
