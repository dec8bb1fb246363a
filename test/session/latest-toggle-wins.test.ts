import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../support/fakes/fake-clock.ts';
import { FakePlatform } from '../support/fakes/fake-platform.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { FilmController } from '../support/fakes/film-controller.ts';
import { record } from '../support/fakes/record.ts';
import type { UTDEvents } from '../../src/model/events.ts';
import type { Source } from '../../src/platform/transport.ts';

type From = 'off' | 'on';

interface Toggle {
  readonly what: string;
  set(film: FilmController, on: boolean): unknown;
  isOn(film: FilmController): boolean;
  /** What comes of it, and what that is while it is on. */
  effect(edge: FakePlatform): unknown;
  readonly whileOn: unknown;
  readonly event: keyof UTDEvents;
  /** What is told of on, off, on. */
  readonly told: Readonly<Record<From, readonly boolean[]>>;
}

const source = (
  what: Source,
  set: 'setMicrophone' | 'setCamera' | 'setScreenShare',
  on: 'micEnabled' | 'cameraEnabled' | 'screenShareEnabled',
  label: string,
): Toggle => ({
  what,
  set: (film, wanted) => film.media[set](wanted),
  isOn: (film) => film.media[on].get(),
  effect: ({ tracks, link }) => ({
    open: tracks.filter(({ readyState }) => readyState === 'live').map((track) => track.label),
    sent: link.published.filter(({ muted, ended }) => !muted && !ended).map(({ track }) => track.readyState),
  }),
  whileOn: { open: [label], sent: ['live'] },
  event: `${on}Changed`,
  // The browser has not answered before it is over.
  told: { off: [true], on: [false, true] },
});

const heard = ({ playing }: FakePlatform) => [...playing.keys()];
/** Each press takes effect by itself. */
const each = { off: [true, false, true], on: [false, true] };

const toggles: readonly Toggle[] = [
  source('microphone', 'setMicrophone', 'micEnabled', 'built-in'),
  source('camera', 'setCamera', 'cameraEnabled', 'front'),
  source('screen_share', 'setScreenShare', 'screenShareEnabled', 'the screen'),
  {
    what: 'mute for me',
    set: ({ audio }, on) => audio.setVolume('ada', on ? 0 : 1),
    isOn: ({ audio }) => audio.volumes.get().get('ada') === 0,
    effect: heard,
    whileOn: ['bob'],
    event: 'volumesChanged',
    told: each,
  },
  {
    what: 'mute all',
    set: ({ audio }, on) => audio.muteAllRemote(on),
    isOn: ({ audio }) => audio.allMuted.get(),
    effect: heard,
    whileOn: [],
    event: 'volumesChanged',
    told: { off: [], on: [] },
  },
  {
    what: 'speaker',
    set: ({ audio }, on) => audio.setSpeaker(on),
    isOn: ({ audio }) => audio.speakerOn.get(),
    effect: ({ outputs }) => outputs.get('ada'),
    whileOn: 'Speakerphone',
    event: 'speakerOnChanged',
    told: each,
  },
];

/** A session with everything granted, on a phone, in which ada and bob speak. */
async function joined() {
  const edge = new FakePlatform();
  edge.machine.plugOutputs('default', 'Speakerphone', 'Headset earpiece');
  const film = new FilmController({}, edge);
  await film.join();
  await settled();
  for (const each of ['microphone', 'camera', 'screen_share'] as const) edge.link.grant(true, each);
  edge.link.show(person('me'), person('ada', { microphone: true }), person('bob', { microphone: true }));
  for (const each of ['ada', 'bob']) edge.link.sound(each);
  await settled();
  return { edge, film };
}

/** From now on the browser takes its time; what it returns lets it answer everything, one after another. */
function slow(edge: FakePlatform): () => Promise<void> {
  const answers: (() => void)[] = [];
  const wait = () => new Promise<void>((resolve) => answers.push(resolve));
  edge.machine.prompt = wait;
  edge.routing = wait;
  return async () => {
    for (let nth = 0; nth < answers.length; nth++) {
      answers[nth]!();
      await settled();
    }
  };
}

const on = (detail: unknown) => (detail instanceof Map ? detail.get('ada') === 0 : detail);

/** Presses these, one after another, while the browser takes its time. */
async function press(toggle: Toggle, from: From, presses: readonly boolean[], apart: number) {
  const { edge, film } = await joined();
  await toggle.set(film, from === 'on');
  await settled();
  const told = record(film);
  const answer = slow(edge);
  const asked: unknown[] = [];
  for (const wanted of presses) {
    asked.push(toggle.set(film, wanted));
    if (apart) await edge.clock.pass(apart);
  }
  const done: unknown[] = [];
  const all = Promise.all(asked.map(async (each) => done.push(await each)));
  await settled();
  const early = done.length;
  await answer();
  await all;
  await settled();
  const ofIt = told.filter(([event]) => event === toggle.event);
  return { edge, film, told: ofIt.map(([, detail]) => on(detail)), early };
}

describe('what is pressed on, off and on again', () => {
  for (const toggle of toggles)
    for (const from of ['off', 'on'] as const)
      for (const apart of [0, 20])
        it(`ends on, once, and tells what was so: ${toggle.what}, from ${from}, ${apart ? `${apart} ms apart` : 'in one tick'}`, async () => {
          const { edge, film, told } = await press(toggle, from, [true, false, true], apart);
          assert.deepEqual([toggle.isOn(film), toggle.effect(edge)], [true, toggle.whileOn]);
          assert.deepEqual(told, toggle.told[from]);
        });
});

describe('who presses on, off and on again while the browser asks', () => {
  for (const toggle of toggles.filter(({ event }) => event.endsWith('EnabledChanged')))
    it(`is answered three times, and never before the last is done: ${toggle.what}`, async () => {
      const { early } = await press(toggle, 'off', [true, false, true], 0);
      assert.equal(early, 0);
    });
});

describe('what is on, and pressed on and off in one tick', () => {
  for (const toggle of toggles)
    it(`ends off: ${toggle.what}`, async () => {
      const { edge, film } = await press(toggle, 'on', [true, false], 0);
      assert.equal(toggle.isOn(film), false);
      assert.notDeepEqual(toggle.effect(edge), toggle.whileOn);
    });
});
