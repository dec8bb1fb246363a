import type { ConnectionState } from '../../model/shapes.ts';

/** From each state, where a connection may go. */
export const transitions: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  disconnected: ['connecting'],
  connecting: ['connected', 'disconnected'],
  connected: ['reconnecting', 'disconnected', 'forceExit'],
  reconnecting: ['connected', 'disconnected', 'forceExit'],
  forceExit: ['connecting'],
};
