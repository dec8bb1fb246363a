import type { ReconnectPolicy } from 'livekit-client';
import { times } from '../../protocol/constants.ts';

/** The longest pause before each of the first tries, and then, in milliseconds. */
const first = [250, 300];
const then = 1_000;

/**
 * When livekit-client tries again. Its own pauses grow to 7 s, by which an outage of a few seconds lasts twice as
 * long (docs/decisions/0220-denser-retries.md). Each pause is drawn, so that those who were lost together do not
 * come back as one.
 */
export const retries: ReconnectPolicy = {
  nextRetryDelayInMs({ retryCount, elapsedMs }) {
    // The session's own way back begins.
    if (elapsedMs > times.relinkAfter) return null;
    return (first[retryCount] ?? then) * (retryCount ? 0.75 + Math.random() / 4 : Math.random());
  },
};
