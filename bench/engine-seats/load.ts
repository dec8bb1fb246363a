import { post, type House, type Person } from './house.ts';
import { now, type LiveKitCall } from './watched.ts';

/** A take: what was asked when, and the answer. Times as in `LiveKitCall`. */
export interface Take {
  readonly livekit: string;
  readonly identity: string;
  readonly from: number;
  readonly answered: number;
  readonly rev: number;
}

/** Waits until `due`. */
export const at = async (due: number) => {
  const wait = due - now();
  if (wait > 0) await new Promise((go) => setTimeout(go, wait));
};

/** Lets everybody act at even times, whether or not those before are done. */
async function wave<T>(people: readonly Person[], rate: number, act: (person: Person) => Promise<T>) {
  const begun = now();
  const acting: Promise<T>[] = [];
  for (const [index, person] of people.entries()) {
    await at(begun + (index * 1000) / rate);
    acting.push(act(person));
  }
  return Promise.all(acting);
}

/** Everything that was measured while seats were taken; times of processors in ms. */
export class Measured {
  readonly takes: Take[] = [];
  readonly calls: LiveKitCall[] = [];
  took = 0;
  readonly cpu = { engine: 0, 'livekit-server': 0, clients: 0 };
}

/** Waves of `rate` takes a second for `seconds` in all. After each, everybody leaves again, unmeasured. */
export async function takeSeats(house: House, rooms: Person[][], rate: number, seconds: number) {
  const measured = new Measured();
  // Room by room, so that a room has rest between two of its takes.
  const all = rooms[0]!.flatMap((_, each) => rooms.map((people) => people[each]!));
  const take = async ({ identity, bearer, room, livekit, seat }: Person): Promise<Take> => {
    const from = now();
    const { rev } = await post(`${house.api}/rooms/${room}/seats/${seat}/take`, {}, bearer);
    return { livekit, identity, from, answered: now(), rev: Number(rev) };
  };
  for (let left = rate * seconds; left > 0; left -= all.length) {
    const people = all.slice(0, left);
    await house.ask({ begin: true });
    const [begun, clients, livekit] = [now(), process.cpuUsage(), house.livekitCpu()];
    measured.takes.push(...(await wave(people, rate, take)));
    const { calls, cpu } = await house.ask({ end: true });
    measured.took += now() - begun;
    const { user, system } = process.cpuUsage(clients);
    measured.cpu.engine += cpu;
    measured.cpu['livekit-server'] += house.livekitCpu() - livekit;
    measured.cpu.clients += (user + system) / 1000;
    measured.calls.push(...calls);
    await wave(people, rate, ({ room, bearer }) =>
      post(`${house.api}/rooms/${room}/seats/leave`, {}, bearer),
    );
    // Nothing of the leaves is left over for the next takes.
    await house.ask({ end: true });
  }
  return measured;
}
