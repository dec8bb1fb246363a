import assert from 'node:assert/strict';
import { callOf, type Act, type Happening } from './act.ts';
import type { Luck } from './choice.ts';
import type { Known } from './known.ts';
import { idIn, toldBy, view, type Answer } from './told.ts';
import { Versions } from './versions.ts';

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

const good: Luck = { line: 'whole', repeats: false, givesUp: false };

/** Of one act, before its client gives up. */
const tries = 10;
/** What makes nothing with a name need not be tried again where its answer is lost. */
const naming = new Set(['request', 'invite', 'say']);

const isBanned = ({ json }: Answer): boolean => json?.code === 'banned';

/** Somebody who acts, on a line that loses answers: what was not answered is tried again under its key. */
export class Client {
  readonly #house: House;
  readonly #ticks: Ticks;
  readonly #known: Known;
  readonly who: string;
  readonly #versions = new Versions();
  #bearer = '';
  #acts = 0;
  #again: (() => Promise<void>) | undefined;
  /** Sends what was answered last again. */
  last = async (): Promise<void> => {};

  constructor(house: House, ticks: Ticks, known: Known, who: string) {
    this.#house = house;
    this.#ticks = ticks;
    this.#known = known;
    this.who = who;
  }

  async act(act: Act, luck = good): Promise<Happening> {
    if (act.does === 'say') this.#known.sent.push({ id: act.id!, who: this.who });
    await this.#house.back();
    if (act.does === 'mint') return this.#mint(act);
    if (luck.repeats) await this.repeat();
    const from = this.#ticks.next();
    const answer = await this.#answerTo(act, luck);
    const to = this.#ticks.next();
    if (!answer) return { act, from, to, told: null, id: '' };
    const id = idIn(answer);
    if (act.does === 'read' && answer.status === 200)
      this.#versions.read(answer.json.version, view(answer.json));
    if (act.does === 'quit') this.#house.went(this.who);
    if (act.does === 'request' && id) this.#known.requests.push(id);
    if (act.does === 'ban') this.#known.banned.push(act.target!);
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

  /** Sends again what was answered long ago; it must be told what it was told then. */
  async repeat(): Promise<void> {
    const again = this.#again;
    this.#again = undefined;
    await again?.();
  }

  async #answerTo(act: Act, { line, givesUp }: Luck): Promise<Answer | null> {
    const [method, path, body] = callOf(act, this.#house.room);
    const key = `${this.#house.room}-${this.who}-${String(this.#acts++).padStart(16, '0')}`;
    const headers = { 'idempotency-key': key };
    const once = () => this.#house.call(method, path, { bearer: this.#bearer, body, headers });
    if (method === 'GET') return this.#patiently(once);
    const unheard = line === 'lost' ? await once().catch(() => null) : null;
    const same = async (first: Answer, again = this.#patiently(once)) => {
      const second = await again;
      // A ban is told before a key is looked up, and is no answer that a key keeps.
      if (isBanned(first) || isBanned(second)) return;
      const both = [first, second].map(({ status, json }) => [status, json]);
      assert.deepEqual(both[1], both[0], `${key} was answered in two ways`);
    };
    if (line === 'twice') {
      const two = [this.#patiently(once), this.#patiently(once)] as const;
      const [one, other] = await Promise.all(two);
      await same(one, two[1]);
      // It was done before the ban that the later of the two was told of.
      return isBanned(one) ? other : one;
    }
    const first = await once().catch(() => null);
    if (!first && !naming.has(act.does) && givesUp) return null;
    const heard = first ?? (await this.#patiently(once));
    // The same of an answer that was lost: who is banned since hears of that alone.
    const answer = unheard && isBanned(heard) ? unheard : heard;
    // A key keeps no answer of a ban, so that the engine would do this call after the ban.
    this.last = isBanned(answer) ? async () => {} : () => same(answer);
    if (line === 'kept') this.#again = this.last;
    return answer;
  }

  async #patiently(once: () => Promise<Answer>): Promise<Answer> {
    for (let left = tries; ; left--)
      try {
        return await once();
      } catch (error) {
        if (!left) throw error;
        await this.#house.back();
      }
  }
}
