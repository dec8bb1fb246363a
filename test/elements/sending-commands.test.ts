import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { calm, fixture, one, roomWith, texts, tidy, TestRoom } from '../support/element/fixture.ts';
import { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../src/errors/errors.ts';

/** A room that takes pictures too, as other kinds of rooms do. */
class FilmRoom extends AudioRoomController {
  constructor(...given: ConstructorParameters<typeof AudioRoomController>) {
    super(...given);
    this.scope.policy = {
      lastRole: 'listener',
      audible: () => true,
      silenced: () => false,
      visible: () => true,
      videoMuted: () => false,
      onAir: () => true,
      refused: () => null,
    };
  }
}

class TestFilm extends TestRoom {
  protected override makeSession(): AudioRoomController {
    return new FilmRoom(null, () => this.options(), this.edge);
  }
}
customElements.define('test-film', TestFilm);

async function filmWith(inner: string): Promise<TestFilm> {
  const box = await fixture(`<test-film app-id="1234567890" room="lobby">${inner}</test-film>`);
  const film = one<TestFilm>(box, 'test-film');
  for (const source of ['camera', 'screen_share'] as const) film.edge.link.grant(true, source);
  await calm();
  return film;
}

const camera = '<button command="--toggle-camera">Camera</button>';
const screen = '<button command="--toggle-screen-share">Share</button>';
const live = ({ edge }: TestFilm) => edge.tracks.filter(({ stopped }) => !stopped).map(({ label }) => label);
const errorsOf = (film: TestFilm) => {
  const codes: string[] = [];
  film.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
  return codes;
};

describe('The buttons of camera and screen', () => {
  afterEach(tidy);

  for (const [what, markup] of [
    ['camera', camera],
    ['screen', screen],
  ] as const)
    it(`turn the ${what} on and off, and say which`, async () => {
      const film = await filmWith(markup);
      const button = one<HTMLButtonElement>(film, 'button');
      const seen: [boolean, number][] = [];
      for (let clicks = 0; clicks < 3; clicks++) {
        await click(button);
        seen.push([button.ariaPressed === 'true', live(film).length]);
      }
      expect(seen).to.deep.equal([
        [true, 1],
        [false, 0],
        [true, 1],
      ]);
    });

  it('open nothing for markup that clicks itself', async () => {
    const film = await filmWith(camera + screen);
    const errors = errorsOf(film);
    for (const button of film.querySelectorAll('button')) button.click();
    await calm();
    expect([live(film), errors]).to.deep.equal([[], ['forbidden', 'forbidden']]);
  });

  it('go over to the other camera', async () => {
    const film = await filmWith(`${camera}<button id="other" command="--switch-camera">Turn</button>`);
    await click(one(film, 'button'));
    await click(one(film, '#other'));
    expect(live(film)).to.deep.equal(['back']);
  });

  it('tell no error where the person picks no screen, and one where something else went wrong', async () => {
    const film = await filmWith(screen);
    const errors = errorsOf(film);
    for (const [code, blockedBy] of [
      ['media_permission', 'user'],
      ['media_permission', 'policy'],
    ] as const) {
      film.edge.machine.prompt = () => Promise.reject(new UTDStreamError(code, 'share it', { blockedBy }));
      await click(one(film, 'button'));
    }
    expect(errors).to.deep.equal(['media_permission']);
    expect(one(film, 'button').ariaPressed).to.equal('false');
  });

  it('say that a screen cannot be shared in this browser', async () => {
    const film = await filmWith(screen);
    film.edge.machine.hinder({ screen_share: ['unsupported', 'this browser shares no screens'] });
    await calm();
    const { dataset } = one(film, 'button');
    expect(dataset['utdBecause']).to.equal('unsupported');
    expect(dataset['utdReason']).to.match(/^This browser shares no screens\. /);
  });

  it('cannot be pressed in an audio room, and say why', async () => {
    const room = await roomWith(`${camera}${screen}<button command="--switch-camera">Turn</button>`);
    for (const { disabled, dataset } of room.querySelectorAll('button')) {
      expect([disabled, dataset['utdBecause']]).to.deep.equal([true, 'forbidden_role']);
      expect(dataset['utdReason']).to.match(/^An audio room carries sound only\. Use another kind of room/);
    }
  });
});

describe('<utd-devices kind="videoinput">', () => {
  afterEach(tidy);

  it('lists the cameras, and takes an open one over to the one that is chosen', async () => {
    const film = await filmWith(
      `${camera}<utd-devices kind="videoinput"><label>Camera <select></select></label></utd-devices>`,
    );
    await click(one(film, 'button'));
    const select = one<HTMLSelectElement>(film, 'select');
    expect(texts(film, 'option')).to.deep.equal(['The front', 'The back']);
    select.value = 'back';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await calm();
    expect([live(film), select.value]).to.deep.equal([['back'], 'back']);
  });
});
