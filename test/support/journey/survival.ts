import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { times } from '../../../src/protocol/constants.ts';
import type { Scene } from '../faults/fault-scene.ts';
import type { Fault } from '../faults/fault.ts';
import { audible, eventually, listen } from './heard.ts';
import { slowness } from '../model/slowness.ts';

type Who = 'anna' | 'ben';

const notesOf = (page: Page) => page.evaluate(() => window.faults.events());
const eventsOf = async (page: Page) => (await notesOf(page)).map(({ event }) => event);
/** The session ends with it. */
const exits = ({ told }: Fault) => told.includes('forceExit');
/** It takes the seat, or the session itself: nothing is as before. */
export const spoils = ({ told }: Fault) => told.includes('may not speak') && !told.includes('may speak');

/** What is told of the connection, of the right to speak and of the microphone, which have no order among each other. */
const ordered = (events: readonly string[]) => {
  const about = ['may', 'microphone'];
  const of = (word: string) => events.filter((event) => event.split(' ')[0] === word);
  return [events.filter((event) => !about.includes(event.split(' ')[0]!)), ...about.map(of)] as const;
};

/** Ben has no right to speak, and so none to lose. */
const asTold = ({ told, orTold = told }: Fault, who: Who, events: readonly string[]) =>
  [told, orTold].some((told) => {
    const right = who === 'anna' ? told : ordered(told)[0];
    return isDeepStrictEqual(ordered(events), ordered(right));
  });

/** The session ends while it lasts. */
const outlasts = (fault: Fault) => exits(fault) && fault.seconds * 1000 > times.reconnectWindow;

/** What a page must show, by what the engine says alone. */
async function asEngine({ observer }: Scene, who: Who) {
  const { seats, people } = await observer.read();
  const index = seats.findIndex(({ identity }) => identity === who);
  const maySpeak = index >= 0 && !seats[index]!.silenced;
  return {
    state: 'connected',
    seats,
    people,
    mine: index < 0 ? null : index,
    maySpeak,
    microphone: who === 'anna' && maySpeak,
  };
}

/** What a page must show when its session was ended. */
const nothing = {
  state: 'forceExit',
  seats: [],
  people: {},
  mine: null,
  maySpeak: false,
  microphone: false,
};

/** Waits until a page shows what it must, or the time is up. How it differs then. */
async function differs(scene: Scene, who: Who, fault: Fault, isUp: () => boolean): Promise<string[]> {
  for (;;) {
    const shown = await scene[who].evaluate(() => window.faults.shown());
    const right = exits(fault) ? nothing : await asEngine(scene, who);
    if (isDeepStrictEqual(shown, right)) return [];
    if (isUp())
      return [`snapshot: ${who} is shown ${JSON.stringify(shown)} and not ${JSON.stringify(right)}`];
    await pause(50);
  }
}

/** Waits until all is told that must be, or the time is up. */
async function isTold(page: Page, who: Who, fault: Fault, isUp: () => boolean): Promise<void> {
  while (!asTold(fault, who, await eventsOf(page)) && !isUp()) await pause(50);
}

/** Compares the whole list of events, and when a session was ended with the window that it had. */
async function toldWrongly(page: Page, who: Who, fault: Fault): Promise<string[]> {
  const notes = await notesOf(page);
  const events = notes.map(({ event }) => event);
  const wrong = asTold(fault, who, events)
    ? []
    : [`events: ${who} is told ${events.join(', ') || 'nothing'}`];
  if (!outlasts(fault)) return wrong;
  const at = (state: string) => notes.find(({ event }) => event === state)?.at ?? NaN;
  const late = (at('forceExit') - at('reconnecting') - times.reconnectWindow) / 1000;
  // The window opens when the loss is noticed, on a clock of its own; a busy page notes that it was told a little later.
  return late >= -0.25 && late <= 2
    ? wrong
    : [...wrong, `window: the session ended ${late.toFixed(1)} s after it`];
}

const heard = async ({ ben }: Scene, seconds: number) => {
  const sounds = async () => (await listen(ben, { seconds: 0.6, from: 'anna' })).loudest > audible;
  return (await eventually(sounds, seconds)) ? [] : ['sound: ben does not hear anna'];
};

/**
 * Puts a fault in, and checks what becomes of it: the events told, what is shown, how long it took, whether
 * who sits is heard, and that it is the same Room.
 *
 * @param patience seconds after the bar in which is still looked, so that what is late is told with its figure
 * @returns what was wrong, each with the name of its check
 */
export async function survive(scene: Scene, fault: Fault, patience: number): Promise<string[]> {
  const { anna, ben } = scene;
  const { hits, seconds, backWithin } = fault;
  const hit: readonly Who[] = hits === 'anna' ? ['anna'] : ['anna', 'ben'];
  const wrong: string[] = [];
  for (const page of [anna, ben]) await page.evaluate(() => window.faults.begin());
  await fault.begin(scene);
  const meanwhile = fault.heardMeanwhile ? heard(scene, seconds) : [];
  await pause(seconds * 1000);
  wrong.push(...(await meanwhile));
  await fault.end?.(scene);
  const over = Date.now();
  const slower = slowness();
  const left = () => over + backWithin * 1000 * slower() - Date.now();
  const isUp = () => left() + patience * 1000 < 0;

  for (const who of hit) {
    await isTold(scene[who], who, fault, isUp);
    wrong.push(...(await differs(scene, who, fault, isUp)));
  }
  if (left() < 0 && !outlasts(fault)) {
    const took = ((Date.now() - over) / 1000).toFixed(1);
    const told = (await notesOf(anna)).map(({ event, at }) => `${event} at ${(at - over) / 1000}`);
    const bar = `${backWithin} on a machine ${slower().toFixed(1)} times as slow`;
    wrong.push(`time: it took ${took} s and not ${bar} (${told.join(', ')})`);
  }
  // Who was not hit may hear of it later, but sees what is so.
  if (!exits(fault)) wrong.push(...(await differs(scene, 'ben', fault, isUp)));
  const sits = await anna.evaluate(() => window.faults.session.seats.mine.get());
  // The fake microphone beeps once a second.
  if (sits) wrong.push(...(await heard(scene, Math.max(left(), 0) / 1000 + 2)));
  // Long enough for anything that would still be told.
  if (exits(fault)) await pause(2000);
  for (const who of hit) {
    // What livekit-client notices late may have only begun.
    await isTold(scene[who], who, fault, isUp);
    wrong.push(...(await toldWrongly(scene[who], who, fault)));
  }
  const rooms = await anna.evaluate(() => window.faults.rooms());
  if (rooms !== 1) wrong.push(`room: there are ${rooms} Rooms`);
  return wrong;
}
