import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settled } from '../../test/support/fake-clock.ts';
import { FakeEdge } from '../../test/support/fake-edge.ts';
import { FilmController } from '../../test/support/film-controller.ts';
import { names, record } from '../../test/support/record.ts';

const toggles = [
  ['microphone', 'setMicrophone', 'micEnabled'],
  ['camera', 'setCamera', 'cameraEnabled'],
  ['screen_share', 'setScreenShare', 'screenShareEnabled'],
] as const;

describe('what is switched on, off and on again while the browser opens it', () => {
  for (const [source, set, on] of toggles)
    it(`ends on, with one capture open, told once: ${source}`, async () => {
      const edge = new FakeEdge();
      const film = new FilmController({}, edge);
      await film.join();
      await settled();
      edge.link.grant(true, source);
      const told = record(film);
      const answers: (() => void)[] = [];
      edge.machine.prompt = () => new Promise((resolve) => answers.push(resolve));
      const asked: Promise<void>[] = [];
      for (const wanted of [true, false, true]) {
        asked.push(film.media[set](wanted));
        await edge.clock.pass(20);
      }
      const settling = Promise.allSettled(asked);
      for (let nth = 0; nth < answers.length; nth++) {
        answers[nth]!();
        await settled();
      }
      await settling;
      const live = edge.tracks.filter(({ readyState }) => readyState === 'live');
      assert.deepEqual([film.media[on].get(), live.length], [true, 1]);
      assert.deepEqual(
        names(told).filter((name) => name.startsWith(on)),
        [`${on}Changed`],
      );
    });
});
