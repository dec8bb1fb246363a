import { createContext } from '@lit/context';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import type { SessionController } from '../../controllers/session-controller.ts';

// The keys are symbols of the registry, so that two copies of this package in a page still meet.

/** Every media session, whatever its kind. */
export const sessionContext = createContext<SessionController | undefined>(Symbol.for('utd-session'));

/** The nearest audio room. */
export const audioRoomContext = createContext<AudioRoomController | undefined>(Symbol.for('utd-audio-room'));
