import type { Devices } from '../edge/devices.ts';
import type { Transport } from '../edge/transport.ts';
import type { ErrorCode } from '../protocol/codes.ts';

/** What my media need of the session around them. */
export interface MediaWorld {
  devices(): Promise<Devices>;
  transport(): Transport | undefined;
  /** Why the room would not hear me, if so. */
  refused(): ErrorCode | null;
  /** Reads the room once more, because a grant is late. */
  reread(): Promise<void>;
  /** A capture has begun, which lets the browser play sound too. */
  capturing(): void;
}
