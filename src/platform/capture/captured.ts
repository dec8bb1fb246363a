import type { Keeping, MakeProcessor, Processing } from '../../model/options.ts';

/** What was opened, and ready to be sent. */
export interface Captured {
  /** The device's own track, or what a processor makes of it. */
  readonly track: MediaStreamTrack;
  /** The sound of a screen, where the browser gave it. */
  readonly sound?: MediaStreamTrack | undefined;
  /** What the device is called. */
  readonly label: string;
  /** Calls `fn` when the device is gone, or the person has stopped it in the browser's own way. */
  onEnded(fn: () => void, signal: AbortSignal): void;
  /** Gives it back: lights go out. */
  stop(): void;
}

/** How something is opened. */
export interface CaptureAsk extends Processing, Keeping {
  /** Makes the processor that changes it before it is sent. */
  readonly make: MakeProcessor | null;
}
