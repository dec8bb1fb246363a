/**
 * A listener who comes and goes, as another participant sees them: ours / raw livekit-client, in one page.
 *
 * Two participants watch a room: one by `participants.remote`, one by the events of livekit-client, with a token minted by
 * hand. A third one joins and leaves as a listener, 40 times, in rooms with no further people, with 20 and with 60, who
 * publish nothing. The figures are the times from the answer to `join()` until each of the two lists them,
 * and from the call of `leave()` until each list is without them. livekit-server batches the updates of participants who
 * publish nothing, and so the raw times go up to 3 s. The bar: p95 ≤ 500 ms for ours.
 */
import type { Page } from 'playwright-core';
import { compare, measure } from './house.ts';

const times = 40;
const appId = '1234567890';

await measure(async ({ engineUrl, open }) => {
  const mint = async (room_name: string, identity: string): Promise<{ url: string; token: string }> => {
    const response = await fetch(`${engineUrl}/api/v1/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-app-id': appId },
      body: JSON.stringify({ identity, room_name, session_id: crypto.randomUUID(), type: 'audio_room' }),
    });
    if (!response.ok) throw new Error(`${identity} got no token: ${await response.text()}`);
    return response.json() as Promise<{ url: string; token: string }>;
  };
  const blank = async (): Promise<Page> => {
    const page = await open('page');
    await page.waitForFunction(() => 'measured' in window);
    return page;
  };
  for (const others of [0, 20, 60]) {
    const roomName = `arrivals${others}`;
    const crowd = await blank();
    for (let index = 0; index < others; index++)
      await crowd.evaluate(
        async ({ url, token }) => new window.measured.Room().connect(url, token),
        await mint(roomName, `other${index}`),
      );
    const page = await blank();
    const taken = await page.evaluate(
      async ({ engineUrl, appId, roomName, times, byHand }) => {
        const { AudioRoomController, Room } = window.measured;
        const options = (identity: string) => ({ appId, baseUrl: engineUrl, roomName, identity });
        const raw = new Room();
        await raw.connect(byHand.url, byHand.token);
        const watcher = new AudioRoomController(null, options('ours'));
        await watcher.join();
        const lists = {
          ours: (identity: string) => watcher.participants.get(identity).get() !== undefined,
          raw: (identity: string) => raw.remoteParticipants.has(identity),
        };
        const since = async (has: (identity: string) => boolean, identity: string, wanted: boolean) => {
          const begun = performance.now();
          while (has(identity) !== wanted) await new Promise((resolve) => setTimeout(resolve, 5));
          return performance.now() - begun;
        };
        const both = async (identity: string, wanted: boolean) => {
          const [ours, byHand] = await Promise.all([
            since(lists.ours, identity, wanted),
            since(lists.raw, identity, wanted),
          ]);
          return { ours, raw: byHand };
        };
        const results: Record<'comes' | 'goes', { ours: number; raw: number }[]> = { comes: [], goes: [] };
        for (let index = 0; index < times; index++) {
          const identity = `listener${index}`;
          const room = new AudioRoomController(null, options(identity));
          await room.join();
          results.comes.push(await both(identity, true));
          const left = room.leave();
          results.goes.push(await both(identity, false));
          await left;
        }
        await watcher.leave();
        await raw.disconnect();
        return results;
      },
      { engineUrl, appId, roomName, times, byHand: await mint(roomName, 'raw') },
    );
    await Promise.all([page.close(), crowd.close()]);
    console.log(`a listener of a room with ${others} others, ${times} times`);
    for (const what of ['comes', 'goes'] as const)
      compare(
        `a listener ${what}`,
        taken[what].map(({ ours }) => ours),
        taken[what].map(({ raw }) => raw),
      );
  }
});
