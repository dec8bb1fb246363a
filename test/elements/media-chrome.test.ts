import 'media-chrome';
import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { filmWith, sending, until } from '../support/element/film-fixture.ts';
import { calm, one, tidy } from '../support/element/fixture.ts';
import { person } from '../support/fakes/fake-transport.ts';

type Video = HTMLElementTagNameMap['utd-video'];

/** ada's camera in media-chrome's own player, with buttons that nothing was done to. */
async function player() {
  const film = await filmWith(`
    <media-controller style="width: 320px; height: 240px">
      <utd-video slot="media" identity="ada"></utd-video>
      <media-control-bar>
        <media-play-button></media-play-button>
        <media-mute-button></media-mute-button>
        <media-volume-range></media-volume-range>
        <media-pip-button></media-pip-button>
        <media-fullscreen-button></media-fullscreen-button>
      </media-control-bar>
    </media-controller>`);
  const { link } = film.edge;
  link.show(person('me'), sending('ada', 'camera'));
  const id = link.picture('ada');
  const video = one<Video>(film, 'utd-video');
  await until(() => video.matches(':state(live)'), 'the picture is live');
  const button = (name: string) => one(film, `media-${name}-button`);
  const volume = () => film.session.audio.volumes.get().get('ada') ?? 1;
  return { film, video, button, volume, reception: () => link.receptions.get(id) };
}

/** The browser has told every observer that an element cannot be seen. */
const unseen = (element: Element) =>
  new Promise<void>((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) return;
      observer.disconnect();
      setTimeout(resolve);
    });
    observer.observe(element);
  });

describe('In a <media-controller> of media-chrome', () => {
  afterEach(async () => {
    localStorage.clear();
    await tidy();
  });

  it('the play button pauses the picture with its data, and plays it on', async () => {
    const { video, button, reception } = await player();
    const play = button('play');
    await until(() => !play.hasAttribute('mediapaused'), 'the button shows that it plays');
    await click(play);
    await until(() => play.hasAttribute('mediapaused'), 'the button shows that it is paused');
    expect([video.paused, reception()]).to.deep.equal([true, 'paused']);
    await click(play);
    await until(() => video.matches(':state(live)'), 'the picture is live');
    expect([video.paused, play.hasAttribute('mediapaused')]).to.deep.equal([false, false]);
  });

  it('the mute button mutes the participant for me, and shows a mute that another button made', async () => {
    const { film, video, button, volume } = await player();
    const mute = button('mute');
    await click(mute);
    await until(() => mute.getAttribute('mediavolumelevel') === 'off', 'the button shows the mute');
    expect([volume(), video.muted]).to.deep.equal([0, true]);
    await click(mute);
    await until(() => mute.getAttribute('mediavolumelevel') === 'high', 'the button shows the sound');
    expect(volume()).to.equal(1);
    film.session.audio.setVolume('ada', 0.3);
    await until(() => mute.getAttribute('mediavolumelevel') === 'low', 'the button shows the volume');
  });

  it('the volume range sets the volume of the participant', async () => {
    const { film, video, volume } = await player();
    const range = one<HTMLElement & { range: HTMLInputElement }>(film, 'media-volume-range');
    range.range.value = '0.5';
    range.range.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await calm();
    expect([volume(), video.volume]).to.deep.equal([0.5, 0.5]);
  });

  it('the fullscreen button shows it in the whole screen', async () => {
    const { film, button } = await player();
    const fullscreen = button('fullscreen');
    await click(fullscreen);
    const controller = one(film, 'media-controller');
    await until(() => document.fullscreenElement === controller, 'the player fills the screen');
    await until(() => fullscreen.hasAttribute('mediaisfullscreen'), 'the button shows it');
    await click(fullscreen);
    await until(() => document.fullscreenElement === null, 'the page is back');
  });

  it('the picture-in-picture button takes it out of the page, where it goes on in a hidden page', async () => {
    const { film, video, button, reception } = await player();
    const pip = button('pip');
    await click(pip);
    await until(() => document.pictureInPictureElement === video, 'the picture is in a window of its own');
    await until(() => pip.hasAttribute('mediaispip'), 'the button shows it');
    one(film, 'media-controller').style.display = 'none';
    await unseen(video);
    await calm();
    expect(reception()).to.have.keys('width', 'height');
    one(film, 'media-controller').style.display = '';
    await click(pip);
    await until(() => document.pictureInPictureElement === null, 'the picture is back in the page');
    await until(() => !pip.hasAttribute('mediaispip'), 'the button shows it');
    expect(video.matches(':state(live)')).to.equal(true);
  });
});
