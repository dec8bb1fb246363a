/**
 * From taking a seat to the first sound that the other hears: ours beside the same steps by hand with
 * raw livekit-client, interleaved, on one server.
 *
 * Two pages. The microphone of the first is a continuous tone instead of Chromium's beep of once a
 * second, whose phase would be most of what is measured. Time starts at the call that takes the seat
 * and ends when an AnalyserNode in the second page first sees more than silence; both pages run on one
 * machine and share its clock. By hand: take by `fetch`, wait for the permission, capture, publish; the
 * listener attaches on `TrackSubscribed`.
 */
import type { Page } from 'playwright-core';
import { toneForMicrophone } from '../test/support/journey/tone.ts';
import { compare, measure } from './house.ts';
import { watchSound, type SoundWindow } from './sound-page.ts';

const rounds = 12;
const warmUp = 1;

/** A page with a tone for a microphone, and `heard()`: the time at which sound first arrives. */
const prepare = async (page: Page) => {
  await page.evaluate(toneForMicrophone);
  await page.evaluate(watchSound);
  await page.evaluate(() => {
    const mint = async (engineUrl: string, identity: string, room: string) => {
      const response = await fetch(`${engineUrl}/api/v1/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-app-id': '1234567890' },
        body: JSON.stringify({
          identity,
          room_name: room,
          session_id: crypto.randomUUID(),
          type: 'audio_room',
        }),
      });
      return response.json();
    };
    Object.assign(window, { mint });
  });
};

type Prepared = SoundWindow & {
  mint(
    engineUrl: string,
    identity: string,
    room: string,
  ): Promise<{ url: string; token: string; user_token: string }>;
};

await measure(async ({ engineUrl, open }) => {
  const [speaker, listener] = [await open('page'), await open('page')];
  for (const page of [speaker, listener]) {
    await page.waitForFunction(() => 'measured' in window);
    await prepare(page);
  }

  async function ours(round: number): Promise<number> {
    const at = { engineUrl, room: `ours${round}` };
    const join = (page: Page, identity: string) =>
      page.evaluate(
        async ({ engineUrl, room, identity }) => {
          const session = new window.measured.AudioRoomController(null, {
            appId: '1234567890',
            baseUrl: engineUrl,
            roomName: room,
            identity,
          });
          await session.join();
          Object.assign(window, { session });
        },
        { ...at, identity },
      );
    await Promise.all([join(speaker, 'speaker'), join(listener, 'listener')]);
    const heard = listener.evaluate(() => (window as unknown as Prepared).heard());
    const begun = await speaker.evaluate(() => {
      const begun = Date.now();
      void (
        window as unknown as { session: InstanceType<typeof window.measured.AudioRoomController> }
      ).session.seats.take(1);
      return begun;
    });
    const took = (await heard) - begun;
    for (const page of [speaker, listener])
      await page.evaluate(() =>
        (window as unknown as { session: { leave(): Promise<void> } }).session.leave(),
      );
    return took;
  }

  async function raw(round: number): Promise<number> {
    const at = { engineUrl, room: `raw${round}` };
    const join = (page: Page, identity: string) =>
      page.evaluate(
        async ({ engineUrl, room, identity }) => {
          const { Room, RoomEvent } = window.measured;
          const minted = await (window as unknown as Prepared).mint(engineUrl, identity, room);
          const session = new Room();
          session.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
          session.on(RoomEvent.TrackUnsubscribed, (track) =>
            track.detach().forEach((element) => element.remove()),
          );
          await session.connect(minted.url, minted.token);
          Object.assign(window, { raw: session, bearer: minted.user_token });
        },
        { ...at, identity },
      );
    await Promise.all([join(speaker, 'speaker'), join(listener, 'listener')]);
    const heard = listener.evaluate(() => (window as unknown as Prepared).heard());
    const begun = await speaker.evaluate(async ({ engineUrl, room }) => {
      const { raw, bearer } = window as unknown as {
        raw: InstanceType<typeof window.measured.Room>;
        bearer: string;
      };
      const { RoomEvent, Track } = window.measured;
      const begun = Date.now();
      const granted = new Promise((resolve) => raw.once(RoomEvent.ParticipantPermissionsChanged, resolve));
      await fetch(`${engineUrl}/api/v1/rooms/${room}/seats/1/take`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
        body: '{}',
      });
      await granted;
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      void raw.localParticipant.publishTrack(stream.getAudioTracks()[0]!, {
        source: Track.Source.Microphone,
      });
      return begun;
    }, at);
    const took = (await heard) - begun;
    for (const page of [speaker, listener])
      await page.evaluate(async () => {
        await (window as unknown as { raw: { disconnect(): Promise<void> } }).raw.disconnect();
        for (const element of document.querySelectorAll('audio')) element.remove();
      });
    return took;
  }

  const taken: { ours: number; raw: number }[] = [];
  for (let round = 0; round < rounds + warmUp; round++)
    taken.push(
      round % 2
        ? { ours: await ours(round), raw: await raw(round) }
        : { raw: await raw(round), ours: await ours(round) },
    );
  const counted = taken.slice(warmUp);
  console.log(`seat to sound, ${counted.length} rounds`);
  compare(
    'to the first sound',
    counted.map((each) => each.ours),
    counted.map((each) => each.raw),
  );
});
