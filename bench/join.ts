/**
 * Joining a room: ours / raw livekit-client, in one page, on one server, interleaved.
 *
 * Each pair joins and leaves twice with fresh people: once by `room.join()`, once by hand (a `fetch` of
 * the mint, `new Room()`, `connect`). The order alternates, three pairs warm up uncounted. "With mint"
 * runs from the call to the connection; "without" is what remains after the mint's answer: for raw
 * livekit-client `connect` alone, for ours everything but the engine's own answer time of that join.
 * The bar: p50 with mint ≤ 1.15 × raw.
 */
import { compare, measure } from './house.ts';

const pairs = 24;
const warmUp = 3;

await measure(async ({ engineUrl, open }) => {
  const page = await open('page');
  await page.waitForFunction(() => 'measured' in window);
  const taken = await page.evaluate(
    async ({ engineUrl, pairs }) => {
      const { AudioRoomController, Room } = window.measured;
      const appId = '1234567890';
      const mintTimes: number[] = [];
      const real = window.fetch.bind(window);
      window.fetch = async (input, init) => {
        const begun = performance.now();
        const response = await real(input, init);
        const url = input instanceof Request ? input.url : String(input);
        if (url.endsWith('/token')) mintTimes.push(performance.now() - begun);
        return response;
      };
      const ours = async (index: number) => {
        const room = new AudioRoomController(null, {
          appId,
          baseUrl: engineUrl,
          roomName: 'bench',
          identity: `ours${index}`,
        });
        const begun = performance.now();
        await room.join();
        const total = performance.now() - begun;
        const mint = mintTimes.pop()!;
        await room.leave();
        return { total, rest: total - mint };
      };
      const raw = async (index: number) => {
        const begun = performance.now();
        const response = await fetch(`${engineUrl}/api/v1/token`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-app-id': appId },
          body: JSON.stringify({
            identity: `raw${index}`,
            room_name: 'bench',
            session_id: crypto.randomUUID(),
            type: 'audio_room',
          }),
        });
        const { url, token } = await response.json();
        const minted = performance.now();
        const room = new Room();
        await room.connect(url, token);
        const end = performance.now();
        await room.disconnect();
        mintTimes.length = 0;
        return { total: end - begun, rest: end - minted };
      };
      const results: { ours: { total: number; rest: number }; raw: { total: number; rest: number } }[] = [];
      for (let index = 0; index < pairs; index++) {
        const first = index % 2 ? await ours(index) : await raw(index);
        const second = index % 2 ? await raw(index) : await ours(index);
        results.push(index % 2 ? { ours: first, raw: second } : { ours: second, raw: first });
      }
      return results;
    },
    { engineUrl, pairs: pairs + warmUp },
  );
  const counted = taken.slice(warmUp);
  console.log(`join, ${counted.length} pairs`);
  for (const [what, key] of [
    ['with mint', 'total'],
    ['without mint', 'rest'],
  ] as const)
    compare(
      what,
      counted.map((pair) => pair.ours[key]),
      counted.map((pair) => pair.raw[key]),
    );
});
