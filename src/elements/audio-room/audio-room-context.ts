import { createContext } from '@lit/context';
import type { AudioRoomController } from '../../controllers/audio-room-controller.ts';

/** The nearest audio room. Two copies of this package in a page share the key. */
export const audioRoomContext = createContext<AudioRoomController | undefined>(Symbol.for('utd-audio-room'));
