import type { InferInput } from 'valibot';
import { mostNamed, type Audience as AudienceMessage } from '../../src/protocol/data/audience.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { SerialQueue } from '../core/serial-queue.ts';
import type { Products } from '../model/product.ts';
import type { PersonRow, Place } from '../model/room-doc.ts';
import type { Committed, Rooms } from '../room/commit.ts';
import type { LiveKit } from './livekit.ts';

/** The bounds of the messages to a room of a size. */
interface Bounds {
  /** The most participants of a room of this size. */
  readonly upTo: number;
  /** The shortest time between two messages in milliseconds. */
  readonly every: number;
  /** The most participants that one message names as joined, and as left. */
  readonly named: number;
}

/** By the product's kind of audience, the smallest rooms first. */
const bounds: Readonly<Record<'shown' | 'hidden', readonly [Bounds, ...Bounds[]]>> = {
  // The media server lists the participants to each other, but up to three seconds later.
  shown: [
    { upTo: 50, every: 250, named: mostNamed },
    { upTo: 500, every: 400, named: mostNamed },
    { upTo: Infinity, every: 1_000, named: mostNamed },
  ],
  // Host and admins page through the names, and so a large room is told the number alone.
  hidden: [
    { upTo: 15, every: 250, named: mostNamed },
    { upTo: Infinity, every: 5_000, named: 0 },
  ],
};

interface AudienceDeps {
  readonly livekit: LiveKit;
  readonly rooms: Rooms;
  readonly products: Products;
  readonly clock: Clock;
  readonly log: Log;
  /** The lines of work, by the room on the media server. */
  readonly lines: SerialQueue;
}

/** The news of one room that no message has told. */
interface News {
  readonly place: Place;
  joined: Map<string, PersonRow>;
  left: Set<string>;
  /** The time of the last message. */
  told: number;
  /** The time that must pass after the last message. */
  every: number;
  seq: number;
  /** A message is on its way, or waits for its time. */
  due: boolean;
}

const isHere = (person: PersonRow | undefined): boolean => person?.presence === 'here';

/**
 * Tells each room how many participants it has, and who came and went. The size and the rate of the messages are bounded,
 * so that a viewer costs the others the same in a room of any size.
 */
export class Audience {
  readonly #deps: AudienceDeps;
  readonly #news = new Map<string, News>();

  constructor(deps: AudienceDeps) {
    this.#deps = deps;
  }

  /** Notes who came and went by a commit. */
  push({ before, after, touched }: Committed): void {
    const { livekitRoom } = before.room;
    if (!after) return void this.#news.delete(livekitRoom);
    for (const identity of touched) {
      const [was, is] = [before.people.get(identity), after.people.get(identity)];
      if (isHere(was) === isHere(is)) continue;
      const news = this.#newsOf(after.room);
      if (isHere(is)) {
        if (!news.left.delete(identity)) news.joined.set(identity, is!);
      } else if (!news.joined.delete(identity)) news.left.add(identity);
      this.#schedule(news);
    }
  }

  #newsOf({ app, name, livekitRoom }: Place): News {
    const known = this.#news.get(livekitRoom);
    if (known) return known;
    const news: News = {
      place: { app, name, livekitRoom },
      joined: new Map(),
      left: new Set(),
      told: -Infinity,
      every: bounds.shown[0].every,
      // A later process goes on with higher numbers.
      seq: this.#deps.clock.now(),
      due: false,
    };
    this.#news.set(livekitRoom, news);
    return news;
  }

  #schedule(news: News): void {
    if (news.due) return;
    news.due = true;
    const { clock, lines } = this.#deps;
    const tell = () => void lines.run(news.place.livekitRoom, () => this.#tell(news));
    const wait = news.told + news.every - clock.now();
    if (wait > 0) clock.after(wait, tell);
    else tell();
  }

  async #tell(news: News): Promise<void> {
    const { livekit, rooms, products, clock, log } = this.#deps;
    const { app, name, livekitRoom } = news.place;
    news.due = false;
    const { joined, left } = news;
    if (!joined.size && !left.size) return;
    news.joined = new Map();
    news.left = new Set();
    news.told = clock.now();
    try {
      const state = await rooms.read(async (tx) => {
        const room = await tx.findRoom(app, name);
        return room?.livekitRoom === livekitRoom ? { room, counts: await tx.countsOf(room) } : null;
      });
      if (!state?.counts.here) return;
      const { epoch, rev, type } = state.room;
      const count = state.counts.here;
      const audience = products[type].hiddenRoles.length ? 'hidden' : 'shown';
      const { every, named } = bounds[audience].find(({ upTo }) => count <= upTo)!;
      news.every = every;
      const arrivals = [...joined.values()]
        .slice(0, named)
        .map(({ identity, name: called, avatar }) => ({ identity, name: called, ...(avatar && { avatar }) }));
      const departures = [...left].slice(0, named);
      const message: InferInput<typeof AudienceMessage> = {
        type: '_audience',
        epoch,
        rev,
        seq: ++news.seq,
        count,
        ...(arrivals.length && { joined: arrivals }),
        ...(departures.length && { left: departures }),
        ...((joined.size > named || left.size > named) && { more: true }),
      };
      await livekit.broadcast(livekitRoom, JSON.stringify(message));
    } catch (error) {
      // The number is state: the next message has it.
      log('The audience of a room was not told.', { room: livekitRoom, error });
    }
  }
}
