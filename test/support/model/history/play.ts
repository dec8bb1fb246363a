import { AssertionError } from 'node:assert/strict';
import { numbers } from '../drawn.ts';
import type { ActName, Happening } from './act.ts';
import { Client, Ticks, type House } from './client.ts';
import { diceOf, draw, type Known } from './draw.ts';
import { host, newRoom, type Room } from './room.ts';
import { Explained } from './search.ts';

/** Between two windows: what else must be true of the engine now. Throws where it is not. */
export type Settled = (room: Room) => Promise<void>;

interface Play {
  readonly house: House;
  readonly seed: number;
  readonly people: number;
  readonly settled?: Settled;
  /** Who is shown as muted without a seat. Nothing that is read says so, and two who mute at once leave it open. */
  readonly muted?: () => Promise<readonly string[]>;
  /** Acts that are not done here, and how many each does in a window at most. */
  readonly without?: readonly ActName[];
  readonly most?: number;
  /** Lets time pass for everybody, in milliseconds. */
  readonly pass?: (ms: number) => Promise<void>;
}

/** Longer than anybody who was kicked stays out. */
const pause = 31_000;

/** A room full of people who do whatever they can, and the check that one order of commits explains it. */
export class Played {
  readonly #play: Play;
  readonly #ticks = new Ticks();
  readonly #clients: readonly Client[];
  readonly #known: Known;
  readonly #explained = new Explained(newRoom());
  #kill: { at: number; kill: () => Promise<void> } | undefined;
  acts = 0;
  windows = 0;

  constructor(play: Play) {
    this.#play = play;
    const names = [
      host,
      ...Array.from({ length: play.people - 1 }, (_, at) => (at < 3 ? `admin${at}` : `p${at}`)),
    ];
    this.#known = { people: names, requests: [], invitations: [], banned: [], lines: [], sent: [] };
    this.#clients = names.map((who, at) => {
      // Everybody draws alone: what one draws does not depend on when the others do.
      const dice = diceOf(numbers(play.seed * names.length + at));
      return new Client(play.house, this.#ticks, dice, this.#known, who);
    });
  }

  /** Opens the room, and goes on until so much is done. */
  until(acts: number): Promise<void> {
    return this.#named(async () => {
      await this.#open();
      while (this.acts < acts) await this.#window();
    });
  }

  /**
   * Opens the room, and has the engine killed in the middle of what everybody does. What was answered
   * before is answered so again.
   */
  killed(kill: () => Promise<void>): Promise<void> {
    return this.#named(async () => {
      await this.#open();
      await this.#window();
      // A few from each have been answered, and as many are still to come.
      this.#kill = { at: this.acts + this.#clients.length + this.#clients[0]!.dice.below(24), kill };
      await this.#window();
    });
  }

  /** Whatever is wrong says with which `SEED` and when. */
  async #named(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Made anew, because what is printed of an error is as it was when it was made.
      const message = `SEED=${this.#play.seed}, window ${this.windows}: ${(error as Error).message}`;
      throw error instanceof AssertionError
        ? new AssertionError({ message })
        : new Error(message, { cause: error });
    }
  }

  /** Opens the room, and lets everybody in. */
  async #open(): Promise<void> {
    const [owner, ...others] = this.#clients;
    this.#explained.add([await owner!.act({ does: 'mint', who: host })]);
    this.#explained.add(await this.#all('mint', others));
    for (const { who } of others.slice(0, 3))
      this.#explained.add([await owner!.act({ does: 'changeRole', who: host, target: who, role: 'admin' })]);
  }

  /** Everybody does something at once, a few times; then all see the same, and it is explained. */
  async #window(): Promise<void> {
    const { pass, settled, muted, without, most = 3 } = this.#play;
    this.windows++;
    const happened: Happening[] = [];
    if (pass && this.windows % 4 === 0) happened.push(...(await this.#pause(pass)));
    const each = this.#clients.map(async (client) => {
      for (let left = 1 + client.dice.below(most); left > 0; left--) {
        happened.push(await client.act(draw(client.dice, client.who, this.#known, without)));
        if (++this.acts !== this.#kill?.at) continue;
        const answered = this.#clients.map(({ last }) => last);
        await this.#kill.kill();
        await Promise.all(answered.map((again) => again()));
      }
    });
    await Promise.all(each);
    await Promise.all(this.#clients.map((client) => client.repeat()));
    happened.push(
      ...(await this.#all('read', this.#clients)),
      ...(await this.#all('readBans', [this.#clients[0]!])),
    );
    if (muted) {
      const from = this.#ticks.next();
      const told = [...(await muted())].sort().join();
      happened.push({ act: { does: 'seeMuted', who: 'all' }, from, to: this.#ticks.next(), told, id: '' });
    }
    this.#explained.add(happened);
    await settled?.(this.#explained.room);
  }

  /** Time passes, and everybody comes back, with a credential that is good for a while. */
  async #pause(pass: (ms: number) => Promise<void>): Promise<Happening[]> {
    const from = this.#ticks.next();
    await pass(pause);
    const passed = { does: 'pass', who: 'time', lasts: pause } as const;
    const happened: Happening[] = [{ act: passed, from, to: this.#ticks.next(), told: '', id: '' }];
    for (const client of this.#clients) {
      const came = await client.act({ does: 'mint', who: client.who });
      happened.push(came);
      if (came.told !== '!banned') continue;
      happened.push(await this.#clients[0]!.act({ does: 'unban', who: host, target: client.who }));
      happened.push(await client.act({ does: 'mint', who: client.who }));
    }
    return happened;
  }

  #all = (does: ActName, clients: readonly Client[]): Promise<Happening[]> =>
    Promise.all(clients.map((client) => client.act({ does, who: client.who })));
}
