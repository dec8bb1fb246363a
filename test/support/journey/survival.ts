import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { times } from '../../../src/protocol/constants.ts';
import type { Cast, Who } from '../faults/cast.ts';
import type { Scene } from '../faults/fault-scene.ts';
import type { Fault } from '../faults/fault.ts';
import { audible, eventually, listen } from './heard.ts';
import { seesMoving } from './stream-page.ts';
import { slowness } from '../model/slowness.ts';

const notesOf = (page: Page) => page.evaluate(() => window.faults.events());
const eventsOf = async (page: Page) => (await notesOf(page)).map(({ event }) => event);
/** The session ends with it. */
const exits = ({ told }: Fault) => told.includes('forceExit');
/** It takes the seat, or the session itself: nothing is as before. */
export const spoils = ({ told }: Fault) => told.includes('may not speak') && !told.includes('may speak');

const isStream = ({ product }: Cast) => product === 'live_stream';
const doesPerform = ({ performs }: Cast, who: Who) => performs.some(([from]) => from === who);

/**
 * The events of the connection, of the right to speak, of the devices and of being live, which have no order among each
 * other: they come by different ways.
 */
const ordered = (events: readonly string[]) => {
  const of = (...words: string[]) => events.filter((event) => words.includes(event.split(' ')[0]!));
  const session = events.filter((event) => !/^(may|microphone|camera|not|live) /.test(event));
  const live = of('not', 'live');
  return { session, live, may: of('may'), microphone: of('microphone'), camera: of('camera') };
};

/** The events of a part: a viewer has no right to speak to lose, and on a stage a camera goes as the microphone does. */
function partOf(cast: Cast, who: Who, told: readonly string[]): readonly string[] {
  const { may, microphone, live, ...rest } = ordered(told);
  const session = rest.session
    .filter((event) => !(event === 'alone' && cast.alone && who === 'anna'))
    .flatMap((event) => (event === 'forceExit' && isStream(cast) ? ['not live', event] : [event]));
  if (!doesPerform(cast, who)) return [...session, ...live];
  const camera = isStream(cast) ? microphone.map((event) => event.replace('microphone', 'camera')) : [];
  return [...session, ...live, ...may, ...microphone, ...camera];
}

const asTold = (cast: Cast, { told, orTold = told }: Fault, who: Who, events: readonly string[]) =>
  [told, orTold].some((told) => isDeepStrictEqual(ordered(events), ordered(partOf(cast, who, told))));

/** The session ends while it lasts. */
const outlasts = (fault: Fault) => exits(fault) && fault.seconds * 1000 > times.reconnectWindow;

/** What a page must show, by what the engine says alone. */
async function asEngine({ observer, cast }: Scene, who: Who) {
  const { seats, people, stage, live } = await observer.read();
  const index = seats.findIndex(({ identity }) => identity === who);
  const mine = isStream(cast) ? live && stage.find(({ identity }) => identity === who) : seats[index];
  const maySpeak = !!mine && !mine.silenced;
  const sends = doesPerform(cast, who) && maySpeak;
  return {
    state: 'connected',
    ...(isStream(cast) ? { live, stage } : { seats, people, mine: mine ? index : null }),
    maySpeak,
    microphone: sends,
    camera: sends && isStream(cast),
  };
}

/** What a page must show when its session was ended. */
const nothing = (cast: Cast) => ({
  state: 'forceExit',
  ...(isStream(cast) ? { live: false, stage: [] } : { seats: [], people: {}, mine: null }),
  maySpeak: false,
  microphone: false,
  camera: false,
});

/** Waits until a page shows what it must, or the time is up. How it differs then. */
async function differs(scene: Scene, who: Who, fault: Fault, isUp: () => boolean): Promise<string[]> {
  for (;;) {
    const shown = await scene[who].evaluate(() => window.faults.shown());
    const right = exits(fault) ? nothing(scene.cast) : await asEngine(scene, who);
    if (isDeepStrictEqual(shown, right)) return [];
    if (isUp())
      return [`snapshot: ${who} is shown ${JSON.stringify(shown)} and not ${JSON.stringify(right)}`];
    await pause(50);
  }
}

/** Waits until all is told that must be, or the time is up. */
async function isTold(scene: Scene, who: Who, fault: Fault, isUp: () => boolean): Promise<void> {
  while (!asTold(scene.cast, fault, who, await eventsOf(scene[who])) && !isUp()) await pause(50);
}

/** Compares the whole list of events, and when a session was ended with the window that it had. */
async function toldWrongly(scene: Scene, who: Who, fault: Fault): Promise<string[]> {
  const notes = await notesOf(scene[who]);
  const events = notes.map(({ event }) => event);
  const wrong = asTold(scene.cast, fault, who, events)
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

/** The performers who are on air, each with the counterpart who is in the room. */
async function performing({ cast, anna, ben }: Scene) {
  const look = (page: Page) =>
    page.evaluate(() => ({ onAir: window.faults.onAir(), state: window.faults.shown().state }));
  const are = { anna: await look(anna), ben: await look(ben) };
  return cast.performs.filter(([from, to]) => are[from].onAir && are[to].state === 'connected');
}

/** Each who performs is heard, and on a stage seen, by their counterpart. */
async function noticed(scene: Scene, seconds: number): Promise<string[]> {
  const { cast } = scene;
  const wrong = (await performing(scene)).flatMap(([from, to]) => {
    const sounds = async () => (await listen(scene[to], { seconds: 0.6, from })).loudest > audible;
    const heard = eventually(sounds, seconds).then((is) =>
      is ? [] : [`sound: ${to} does not hear ${from}`],
    );
    if (!isStream(cast)) return [heard];
    const seen = seesMoving(scene[to], from, seconds);
    return [heard, seen.then((is) => (is ? [] : [`sight: ${to} does not see ${from}`]))];
  });
  return (await Promise.all(wrong)).flat();
}

/**
 * Puts a fault in, and checks what becomes of it: the events told, what is shown, how long it took, whether
 * who performs is heard and seen, and that it is the same Room.
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
  const meanwhile = fault.heardMeanwhile ? noticed(scene, seconds) : [];
  await pause(seconds * 1000);
  wrong.push(...(await meanwhile));
  await fault.end?.(scene);
  const over = Date.now();
  const slower = slowness();
  const left = () => over + backWithin * 1000 * slower() - Date.now();
  const isUp = () => left() + patience * 1000 < 0;

  for (const who of hit) {
    await isTold(scene, who, fault, isUp);
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
  // The fake microphone beeps once a second.
  wrong.push(...(await noticed(scene, Math.max(left(), 0) / 1000 + 2)));
  // Long enough for anything that would still be told.
  if (exits(fault)) await pause(2000);
  for (const who of hit) {
    // What livekit-client notices late may have only begun.
    await isTold(scene, who, fault, isUp);
    wrong.push(...(await toldWrongly(scene, who, fault)));
  }
  const rooms = await anna.evaluate(() => window.faults.rooms());
  if (rooms !== 1) wrong.push(`room: there are ${rooms} Rooms`);
  return wrong;
}
