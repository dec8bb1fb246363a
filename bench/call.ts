/**
 * A call, from its start to the first sound, beside raw livekit-client's join, and a message from send to seen.
 *
 * Two pages, each a person with a signalling plane. The microphone of the caller is a continuous tone instead of Chromium's
 * beep of once a second, whose phase would be most of the figure. One round of ours: the caller starts a call, the callee
 * accepts as soon as the ring has arrived, and an AnalyserNode in the callee's page sees more than silence. One round by
 * hand, in turn: both pages join a room with livekit-client and minted tokens, the caller is seated, captures and
 * publishes, and the callee attaches on `TrackSubscribed`: what any way to two people in a room costs, without a ring. All
 * times are by the clock of the one machine.
 *
 * "ring": from the start to the ring in the callee's page. "first sound": from the acceptance to the sound, beside that
 * from the joins by hand to the sound. "whole": both. A message: from `sendMessage` in one page to the `message` event in
 * the other, 200 times, one after another.
 */
import type { Page } from 'playwright-core';
import { developmentApp } from '../scripts/stack.mjs';
import { toneForMicrophone } from '../test/support/journey/tone.ts';
import { compare, measure, ms, quantile } from './house.ts';
import { watchSound, type SoundWindow } from './sound-page.ts';

const rounds = 12;
const warmUp = 2;
const messages = 200;

interface Person {
  /** Resolves at the next ring, with its time and the id of the call. */
  rung(): Promise<{ at: number; callId: string }>;
  joinByHand(room: string): Promise<void>;
  speakByHand(room: string): Promise<void>;
  leaveByHand(): Promise<void>;
}

type Prepared = SoundWindow & {
  person: Person;
  call: InstanceType<Window['measured']['CallController']>;
  signal: InstanceType<Window['measured']['SignalController']>;
};

async function prepare(page: Page, identity: string, engineUrl: string, credentials: object): Promise<void> {
  await page.waitForFunction(() => 'measured' in window);
  await page.evaluate(toneForMicrophone);
  await page.evaluate(watchSound);
  await page.evaluate(
    async ({ identity, engineUrl, credentials, appId }) => {
      const { CallController, Room, RoomEvent, SignalController, Track } = window.measured;
      const signal = new SignalController(null, { credentialsProvider: async () => credentials as never });
      await signal.connect();
      const call = new CallController(null, { appId, baseUrl: engineUrl, identity, signal });
      let room = new Room();
      let bearer = '';
      const ask = async (path: string, body: object, headers: object) => {
        const response = await fetch(`${engineUrl}/api/v1${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
        return response.json();
      };
      const person: Person = {
        rung: () =>
          new Promise((resolve) => {
            const stop = signal.on('incomingCall', ({ callId }) => {
              stop();
              resolve({ at: Date.now(), callId });
            });
          }),
        async joinByHand(name) {
          const minted = await ask(
            '/token',
            { identity, room_name: name, session_id: crypto.randomUUID(), type: 'audio_room' },
            { 'x-app-id': appId },
          );
          bearer = minted.user_token;
          room = new Room();
          room.on(RoomEvent.TrackSubscribed, (track) => document.body.append(track.attach()));
          await room.connect(minted.url, minted.token);
        },
        async speakByHand(name) {
          const permitted = new Promise<void>((resolve) => {
            room.on(RoomEvent.ParticipantPermissionsChanged, () => {
              if (room.localParticipant.permissions?.canPublish) resolve();
            });
          });
          await ask(`/rooms/${name}/seats/1/take`, {}, { authorization: `Bearer ${bearer}` });
          await permitted;
          const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
          await room.localParticipant.publishTrack(stream.getAudioTracks()[0]!, {
            source: Track.Source.Microphone,
          });
        },
        async leaveByHand() {
          await room.disconnect();
          for (const each of document.querySelectorAll('audio')) each.remove();
        },
      };
      Object.assign(window, { signal, call, person });
    },
    { identity, engineUrl, credentials, appId: developmentApp.id },
  );
}

await measure(async ({ engineUrl, open }) => {
  const credentialsOf = async (identity: string): Promise<object> => {
    const response = await fetch(`${engineUrl}/api/v1/signal/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-app-id': developmentApp.id,
        'x-app-secret': developmentApp.secret,
      },
      body: JSON.stringify({ identity }),
    });
    return (await response.json()) as object;
  };
  const [anna, ben] = [await open('page'), await open('page')];
  await prepare(anna, 'anna', engineUrl, await credentialsOf('anna'));
  await prepare(ben, 'ben', engineUrl, await credentialsOf('ben'));
  const person = <T>(page: Page, work: (window: Prepared) => Promise<T>): Promise<T> =>
    page.evaluate(`(${work.toString()})(window)`) as Promise<T>;

  const byCall = async () => {
    const rung = person(ben, ({ person }) => person.rung());
    const began = await person(anna, async ({ call }) => {
      const began = Date.now();
      void call.ring.start({ calleeIdentity: 'ben' });
      return began;
    });
    const { at } = await rung;
    const accepted = Date.now();
    const heard = person(ben, ({ heard }) => heard());
    await person(ben, ({ call }) => call.ring.accept());
    const sound = await heard;
    await person(anna, ({ call }) => call.ring.end());
    await ben.waitForFunction(
      () => (window as unknown as Prepared).call.connection.state.get() === 'disconnected',
    );
    return { ring: at - began, sound: sound - accepted, whole: sound - began };
  };
  const byHand = async (round: number) => {
    const name = `by-hand-${round}`;
    const began = Date.now();
    const heard = person(ben, ({ heard }) => heard());
    await Promise.all(
      [anna, ben].map((page) =>
        page.evaluate((name) => (window as unknown as Prepared).person.joinByHand(name), name),
      ),
    );
    await anna.evaluate((name) => (window as unknown as Prepared).person.speakByHand(name), name);
    const sound = await heard;
    for (const page of [anna, ben]) await person(page, ({ person }) => person.leaveByHand());
    return sound - began;
  };
  const calls: Awaited<ReturnType<typeof byCall>>[] = [];
  const hands: number[] = [];
  for (let round = 0; round < rounds + warmUp; round++) {
    if (round % 2) hands.push(await byHand(round));
    calls.push(await byCall());
    if (!(round % 2)) hands.push(await byHand(round));
  }
  const [ours, raw] = [calls.slice(warmUp), hands.slice(warmUp)];
  console.log(`a call, ${ours.length} rounds`);
  const rings = ours.map(({ ring }) => ring);
  console.log(`  ring: p50 ${ms(quantile(rings, 0.5))}, p95 ${ms(quantile(rings, 0.95))}`);
  compare(
    'first sound',
    ours.map(({ sound }) => sound),
    raw,
  );
  compare(
    'whole',
    ours.map(({ whole }) => whole),
    raw,
  );

  const times = await ben.evaluateHandle((count) => {
    const { signal } = window as unknown as Prepared;
    const arrivals: number[] = [];
    return {
      all: new Promise<number[]>((resolve) => {
        signal.on('message', () => {
          arrivals.push(Date.now());
          if (arrivals.length === count) resolve(arrivals);
        });
      }),
    };
  }, messages);
  const sent = await anna.evaluate(async (count) => {
    const { signal } = window as unknown as Prepared;
    const sent: number[] = [];
    for (let index = 0; index < count; index++) {
      sent.push(Date.now());
      await signal.sendMessage({ toIdentity: 'ben', content: { text: `message ${index}` } });
      // The engine takes 120 frames in ten seconds.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return sent;
  }, messages);
  const seen = await times.evaluate(({ all }) => all);
  const took = seen.map((at, index) => at - sent[index]!);
  console.log(`a message from send to seen, ${took.length} times`);
  console.log(`  p50 ${ms(quantile(took, 0.5))}, p99 ${ms(quantile(took, 0.99))}`);
});
