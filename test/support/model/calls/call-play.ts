import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deviceOf } from '../../../../engine/call/call-entry.ts';
import type { CallFrame } from '../../../../src/protocol/call/call-frames.ts';
import type { StoreQueries } from '../../../../engine/store/queries/queries.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { phone, type Phone } from '../../engine/phones.ts';
import { connection } from '../../fakes/fake-livekit.ts';
import { startEngine } from '../../journey/engine.ts';
import { exactly } from '../exactly.ts';
import { storeWithQueries } from '../history/defects.ts';
import { chance, weighted } from '../weighted.ts';
import {
  devices,
  isOpen,
  linked,
  passed,
  people,
  type Deed,
  type ModelCall,
  type Op,
  type Person,
} from './call-model.ts';
import { explanations, type Answer, type Slot } from './explain.ts';

type World = Awaited<ReturnType<typeof startEngine>>;

const app = '1234567890';

/** A request of a device: of the newest call, or of the one before. */
interface Wish {
  readonly device: number;
  readonly deed: Deed;
  readonly older: boolean;
  readonly lost: boolean;
}

type Turn =
  | { readonly kind: 'requests'; readonly wishes: readonly Wish[] }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'link'; readonly person: Person; readonly here: boolean }
  | { readonly kind: 'restart' };

const wish: fc.Arbitrary<Wish> = fc.record({
  device: fc.nat(devices.length - 1),
  deed: weighted<Deed>({ start: 4, ringing: 2, accept: 4, reject: 2, busy: 1, end: 2 }),
  older: chance(10),
  lost: chance(20),
});

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 10, arbitrary: fc.array(wish, { minLength: 1, maxLength: 3 }).map(requestsOf) },
  { weight: 2, arbitrary: fc.constantFrom(3_000, 12_000, 31_000, 61_000, 3_600_000).map(timeOf) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      person: fc.constantFrom(...people),
      here: chance(60),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

function requestsOf(wishes: readonly Wish[]): Turn {
  return { kind: 'requests', wishes };
}

function timeOf(ms: number): Turn {
  return { kind: 'time', ms };
}

/** The engine of all plays of a run: each play has people of its own. */
export class CallPlays {
  #world: World;
  #plays = 0;
  #keys = 0;
  readonly #store: Store;

  private constructor(world: World, store: Store) {
    this.#world = world;
    this.#store = store;
  }

  /** @param defect replaces queries of the store by wrong ones */
  static async open(store: Store, defect: Partial<StoreQueries> = {}): Promise<CallPlays> {
    // The engine that ends leaves the store to the next one.
    const kept: Store = { ...storeWithQueries(store, () => defect), close: async () => {} };
    return new CallPlays(await startEngine({ store: kept }), kept);
  }

  async #restart(): Promise<void> {
    const { engine, livekit, clock } = this.#world;
    await engine.close();
    this.#world = await startEngine({ store: this.#store, livekit, clock });
  }

  close = () => this.#world.engine.close();

  /** A play of `length` turns, after each of which both sides agree with the model. */
  property(length: number) {
    return fc.asyncProperty(exactly(length, turn), (turns) => this.#play(turns));
  }

  async #play(turns: readonly Turn[]): Promise<void> {
    const play = ++this.#plays;
    const nameOf = (person: Person) => `${person}-${play}`;
    const told: Record<Person, CallFrame[]> = { anna: [], ben: [] };
    const listen = () => {
      for (const person of people)
        this.#world.engine.bus.subscribe({ app, identity: nameOf(person), channel: 'devices' }, ({ frame }) =>
          told[person].push(JSON.parse(frame!)),
        );
    };
    const take = () =>
      Promise.all(devices.map(({ person, name }) => phone(this.#world, nameOf(person), name)));
    listen();
    let phones = await take();
    /** The possible states by all answers so far: lost answers leave several. */
    let possible: (readonly ModelCall[])[] = [[]];

    for (const each of turns) {
      const now = this.#world.clock.now();
      const calls = possible[0]!;
      const last = calls.at(-1);
      if (each.kind === 'restart') {
        await this.#restart();
        listen();
        phones = await take();
      } else if (each.kind === 'time') {
        const { clock, engine } = this.#world;
        // An hour is slept through, which is the same where nobody is away.
        await (each.ms > 100_000 ? clock.sleep(each.ms) : clock.pass(each.ms, () => engine.idle()));
        await engine.idle();
        possible = possible.map((some) => some.map((call) => passed(call, now + each.ms)));
      } else if (each.kind === 'link') {
        const { person, here } = each;
        if (!last?.parties[person] || !isOpen(last)) continue;
        await this.#link(last.id!, nameOf(person), here);
        possible = possible.map((some) => [...some.slice(0, -1), linked(some.at(-1)!, person, here, now)]);
      } else {
        const slots = await this.#request(calls, phones, nameOf, each.wishes);
        const after = possible.flatMap((some) => explanations(some, slots, now));
        assert.ok(after.length, `no order explains ${JSON.stringify({ slots, possible })}`);
        possible = [...new Map(after.map((some) => [JSON.stringify(some), some])).values()];
      }
      possible = await this.#agreed(possible, phones, nameOf, told);
    }
    // The next play begins without a call that rings on.
    const left = possible[0]!.at(-1);
    if (left && isOpen(left)) await phones[0]!.act(left.id!, 'end');
  }

  async #link(id: string, identity: string, here: boolean): Promise<void> {
    const { livekit, engine, stored } = this.#world;
    const { room } = (await stored(id))!;
    const { people: connected } = livekit.rooms.get(room.livekitRoom)!;
    if (!here) connected.delete(identity);
    else if (!connected.has(identity)) connected.set(identity, connection(identity));
    await engine.reconcile(app, id);
    await engine.idle();
  }

  /** All requests at once; a device whose answer is lost asks again. */
  async #request(
    calls: readonly ModelCall[],
    phones: readonly Phone[],
    nameOf: (person: Person) => string,
    wishes: readonly Wish[],
  ): Promise<Slot[]> {
    const slots = wishes.map(async ({ device, deed, older, lost }): Promise<Slot> => {
      const call = deed === 'start' ? -1 : calls.length - 1 - Number(older);
      if (deed !== 'start' && call < 0) return { ops: [], answers: [] };
      const by = devices[device]!;
      const at = phones[device]!;
      const other = nameOf(by.person === 'anna' ? 'ben' : 'anna');
      const key = { 'idempotency-key': `key-of-a-request-${++this.#keys}` };
      const ask = async (): Promise<Answer> => {
        const id = calls[call]?.id ?? '';
        const { status, json } = await (deed === 'start'
          ? at.start(other, {}, key)
          : deed === 'accept'
            ? at.accept(id)
            : at.post(`/${id}/${deed}`, {}, key));
        if (status !== 200) return { said: json.code };
        return deed === 'start' ? { said: 'ok', id: json.call_id } : { said: json.status };
      };
      const op: Op = { device: by, deed, call, again: false };
      const first = await ask();
      return lost
        ? { ops: [op, { ...op, again: true }], answers: [null, await ask()] }
        : { ops: [op], answers: [first] };
    });
    return Promise.all(slots);
  }

  /** The candidates that both people see. */
  async #agreed(
    candidates: readonly (readonly ModelCall[])[],
    phones: readonly Phone[],
    nameOf: (person: Person) => string,
    told: Readonly<Record<Person, readonly CallFrame[]>>,
  ): Promise<(readonly ModelCall[])[]> {
    const [first] = candidates;
    const ids = first!.slice(-2).map(({ id }) => id!);
    const seen = await Promise.all(
      // One device of each: both devices of a person have one bearer.
      [phones[0]!, phones[2]!].map(({ read }) =>
        Promise.all(ids.map(async (id) => (await read(id)).json as Record<string, unknown>)),
      ),
    );
    const [anna, ben] = seen.map((each) =>
      each.map(({ call_id, status, reason, caller, by_device }) =>
        JSON.stringify([call_id, status, reason, caller, by_device]),
      ),
    );
    assert.deepEqual(anna, ben);
    const shown = ({ id, status, reason, caller, answeredBy }: ModelCall) => {
      const at = devices.findIndex(({ person, name }) => person !== caller && name === answeredBy);
      const device = answeredBy === null ? null : deviceOf(phones[at]!.sessionId);
      return JSON.stringify([id, status, reason, nameOf(caller), device]);
    };
    const matches = candidates.filter(
      (calls) => JSON.stringify(calls.slice(-2).map(shown)) === JSON.stringify(anna),
    );
    assert.ok(matches.length, `${anna} is none of ${JSON.stringify(candidates)}`);
    const [calls] = matches;
    for (const { id } of calls!.slice(-2)) {
      const [ofAnna, ofBen] = people.map((person) => statusesOf(told[person], id!));
      assert.deepEqual(ofAnna, ofBen);
      assert.equal(new Set(ofAnna).size, ofAnna!.length, `${ofAnna} has a status twice`);
    }
    for (const [index, { id, status }] of calls!.slice(-2).entries()) {
      const last = statusesOf(told.anna, id!).at(-1) ?? 'initiating';
      assert.equal(last, status, `of call ${index}`);
    }
    await this.#permitted(calls!.at(-1));
    return matches;
  }

  /** Both parties may publish exactly while the call is active. */
  async #permitted(call: ModelCall | undefined): Promise<void> {
    const { engine, livekit, stored } = this.#world;
    await engine.idle();
    const found = call && (await stored(call.id!));
    assert.equal(!!found, !!call && isOpen(call));
    if (!found) return;
    const connected = livekit.rooms.get(found.room.livekitRoom)?.people ?? new Map();
    for (const { permission } of connected.values())
      assert.deepEqual(permission, call.status === 'active' ? ['microphone'] : []);
  }
}

const statusesOf = (frames: readonly CallFrame[], id: string): string[] =>
  frames.flatMap(({ t, d }) => (t === 'call.update' && d.call_id === id ? [d.status] : []));
