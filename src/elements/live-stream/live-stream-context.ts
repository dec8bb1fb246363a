import { createContext } from '@lit/context';
import type { LiveStreamController } from '../../controllers/live-stream-controller.ts';

/** The nearest live stream. Two copies of this package in a page share the key. */
export const liveStreamContext = createContext<LiveStreamController | undefined>(
  Symbol.for('utd-live-stream'),
);
