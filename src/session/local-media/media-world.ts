import type { Devices } from '../../platform/capture/devices.ts';
import type { Page } from '../../platform/page/page.ts';
import type { Source, Transport } from '../../platform/transport.ts';
import type { Keeping, Processing } from '../../model/options.ts';
import type { ReadonlySignal } from '../../reactive/signal.ts';
import type { Device } from '../../model/shapes.ts';
import type { Refusal } from '../core/allowed.ts';

/** What my media need of the session around them. */
export interface LocalMediaDeps {
  readonly page: Page;
  devices(): Promise<Devices>;
  /** These are plugged in now; rejects where the chosen output does not play. */
  listed(devices: Devices, all: readonly Device[]): Promise<void>;
  transport(): Transport | undefined;
  /** Why the room would not take this from me, if so. Reads signals. */
  refused(source: Source): Refusal | null;
  /** What the browser does to a microphone, and what is kept of my choices. */
  processing(): Processing & Keeping;
  /** Reads the room once more, because a grant is late. */
  reread(): Promise<void>;
  /** Nothing is opened or sent in an outage: it waits for its end. */
  readonly connected: ReadonlySignal<boolean>;
  /** A capture has begun, which lets the browser play sound too. */
  capturing(): void;
}
