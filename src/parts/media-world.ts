import type { Devices } from '../edge/devices.ts';
import type { Source, Transport } from '../edge/transport.ts';
import type { Processing } from '../options.ts';
import type { Refusal } from './allowed.ts';

/** What my media need of the session around them. */
export interface MediaWorld {
  devices(): Promise<Devices>;
  transport(): Transport | undefined;
  /** Why the room would not take this from me, if so. Reads signals. */
  refused(source: Source): Refusal | null;
  /** What the browser does to a microphone. */
  processing(): Processing;
  /** Reads the room once more, because a grant is late. */
  reread(): Promise<void>;
  /** A capture has begun, which lets the browser play sound too. */
  capturing(): void;
}
