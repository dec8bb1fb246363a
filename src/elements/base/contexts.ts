import { createContext } from '@lit/context';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { SessionController } from '../../controllers/session-controller.ts';
import type { Credentials, Me } from '../../model/options.ts';

// The keys are symbols of the registry, so that two copies of this package in a page still meet.

/** Every media session, whatever its kind. */
export const sessionContext = createContext<SessionController | undefined>(Symbol.for('utd-session'));

/** The nearest audio room. */
export const audioRoomContext = createContext<AudioRoomController | undefined>(Symbol.for('utd-audio-room'));

/** The credentials of the nearest `<utd-client>`: a new function after each change of them. */
export const clientContext = createContext<(() => Partial<Credentials & Me>) | undefined>(
  Symbol.for('utd-client'),
);
