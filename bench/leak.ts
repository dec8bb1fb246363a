/**
 * What stays behind after joining and leaving 300 times: ours beside raw livekit-client, one after the
 * other in two windows on one server.
 *
 * Raw makes a `Room` each time, as its documentation does; ours is one controller, as an element has. After
 * 20 warm-up rounds and after each 75 more the heap is collected and a snapshot of it summed up, the
 * browser's own objects too, but without compiled code (which grows for minutes) and without what the
 * devtools themselves keep of each request; the slope is that of the least squares. Peer connections are counted by a
 * `RTCPeerConnection` that notes what it makes, Rooms by `Runtime.queryObjects`, which collects first.
 * The bar: ours ≤ 1 kB a round, 0 peer connections open, ≤ 1 Room.
 */
import type { Page } from 'playwright-core';
import { sizeOf, snapshot } from './heap.ts';
import { measure } from './house.ts';

const warmUp = 20;
const rounds = 75;
const batches = 4;

/** Joins and leaves so many times. */
type Contender = (page: Page, engineUrl: string, from: number, count: number) => Promise<void>;

const ours: Contender = (page, engineUrl, from, count) =>
  page.evaluate(
    async ({ engineUrl, from, count }) => {
      const kept = window as unknown as {
        session?: InstanceType<typeof window.measured.AudioRoomController>;
      };
      const session = (kept.session ??= new window.measured.AudioRoomController(null, {
        appId: '1234567890',
        baseUrl: engineUrl,
        roomName: 'leak',
        identity: 'ours',
      }));
      for (let round = from; round < from + count; round++) {
        await session.join();
        await session.leave();
      }
    },
    { engineUrl, from, count },
  );

const raw: Contender = (page, engineUrl, from, count) =>
  page.evaluate(
    async ({ engineUrl, from, count }) => {
      const { Room } = window.measured;
      for (let round = from; round < from + count; round++) {
        const response = await fetch(`${engineUrl}/api/v1/token`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-app-id': '1234567890' },
          body: JSON.stringify({
            identity: `raw${round}`,
            room_name: 'leak',
            session_id: crypto.randomUUID(),
            type: 'audio_room',
          }),
        });
        const { url, token } = await response.json();
        const room = new Room();
        await room.connect(url, token);
        await room.disconnect();
      }
    },
    { engineUrl, from, count },
  );

/** Kilobytes a round, by least squares over (rounds, bytes). */
function slope(points: readonly (readonly [round: number, bytes: number])[]): number {
  const mean = (of: readonly number[]) => of.reduce((a, b) => a + b) / of.length;
  const [x, y] = [mean(points.map(([round]) => round)), mean(points.map(([, bytes]) => bytes))];
  const above = points.reduce((sum, [round, bytes]) => sum + (round - x) * (bytes - y), 0);
  return above / points.reduce((sum, [round]) => sum + (round - x) ** 2, 0) / 1024;
}

await measure(async ({ engineUrl, open }) => {
  console.log(`leak, ${rounds * batches} joins`);
  for (const [who, contender] of Object.entries({ ours, 'raw livekit-client': raw })) {
    const page = await open('page');
    await page.waitForFunction(() => 'measured' in window);
    await page.evaluate(() => {
      const made: WeakRef<RTCPeerConnection>[] = [];
      window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
        construct(target, args, as) {
          const connection = Reflect.construct(target, args, as) as RTCPeerConnection;
          made.push(new WeakRef(connection));
          return connection;
        },
      });
      Object.assign(window, { made });
    });
    const devtools = await page.context().newCDPSession(page);
    const heap = async () => {
      // Twice: what a finalizer lets go of is collected by the second.
      for (let time = 0; time < 2; time++) await devtools.send('HeapProfiler.collectGarbage');
      return sizeOf(await snapshot(devtools));
    };
    await contender(page, engineUrl, 0, warmUp);
    const points: (readonly [number, number])[] = [[0, await heap()]];
    for (let batch = 1; batch <= batches; batch++) {
      await contender(page, engineUrl, warmUp + (batch - 1) * rounds, rounds);
      points.push([batch * rounds, await heap()]);
    }
    const { result } = await devtools.send('Runtime.evaluate', { expression: 'measured.Room.prototype' });
    const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
    const { result: count } = await devtools.send('Runtime.callFunctionOn', {
      objectId: objects.objectId!,
      functionDeclaration: 'function () { return this.length; }',
    });
    const connections = await page.evaluate(
      () =>
        (window as unknown as { made: WeakRef<RTCPeerConnection>[] }).made.filter((each) => {
          const connection = each.deref();
          return connection && connection.connectionState !== 'closed';
        }).length,
    );
    const kilobytes = points.map(([, bytes]) => (bytes / 1024).toFixed(0)).join(', ');
    console.log(
      `  ${who}: ${slope(points).toFixed(2)} kB a round (heap ${kilobytes} kB), ${connections} peer connections open, ${count.value} Rooms`,
    );
    await page.context().close();
  }
});
