import { errorOf, type UTDStreamError } from '../../errors/errors.ts';

/** Markup cannot open a device: it takes a person, and a place where no stranger writes. */
export const notAnAct = (): UTDStreamError =>
  errorOf('forbidden', 'open a device', {
    happened: 'it takes a person’s click on a button inside an element of this session',
  });
