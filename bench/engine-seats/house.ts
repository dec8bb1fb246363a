/** The processes of the measurement, and the people in its rooms. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import WebSocket from 'ws';
import { bundleWithEngine, engineFlags } from '../../scripts/run-engine.mjs';
import { developmentApp } from '../../engine/core/config.ts';
import type { Livekit } from '../../scripts/run-livekit.mjs';
import type { Asked, Told } from './engine.ts';

/** The engine closes what is idle for 5 s. */
const agent = new Agent({ keepAlive: true, timeout: 3_000 });

/** A call of a client, over one of a few connections that stay open. */
export async function post(url: string, body: object, bearer?: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', 'x-app-id': developmentApp.id };
  const sent = request(url, {
    method: 'POST',
    agent,
    headers: { ...headers, ...(bearer && { authorization: `Bearer ${bearer}` }) },
  });
  sent.end(JSON.stringify(body));
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const piece of response.setEncoding('utf8')) text += piece;
  const answer = JSON.parse(text);
  if (response.statusCode !== 200) throw new Error(`${url}: ${text}`);
  return answer;
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/** Starts an engine on `livekit`, or where there is none on a stand-in for it. */
export async function openHouse(folder: string, livekit: Livekit | null) {
  const environment = {
    ...process.env,
    LIVEKIT_URL: livekit?.url ?? 'ws://127.0.0.1:9',
    LIVEKIT_API_KEY: livekit?.key ?? 'none',
    LIVEKIT_API_SECRET: livekit?.secret ?? 'no-secret-no-secret-no-secret-no',
    ...(!livekit && { STAND_IN: '1' }),
    PORT: '0',
    UTD_DEV: '1',
    UTD_DATA: folder,
  };
  const file = await bundleWithEngine('engine-seats', 'bench/engine-seats/engine.ts');
  const child = fork(file, { env: environment, execArgv: engineFlags });
  const heard = async () => (await once(child, 'message'))[0] as Told;
  const { url } = await heard();
  const ask = async (what: Partial<Asked>) => {
    const answer = heard();
    child.send(what);
    return (await answer).did;
  };
  return {
    api: `${url}/api/v1`,
    livekit,
    ask,
    /** Processor time of livekit-server so far in ms; 0 where it is not known, because it runs elsewhere. */
    livekitCpu: () => (livekit?.server ? cpuOf(livekit.server.child.pid) : 0),
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Of any process, on Linux: clock ticks are hundredths of a second there. */
function cpuOf(pid: number): number {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

export interface Person {
  readonly identity: string;
  readonly bearer: string;
  readonly room: string;
  readonly seat: number;
  /** The room's name on the media server. */
  readonly livekit: string;
  readonly socket: WebSocket | undefined;
}

async function enter({ api, livekit }: House, room: string, seat: number): Promise<Person> {
  const identity = `${room}-${seat}`;
  const session_id = identity.padEnd(32, '0');
  const { token, user_token } = await post(`${api}/token`, { room_name: room, identity, session_id });
  const { video } = JSON.parse(Buffer.from(String(token).split('.')[1]!, 'base64url').toString());
  const query = `access_token=${token}&protocol=16&auto_subscribe=0`;
  const socket = livekit ? new WebSocket(`${livekit.url}/rtc?${query}`) : undefined;
  if (socket) await once(socket, 'message');
  return { identity, bearer: String(user_token), room, seat, livekit: video.room, socket };
}

/** Rooms full of people who are known to be there. */
export async function fill(house: House, rooms: number, people: number): Promise<Person[][]> {
  const full: Person[][] = [];
  for (let room = 0; room < rooms; room++) {
    const name = `room-${room}`;
    const entering = Array.from({ length: people }, (_, seat) => enter(house, name, seat));
    const those = await Promise.all(entering);
    const identities = those.map(({ identity }) => identity);
    await house.ask({ joined: { app: developmentApp.id, name, livekit: those[0]!.livekit, identities } });
    full.push(those);
  }
  return full;
}
