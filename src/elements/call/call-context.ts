import { createContext } from '@lit/context';
import type { CallController } from '../../controllers/call-controller.ts';

/** The nearest session of calls. The key is one for all copies of the package. */
export const callContext = createContext<CallController | undefined>(Symbol.for('utd-call'));
