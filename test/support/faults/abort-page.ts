/** The page of test/support/faults/aborts.ts: a session that is ended at one chosen await point of our own code. */
import { neverReached, ways, type JourneyName, type Timing, type Way } from './abort-names.ts';
import { alive, later } from '../journey/alive.ts';
import '../../../src/define.ts';
import { UTDAudioRoomElement } from '../../../src/elements/audio-room/audio-room.ts';
import { UTDLiveStreamElement } from '../../../src/elements/live-stream/live-stream.ts';
import type { SessionController } from '../../../src/controllers/session-controller.ts';
import { aimAt, begun, passed, quiet } from './await-points.ts';
import { record } from '../fakes/record.ts';

const pause = (ms: number) => new Promise<void>((done) => later(done, ms));

async function until(done: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await pause(5)) if (done()) return true;
  return done();
}

let rooms = 0;
/** Of this page's own: two pages at once must not be the same person. */
const mine = crypto.randomUUID().slice(0, 8);
const fresh = () => `${mine}-${++rooms}`;

/** The product of each journey. */
const tags = {
  come: 'utd-audio-room',
  'come back': 'utd-audio-room',
  'go live': 'utd-live-stream',
} as const satisfies Record<JourneyName, string>;

function element(journey: JourneyName) {
  const made = document.createElement(tags[journey]);
  made.asHost = journey === 'go live';
  made.rtcConfig = { iceServers: [] };
  const name = fresh();
  made.setAttribute('room', name);
  made.setAttribute('identity', name);
  return made;
}
type Room = ReturnType<typeof element>;

/** What is under way when it is ended. */
const journeys: Record<JourneyName, (room: Room) => Promise<void>> = {
  async come(room: Room) {
    document.body.append(room);
    await room.session.join();
    if (room instanceof UTDAudioRoomElement) await room.session.seats.take(0);
  },
  async 'go live'(room: Room) {
    document.body.append(room);
    await room.session.join();
    if (!(room instanceof UTDLiveStreamElement)) return;
    await room.session.stage.preview();
    await room.session.stage.goLive();
  },
  async 'come back'(room: Room) {
    const back = new Promise<void>((done) => {
      const session: SessionController = room.session;
      const stop = session.on('connectionStateChanged', (state) => {
        if (state === 'reconnecting') return;
        stop();
        done();
      });
    });
    document.dispatchEvent(new Event('freeze', { bubbles: true }));
    document.dispatchEvent(new Event('resume'));
    await back;
  },
};

const endings: Record<Way, (room: Room) => unknown> = {
  leave: (room) => room.session.leave(),
  remove: (room) => room.remove(),
  'change the room': (room) => room.setAttribute('room', fresh()),
  'join again': (room) => room.session.leave().then(() => room.session.join()),
};

/** What a call may come to that was under way: it was done already, or it says why it was not. */
const ends = new Set(['went on', 'cancelled', 'not_joined']);

/** Everything up to the moment from which `journey` is followed. */
async function prepared(journey: JourneyName): Promise<Room> {
  const room = element(journey);
  if (journey === 'come back') await journeys.come(room);
  return room;
}

const settled = () => until(quiet, 3000);

/**
 * The milliseconds in which everything is released. livekit-client asks a picture for its size for a second, also where the
 * track has been stopped meanwhile.
 */
const release = 1_500;

/** Ends what is left of a session. @returns what lives after `release` */
async function putAway(room: Room): Promise<string[]> {
  room.remove();
  await Promise.race([room.session.leave(), pause(1000)]);
  await until(() => alive().length === 0, release);
  return alive();
}

async function observed(journey: JourneyName): Promise<Set<string>> {
  const room = await prepared(journey);
  begun();
  await journeys[journey](room);
  await settled();
  const points = passed();
  await putAway(room);
  return points;
}

const aborts = {
  /** The await points that a journey passes each time, be the answers early or late. */
  async points(journey: JourneyName): Promise<string[]> {
    let points = await observed(journey);
    // Some hang on which of two messages is faster; five times the same is seldom chance.
    for (let more = 4; more; more--) {
      const again = await observed(journey);
      points = new Set([...points].filter((point) => again.has(point)));
    }
    return [...points];
  },

  /** Ends a journey there, and says what was wrong afterwards. */
  async at(journey: JourneyName, way: Way, point: string, timing: Timing): Promise<string[]> {
    const room = await prepared(journey);
    const { session } = room;
    const hit = new Promise<boolean>((done) => {
      aimAt(point, timing, () => done((endings[way](room), true)));
    });
    const outcome = journeys[journey](room).then(
      () => 'went on',
      (error: { code?: string }) => error.code ?? String(error),
    );
    const missed = outcome
      .then(settled)
      .then(() => pause(50))
      .then(() => false);
    if (!(await Promise.race([hit, missed, pause(5000)]))) {
      aimAt();
      return [neverReached, ...(await putAway(room))];
    }
    const wrong: string[] = [];
    if (ways[way]) {
      const { state } = session.connection;
      if (!(await until(() => state.get() === 'connected', 5000))) wrong.push(`is ${state.get()}`);
    } else {
      await session.leave(); // the same one, whose end is waited for
      const told = record(session);
      await pause(10);
      if (!(await until(() => alive().length === 0, release))) wrong.push(...alive());
      wrong.push(...told.map(([event]) => `told ${event}`));
    }
    const end = await Promise.race([outcome, pause(5000).then(() => 'nothing, ever')]);
    if (!ends.has(end)) wrong.push(`the journey ended with ${end}`);
    wrong.push(...(await putAway(room)).map((each) => `afterwards ${each}`));
    return wrong;
  },
};

declare global {
  interface Window {
    aborts: typeof aborts;
  }
}

window.aborts = aborts;
