import { expect } from 'chai';
import {
  filmWith,
  heldTrack,
  movingTrack,
  sending,
  standStill,
  until,
} from '../../../test/support/element/film-fixture.ts';
import { calm, one, tidy, visible } from '../../../test/support/element/fixture.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';

type Video = HTMLElementTagNameMap['utd-video'];

const slots = '<i slot="poster">poster</i><b slot="off">off</b>';

const statesOf = (video: Video) =>
  ['live', 'camera-off', 'lost'].filter((state) => video.matches(`:state(${state})`)).join(' ');

const shownIn = (video: Video) =>
  ['i', 'b'].filter((each) => visible(one(video, each))).map((each) => one(video, each).textContent);

/** ada sends her camera, and a box of 320 × 180 shows it. */
async function ada(attributes = 'identity="ada"', style = 'width: 320px', makeTrack = () => movingTrack()) {
  const film = await filmWith(`<div style="${style}"><utd-video ${attributes}>${slots}</utd-video></div>`);
  const { link } = film.edge;
  link.makeTrack = makeTrack;
  link.show(person('me'), sending('ada', 'camera'));
  const id = link.picture('ada');
  const video = one<Video>(film, 'utd-video');
  const inner = video.shadowRoot!.querySelector('video')!;
  const events: string[] = [];
  for (const type of ['play', 'pause', 'playing', 'volumechange', 'loadedmetadata', 'resize', 'emptied'])
    video.addEventListener(type, () => events.push(type));
  const live = () => until(() => video.matches(':state(live)'), 'the picture is live');
  const reception = () => link.receptions.get(id);
  return { film, link, video, inner, events, live, reception, id };
}

describe('<utd-video>', () => {
  afterEach(tidy);

  it('shows its poster until the first frame, then the picture alone', async () => {
    const { track, show } = heldTrack();
    const { video, live, inner } = await ada(undefined, undefined, () => track);
    await calm();
    expect([shownIn(video), statesOf(video)]).to.deep.equal([['poster'], '']);
    show();
    await live();
    await calm();
    expect([shownIn(video), statesOf(video)]).to.deep.equal([[], 'live']);
    expect([video.videoWidth, video.videoHeight, inner.muted, inner.playsInline]).to.deep.equal([
      320,
      180,
      true,
      true,
    ]);
  });

  it('asks for its picture at the size of its box in pixels of the device', async () => {
    const { video, live, reception } = await ada();
    await live();
    const density = devicePixelRatio;
    expect(reception()).to.deep.equal({ width: 320 * density, height: 180 * density });
    video.parentElement!.style.width = '640px';
    await until(
      () => (reception() as { width: number }).width === 640 * density,
      'the new size is asked for',
    );
  });

  it('shows no last frame when the camera goes off, and the picture when it is on again', async () => {
    const { video, live, link } = await ada();
    await live();
    link.show(person('me'), sending('ada'));
    await calm();
    expect([statesOf(video), shownIn(video), video.srcObject, video.readyState]).to.deep.equal([
      'camera-off',
      ['off'],
      null,
      0,
    ]);
    link.show(person('me'), sending('ada', 'camera'));
    await live();
    expect(shownIn(video)).to.deep.equal([]);
  });

  for (const [what, lose] of [
    ['its participant has left', ({ link }) => link.show(person('me'))],
    [
      'the connection of its participant is lost',
      ({ link }) => link.listener!.connectionQualityChanged('ada', 'lost'),
    ],
    ['the local connection is lost', ({ link }) => link.listener!.reconnecting()],
  ] as [string, (scene: Awaited<ReturnType<typeof ada>>) => void][])
    it(`shows no last frame when ${what}`, async () => {
      const scene = await ada();
      await scene.live();
      lose(scene);
      await calm();
      const { video } = scene;
      expect([statesOf(video), shownIn(video), video.srcObject]).to.deep.equal(['lost', ['off'], null]);
    });

  it('shows no last frame when its picture stands still, and the picture when it moves again', async () => {
    const { video, live, link, inner } = await ada();
    await live();
    const frozen = link.videos[0]!.track!;
    standStill(frozen, true);
    await until(() => statesOf(video) === 'lost', 'the standing picture is noticed');
    await calm();
    expect([shownIn(video), getComputedStyle(inner).visibility]).to.deep.equal([['off'], 'hidden']);
    standStill(frozen, false);
    await live();
    await calm();
    expect([shownIn(video), getComputedStyle(inner).visibility]).to.deep.equal([[], 'visible']);
  });

  it('shows nothing at once when its participant may not be seen any more', async () => {
    const { film, video, live, reception } = await ada();
    await live();
    film.session.hide('ada');
    await calm();
    expect([statesOf(video), video.srcObject, reception()]).to.deep.equal(['camera-off', null, 'none']);
  });

  const place = document.createComment('the place of the element');
  for (const [what, hide, show] of [
    ['hidden', (video) => (video.hidden = true), (video) => (video.hidden = false)],
    [
      'scrolled away',
      (video) => (video.parentElement!.style.marginTop = '5000px'),
      (video) => video.scrollIntoView(),
    ],
    [
      'in a closed <details>',
      (video) => {
        const details = document.createElement('details');
        details.open = true;
        video.parentElement!.replaceWith(details);
        details.append('more', video);
        details.open = false;
      },
      (video) => video.closest('details')!.toggleAttribute('open', true),
    ],
    ['removed', (video) => video.replaceWith(place), (video) => place.replaceWith(video)],
  ] as [string, (video: Video) => unknown, (video: Video) => unknown][])
    it(`receives no data while it is ${what}, and is live again after`, async () => {
      const { video, live, reception } = await ada();
      await live();
      hide(video);
      await until(() => reception() === 'paused', 'the data stop');
      show(video);
      await live();
      expect(reception()).to.have.keys('width', 'height');
    });

  it('receives no data in another tab', async () => {
    const { live, reception } = await ada();
    await live();
    const turn = (state: string) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    turn('hidden');
    await calm();
    expect(reception()).to.equal('paused');
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
    await live();
  });

  it('moved within the page in one call is not interrupted', async () => {
    const { film, video, live, link, reception } = await ada();
    await live();
    const asked: unknown[] = [];
    const { receiveVideo } = link;
    link.receiveVideo = function (...args) {
      asked.push(args[1]);
      receiveVideo.apply(this, args);
    };
    film.append(video);
    await live();
    expect(video.shadowRoot!.querySelector('video')!.paused).to.equal(false);
    expect([asked.includes('paused'), typeof reception()]).to.deep.equal([false, 'object']);
  });

  it('receives no data while it is paused, and holds its frame', async () => {
    const { video, live, reception, events } = await ada();
    await live();
    events.length = 0;
    video.pause();
    await calm();
    expect([video.paused, reception(), statesOf(video), shownIn(video)]).to.deep.equal([
      true,
      'paused',
      '',
      [],
    ]);
    await video.play();
    await live();
    expect([video.paused, events.filter((each) => each.startsWith('p'))]).to.deep.equal([
      false,
      ['pause', 'play', 'playing'],
    ]);
  });

  it('that is paused shows no frame of a camera that went off meanwhile', async () => {
    const { video, live, link } = await ada();
    await live();
    video.pause();
    link.show(person('me'), sending('ada'));
    await calm();
    expect([statesOf(video), shownIn(video), video.srcObject]).to.deep.equal(['camera-off', ['off'], null]);
  });

  it('has the volume of its participant, as the session has it', async () => {
    const { film, video, events } = await ada();
    const { audio } = film.session;
    video.volume = 0.5;
    expect(audio.volumes.get().get('ada')).to.equal(0.5);
    await calm();
    video.muted = true;
    expect(audio.volumes.get().get('ada')).to.equal(0);
    await calm();
    expect([video.volume, video.muted]).to.deep.equal([0.5, true]);
    video.volume = 0.25;
    video.muted = false;
    expect(audio.volumes.get().get('ada')).to.equal(0.25);
    await calm();
    audio.setVolume('ada', 2);
    await calm();
    expect([video.volume, video.muted]).to.deep.equal([1, false]);
    expect(events.filter((each) => each === 'volumechange')).to.have.length(4);
    expect(() => (video.volume = 1.5)).to.throw('A volume is a number from 0 to 1, not 1.5.');
  });

  it('is muted at a volume of 0, and loud again when it is unmuted', async () => {
    const { video } = await ada();
    video.volume = 0;
    await calm();
    expect([video.volume, video.muted]).to.deep.equal([0, true]);
    video.muted = false;
    await calm();
    expect([video.volume, video.muted]).to.deep.equal([1, false]);
  });

  it('starts at the next gesture where the browser refuses to start it', async () => {
    const { live, inner, video } = await ada();
    const { play } = inner;
    inner.play = () => Promise.reject(new DOMException('Save power.', 'NotAllowedError'));
    await until(() => inner.srcObject !== null, 'the picture is attached');
    await calm();
    inner.play = play;
    expect(inner.paused).to.equal(true);
    document.dispatchEvent(new Event('pointerup'));
    await live();
    expect([inner.paused, video.paused]).to.deep.equal([false, false]);
  });

  it('is a live stream to player controls, and cannot be wound', async () => {
    const { video, live } = await ada();
    await live();
    video.currentTime = 5;
    const { duration, ended, seekable } = video;
    expect([duration, ended, seekable.length, video.currentTime < 5]).to.deep.equal([
      Infinity,
      false,
      0,
      true,
    ]);
    expect(video.addTextTrack('captions', 'English', 'en') === video.textTracks[0]).to.equal(true);
  });

  it('shows the screen where it is told to', async () => {
    const { film, link, video, live, reception } = await ada('identity="ada" source="screen_share"');
    await calm();
    expect([statesOf(video), reception()]).to.deep.equal(['camera-off', 'none']);
    link.show(person('me'), sending('ada', 'screen_share'));
    link.picture('ada', 'screen_share');
    await live();
    video.source = 'camera';
    await calm();
    expect(statesOf(one<Video>(film, 'utd-video'))).to.equal('camera-off');
  });

  it('shows the participant of the item around it', async () => {
    const film = await filmWith(`
      <utd-participants><template><p><utd-video></utd-video></p></template></utd-participants>
      <utd-participant identity="ben"><utd-video></utd-video></utd-participant>`);
    const { link } = film.edge;
    link.show(person('me'), sending('ada', 'camera'), sending('ben'));
    for (const each of ['ada', 'ben']) link.picture(each);
    await calm();
    const videos = () => [...film.querySelectorAll<Video>('utd-video')];
    await until(() => videos()[1]!.matches(':state(live)'), 'ada is live');
    expect(videos().map(statesOf)).to.deep.equal(['camera-off', 'live', 'camera-off', 'camera-off']);
    one<HTMLElementTagNameMap['utd-participant']>(film, 'utd-participant').identity = 'ada';
    await until(() => videos().at(-1)!.matches(':state(live)'), 'the other participant is shown');
  });

  it('shows the session of another part of the page', async () => {
    const { film, link } = await ada();
    film.id = 'film';
    const elsewhere = document.createElement('div');
    film.parentElement!.append(elsewhere);
    elsewhere.innerHTML = '<utd-video for="film" identity="ben"></utd-video>';
    link.show(person('me'), sending('ben', 'camera'));
    link.picture('ben');
    const video = one<Video>(elsewhere, 'utd-video');
    await until(() => video.matches(':state(live)'), 'ben is live');
  });

  it('mirrors my own front camera, and nothing else', async () => {
    const { film, video, inner, live } = await ada();
    await live();
    expect(getComputedStyle(inner).transform).to.equal('none');
    const { edge, session } = film;
    edge.link.grant(true, 'camera');
    video.identity = 'me';
    for (const [settings, mirrored] of [
      [{}, true],
      [{ facingMode: 'user' }, true],
      [{ facingMode: 'environment' }, false],
    ] as [MediaTrackSettings, boolean][]) {
      edge.machine.trackOf = () => Object.assign(movingTrack(), { getSettings: () => settings });
      await session.media.setCamera(true);
      await live();
      expect(getComputedStyle(inner).transform).to.equal(mirrored ? 'matrix(-1, 0, 0, 1, 0, 0)' : 'none');
      await session.media.setCamera(false);
      await calm();
      expect(statesOf(video)).to.equal('camera-off');
    }
  });

  it('is gone with its session', async () => {
    const { film, video, live } = await ada();
    await live();
    await film.session.leave();
    await calm();
    expect([statesOf(video), shownIn(video), video.srcObject]).to.deep.equal(['', ['off'], null]);
  });
});
