/** Times and defaults that the SDK and the engine share. All times are in milliseconds. */

/** Where the REST calls live below an origin. */
export const apiPath = '/api/v1';

/** The vendor's hosts, used when neither option nor `<meta>` names another. */
export const hosts = { token: 'https://udt-stream.com', engine: 'https://engine.udt-stream.com' } as const;

export const defaults = { seatCount: 8, seatMode: 'free', hostSeat: 0 } as const;

/** Most requests to speak that wait in a room. */
export const maxRequests = 100;

/** Messages of a chat that are kept, by the engine and on the page. */
export const keptMessages = 300;

/** Most seats of a room. */
export const maxSeats = 100;

export const times = {
  /** One connect of the transport, raced against its own `Disconnected`. */
  connect: 15_000,
  /** Between the bounded retries of a first connect. */
  connectRetry: 500,
  /** One REST call. */
  rest: 8_000,
  /** From the engine's yes to the publish permission arriving at the client. */
  grant: 10_000,
  /** Sending a track. */
  publish: 10_000,
  /** How long `leave()` waits for the engine to hear of it. */
  leave: 1_000,
  /** An outage longer than this ends the session; a silent seat is kept as long. */
  reconnectWindow: 60_000,
  /** An outage longer than this has more to catch up with than one read of the room. */
  lightResync: 15_000,
  /** The end of the window, seen this late, was slept through: no timer ran. */
  asleep: 5_000,
  /** What is left for coming back after a sleep that outlasted the window. */
  afterSleep: 15_000,
  /** When our own way back starts although LiveKit still tries. */
  relinkAfter: 30_000,
  /** A person who "left" while my link was down is shown this long after it is up. */
  rosterGrace: 5_000,
  /** A media token must be used within this time. */
  mediaToken: 120_000,
  /** A bearer. */
  userToken: 15 * 60_000,
  /** How long after its mint a bearer can still be refreshed. */
  refreshable: 24 * 3_600_000,
  /** One person can move from one place to another once in this time. */
  takeover: 10_000,
  /** Who was kicked is not let in again for this long. */
  kicked: 30_000,
  /** A request to speak waits this long. */
  request: 10 * 60_000,
  /** Somebody waits whom no message has named: this long after, the room is read anew. */
  unnamed: 1_000,
  /** An invitation to speak. */
  invitation: 60_000,
  /** A signed link. */
  invite: 7 * 24 * 3_600_000,
  /** App messages that come within this time are told together: a frame of the screen. */
  appMessages: 16,
  /** An empty room is closed after this time. */
  emptyRoom: 60_000,
} as const;

/** Retries of a first connect that failed (none after a removal). */
export const connectRetries = 2;

/** Waits before each try of our own reconnection; the last one repeats inside the window. */
export const relinkDelays = [0, 500, 1_000, 2_000, 4_000] as const;
