import { createContext } from '@lit/context';
import type { Credentials, Me } from '../../model/options.ts';

/**
 * The credentials of the nearest `<utd-client>`: a new function after each change of them. The key is a symbol of the
 * registry, so that two copies of this package in a page share the context.
 */
export const clientContext = createContext<(() => Partial<Credentials & Me>) | undefined>(
  Symbol.for('utd-client'),
);
