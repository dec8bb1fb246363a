import { systemClock, type Clock } from './clock.ts';
import { randomId } from '../../protocol/random-id.ts';

/** The state that outlives a reload and ends with the tab. */
export interface TabStorage {
  /** Opens the session of a room; another session may have the same key after `signal` aborted. */
  open(key: TabSessionKey, signal: AbortSignal): Promise<TabSession>;
  /** The room that the session was in when a reload ended it: `TabSession.entered` has noted the room. */
  takeRoom(key: TabSessionKey): Promise<InterruptedRoom | undefined>;
}

/** A room that a reload has interrupted, for one session of the page at a time. */
export interface InterruptedRoom {
  readonly room: string;
  /** Leaves the room to another session of the page, or to the next reload. */
  giveBack(): void;
  /** Forgets the room, which is over. */
  forget(): void;
}

export interface TabSessionKey {
  /** Origin of the engine. */
  readonly engine: string;
  readonly appId: string;
  readonly room: string;
  readonly identity?: string | undefined;
}

export interface TabSession {
  /** The id of the session, which a reload keeps. */
  readonly sessionId: string;
  /** The engine's secret by which this tab comes back as the same anonymous participant. */
  readonly resume: string | undefined;
  /** Ends the first mint with its secret, or with none. Other sessions of the page wait for that, to be the same guest. */
  minted(resume: string | undefined): void;
  /** Notes the room of a session whose key does not name the room. */
  entered(room: string): void;
  /** Whether another controller of the page waits for the session of the same participant: an element was swapped for another. */
  wanted(): boolean;
  /** Forgets the session id after the person has left: the next join is another session. */
  forget(): void;
}

type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const prefix = 'utd:';

/**
 * Milliseconds that a reload waits for the lock of the page before it, which takes that long on a busy machine. A
 * reload without the lock comes back as another participant. A duplicated tab waits as long in vain.
 */
const lockTimeout = 1_500;

/** `sessionStorage` in a browser. A duplicated tab gets a copy of it, so a Web Lock tells the two tabs apart. */
export function tabStorage(clock: Clock = systemClock): TabStorage {
  const inUse = new Set<string>();
  const wanted = new Set<string>();
  /** The interrupted rooms that sessions of the page are about to enter again. */
  const taken = new Set<string>();
  /** The first mints under way, by the key of their secret. */
  const firstMints = new Map<string, Promise<void>>();
  let opening: Promise<KeyValueStore> | undefined;
  return {
    async open(key, signal) {
      const store = await (opening ??= openTab());
      const { engine, appId, identity } = key;
      const sessionKey = sessionKeyOf(key);
      const participantKey = `${sessionKey} ${identity}`;
      if (inUse.has(sessionKey)) {
        // An element that is swapped for another disconnects a task after the other has connected.
        wanted.add(participantKey);
        await new Promise<void>((resolve) => clock.after(0, resolve));
        wanted.delete(participantKey);
      }
      // An abort before this line would never reach the listeners below.
      signal.throwIfAborted();
      // A second controller of the same room in one page is another session of another participant.
      if (inUse.has(sessionKey)) return createTabSession(memoryStore(), sessionKey, prefix, () => {});
      inUse.add(sessionKey);
      signal.addEventListener('abort', () => inUse.delete(sessionKey), { once: true });
      const resumeKey = `${prefix}resume ${engine} ${appId}`;
      // Without a mint to wait for nothing is awaited: two sessions that open at once must see each other.
      while (firstMints.has(resumeKey)) await firstMints.get(resumeKey);
      signal.throwIfAborted();
      let done = () => {};
      if (!store.getItem(resumeKey)) {
        const mint = new Promise<void>((resolve) => (done = resolve)).then(
          () => void firstMints.delete(resumeKey),
        );
        firstMints.set(resumeKey, mint);
      }
      signal.addEventListener('abort', done, { once: true });
      return createTabSession(store, sessionKey, resumeKey, done, () => wanted.has(participantKey));
    },
    async takeRoom(key) {
      const store = await (opening ??= openTab());
      const sessionKey = sessionKeyOf(key);
      const roomKey = roomKeyOf(sessionKey);
      const room = store.getItem(roomKey);
      // The room is that of the other session.
      if (room === null || inUse.has(sessionKey) || taken.has(roomKey)) return undefined;
      taken.add(roomKey);
      return {
        room,
        giveBack: () => void taken.delete(roomKey),
        forget() {
          // A session has entered another room meanwhile.
          if (store.getItem(roomKey) === room) store.removeItem(roomKey);
        },
      };
    },
  };
}

const sessionKeyOf = ({ engine, appId, room }: TabSessionKey) =>
  `${prefix}session ${engine} ${appId} ${room}`;
const roomKeyOf = (sessionKey: string) => `${sessionKey} room`;

function createTabSession(
  store: KeyValueStore,
  sessionKey: string,
  resumeKey: string,
  done: () => void,
  wanted = () => false,
): TabSession {
  const sessionId = store.getItem(sessionKey) ?? randomId();
  store.setItem(sessionKey, sessionId);
  return {
    sessionId,
    // A getter, because a reconnect shows the secret of the first mint.
    get resume() {
      return store.getItem(resumeKey) ?? undefined;
    },
    minted(secret) {
      if (secret) store.setItem(resumeKey, secret);
      done();
    },
    wanted,
    entered: (room) => store.setItem(roomKeyOf(sessionKey), room),
    forget() {
      for (const key of [sessionKey, roomKeyOf(sessionKey)]) store.removeItem(key);
    },
  };
}

async function openTab(): Promise<KeyValueStore> {
  const store = sessionStore();
  const known = store.getItem(`${prefix}tab`);
  if (known && (await lockTab(known))) return store;
  if (known) for (const key of Object.keys(store)) if (key.startsWith(prefix)) store.removeItem(key);
  const fresh = randomId();
  store.setItem(`${prefix}tab`, fresh);
  void lockTab(fresh);
  return store;
}

/** Locks the tab's id for as long as the page lives. `false` where another page holds the lock. */
function lockTab(tab: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const forever = new Promise<never>(() => {});
    const options = { signal: AbortSignal.timeout(lockTimeout) };
    locks
      .request(prefix + tab, options, () => {
        resolve(true);
        return forever;
      })
      .catch(() => resolve(false)); // the lock was not released in time
  });
}

function sessionStore(): KeyValueStore {
  try {
    return globalThis.sessionStorage ?? memoryStore();
  } catch {
    // Reading the property throws where the person has switched storage off.
    return memoryStore();
  }
}

/** A store of the page alone, for Node and for browsers that refuse storage. */
function memoryStore(): KeyValueStore {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
