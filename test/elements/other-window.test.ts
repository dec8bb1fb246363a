import { expect } from 'chai';
import { filmWith, sending, until } from '../support/element/film-fixture.ts';
import { calm, fixture, one, roomWith, texts, tidy, type TestRoom } from '../support/element/fixture.ts';
import { closeWindow, openPictureInPicture } from '../support/element/other-window.ts';
import { person } from '../support/fakes/fake-transport.ts';

type Video = HTMLElementTagNameMap['utd-video'];

describe('An element that is moved to the window of picture-in-picture', () => {
  let other: Window;
  beforeEach(async () => {
    other = await openPictureInPicture();
  });
  afterEach(async () => {
    other.close();
    await tidy();
  });

  const scene = async () => {
    const film = await filmWith(`
      <utd-participant identity="ada">
        <utd-video></utd-video><b data-utd-text="name"></b>
        <button command="--mute-for-me">Mute</button>
      </utd-participant>`);
    const { link } = film.edge;
    link.show(person('me'), sending('ada', 'camera'));
    const id = link.picture('ada');
    const participant = one(film, 'utd-participant');
    const video = one<Video>(participant, 'utd-video');
    const live = () => until(() => video.matches(':state(live)'), 'the picture is live');
    await live();
    return { film, link, participant, video, live, reception: () => link.receptions.get(id) };
  };

  it('plays on, at the size that it has there', async () => {
    const { participant, video, live, reception } = await scene();
    other.document.body.append(participant);
    await live();
    const width = () => Math.ceil(video.clientWidth * other.devicePixelRatio);
    await until(() => (reception() as { width?: number }).width === width(), 'its new size is asked for');
    expect(video.clientWidth).to.be.lessThan(401);
    expect(video.shadowRoot!.querySelector('video')!.paused).to.equal(false);
    video.hidden = true;
    await until(() => reception() === 'paused', 'the data stop when it is hidden there');
  });

  it('has its styles, follows its session, and its buttons act', async () => {
    const { film, link, participant, video } = await scene();
    other.document.body.append(participant);
    await calm();
    const styles = [participant, video].map((each) => other.getComputedStyle(each).display);
    expect(styles).to.deep.equal(['block', 'block']);
    expect(other.getComputedStyle(video).position).to.equal('relative');
    link.show(person('me'), { ...sending('ada', 'camera'), name: 'Countess' });
    await calm();
    expect(one(participant, 'b').textContent).to.equal('Countess');
    one(participant, 'button').click();
    await until(() => video.muted, 'the button mutes ada');
    expect(film.session.audio.volumes.get().get('ada')).to.equal(0);
    film.append(participant);
    await until(() => video.matches(':state(live)'), 'the picture is back in the page');
    await film.session.leave();
    await calm();
    expect(one(participant, 'b').textContent).to.equal('');
  });
});

describe('A room that is moved to another window', () => {
  let other: Window;
  beforeEach(async () => {
    other = await openPictureInPicture();
  });
  afterEach(async () => {
    other.close();
    await tidy();
  });

  it('goes on there and back, with its seats, its styles, and the reasons on its buttons', async () => {
    const room = await roomWith(
      '<utd-seats><template><utd-seat><button slot="empty" command="--take">Sit</button></utd-seat></template></utd-seats><button command="--leave-seat">Up</button>',
    );
    const home = room.parentElement!;
    const up = one<HTMLButtonElement>(room, '[command="--leave-seat"]');
    const facts = () => [
      room.session.connection.state.get(),
      room.querySelectorAll('utd-seat').length,
      up.disabled,
      up.dataset['utdBecause'],
      (up.ownerDocument.defaultView ?? window).getComputedStyle(one(room, 'utd-seat')).display,
    ];
    const before = facts();
    for (const place of [other.document.body, home, other.document.body, home]) {
      place.append(room);
      await calm();
      expect(facts()).to.deep.equal(before);
    }
    const shadow = home.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    shadow.append(room);
    await calm();
    home.append(room);
    await calm();
    expect(facts()).to.deep.equal(before);
  });

  it('acts by its buttons there, and by those of a toolbar that went with it', async () => {
    const room = await roomWith('<button command="--take-seat" value="1">Sit</button>', 'id="r"');
    const bar = await fixture('<utd-status for="r"><button command="--leave-seat">Up</button></utd-status>');
    other.document.body.append(room, bar);
    await calm();
    one(room, 'button').click();
    await calm();
    expect(room.session.seats.mine.get()?.index).to.equal(1);
    one(bar, 'button').click();
    await calm();
    expect(room.session.seats.mine.get()).to.equal(null);
  });

  it('is shown and used by a toolbar that went there alone', async () => {
    const room = await roomWith('<utd-seat index="0"></utd-seat>', 'id="r"');
    const bar = await fixture(
      '<utd-status for="r"><i data-utd-text="count"></i><button command="--leave-seat">Up</button></utd-status>',
    );
    room.edge.push(0, { identity: 'me' });
    await calm();
    const status = one(bar, 'utd-status');
    other.document.body.append(status);
    await calm();
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    const button = one<HTMLButtonElement>(status, 'button');
    expect([texts(status, 'i'), button.disabled]).to.deep.equal([['2'], false]);
    button.click();
    await calm();
    expect(room.edge.calls.at(-1)?.name).to.equal('leaveSeat');
  });

  it('clones its templates there, and the elements in the clones work', async () => {
    const room = await roomWith(
      '<utd-participants><template><utd-participant><b data-utd-text="name"></b></utd-participant></template></utd-participants>',
    );
    other.document.body.append(room);
    await calm();
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['ME', 'ADA']);
    const displays = [...room.querySelectorAll('utd-participant')].map(
      (each) => other.getComputedStyle(each).display,
    );
    expect(displays).to.deep.equal(['block', 'block']);
  });

  it('takes the buttons, the bindings and the attributes of markup that was written there', async () => {
    const room = await roomWith('<utd-status></utd-status><button command="--leave-seat">Up</button>');
    const { document: there } = other;
    const box = there.body.appendChild(there.createElement('div'));
    box.setAttribute('hide-unavailable', '');
    box.append(room);
    const button = room.appendChild(there.createElement('button'));
    button.setAttribute('command', '--take-seat');
    button.value = '1';
    const text = one(room, 'utd-status').appendChild(there.createElement('p'));
    text.dataset['utdText'] = 'connection';
    await calm();
    expect([button.disabled, text.textContent]).to.deep.equal([false, 'connected']);
    button.click();
    await calm();
    expect(room.session.seats.mine.get()?.index).to.equal(1);
    expect(button.dataset['utdBecause']).to.equal('already_seated');
    const end = room.appendChild(there.createElement('button'));
    end.setAttribute('command', '--end-room');
    await calm();
    expect(end.hidden).to.equal(true);
  });

  it('keeps the app of the page’s own <meta>', async () => {
    const meta = document.head.appendChild(document.createElement('meta'));
    Object.assign(meta, { name: 'utd-app-id', content: '1234567890' });
    try {
      const box = await fixture('<test-room room="lobby"></test-room>');
      const room = one<TestRoom>(box, 'test-room');
      await calm();
      expect(room.session.connection.state.get()).to.equal('connected');
      other.document.body.append(room);
      await calm();
      expect(room.session.connection.state.get()).to.equal('connected');
    } finally {
      meta.remove();
    }
  });

  it('is left when that window is closed', async () => {
    const room = await roomWith('');
    other.document.body.append(room);
    await calm();
    await closeWindow(other);
    await room.edge.clock.pass(0);
    expect(room.session.connection.state.get()).to.equal('disconnected');
    expect(room.session.connection.ended.get()?.why).to.equal('left');
  });

  it('goes on in the page where a script puts it back when that window closes', async () => {
    const room = await roomWith('');
    const home = room.parentElement!;
    other.document.body.append(room);
    other.addEventListener('pagehide', () => home.append(room));
    await calm();
    await closeWindow(other);
    await room.edge.clock.pass(0);
    await calm();
    expect([room.isConnected, room.dataset['connection'], room.mints]).to.deep.equal([true, 'connected', 1]);
  });

  it('has a reason on a button that names an element of the first window', async () => {
    const room = await roomWith('', 'id="r"');
    const box = await fixture('<button commandfor="r" command="--mute-output">Quiet</button>');
    const button = one<HTMLButtonElement>(box, 'button');
    await calm();
    expect(button.disabled).to.equal(false);
    // Another element of ours brings the buttons of that window to life.
    const status = await fixture('<utd-status for="r"></utd-status>');
    other.document.body.append(status, box);
    await calm();
    expect([button.disabled, button.dataset['utdBecause']]).to.deep.equal([true, 'not_found']);
    room.parentElement!.append(box);
    await calm();
    expect(button.disabled).to.equal(false);
  });
});
