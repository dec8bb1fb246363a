import { systemClock, type Clock } from './clock.ts';
import { randomId } from '../../protocol/random-id.ts';

/** What outlives a reload, for as long as the tab. */
export interface Storage {
  /** The place of one session. `engine` is its origin. It is given back when `signal` aborts. */
  open(key: PlaceKey, signal: AbortSignal): Promise<TabSession>;
}

interface PlaceKey {
  readonly engine: string;
  readonly appId: string;
  readonly room: string;
  readonly identity?: string | undefined;
}

export interface TabSession {
  /** As before the reload, where this is one. */
  readonly sessionId: string;
  /** What the engine gave this tab to come back as the same anonymous person. */
  readonly resume: string | undefined;
  /** The first mint is over, and gave this, or nothing. Other sessions of the page wait for it, to be the same guest. */
  minted(resume: string | undefined): void;
  /** The same person waits for it elsewhere in the page: an element was swapped for another. */
  wanted(): boolean;
  /** The person has left: the next join is another session. */
  forget(): void;
}

type Kept = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const prefix = 'utd:';

/**
 * How long a reload may wait for the page before it to be gone, on a busy machine too: who does not get the
 * place back comes as somebody else. A duplicated tab waits as long in vain. In milliseconds.
 */
const handover = 1_500;

/** In a browser: `sessionStorage`, which a duplicated tab gets a copy of, so a Web Lock tells the two apart. */
export function tabStorage(clock: Clock = systemClock): Storage {
  const inUse = new Set<string>();
  const wanted = new Set<string>();
  const guests = new Map<string, Promise<void>>();
  let tab: Promise<Kept> | undefined;
  return {
    async open({ engine, appId, room, identity }, signal) {
      const kept = await (tab ??= openTab());
      const session = `${prefix}session ${engine} ${appId} ${room}`;
      const mine = `${session} ${identity}`;
      if (inUse.has(session)) {
        // An element that is swapped for another goes a task later than the other comes.
        wanted.add(mine);
        await new Promise<void>((resolve) => clock.after(0, resolve));
        wanted.delete(mine);
      }
      // From here on it would be given back by an abort that has been.
      signal.throwIfAborted();
      // A second controller of the same room in one page is another session of another person.
      if (inUse.has(session)) return place(nothingKept(), session, prefix, () => {});
      inUse.add(session);
      signal.addEventListener('abort', () => inUse.delete(session), { once: true });
      const resume = `${prefix}resume ${engine} ${appId}`;
      // Nothing is awaited where there is nothing to wait for: two that open at once must see each other.
      while (guests.has(resume)) await guests.get(resume);
      signal.throwIfAborted();
      let done = () => {};
      if (!kept.getItem(resume)) {
        const mint = new Promise<void>((resolve) => (done = resolve)).then(() => void guests.delete(resume));
        guests.set(resume, mint);
      }
      signal.addEventListener('abort', done, { once: true });
      return place(kept, session, resume, done, () => wanted.has(mine));
    },
  };
}

function place(
  kept: Kept,
  session: string,
  resume: string,
  done: () => void,
  wanted = () => false,
): TabSession {
  const sessionId = kept.getItem(session) ?? randomId();
  kept.setItem(session, sessionId);
  return {
    sessionId,
    // Read anew: what the first mint gave is what a reconnection shows.
    get resume() {
      return kept.getItem(resume) ?? undefined;
    },
    minted(secret) {
      if (secret) kept.setItem(resume, secret);
      done();
    },
    wanted,
    forget: () => kept.removeItem(session),
  };
}

async function openTab(): Promise<Kept> {
  const kept = available();
  const mine = kept.getItem(`${prefix}tab`);
  if (mine && (await hold(mine))) return kept;
  if (mine) for (const key of Object.keys(kept)) if (key.startsWith(prefix)) kept.removeItem(key);
  const fresh = randomId();
  kept.setItem(`${prefix}tab`, fresh);
  void hold(fresh);
  return kept;
}

/** Holds the tab's lock for as long as the page lives. `false` where another page has it. */
function hold(tab: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const forever = new Promise<never>(() => {});
    const options = { signal: AbortSignal.timeout(handover) };
    locks
      .request(prefix + tab, options, () => {
        resolve(true);
        return forever;
      })
      .catch(() => resolve(false)); // nobody let go of it in time
  });
}

function available(): Kept {
  try {
    return globalThis.sessionStorage ?? nothingKept();
  } catch {
    // Reading the property throws where the person has switched storage off.
    return nothingKept();
  }
}

/** In Node, and where storage is refused: a session lasts as long as its controller. */
function nothingKept(): Kept {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
