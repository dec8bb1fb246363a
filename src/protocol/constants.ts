/** Times and defaults that the SDK and the engine share. All times are in milliseconds. */

/** The path of the REST calls below an origin. */
export const apiPath = '/api/v1';

/** The path of the signalling sockets below an origin. */
export const signalPath = `${apiPath}/signal`;

/** The vendor's origins, used where neither an option nor `<meta>` names another origin. */
export const hosts = { token: 'https://udt-stream.com', engine: 'https://engine.udt-stream.com' } as const;

export const defaults = { seatCount: 8, seatMode: 'free', hostSeat: 0 } as const;

/** The most requests to speak that may wait in a room. */
export const maxRequests = 100;

/** The number of messages of a chat that the engine keeps, and that a page keeps. */
export const keptMessages = 300;

/** The most missed messages of a conversation that a resume delivers. */
export const mostResumed = 500;

/** The most people of a group. */
export const mostMembers = 100;

/** The most people whom a socket watches. */
export const mostWatched = 1000;

/** The most sockets of a person. */
export const mostSockets = 10;

/** The most seats of a room. */
export const maxSeats = 100;

export const times = {
  /** The time limit of one connect to the media server. */
  connect: 15_000,
  /** The wait before each retry of a first connect. */
  connectRetry: 500,
  /** The time limit of one REST call. */
  rest: 8_000,
  /** The time limit from the engine's permission to the arrival of the publish permission at the client. */
  grant: 10_000,
  /** The time for which `leave()` waits for the engine's answer. */
  leave: 1_000,
  /** The longest outage that a session survives. The engine keeps the seat of an absent participant as long. */
  reconnectWindow: 60_000,
  /** After a longer outage the devices are listed again too: one read of the room is not enough. */
  lightResync: 15_000,
  /** A timer for the end of the reconnect window that is this late shows that the machine or the tab slept. */
  asleep: 5_000,
  /** The time for a reconnect after a sleep that outlasted the window. */
  afterSleep: 15_000,
  /** The age of an outage at which the session reconnects by itself, although LiveKit still tries. */
  relinkAfter: 30_000,
  /** The time between two looks whether media flow, where LiveKit has restored the signal connection alone. */
  mediaCheck: 250,
  /** The time after a reconnect for which a participant stays listed who seems to have left during the outage. */
  rosterGrace: 5_000,
  /**
   * The age of the engine's news of a participant from which on a media server that tells something else is believed.
   * LiveKit tells of participants who publish nothing every 3 s.
   */
  audienceNews: 10_000,
  /** The lifetime of a media token. */
  mediaToken: 120_000,
  /** The lifetime of a bearer token. */
  userToken: 15 * 60_000,
  /** The time after the mint in which a bearer token can be refreshed. */
  refreshable: 24 * 3_600_000,
  /** The shortest time between two moves of a participant from one place (a tab, a device) to another. */
  takeover: 10_000,
  /** The time for which a kicked participant cannot join again. */
  kicked: 30_000,
  /** The time after which an unanswered request to speak expires. */
  request: 10 * 60_000,
  /** The wait for the message of a request that the queue lists already. After it the room is read again. */
  unnamed: 1_000,
  /** The time after which an unanswered invitation to speak expires. */
  invitation: 60_000,
  /** The lifetime of an invite link. */
  invite: 7 * 24 * 3_600_000,
  /** App messages that arrive within this time, a frame of the screen, are emitted together. */
  appMessages: 16,
  /** The time for which a call rings. */
  ring: 30_000,
  /** The longest call. */
  call: 3_600_000,
  /** A call is cancelled whose caller is away for so long while it rings: for longer than a page takes to load again. */
  callerAway: 10_000,
  /** The time for which the outcome of a call can be read. */
  callKept: 24 * 3_600_000,
  /** The time after which an empty room is closed. */
  emptyRoom: 60_000,
  /** The lifetime of a signal token. */
  signalToken: 15 * 60_000,
  /** The time before the end of its signal token at which a socket is told of it. */
  expiring: 30_000,
  /** The time limit from the opening of a socket to its auth frame. */
  socketAuth: 5_000,
  /** The time between two pings of a socket. */
  heartbeat: 4_000,
  /**
   * The time for which a device counts as alive after its last frame. A device that dies silently is offline within 15 s,
   * and an outage of 10 s that begins just before a ping is none.
   */
  silentDevice: 14_500,
  /** The time for which a device counts as alive after its socket broke. */
  brokenSocket: 10_500,
  /** The longest wait before the second try to connect a socket; it doubles with each further try. */
  backoff: 500,
  /** The longest wait before any try to connect a socket. */
  mostBackoff: 30_000,
  /** A socket that was connected for this long is followed by a first try again. */
  calm: 10_000,
  /** The time after which "is typing" ends by itself. */
  typing: 5_000,
} as const;

/** The number of retries of a failed first connect. A removal is not retried. */
export const connectRetries = 2;

/** The waits, in milliseconds, before the tries of a reconnect. The last wait repeats until the window ends. */
export const relinkDelays = [0, 500, 1_000, 2_000, 4_000] as const;
