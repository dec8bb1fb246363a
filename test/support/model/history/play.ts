import type { ActName, Happening } from './act.ts';
import { isModerator, namesOf, type Choice, type End } from './choice.ts';
import { Client, Ticks, type House } from './client.ts';
import { Known } from './known.ts';
import { host, newRoom, type Room } from './room.ts';
import { Explained } from './search.ts';

/** Checks the engine between two windows against the state of the model. @throws {AssertionError} */
export type Settled = (room: Room) => Promise<void>;

interface Play {
  readonly house: House;
  readonly people: number;
  readonly settled?: Settled;
  /** Reads the muted participants without a seat. No answer names them, and two mutes at once have no known order. */
  readonly muted?: () => Promise<readonly string[]>;
  /** Lets the engine's clock pass, in milliseconds. */
  readonly pass?: (ms: number) => Promise<void>;
}

/** The number of acts in a window. The search takes too long for an order of more acts. */
const most = 48;
/** The length of a pause, which is longer than a kick lasts. */
const pause = 31_000;

/** A play of clients in one room, and the check that one order of commits explains every answer. */
export class Played {
  readonly #play: Play;
  readonly #ticks = new Ticks();
  readonly #clients: readonly Client[];
  readonly #known = new Known();
  readonly #explained = new Explained(newRoom());
  #kill: { at: number; kill: () => Promise<void> } | undefined;
  acts = 0;

  constructor(play: Play) {
    this.#play = play;
    this.#clients = namesOf(play.people).map((who) => new Client(play.house, this.#ticks, this.#known, who));
  }

  /** Opens the room, and plays all choices. */
  async all(choices: readonly (Choice | End)[]): Promise<void> {
    await this.#open();
    let window: Choice[] = [];
    let passed = false;
    for (const each of [...choices, 'all read'] as const) {
      if (typeof each !== 'string') window.push(each);
      if (typeof each !== 'string' && window.length < most) continue;
      await this.#window(window, passed);
      window = [];
      passed = each === 'time passes';
    }
  }

  /**
   * Opens the room, and has the engine killed in the middle of a window. Each client then repeats its last call, which
   * must get the same answer again.
   *
   * @param after the number of acts of that window before the kill
   */
  async killed(
    before: readonly Choice[],
    during: readonly Choice[],
    after: number,
    kill: () => Promise<void>,
  ): Promise<void> {
    await this.#open();
    await this.#window(before);
    this.#kill = { at: this.acts + after, kill };
    await this.#window(during);
  }

  /** Opens the room, and lets all clients in. */
  async #open(): Promise<void> {
    const [owner, ...others] = this.#clients;
    this.#explained.add([await owner!.act({ does: 'mint', who: host })]);
    this.#explained.add(await this.#all('mint', others));
    for (const { who } of others.filter(({ who }) => isModerator(who)))
      this.#explained.add([await owner!.act({ does: 'changeRole', who: host, target: who, role: 'admin' })]);
  }

  /** Plays one window. Clients act at once, and the acts of one client in turn. The answers are explained at the end. */
  async #window(choices: readonly Choice[], passed = false): Promise<void> {
    const { pass, settled, muted } = this.#play;
    const happened: Happening[] = [];
    if (pass && passed) happened.push(...(await this.#pause(pass)));
    const each = this.#clients.map(async (client) => {
      for (const choice of choices.filter(({ who }) => who === client.who)) {
        happened.push(await client.act(this.#known.actOf(choice), choice.luck));
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

  /** Lets time pass. Each client then mints again, so that no credential expires in a long play. */
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
