import { createContext } from '@lit/context';
import type { SignalController } from '../../controllers/signal-controller.ts';

/** The nearest signalling plane. Two copies of this package in a page share the key. */
export const signalContext = createContext<SignalController | undefined>(Symbol.for('utd-signal'));
