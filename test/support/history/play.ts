import { numbers } from '../any-order.ts';
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
  readonly #dice;
  #explained = new Explained(newRoom());
  acts = 0;
  windows = 0;

  constructor(play: Play) {
    this.#play = play;
    this.#dice = diceOf(numbers(play.seed));
    const names = [
      host,
      ...Array.from({ length: play.people - 1 }, (_, at) => (at < 3 ? `admin${at}` : `p${at}`)),
    ];
    this.#known = { people: names, requests: [], invitations: [], lines: [], sent: [] };
    this.#clients = names.map((who) => new Client(play.house, this.#ticks, this.#dice, this.#known, who));
  }

  /** Opens the room, and lets everybody in. */
  async open(): Promise<void> {
    const [owner, ...others] = this.#clients;
    await this.#explain([await owner!.act({ does: 'mint', who: host })]);
    await this.#explain(await this.#all('mint', others));
    for (const { who } of others.slice(0, 3))
      await this.#explain([await owner!.act({ does: 'changeRole', who: host, target: who, role: 'admin' })]);
  }

  /** Everybody does something at once, a few times; then all see the same, and it is explained. */
  async window(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { pass, settled } = this.#play;
    const happened: Happening[] = [];
    if (pass && this.windows++ % 10 === 9) {
      const from = this.#ticks.next();
      await pass(pause);
      const passed = { does: 'pass', who: 'time', lasts: pause } as const;
      happened.push({ act: passed, from, to: this.#ticks.next(), told: '', id: '' });
      happened.push(...(await this.#all('mint', this.#clients)));
    }
    const each = this.#clients.map(async (client) => {
      for (let left = 1 + this.#dice.below(3); left > 0; left--) {
        happened.push(await client.act(draw(this.#dice, client.who, this.#known)));
        this.acts++;
      }
    });
    await Promise.all([...each, meanwhile()]);
    happened.push(
      ...(await this.#all('read', this.#clients)),
      ...(await this.#all('readBans', [this.#clients[0]!])),
    );
    await this.#explain(happened);
    await settled?.(this.#explained.room);
  }

  #all = (does: ActName, clients: readonly Client[]): Promise<Happening[]> =>
    Promise.all(clients.map((client) => client.act({ does, who: client.who })));

  async #explain(happened: readonly Happening[]): Promise<void> {
    try {
      this.#explained.add(happened);
    } catch (error) {
      if (error instanceof Error)
        error.message = `SEED=${this.#play.seed}, window ${this.windows}: ${error.message}`;
      throw error;
    }
  }
}
