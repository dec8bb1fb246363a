import assert from 'node:assert/strict';
import { calls, type Act, type Happening } from './act.ts';
import type { Dice, Known } from './draw.ts';
import { idIn, toldBy, type Answer } from './told.ts';

type Options = { bearer?: string; body?: unknown; headers?: Record<string, string> };

/** An engine, wherever it runs, and a way to be on its media server. */
export interface House {
  readonly room: string;
  /** Rejects where no answer came. */
  call(method: string, path: string, options: Options): Promise<Answer>;
  came(who: string, token: string): Promise<void>;
  went(who: string): void;
  /** Resolves when an engine that was away is back. */
  back(): Promise<void>;
}

/** Counts whatever begins and ends, in the order in which it does. */
export class Ticks {
  #now = 0;
  next = (): number => ++this.#now;
}

/** How often an answer is lost on the way, an act is sent twice at once, or repeated much later. */
const [lost, twice, repeated] = [0.08, 0.06, 0.08];
/** What makes nothing with a name need not be tried again where its answer is lost. */
const naming = new Set(['request', 'invite', 'say']);

/** Somebody who acts, on a line that loses answers: what was not answered is tried again under its key. */
export class Client {
  readonly #house: House;
  readonly #ticks: Ticks;
  readonly #dice: Dice;
  readonly #known: Known;
  readonly who: string;
  #bearer = '';
  #acts = 0;
  #again: (() => Promise<void>) | undefined;

  constructor(house: House, ticks: Ticks, dice: Dice, known: Known, who: string) {
    this.#house = house;
    this.#ticks = ticks;
    this.#dice = dice;
    this.#known = known;
    this.who = who;
  }

  async act(act: Act): Promise<Happening> {
    if (act.does === 'say') this.#known.sent.push({ id: act.id!, who: this.who });
    if (act.does === 'mint') return this.#mint(act);
    await this.#repeat();
    const from = this.#ticks.next();
    const answer = await this.#answerTo(act);
    const to = this.#ticks.next();
    if (!answer) return { act, from, to, told: null, id: '' };
    const id = idIn(answer);
    if (act.does === 'quit') this.#house.went(this.who);
    if (act.does === 'request' && id) this.#known.requests.push(id);
    if (act.does === 'say' && id) this.#known.lines.push(id);
    if (act.does === 'invite' && id) this.#known.invitations.push({ id, to: act.target! });
    return { act, from, to, told: toldBy(act.does, answer), id };
  }

  async #mint(act: Act): Promise<Happening> {
    const session_id = this.who.padEnd(32, '0');
    const layout = { role: 'host', seat_count: 8, seat_mode: 'request' };
    const body = {
      room_name: this.#house.room,
      identity: this.who,
      session_id,
      ...(this.who === 'host' && !this.#bearer && layout),
    };
    const from = this.#ticks.next();
    const answer = await this.#house.call('POST', '/token', { body }).catch(() => null);
    const to = this.#ticks.next();
    if (!answer) return { act, from, to, told: null, id: '' };
    if (answer.status === 200) {
      this.#bearer = answer.json.user_token;
      await this.#house.came(this.who, answer.json.token);
    }
    return { act, from, to, told: toldBy('mint', answer), id: '' };
  }

  /** Sends what is sent again much later; it must be told what it was told first. */
  async #repeat(): Promise<void> {
    const again = this.#again;
    this.#again = undefined;
    await again?.();
  }

  async #answerTo(act: Act): Promise<Answer | null> {
    const [method, below, body = {}] = calls[act.does as keyof typeof calls](act);
    const path = below.startsWith('/../') ? `/rooms${below.slice(3)}` : `/rooms/${this.#house.room}${below}`;
    const key = `${this.who}-${String(this.#acts++).padStart(16, '0')}`;
    const headers = { 'idempotency-key': key };
    const once = () => this.#house.call(method, path, { bearer: this.#bearer, body, headers });
    if (method === 'GET') return this.#patiently(once);
    const chance = this.#dice.next();
    if (chance < lost) await once().catch(() => null);
    const same = async (first: Answer) => {
      const { status, json } = await this.#patiently(once);
      assert.deepEqual([status, json], [first.status, first.json], `${key} was answered in two ways`);
    };
    if (chance > 1 - twice) {
      const [one] = await Promise.all([this.#patiently(once), this.#patiently(once).then(same)]);
      return one;
    }
    const first = await once().catch(() => null);
    if (!first && !naming.has(act.does) && this.#dice.next() < 0.5) return null;
    const answer = first ?? (await this.#patiently(once));
    if (chance > 1 - twice - repeated) this.#again = () => same(answer);
    return answer;
  }

  async #patiently(once: () => Promise<Answer>): Promise<Answer> {
    for (;;)
      try {
        return await once();
      } catch {
        await this.#house.back();
      }
  }
}
