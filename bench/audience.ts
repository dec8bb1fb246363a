/**
 * The cost of viewers to one watching viewer: ours beside raw livekit-client, one after the other on one server.
 *
 * 300 viewers come and go, by signal connections without media: one each 100 ms, who stays for ten seconds. The watching viewer of ours is in a live stream of the engine, where viewers are hidden and `_audience` tells of them. The
 * raw one is in a room of livekit-server where each viewer is a visible participant. Both pages show the number of
 * participants and draw a list again at each change, as an app does.
 *
 * Counted from the first viewer until 5 s after the last: frames and bytes of the signal socket (by the browser's own
 * network events), messages and bytes of data channels (by WebRTC's statistics), and the number of times the page draws.
 * The traffic of the page in the same time without any viewer is subtracted from both.
 *
 * The bar: each figure ≤ 0.1 × raw. LiveKit tells of participants who publish nothing in batches of three seconds, so that
 * the number of messages cannot be below that of raw.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import WebSocket from 'ws';
import { keepConnections, measure } from './house.ts';

const viewers = 300;
/** Milliseconds. */
const times = { between: 100, stay: 10_000, settle: 5_000 };

interface Cost {
  bytes: number;
  messages: number;
  renders: number;
}

/** Counts the frames of the page's sockets. */
async function countFrames(page: Page): Promise<{ bytes: number; messages: number }> {
  const counted = { bytes: 0, messages: 0 };
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.webSocketFrameReceived', ({ response: { payloadData, opcode } }) => {
    counted.messages++;
    counted.bytes += opcode === 2 ? Buffer.from(payloadData, 'base64').length : payloadData.length;
  });
  return counted;
}

type Watching = Window & { renders: number; connections: RTCPeerConnection[] };

const dataOf = (page: Page) =>
  page.evaluate(async () => {
    const { connections } = window as unknown as Watching;
    const data = { bytes: 0, messages: 0 };
    for (const connection of connections)
      for (const stat of (await connection.getStats()).values())
        if (stat.type === 'data-channel') {
          data.bytes += stat.bytesReceived;
          data.messages += stat.messagesReceived;
        }
    return data;
  });

async function costOf(page: Page, frames: { bytes: number; messages: number }): Promise<Cost> {
  const data = await dataOf(page);
  const renders = await page.evaluate(() => (window as unknown as Watching).renders);
  return { bytes: frames.bytes + data.bytes, messages: frames.messages + data.messages, renders };
}

const minus = (a: Cost, b: Cost): Cost => ({
  bytes: a.bytes - b.bytes,
  messages: a.messages - b.messages,
  renders: a.renders - b.renders,
});

/** The cost to the page while viewers come and go, less the cost in the same time without any. */
async function during(page: Page, work: () => Promise<void>): Promise<Cost> {
  const frames = await countFrames(page);
  const first = await costOf(page, frames);
  const begun = Date.now();
  await work();
  await pause(times.settle);
  const second = await costOf(page, frames);
  await pause(Date.now() - begun);
  const third = await costOf(page, frames);
  return minus(minus(second, first), minus(third, second));
}

/** @param tokenOf the token of the viewer of this number, and the function that tells the engine that they leave */
async function comeAndGo(
  url: string,
  tokenOf: (index: number) => Promise<{ token: string; leave?: () => Promise<unknown> }>,
): Promise<void> {
  const visit = async (index: number) => {
    const { token, leave } = await tokenOf(index);
    const socket = new WebSocket(`${url}/rtc?access_token=${token}&protocol=16&auto_subscribe=0`);
    await once(socket, 'message');
    await pause(times.stay);
    await leave?.();
    socket.on('error', () => {}).close();
  };
  const visits: Promise<void>[] = [];
  for (let index = 0; index < viewers; index++) {
    visits.push(visit(index));
    await pause(times.between);
  }
  await Promise.all(visits);
}

await measure(async ({ engineUrl, livekit, open }) => {
  const call = async (path: string, body: object, bearer?: string) => {
    const response = await fetch(`${engineUrl}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-app-id': '1234567890',
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const page = async () => {
    const opened = await open('page');
    await opened.waitForFunction(() => 'measured' in window);
    await keepConnections(opened);
    await opened.evaluate(() => Object.assign(window, { renders: 0 }));
    return opened;
  };

  const ours = await page();
  await ours.evaluate(async (engineUrl) => {
    const { LiveStreamController } = window.measured;
    const session = new LiveStreamController(null, {
      appId: '1234567890',
      baseUrl: engineUrl,
      roomName: 'audience',
      identity: 'watching',
    });
    await session.join();
    session.watch(() => {
      (window as unknown as Watching).renders++;
      document.body.textContent = `${session.participants.count.get()}`;
      for (const { name } of session.participants.everyone.get())
        document.body.append(document.createElement('p'), name);
    });
  }, engineUrl);
  const mine = await during(ours, () =>
    comeAndGo(livekit.url, async (index) => {
      const identity = `viewer${index}`;
      const { token, user_token } = await call('/token', {
        identity,
        room_name: 'audience',
        session_id: identity.padEnd(32, '0'),
        type: 'live_stream',
      });
      return { token, leave: () => call('/rooms/audience/leave', {}, user_token) };
    }),
  );

  const rooms = new RoomServiceClient(livekit.url.replace(/^ws/, 'http'), livekit.key, livekit.secret);
  await rooms.createRoom({ name: 'raw' });
  const tokenOf = async (identity: string) => {
    const token = new AccessToken(livekit.key, livekit.secret, {
      identity,
      metadata: '{"role":"audience"}',
      attributes: { name: identity },
    });
    token.addGrant({ roomJoin: true, room: 'raw', canPublish: false });
    return token.toJwt();
  };
  const raw = await page();
  await raw.evaluate(
    async ({ url, token }) => {
      const { Room, RoomEvent } = window.measured;
      const room = new Room();
      await room.connect(url, token, { rtcConfig: { iceServers: [] } });
      const draw = () => {
        (window as unknown as Watching).renders++;
        document.body.textContent = `${room.remoteParticipants.size + 1}`;
        for (const { name } of room.remoteParticipants.values())
          document.body.append(document.createElement('p'), name ?? '');
      };
      room.on(RoomEvent.ParticipantConnected, draw).on(RoomEvent.ParticipantDisconnected, draw);
    },
    { url: livekit.url, token: await tokenOf('watching') },
  );
  const theirs = await during(raw, () =>
    comeAndGo(livekit.url, async (index) => ({ token: await tokenOf(`viewer${index}`) })),
  );

  console.log(`audience, ${viewers} viewers come and go around one watching viewer`);
  for (const figure of ['bytes', 'messages', 'renders'] as const)
    console.log(
      `  ${figure}: ours ${mine[figure]}, raw ${theirs[figure]}, ratio ${(mine[figure] / theirs[figure]).toFixed(3)}`,
    );
});
