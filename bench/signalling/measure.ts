import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { RawSocket, tokenFor } from '../../test/support/signalling/raw-socket.ts';

const crowd = Number(process.env['CROWD'] ?? 9_900);
const group = 100;
const messages = 500;

interface Figures {
  readonly memory: number;
  readonly p50: number;
  readonly p99: number;
  readonly ack: number;
}

const at = (sorted: readonly number[], part: number) => sorted[Math.floor(sorted.length * part)]!;

async function memoryOf(server: ChildProcess): Promise<number> {
  server.send({});
  const [{ memory }] = (await once(server, 'message')) as [{ memory: number }];
  return memory;
}

async function measured(raw: boolean): Promise<Figures> {
  const env = { ...process.env, ...(raw && { RAW: '1' }) };
  const server = fork(process.env['SERVER']!, { env, execArgv: ['--expose-gc'] });
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const names = Array.from({ length: group }, (_, index) => `p${index}`);
  const connect = async (identity: string) => {
    const socket = await new RawSocket(url).opened();
    socket.onFrame = () => {};
    if (!raw) await socket.signIn(await tokenFor(url, identity));
    return socket;
  };
  const members: RawSocket[] = [];
  for (const name of names) members.push(await connect(name));
  const [writer, ...readers] = members as [RawSocket, ...RawSocket[]];
  const id = raw ? '' : (await writer.answer('group.create', { name: 'All', members: names })).d.conversation;
  const took: number[] = [];
  const acks: number[] = [];
  for (let index = 0; index < messages; index++) {
    let arrived = 0;
    const begin = performance.now();
    const all = new Promise<void>((resolve) => {
      for (const reader of readers)
        reader.onFrame = ({ t }) => {
          if (!t.startsWith('msg')) return;
          took.push(performance.now() - begin);
          if (++arrived === readers.length) resolve();
        };
    });
    const content = { text: 'A message of a usual length, as people write them.' };
    const acked = writer.answer('msg.send', {
      group: id,
      client_id: `client-id-of-${1_000 + index}`,
      content,
    });
    void acked.then(() => acks.push(performance.now() - begin));
    await Promise.all([all, acked]);
    // The limit of the development engine is 40,000 frames in 2 s.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  for (const member of members) member.socket.terminate();
  await new Promise((resolve) => setTimeout(resolve, 16_000));
  const before = await memoryOf(server);
  const idle: RawSocket[] = [];
  for (let begin = 0; begin < crowd; begin += 50)
    idle.push(...(await Promise.all(Array.from({ length: 50 }, (_, index) => connect(`c${begin + index}`)))));
  const memory = (await memoryOf(server)) - before;
  for (const socket of idle) socket.socket.terminate();
  server.disconnect();
  took.sort((a, b) => a - b);
  acks.sort((a, b) => a - b);
  return { memory: memory / idle.length, p50: at(took, 0.5), p99: at(took, 0.99), ack: at(acks, 0.5) };
}

const raw = await measured(true);
const ours = await measured(false);
const ms = (value: number) => `${value.toFixed(2)} ms`;
const ratio = (one: number, other: number) => `${(one / other).toFixed(2)} ×`;
console.log(
  `memory of a socket: raw ${(raw.memory / 1024).toFixed(1)} KiB, engine ${(ours.memory / 1024).toFixed(1)} KiB, ${ratio(ours.memory, raw.memory)}`,
);
console.log(`fan-out to ${group - 1}, p50: raw ${ms(raw.p50)}, engine ${ms(ours.p50)}`);
console.log(
  `fan-out to ${group - 1}, p99: raw ${ms(raw.p99)}, engine ${ms(ours.p99)}, ${ratio(ours.p99, raw.p99)}`,
);
console.log(`ack, p50: raw ${ms(raw.ack)}, engine ${ms(ours.ack)}`);
process.exit();
