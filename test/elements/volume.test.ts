/// <reference types="mocha" />
import { expect } from 'chai';
import { browserAudioPlayer } from '../../src/platform/playback/audio-player.ts';
import { until } from '../support/element/film-fixture.ts';
import { FakeTrack } from '../support/fakes/fake-track.ts';
import { calm, one, roomWith, tidy } from '../support/element/fixture.ts';
import { person } from '../support/fakes/fake-transport.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Root mean square of what comes out of a node, over the next tenth of a second. */
async function level(node: AudioNode): Promise<number> {
  const analyser = new AnalyserNode(node.context, { fftSize: 4096 });
  node.connect(analyser);
  await pause(150);
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
}

/** Waits until one node is `factor` times as loud as another: the first sound takes its time on a busy machine. */
const isLouder = (node: AudioNode, than: AudioNode, factor: number) =>
  until(async () => {
    const [before, after] = await Promise.all([level(than), level(node)]);
    return Math.abs(after / before - factor) < factor * 0.2;
  }, `${factor} times as loud`);

/** The sound of ada, as a session plays it. */
const play = (stream: MediaStream) =>
  browserAudioPlayer.play(
    {
      identity: 'ada',
      id: 'track',
      attach: (element) => void (element.srcObject = stream),
      detach() {},
      track: stream.getAudioTracks()[0]!,
    },
    () => {},
  );

describe('loudness', () => {
  afterEach(tidy);

  it('of a person is muted for me by a button inside, which shows it, and so does the element', async () => {
    const room = await roomWith(`
      <utd-participants><template>
        <utd-participant><b data-utd-text="name"></b><button command="--mute-for-me">Mute</button></utd-participant>
      </template></utd-participants>`);
    room.edge.link.show(person('me'), person('ada', { microphone: true }));
    room.edge.push(1, { identity: 'ada' });
    room.edge.link.sound('ada');
    await calm();
    const ada = [...room.querySelectorAll('utd-participant')].find(({ identity }) => identity === 'ada')!;
    const button = one<HTMLButtonElement>(ada, 'button');
    expect(button.getAttribute('aria-pressed')).to.equal('false');
    button.click();
    await pause(0);
    await calm();
    expect(ada.matches(':state(muted-for-me)')).to.equal(true);
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    expect([...room.edge.playing.keys()]).to.deep.equal([]);
    button.click();
    await pause(0);
    await calm();
    expect(ada.matches(':state(muted-for-me)')).to.equal(false);
    expect([...room.edge.playing.keys()]).to.deep.equal(['ada']);
  });

  it('that I have set is there again after a button muted them and let me hear them', async () => {
    const room = await roomWith(
      '<utd-participant identity="ada"><button command="--mute-for-me">Mute</button></utd-participant>',
    );
    room.edge.link.show(person('me'), person('ada', { microphone: true }));
    await calm();
    const { audio } = room.session;
    audio.setVolume('ada', 0.5);
    const volumes: unknown[] = [];
    for (let click = 0; click < 2; click++) {
      one<HTMLButtonElement>(room, 'button').click();
      await pause(0);
      await calm();
      volumes.push(audio.volumes.get().get('ada'));
    }
    expect(volumes).to.deep.equal([0, 0.5]);
  });

  it('goes on when a framework puts another body in the place of the page’s', async () => {
    const context = new AudioContext();
    const microphone = context.createMediaStreamDestination();
    const playback = play(microphone.stream);
    const element = one<HTMLAudioElement>(document, 'audio[data-utd-audio="ada"]');
    const { body } = document;
    await element.play();
    try {
      body.replaceWith(document.createElement('body'));
      await until(() => element.isConnected && !element.paused, 'the sound goes on');
    } finally {
      document.body.replaceWith(body);
      playback.stop();
      await context.close();
    }
    expect(document.querySelector('audio')).to.equal(null);
  });

  it('of everybody is muted for me by a toggle', async () => {
    const room = await roomWith('<button command="--mute-output">Quiet</button>');
    const button = one<HTMLButtonElement>(room, 'button');
    button.click();
    await pause(0);
    await calm();
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    expect(room.session.audio.allMuted.get()).to.equal(true);
  });

  it('is heard by a gain node where the volume of an element cannot be written, as on iOS', async () => {
    const volume = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'volume')!;
    const context = new AudioContext();
    const tone = new GainNode(context, { gain: 0.5 });
    const oscillator = new OscillatorNode(context);
    oscillator.connect(tone);
    oscillator.start();
    const microphone = context.createMediaStreamDestination();
    tone.connect(microphone);
    const made: GainNode[] = [];
    const real = AudioContext.prototype.createGain;
    AudioContext.prototype.createGain = function () {
      made.push(real.call(this));
      return made.at(-1)!;
    };
    Object.defineProperty(HTMLMediaElement.prototype, 'volume', { ...volume, get: () => 1, set() {} });
    try {
      const playback = play(microphone.stream);
      const element = one<HTMLAudioElement>(document, 'audio[data-utd-audio="ada"]');
      playback.setVolume(1);
      expect([element.muted, made.length]).to.deep.equal([false, 0]);
      playback.setVolume(0.2);
      expect([element.muted, made.length]).to.deep.equal([true, 1]);
      await isLouder(made[0]!, tone, 0.2);
      playback.setVolume(1);
      expect(element.muted).to.equal(false);
      playback.stop();
    } finally {
      Object.defineProperty(HTMLMediaElement.prototype, 'volume', volume);
      AudioContext.prototype.createGain = real;
      await context.close();
    }
  });

  it('above 1 is one gain node that doubles the samples, below it the element’s own volume', async () => {
    const made: GainNode[] = [];
    const contexts: BaseAudioContext[] = [];
    const real = AudioContext.prototype.createGain;
    AudioContext.prototype.createGain = function () {
      const gain = real.call(this);
      contexts.push(this);
      made.push(gain);
      return gain;
    };
    try {
      const context = new AudioContext();
      const tone = new OscillatorNode(context);
      const quieter = new GainNode(context, { gain: 0.2 });
      const microphone = context.createMediaStreamDestination();
      tone.connect(quieter).connect(microphone);
      tone.start();
      const told: boolean[] = [];
      const attach = (element: HTMLAudioElement) => void (element.srcObject = microphone.stream);
      const playback = browserAudioPlayer.play(
        {
          identity: 'ada',
          id: 'track',
          attach,
          detach() {},
          track: new FakeTrack('ada', 'microphone') as unknown as MediaStreamTrack,
        },
        (on) => told.push(on),
      );
      const element = one<HTMLAudioElement>(document, 'audio[data-utd-audio="ada"]');

      playback.setVolume(0.5);
      expect([element.volume, element.muted, made.length]).to.deep.equal([0.5, false, 0]);

      playback.setVolume(2);
      playback.setVolume(1.9);
      playback.setVolume(2);
      expect([element.muted, made.length]).to.deep.equal([true, 1]);
      await isLouder(made[0]!, quieter, 2);

      // A phone call stops it, and the next gesture brings it back.
      const [boosted] = contexts as [AudioContext];
      await boosted.suspend();
      await until(() => told.at(-1) === false, 'the sound has stopped');
      await playback.retry();
      await until(() => told.at(-1) === true, 'the sound is back');
      expect(boosted.state).to.equal('running');

      playback.setVolume(1);
      expect(element.muted).to.equal(false);
      await until(() => boosted.state === 'closed', 'the context is closed');
      playback.stop();
      expect(document.querySelector('audio[data-utd-audio]') === null).to.equal(true);
      await context.close();
    } finally {
      AudioContext.prototype.createGain = real;
    }
  });
});
