import { createContext } from '@lit/context';

/** The identity of the participant whom the item around an element shows. The key is one for all copies of the package. */
export const identityContext = createContext<string | undefined>(Symbol.for('utd-identity'));
