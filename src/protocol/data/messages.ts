import type { GenericSchema } from 'valibot';
import { SeatUpdate } from './seat-update.ts';

/** Every message the engine sends over the media server's data plane, by name. */
export const messages = {
  _seat_update: SeatUpdate,
} as const satisfies Record<string, GenericSchema>;

/** Messages that say nothing new: `_seat_update` tells the mode too. */
export const ignored: ReadonlySet<string> = new Set(['_mode_change']);

export const isMessage = (name: string): name is keyof typeof messages => Object.hasOwn(messages, name);
