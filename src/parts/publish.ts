import type { Clock } from '../edge/clock.ts';
import type { Publication, Transport } from '../edge/transport.ts';
import { asUTDError, UTDStreamError } from '../errors.ts';
import { times } from '../protocol/constants.ts';
import type { Attempt } from '../reactive/attempt.ts';
import { within } from './within.ts';

const attempted = 'send the microphone';

/** Sends a track for as long as its capture lasts; it is taken back with it. 10 s, then it is given up. */
export function publish(
  clock: Clock,
  transport: Transport | undefined,
  track: MediaStreamTrack,
  capture: Attempt,
): Promise<Publication> {
  if (!transport) throw new UTDStreamError('not_joined', attempted);
  const sent = transport.publish(track, 'microphone').then(
    (publication) => capture.own(publication, (mine) => mine.end()),
    (error: unknown) => Promise.reject(asUTDError(error, 'publish_denied', attempted)),
  );
  return within(clock, capture, times.publish, sent, () => new UTDStreamError('timeout', attempted));
}
