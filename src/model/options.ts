import { hosts } from '../protocol/constants.ts';
import type { Attributes } from '../protocol/names.ts';
import type { SeatMode } from '../protocol/seat.ts';

/** Asked for a signed identity token on every mint, where the app demands one. */
export type IdentityProvider = (ask: {
  readonly room: string;
  readonly type: string;
  readonly signal: AbortSignal;
}) => Promise<string>;

/** Hears what the SDK does. No token is ever in it. */
export interface Logger {
  warn(message: string, about?: object): void;
}

/** Which app this is, and where its engine is. */
export interface Credentials {
  /** Ten digits, publishable. */
  readonly appId: string;
  /** 32 hex digits, publishable. Some apps do not demand it. */
  readonly appKey?: string | undefined;
  /** Origin of the engine. The vendor's unless told. */
  readonly baseUrl?: string | undefined;
  /** Origin that mints tokens. `baseUrl` unless told. */
  readonly tokenBaseUrl?: string | undefined;
  readonly identityProvider?: IdentityProvider | undefined;
  /** Same-origin address that answers `{ identity_token }` to a POST with the page's cookies. */
  readonly identityUrl?: string | undefined;
  readonly logger?: Logger | undefined;
  /** Passed to every RTCPeerConnection, for instance to force a relay. */
  readonly rtcConfig?: RTCConfiguration | undefined;
}

/** Who I am, as far as the app lets me say so. */
export interface Me {
  /** Without one the engine issues one that lasts as long as the tab. */
  readonly identity?: string | undefined;
  readonly name?: string | undefined;
  /** What a signed link says of me: host, admin or speaker of a room. Elements read it from `#utd-invite=…`. */
  readonly invite?: string | undefined;
  /** An https address. */
  readonly avatar?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** What the browser does to a microphone before it is sent. Each is on unless told; music is better without. */
export interface Processing {
  /** Takes out what the loudspeaker plays. */
  readonly echoCancellation?: boolean | undefined;
  /** Takes out steady noise. */
  readonly noiseSuppression?: boolean | undefined;
  /** Makes quiet voices louder. */
  readonly autoGainControl?: boolean | undefined;
}

/** What is kept of my choices. */
export interface Keeping {
  /** Chosen devices are remembered for the next sessions of this origin, in `localStorage`. On unless told. */
  readonly rememberDevices?: boolean | undefined;
}

/** What the system does while I am on a seat. */
export interface OnAirOptions {
  /** The screen stays awake. On unless told. */
  readonly wakeLock?: boolean | undefined;
  /** The system's own buttons mute and hang up: on a lock screen, a headset. On unless told. */
  readonly mediaSession?: boolean | undefined;
}

/** Changes sound or picture before it is sent: a `TrackProcessor` of livekit-client, as far as it is used here. */
export interface Processor {
  readonly name: string;
  /** @param options `element` plays the track, muted; `audioContext` is there for sound. */
  init(options: {
    readonly kind: string;
    readonly track: MediaStreamTrack;
    readonly element?: HTMLMediaElement;
    readonly audioContext?: AudioContext;
  }): Promise<void>;
  destroy(): Promise<void>;
  /** What is sent in place of the track; the track itself where there is none. */
  readonly processedTrack?: MediaStreamTrack | undefined;
}

/** Makes a fresh one: a processor serves one opening of a device. */
export type MakeProcessor = () => Processor;

/** What becomes of me in another place, when I join here too. A reload is no other place. */
export type Takeover = 'take' | 'ask';

/** What every media session is told. */
export type SessionOptions = Me &
  Processing &
  Keeping &
  OnAirOptions & {
    readonly roomName: string;
    /** Claim the room. Where the claim is not valid I am a listener, which is no error. */
    readonly asHost?: boolean | undefined;
    /** Where I am in the room already, in another place: `take` (unless told) ends that one, `ask` rejects with `signed_in_elsewhere`. */
    readonly takeover?: Takeover | undefined;
    /** Take a seat without opening the microphone. */
    readonly muted?: boolean | undefined;
  } & (Credentials | { readonly client: { readonly credentials: Credentials } });

/** What an audio room is told. The seats count when the room is made, or from its owner. */
export type AudioRoomOptions = SessionOptions & {
  /** 1–100, 8 unless told. */
  readonly seatCount?: number | undefined;
  /** `free` unless told. */
  readonly seatMode?: SeatMode | undefined;
  /** Index of the seat kept for the host, 0 unless told. */
  readonly hostSeat?: number | undefined;
  /** The app's own name for the layout. */
  readonly modeId?: string | undefined;
};

/** Where the engine of an app is: what was said, else the vendor's hosts. */
export const addressOf = ({ appId, appKey, baseUrl, tokenBaseUrl }: Credentials) => ({
  appId,
  appKey,
  baseUrl: baseUrl ?? hosts.engine,
  tokenBaseUrl: tokenBaseUrl ?? baseUrl ?? hosts.token,
});

export const credentialsOf = (options: SessionOptions): Credentials =>
  'client' in options ? options.client.credentials : options;

/** `all` without the fields whose value is one of `missing`. */
export const without = <T extends object>(all: T, ...missing: readonly unknown[]): Partial<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => !missing.includes(value))) as Partial<T>;
