import type { ExitReason } from '../../../src/protocol/exit.ts';
import type { Scene } from './fault-scene.ts';

/** Something that goes wrong, and what must come of it. */
export interface Fault {
  /** Goes on from “a session”. */
  readonly name: string;
  /** Whose session is hit: Anna's, who sits and speaks, or everybody's. */
  readonly hits: 'anna' | 'all';
  begin(scene: Scene): unknown;
  /** How long it lasts. */
  readonly seconds: number;
  end?(scene: Scene): unknown;
  /**
   * All that a session tells of its connection, of the right to speak and of the microphone, in the words of
   * test/support/faults/fault-page.ts. Each of the three has its order; among each other they have none.
   */
  readonly told: readonly string[];
  /** The same, where livekit-client may come back by itself or not. */
  readonly orTold?: readonly string[];
  /** Who sits is heard while it lasts. */
  readonly heardMeanwhile?: boolean;
  /** Within how many seconds after its end everything is as it was, or as the engine now says. */
  readonly backWithin: number;
}

/** The aim after an outage of up to five seconds; all in seconds. */
export const soon = 2;
/** The aim after more than a few seconds. */
export const later = 5;
/**
 * After half a minute the session goes its own way, and the only aim is the window: a try that the end comes too late
 * for takes up to 3 s, then there is a pause of 4 s, then a try that holds.
 */
export const late = 10;
/**
 * Media that go by TCP wait for the kernel, which sends again after pauses that double from 0.2 s on: what was lost
 * for 10 s is sent at 12.6 s, and after that what had to wait for it.
 */
export const byTcp = 9;

/** As when livekit-client comes back by itself. */
export const back = ['reconnecting', 'connected'];
/** As on a connection of the session's own, on which the right to speak is given anew. */
export const anew = [...back, 'may not speak', 'may speak'];

/** As when the session is ended, with all that it had. */
export const out = (reason: ExitReason) =>
  ['reconnecting', 'alone', 'forceExit', 'report', `forced out: ${reason}`].concat(
    'microphone off',
    'may not speak',
  );
