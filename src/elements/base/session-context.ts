import { createContext } from '@lit/context';
import type { SessionController } from '../../controllers/session-controller.ts';

/**
 * The nearest media session, of whatever product. The key is a symbol of the global registry, so that two copies of this
 * package in a page share the context.
 */
export const sessionContext = createContext<SessionController | undefined>(Symbol.for('utd-session'));
