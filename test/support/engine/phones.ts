import type { CallFrame } from '../../../src/protocol/call/call-frames.ts';
import { connection } from '../fakes/fake-livekit.ts';
import { startEngine } from '../journey/engine.ts';

type World = Awaited<ReturnType<typeof startEngine>>;

/** A device of a person, which can call and be called. */
export async function phone(world: World, identity: string, name = 'phone') {
  /** The sign-in lasts for a quarter of an hour. */
  let signedIn = { bearer: '', at: -Infinity };
  const signed = async () => {
    const at = world.clock.now();
    if (at - signedIn.at > 600_000) signedIn = { bearer: await world.signIn(identity), at };
    return signedIn.bearer;
  };
  const sessionId = `${identity}-${name}`.padEnd(32, '0');
  const post = async (path: string, body: object = {}, headers: Record<string, string> = {}) =>
    world.call('POST', `/calls${path}`, { bearer: await signed(), body, headers });
  return {
    identity,
    signed,
    sessionId,
    post,
    start: (callee: string, more: object = {}, headers: Record<string, string> = {}) =>
      post('', { callee_identity: callee, type: 'audio_call', session_id: sessionId, ...more }, headers),
    accept: (id: string) => post(`/${id}/accept`, { session_id: sessionId }),
    act: (id: string, does: string) => post(`/${id}/${does}`),
    read: async (id: string) => world.call('GET', `/calls/${id}`, { bearer: await signed() }),
  };
}

export type Phone = Awaited<ReturnType<typeof phone>>;

/** An engine with two people, of whom the second has two devices. */
export async function twoPeople(options: Parameters<typeof startEngine>[0] = {}) {
  const world = await startEngine(options);
  /** The frames that the devices of both were told, in order. */
  const told: { identity: string; frame: CallFrame }[] = [];
  for (const identity of ['anna', 'ben'])
    world.engine.bus.subscribe({ app: '1234567890', identity, channel: 'devices' }, ({ frame }) => {
      if (frame) told.push({ identity, frame: JSON.parse(frame) });
    });
  const anna = await phone(world, 'anna');
  const ben = await phone(world, 'ben');
  const desk = await phone(world, 'ben', 'desk');

  /** The name of a room on the media server. */
  const mediaRoom = async (id: string) => (await world.stored(id))!.room.livekitRoom;

  /** The media server shows a party's connection, or shows it no more, and the engine looks. */
  const look = async (id: string, change: (people: Map<string, unknown>) => void) => {
    const name = await mediaRoom(id);
    change(world.livekit.rooms.get(name)!.people);
    await world.engine.reconcile('1234567890', id);
    await world.engine.idle();
  };
  const connect = (id: string, identity: string) =>
    look(id, (people) => people.set(identity, connection(identity)));
  const drop = (id: string, identity: string) => look(id, (people) => people.delete(identity));

  /** The sources that a party may publish; `undefined` for a party who is not connected. */
  const permission = async (id: string, identity: string) => {
    await world.engine.idle();
    return world.livekit.rooms.get(await mediaRoom(id))?.people.get(identity)?.permission;
  };

  /** A call from Anna that Ben's phone has answered, with both connected. */
  const talking = async (more: object = {}) => {
    const id: string = (await anna.start('ben', more)).json.call_id;
    await connect(id, 'anna');
    await ben.accept(id);
    await connect(id, 'ben');
    return id;
  };

  /** The statuses that the devices of a person were told of a call, in order. */
  const toldOf = (identity: string, id: string) =>
    told
      .filter((each) => each.identity === identity && each.frame.d.call_id === id)
      .map(({ frame }) => (frame.t === 'call.incoming' ? 'incoming' : frame.d.status));

  return { ...world, told, anna, ben, desk, connect, drop, permission, talking, toldOf };
}
