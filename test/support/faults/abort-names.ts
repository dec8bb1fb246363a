/** When a session is ended: as a wait begins, a task later, or as what was awaited is there and the code has not gone on. */
export const timings = ['begins', 'waits', 'is over'] as const;
export type Timing = (typeof timings)[number];

/**
 * The course under way: from nothing to a seat and an open microphone; from a lost link to the same seat; from nothing by a
 * preview to a live stream.
 */
export const journeyNames = ['come', 'come back', 'go live'] as const;
export type JourneyName = (typeof journeyNames)[number];

/** The ways to end it, and whether a session goes on afterwards. */
export const ways = { leave: false, remove: false, 'change the room': true, 'join again': true } as const;
export type Way = keyof typeof ways;

/** Said of a point that this run did not come to. */
export const neverReached = 'was never reached';
