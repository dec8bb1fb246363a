import type { Captured } from '../../platform/capture/captured.ts';
import type { Clock } from '../../platform/page/clock.ts';
import type { Publication, Source, Transport } from '../../platform/transport.ts';
import { asUTDError, UTDStreamError } from '../../errors/errors.ts';
import { times } from '../../protocol/constants.ts';
import type { Lifetime } from '../../reactive/lifetime.ts';
import { within } from '../core/within.ts';

/** Sends what was taken for as long as its capture lasts; it is taken back with it. 10 s, then it is given up. */
export function publish(
  clock: Clock,
  transport: Transport | undefined,
  { taken, source, attempted }: { taken: Captured; source: Source; attempted: string },
  hold: Lifetime,
  capture: Lifetime,
): Promise<Publication> {
  if (!transport) throw new UTDStreamError('not_joined', attempted);
  const sent = transport.publish(taken, source).then(
    (publication) => capture.own(publication, (mine) => mine.end()),
    (error: unknown) => Promise.reject(asUTDError(error, 'publish_denied', attempted)),
  );
  return within(clock, hold, times.publish, sent, () => new UTDStreamError('timeout', attempted));
}
