import { once } from 'node:events';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import WebSocket from 'ws';
import type { Livekit } from '../../scripts/run-livekit.mjs';
import { at } from './load.ts';
import { now } from './watched.ts';

/** Between two calls, in ms: too few to be a load of their own. */
const every = 100;

/**
 * What LiveKit's own `UpdateParticipant` takes, asked for by the plain SDK from outside the engine, for
 * one person in a room that no engine knows. Meanwhile the engine may keep LiveKit as busy as it will.
 */
export async function updateAlone({ url, key, secret }: Livekit, meanwhile: Promise<unknown>) {
  const rooms = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
  const [room, identity] = ['alone', 'somebody'];
  await rooms.createRoom({ name: room });
  const token = new AccessToken(key, secret, { identity });
  token.addGrant({ roomJoin: true, room });
  const socket = new WebSocket(`${url}/rtc?access_token=${await token.toJwt()}&protocol=16`);
  await once(socket, 'message');
  const times: number[] = [];
  let over = false;
  void meanwhile.finally(() => (over = true));
  for (let canPublish = true; !over; canPublish = !canPublish) {
    const from = now();
    await rooms.updateParticipant(room, identity, { permission: { canPublish } });
    times.push(now() - from);
    await at(from + every);
  }
  socket.terminate();
  await rooms.deleteRoom(room);
  return times;
}
