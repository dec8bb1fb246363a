import type { ReconnectPolicy } from 'livekit-client';
import { times } from '../../protocol/constants.ts';

/** The longest delay before each of the first retries, and before every later one, in milliseconds. */
const firstDelays = [250, 300];
const laterDelay = 1_000;

/**
 * The delays between livekit-client's retries. Its default delays grow to 7 s, by which an outage of a few seconds lasts
 * twice as long (docs/decisions/0220-denser-retries.md). Each delay is random, so that sessions which lost one server
 * together do not come back as one.
 */
export const reconnectPolicy: ReconnectPolicy = {
  nextRetryDelayInMs({ retryCount, elapsedMs }) {
    // The reconnect of the session takes over.
    if (elapsedMs > times.relinkAfter) return null;
    return (firstDelays[retryCount] ?? laterDelay) * (retryCount ? 0.75 + Math.random() / 4 : Math.random());
  },
};
