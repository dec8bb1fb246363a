import { expect } from 'chai';
import {
  calm,
  fixture,
  hasFocus,
  one,
  roomWith,
  TestRoom,
  tidy,
  visible,
} from '../../../test/support/element/fixture.ts';
import { FakePlatform } from '../../../test/support/fakes/fake-platform.ts';
import { AudioRoomController } from '../../controllers/audio-room-controller.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const body = (room: TestRoom) =>
  room.edge.calls.findLast(({ name }) => name === 'mint')!.request.body as Record<string, unknown>;

const left = (room: TestRoom) => room.edge.calls.filter(({ name }) => name === 'leaveRoom').length;

describe('a provider', () => {
  afterEach(tidy);

  it('joins as soon as it knows app and room', async () => {
    const box = await fixture('<test-room room="lobby"></test-room>');
    const room = one<TestRoom>(box, 'test-room');
    expect(room.mints).to.equal(0);
    room.appId = '1234567890';
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
    expect(room.dataset['role']).to.equal('listener');
  });

  it('waits for a command with manual', async () => {
    const room = await roomWith('<button command="--join">Join</button>', 'manual');
    expect(room.mints).to.equal(0);
    one(room, 'button').click();
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('waits for its join form, and gives the name and picture in it to the engine', async () => {
    const room = await roomWith(`
      <form slot="join">
        <input name="name" value="Ada"><input name="avatar" value="https://a.test/a.png"><input name="else" value="x">
        <button>Join</button>
      </form>`);
    expect(room.mints).to.equal(0);
    one(room, 'button').click();
    await calm();
    expect(room.mints).to.equal(1);
    expect(body(room)).to.include({ name: 'Ada', avatar: 'https://a.test/a.png' });
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('leaves a submit alone that the page has taken over', async () => {
    const room = await roomWith('<form slot="join"><button>Join</button></form>');
    one(room, 'form').addEventListener('submit', (event) => event.preventDefault());
    one(room, 'button').click();
    await calm();
    expect(room.mints).to.equal(0);
  });

  it('shows each slot in its state, and the default one always', async () => {
    const slots = ['idle', 'connecting', 'connected', 'reconnecting', 'ended'];
    const room = await roomWith(
      `<p id="always">x</p>${slots.map((slot) => `<p slot="${slot}">${slot}</p>`).join('')}`,
      'manual',
    );
    const shown = () => [...room.children].filter(visible).map((each) => each.slot || 'always');
    expect(shown()).to.deep.equal(['always', 'idle']);
    let connect = () => {};
    room.edge.link.nextConnect = () => new Promise((resolve) => (connect = resolve));
    const joining = room.session.join();
    await calm();
    expect(shown()).to.deep.equal(['always', 'connecting']);
    connect();
    await joining;
    await calm();
    expect(shown()).to.deep.equal(['always', 'connected']);
    room.edge.link.listener!.reconnecting();
    await calm();
    expect(shown()).to.deep.equal(['always', 'reconnecting']);
    await room.session.leave();
    await calm();
    expect(shown()).to.deep.equal(['always', 'ended']);
    expect(room.dataset['ended']).to.equal('left');
  });

  it('shows a join form that comes later', async () => {
    const box = await fixture('<test-room room="lobby"></test-room>');
    const room = one<TestRoom>(box, 'test-room');
    room.innerHTML = '<form slot="join"><button>Join</button></form>';
    room.appId = '1234567890';
    await calm();
    expect(visible(one(room, 'form'))).to.equal(true);
    expect(room.mints).to.equal(0);
  });

  it('shows the join form again after a failure', async () => {
    const room = await roomWith('<form slot="join"><button>Join</button></form><p slot="ended">Over</p>');
    room.edge.answers.mint = () => Promise.reject(new UTDStreamError('unavailable', 'join'));
    one(room, 'button').click();
    await calm();
    expect(room.dataset['ended']).to.equal('failed');
    expect(visible(one(room, 'form'))).to.equal(true);
    expect(visible(one(room, 'p'))).to.equal(true);
  });

  it('hands the focus of its join form on, as soon as something can take it', async () => {
    const room = await roomWith(`
      <form slot="join"><button>Join</button></form>
      <p slot="connecting">Joining</p>
      <p slot="connected"><a href="#x">In</a></p>`);
    one(room, 'button').focus();
    let connect = () => {};
    room.edge.link.nextConnect = () => new Promise((resolve) => (connect = resolve));
    one(room, 'button').click();
    await calm();
    expect(hasFocus(one(room, 'a'))).to.equal(false);
    connect();
    await calm();
    expect(hasFocus(one(room, 'a'))).to.equal(true);
    expect(room.hasAttribute('tabindex')).to.equal(false);
  });

  it('scrolls to what takes the focus of a keyboard, and leaves the page where it is after a click or a touch', async () => {
    const far = '<div slot="connected"><div style="height: 5000px"></div><a href="#x">In</a></div>';
    for (const focusVisible of [true, false]) {
      const room = await roomWith(`<form slot="join"><button>Join</button></form>${far}`);
      one(room, 'button').focus({ focusVisible } as FocusOptions);
      one(room, 'button').click();
      await calm();
      expect(hasFocus(one(room, 'a'))).to.equal(true);
      expect(scrollY > 1_000).to.equal(focusVisible);
      scrollTo(0, 0);
      room.remove();
    }
  });

  it('tells a join by markup that fails as an error event, and leaves no rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (event: PromiseRejectionEvent) => unhandled.push(event.reason);
    window.addEventListener('unhandledrejection', note);
    const box = await fixture('<test-room room="lobby"></test-room>');
    const room = one<TestRoom>(box, 'test-room');
    room.edge.answers.mint = () => Promise.reject(new UTDStreamError('unavailable', 'join'));
    const told: string[] = [];
    box.addEventListener('utd-error', ({ detail }) => told.push(detail.code));
    room.appId = '1234567890';
    await calm();
    window.removeEventListener('unhandledrejection', note);
    expect(told).to.deep.equal(['unavailable']);
    expect(unhandled).to.deep.equal([]);
  });

  it('tells its events in the DOM', async () => {
    const box = await fixture('<test-room room="lobby"></test-room>');
    const told: unknown[] = [];
    box.addEventListener('utd-connection-state-changed', ({ detail }) => told.push(detail));
    one<TestRoom>(box, 'test-room').appId = '1234567890';
    await calm();
    expect(told).to.deep.equal(['connecting', 'connected']);
  });

  it('joins anew, once, after several changes of what makes it another session', async () => {
    const room = await roomWith('');
    room.room = 'kitchen';
    room.identity = 'ada';
    room.appKey = 'a'.repeat(32);
    await calm();
    expect(room.mints).to.equal(2);
    expect(left(room)).to.equal(1);
    expect(body(room)).to.include({ room_name: 'kitchen', identity: 'ada' });
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('goes to the room that it names right after a script has asked it to join', async () => {
    const room = await roomWith('', 'manual');
    room.session.join().catch(() => {});
    room.room = 'elsewhere';
    await calm();
    expect(body(room)).to.include({ room_name: 'elsewhere' });
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('tells once that it could not join anew, although its room changed twice', async () => {
    const room = await roomWith('');
    let hear = () => {};
    room.edge.answers.leaveRoom = () => new Promise<void>((resolve) => (hear = resolve));
    room.edge.answers.mint = () => Promise.reject(new UTDStreamError('unavailable', 'join'));
    let errors = 0;
    room.addEventListener('utd-error', () => errors++);
    for (const name of ['second', 'third']) {
      room.room = name;
      await calm();
    }
    hear();
    await calm();
    expect([room.mints, errors]).to.deep.equal([2, 1]);
  });

  it('stays where it is when something else changes', async () => {
    const room = await roomWith('');
    room.name = 'Ada';
    room.muted = true;
    await calm();
    expect(room.mints).to.equal(1);
  });

  it('leaves when its room is taken away, and tells no error', async () => {
    const room = await roomWith('');
    let errors = 0;
    room.addEventListener('utd-error', () => errors++);
    room.room = '';
    await calm();
    expect(room.dataset['connection']).to.equal('disconnected');
    expect([room.mints, errors]).to.deep.equal([1, 0]);
  });

  it('does not join again by itself after leaving, moved or put back', async () => {
    const room = await roomWith('');
    await room.session.leave();
    const box = room.parentElement!;
    room.remove();
    box.append(room);
    await calm();
    expect(room.mints).to.equal(1);
  });

  it('stays joined when it is moved', async () => {
    const room = await roomWith('<utd-status><b data-utd-text="connection"></b></utd-status>');
    const elsewhere = await fixture('');
    elsewhere.append(room);
    await room.edge.clock.pass(0);
    await calm();
    expect([room.mints, left(room)]).to.deep.equal([1, 0]);
    expect(one(room, 'b').textContent).to.equal('connected');
  });

  it('does not notice being moved in one step', async () => {
    const room = await roomWith('<input>');
    one(room, 'input').focus();
    const elsewhere = (await fixture('')) as HTMLElement & { moveBefore(node: Node, child: null): void };
    elsewhere.moveBefore(room, null);
    await room.edge.clock.pass(0);
    await calm();
    expect([room.mints, left(room)]).to.deep.equal([1, 0]);
    expect(hasFocus(one(room, 'input'))).to.equal(true);
  });

  it('stays joined when it is taken out and put back within a task', async () => {
    const room = await roomWith('');
    const box = room.parentElement!;
    room.remove();
    await Promise.resolve();
    box.append(room);
    await room.edge.clock.pass(0);
    expect(left(room)).to.equal(0);
  });

  it('leaves a task after it is removed', async () => {
    const room = await roomWith('');
    room.remove();
    expect(left(room)).to.equal(0);
    await room.edge.clock.pass(0);
    await calm();
    expect(left(room)).to.equal(1);
    expect(room.session.connection.state.get()).to.equal('disconnected');
  });

  it('is another session after an innerHTML swap, and the old one leaves', async () => {
    const room = await roomWith('');
    const box = room.parentElement!;
    const markup = box.innerHTML;
    box.innerHTML = markup;
    await room.edge.clock.pass(0);
    await calm();
    const next = one<TestRoom>(box, 'test-room');
    expect(next === room).to.equal(false);
    expect(next.mints).to.equal(1);
    expect(left(room)).to.equal(1);
  });

  it('never joins or leaves a session that it was given', async () => {
    const edge = new FakePlatform();
    const session = new AudioRoomController(null, { appId: '1234567890', roomName: 'lobby' }, edge);
    const box = await fixture('<utd-audio-room manual></utd-audio-room>');
    const room = one<HTMLElementTagNameMap['utd-audio-room']>(box, 'utd-audio-room');
    room.session = session;
    await calm();
    expect(room.dataset['connection']).to.equal('disconnected');
    await session.join();
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
    room.remove();
    await edge.clock.pass(0);
    await calm();
    expect(session.connection.state.get()).to.equal('connected');
    room.session = undefined;
    expect(room.session === session).to.equal(false);
  });

  it('leaves alone what a script joined before it was put into the page', async () => {
    const room = new TestRoom();
    room.appId = '1234567890';
    room.room = 'lobby';
    void room.session.join();
    (await fixture('')).append(room);
    await calm();
    expect([room.mints, left(room)]).to.deep.equal([1, 0]);
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('leaves alone what a script joined elsewhere while it was out of the page', async () => {
    const room = await roomWith('');
    const box = room.parentElement!;
    room.remove();
    await calm();
    room.edge.clock.pass(10);
    await calm();
    const { mints } = room;
    room.room = 'elsewhere';
    const joined = room.session.join();
    box.append(room);
    await joined;
    await calm();
    expect([room.mints - mints, room.session.connection.state.get()]).to.deep.equal([1, 'connected']);
  });

  it('has :state(audio-blocked) while the browser refuses to play', async () => {
    const room = await roomWith('');
    room.edge.autoplay = false;
    room.edge.push(3, { identity: 'ada' });
    room.edge.link.sound('ada');
    await calm();
    expect(room.matches(':state(audio-blocked)')).to.equal(true);
    room.edge.autoplay = true;
    for (const gesture of room.edge.gestures) gesture();
    await calm();
    expect(room.matches(':state(audio-blocked)')).to.equal(false);
  });

  it('says so on the console when the parser has put its content behind it', async () => {
    const said: unknown[] = [];
    const { warn } = console;
    console.warn = (text: unknown) => said.push(text);
    await fixture('<p><test-room></test-room></p><div><utd-seats></utd-seats></div>');
    console.warn = warn;
    expect(said).to.have.length(1);
    expect(said[0]).to.include('A <p> cannot hold blocks');
  });

  it('is hidden by hidden, and has no box of its own', async () => {
    const room = await roomWith('');
    expect(getComputedStyle(room).display).to.equal('contents');
    room.hidden = true;
    expect(getComputedStyle(room).display).to.equal('none');
  });
});

describe('credentials', () => {
  afterEach(tidy);

  it('that a provider lacks come from the client around it, late ones too', async () => {
    const box = await fixture(
      '<utd-client app-key="k"><div><test-room room="lobby" identity="ada"></test-room></div></utd-client>',
    );
    const room = one<TestRoom>(box, 'test-room');
    expect(room.mints).to.equal(0);
    one<HTMLElementTagNameMap['utd-client']>(box, 'utd-client').appId = '1234567890';
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
    expect(body(room)).to.include({ identity: 'ada' });
  });

  it('come from the page where nobody else says them', async () => {
    const meta = document.createElement('meta');
    meta.name = 'utd-app-id';
    meta.content = '1234567890';
    document.head.append(meta);
    const box = await fixture('<test-room room="lobby"></test-room>');
    meta.remove();
    expect(one(box, 'test-room').dataset['connection']).to.equal('connected');
  });

  it('and attributes of mine go to the engine, while the DOM keeps its own', async () => {
    const room = new TestRoom();
    Object.assign(room, { appId: '1234567890', room: 'lobby' });
    room.attributes = { cn: 'DE' };
    (await fixture('')).append(room);
    await calm();
    expect(JSON.stringify(body(room))).to.include('"cn":"DE"');
    expect(room.attributes.getNamedItem('data-connection')?.value).to.equal('connected');
  });
});
