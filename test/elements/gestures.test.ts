import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { browserAudioPlayer } from '../../src/platform/playback/audio-player.ts';
import { browserPage } from '../../src/platform/page/page.ts';
import { click } from '../support/element/click.ts';
import { FakeTrack } from '../support/fakes/fake-track.ts';
import { fixture, one, tidy } from '../support/element/fixture.ts';

describe('a gesture', () => {
  afterEach(tidy);

  it('is each pointerup, click and key, also where the page keeps it to itself, until the session ends', async () => {
    const button = one(await fixture('<button>x</button>'), 'button');
    for (const kind of ['pointerup', 'click', 'keydown'])
      button.addEventListener(kind, (event) => event.stopImmediatePropagation(), true);
    const session = new AbortController();
    let heard = 0;
    browserPage.onGesture(() => heard++, session.signal);
    await click(button);
    expect(heard).to.equal(2);
    await sendKeys({ press: 'a' });
    expect(heard).to.equal(3);
    session.abort();
    await click(button);
    expect(heard).to.equal(3);
  });
});

describe('a sound that the browser refuses', () => {
  it('plays when a later try is let, and is not told to play before', async () => {
    const { play } = HTMLMediaElement.prototype;
    let outcome = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    HTMLMediaElement.prototype.play = () => outcome();
    try {
      const told: boolean[] = [];
      const sound = {
        identity: 'ada',
        id: 'track',
        attach() {},
        detach() {},
        track: new FakeTrack('ada', 'microphone') as unknown as MediaStreamTrack,
      };
      const playback = browserAudioPlayer.play(sound, (playing) => told.push(playing));
      await playback.retry();
      expect(told).to.deep.equal([false, false]);
      let resolve = () => {};
      outcome = () => new Promise((done) => (resolve = done as () => void));
      const trying = playback.retry();
      expect(told).to.deep.equal([false, false]);
      resolve();
      await trying;
      expect(told).to.deep.equal([false, false, true]);
      outcome = () => Promise.reject(new DOMException('', 'AbortError'));
      await playback.retry();
      expect(told).to.deep.equal([false, false, true]);
      playback.stop();
    } finally {
      HTMLMediaElement.prototype.play = play;
    }
  });
});
