/**
 * The codes with which the engine closes a signalling socket. After a code from 3000 to 3499 a client connects again, and
 * its provider runs again; after 3500 to 3999 and 44xx a client does not. A connection that breaks without these codes (1006)
 * is made again too. A browser cannot read the answer to a refused handshake, and sees 1006.
 */
export const closeCodes = {
  /** The engine stops. */
  goingAway: 3001,
  /** The signal token has ended. */
  tokenExpired: 3401,
  /** No auth frame came in time. */
  authTimeout: 3408,
  /** Wrong credentials came too often from this address. */
  tooOften: 3429,
  /** The engine could not do it now. */
  unavailable: 3013,
  /** The first frames were no auth frame, or one that is too large. */
  noAuth: 4400,
  /** The engine has not issued the signal token. */
  unauthenticated: 4401,
  /** The app does not take this page, or this person. */
  forbidden: 4403,
  /** A frame is far too large: the standard's own code. */
  tooLarge: 1009,
  /** The person has too many sockets. */
  tooManySockets: 4429,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** The code of a client that leaves by its own will: no time to come back is kept. */
export const goodbye = 1000;

/** Whether a client connects again after a socket closed with this code. */
export const reconnects = (code: number): boolean =>
  code !== goodbye && code !== closeCodes.tooLarge && (code < 3500 || (code >= 4000 && code < 4400));
