import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, one, roomWith, type TestRoom, tidy } from '../support/element/fixture.ts';

const seats = (inner: string) => `<utd-seats><template><utd-seat>${inner}</utd-seat></template></utd-seats>`;
const asked = (room: TestRoom, name: string) => room.edge.calls.filter((call) => call.name === name);
const errorsOf = (room: TestRoom) => {
  const codes: string[] = [];
  room.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
  return codes;
};

function host(room: TestRoom): Promise<void> {
  room.edge.link.show(person('me', { role: 'host' }));
  return calm();
}

describe('a command', () => {
  afterEach(tidy);

  it('of a button inside goes to the nearest element that knows it', async () => {
    const room = await roomWith(seats('<button command="--take">Sit</button>'));
    room.querySelectorAll('button')[2]!.click();
    await calm();
    expect(asked(room, 'takeSeat').map(({ request }) => request.params?.['index'])).to.deep.equal([2]);
  });

  it('is handed upward by an element that does not know it', async () => {
    const room = await roomWith(
      `${seats('<button command="--leave">Leave</button>')}<button command="--leave" commandfor="list">x</button>`,
    );
    one(room, 'utd-seats').id = 'list';
    await click([...room.querySelectorAll('button')].at(-1)!);
    expect(room.dataset['ended']).to.equal('left');
  });

  it('comes from anywhere in the page with commandfor', async () => {
    const room = await roomWith('', 'id="the-room"');
    const box = await fixture('<button command="--leave" commandfor="the-room">Leave</button>');
    one(box, 'button').click();
    await calm();
    expect(room.dataset['ended']).to.equal('left');
  });

  it('can be sent as a command event', async () => {
    const room = await roomWith('');
    room.dispatchEvent(new CommandEvent('command', { command: '--leave' }));
    await calm();
    expect(room.dataset['ended']).to.equal('left');
  });

  it('that is sent as an event is handed upward too, and acts on nobody else from there', async () => {
    const room = await roomWith(seats(''));
    await host(room);
    const errors = errorsOf(room);
    const list = one(room, 'utd-seats');
    for (const command of ['--end-room', '--leave'])
      list.dispatchEvent(new CommandEvent('command', { command }));
    await calm();
    expect(errors).to.deep.equal(['forbidden']);
    expect(asked(room, 'endRoom')).to.have.length(0);
    expect(room.dataset['ended']).to.equal('left');
  });

  it('happens once for one click', async () => {
    const room = await roomWith('<button command="--take-seat" value="1">Sit</button>', 'id="r"');
    const box = await fixture('<button command="--leave-seat" commandfor="r">Up</button>');
    await click(one(room, 'button'));
    room.edge.link.grant(true);
    await click(one(box, 'button'));
    expect([asked(room, 'takeSeat').length, asked(room, 'leaveSeat').length]).to.deep.equal([1, 1]);
  });

  it('is not done when the page prevents the click', async () => {
    const room = await roomWith('<button command="--leave">Leave</button>');
    one(room, 'button').addEventListener('click', (event) => event.preventDefault());
    one(room, 'button').click();
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('lets the page hear its click', async () => {
    const room = await roomWith('<button command="--leave">Leave</button>');
    let heard = 0;
    document.addEventListener('click', () => heard++, { once: true });
    one(room, 'button').click();
    await calm();
    expect(heard).to.equal(1);
  });

  it('in a form needs type="button", as the platform has it', async () => {
    const room = await roomWith(
      '<form><button command="--leave">x</button><button type="button" command="--leave">y</button></form>',
    );
    const [submits, plain] = room.querySelectorAll('button');
    one(room, 'form').addEventListener('submit', (event) => event.preventDefault());
    submits!.click();
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
    plain!.click();
    await calm();
    expect(room.dataset['ended']).to.equal('left');
  });

  it('that fails is an error event of the room', async () => {
    const room = await roomWith('<button command="--take-seat" value="1">Sit</button>');
    const errors = errorsOf(room);
    delete room.edge.answers.takeSeat;
    one(room, 'button').click();
    await calm();
    expect(errors).to.deep.equal(['not_found']);
  });

  it('is checked again when it is clicked, whatever the button shows', async () => {
    const room = await roomWith('<button command="--leave-seat">Up</button>');
    const errors = errorsOf(room);
    room.dispatchEvent(new CommandEvent('command', { command: '--leave-seat' }));
    await calm();
    expect(errors).to.deep.equal(['not_seated']);
    expect(asked(room, 'leaveSeat')).to.have.length(0);
  });

  it('that is not possible is not done by the button with the focus, which is only aria-disabled, and says why', async () => {
    const room = await roomWith(
      '<button command="--take-seat" value="2" commandfor="r">Sit</button>',
      'id="r"',
    );
    const errors = errorsOf(room);
    const button = one<HTMLButtonElement>(room, 'button');
    button.focus();
    room.edge.push(2, { locked: true });
    await calm();
    expect([button.disabled, button.ariaDisabled]).to.deep.equal([false, 'true']);
    await sendKeys({ press: 'Enter' });
    await calm();
    expect(errors).to.deep.equal(['seat_locked']);
    expect(asked(room, 'takeSeat')).to.have.length(0);
  });

  it('that is under way makes its button busy, and a second click is the same wish', async () => {
    const room = await roomWith('<button command="--take-seat" value="1">Sit</button>');
    let answer = () => {};
    const take = room.edge.answers.takeSeat!;
    room.edge.answers.takeSeat = async (request) => {
      await new Promise<void>((resolve) => (answer = resolve));
      return take(request);
    };
    const button = one(room, 'button');
    button.click();
    button.click();
    await calm();
    expect(button.getAttribute('aria-busy')).to.equal('true');
    answer();
    await calm();
    expect(button.hasAttribute('aria-busy')).to.equal(false);
    expect(asked(room, 'takeSeat')).to.have.length(1);
  });

  it('goes to its own room where there are two', async () => {
    const leave = '<button command="--leave">Leave</button>';
    const [first, second] = [await roomWith(leave), await roomWith(leave)];
    one(second, 'button').click();
    await calm();
    expect([first, second].map((room) => room.dataset['connection'])).to.deep.equal([
      'connected',
      'disconnected',
    ]);
  });

  it('comes out of the shadow root of a page’s own element', async () => {
    const room = await roomWith('<div></div>');
    const root = one(room, 'div').attachShadow({ mode: 'open' });
    const button = document.createElement('button');
    button.setAttribute('command', '--leave');
    root.append(button);
    button.click();
    await calm();
    expect(room.dataset['ended']).to.equal('left');
  });
});

describe('a command in the flat tree', () => {
  afterEach(tidy);

  it('goes to an element that a slot puts around its button', async () => {
    const room = await roomWith('<div><button command="--take">Sit</button></div>');
    const root = one(room, 'div').attachShadow({ mode: 'open' });
    root.innerHTML = '<utd-seat index="5"><slot></slot></utd-seat>';
    await calm();
    await click(one(room, 'button'));
    expect(asked(room, 'takeSeat').map(({ request }) => request.params?.['index'])).to.deep.equal([5]);
  });
});

describe('a microphone', () => {
  afterEach(tidy);

  for (const [how, act] of [
    ['a click', click],
    [
      'a key',
      async (button: HTMLElement) => {
        button.focus();
        await sendKeys({ press: 'Enter' });
        await calm();
      },
    ],
  ] as const)
    it(`opens by ${how} of a person`, async () => {
      const room = await roomWith(seats('<button command="--take">Sit</button>'));
      room.edge.link.grant(true);
      await act(one(room, 'button'));
      expect(room.edge.tracks).to.have.length(1);
    });

  it('opens by a person’s click elsewhere, in an element for the room', async () => {
    const room = await roomWith('', 'id="r"');
    room.edge.link.grant(true);
    const box = await fixture(
      '<utd-status for="r"><button command="--take-seat" value="0" commandfor="r">Sit</button></utd-status>',
    );
    await click(one(box, 'button'));
    expect(room.edge.tracks).to.have.length(1);
  });

  it('stays closed when markup clicks itself: the seat is taken without it', async () => {
    const room = await roomWith('<button command="--take-seat" value="0">Sit</button>', 'id="r"');
    room.edge.link.grant(true);
    one(room, 'button').click();
    await calm();
    expect(room.session.seats.mine.get()?.index).to.equal(0);
    const box = await fixture('<button command="--toggle-microphone" commandfor="r">Mic</button>');
    const errors = errorsOf(room);
    one(box, 'button').click();
    await calm();
    expect(errors).to.deep.equal(['forbidden']);
    expect(room.edge.tracks).to.have.length(0);
  });

  it('is pressed while it is on', async () => {
    const room = await roomWith(
      '<button command="--take-seat" value="0">Sit</button><button id="mic" command="--toggle-microphone">Mic</button>',
    );
    room.edge.link.grant(true);
    expect(one(room, '#mic').getAttribute('aria-pressed')).to.equal('false');
    await click(one(room, 'button'));
    expect(one(room, '#mic').getAttribute('aria-pressed')).to.equal('true');
    await click(one(room, '#mic'));
    expect(one(room, '#mic').getAttribute('aria-pressed')).to.equal('false');
  });
});

describe('a command about other people', () => {
  afterEach(tidy);

  it('works inside the room', async () => {
    const room = await roomWith(seats('<button command="--lock">Lock</button>'));
    await host(room);
    room.edge.answers.lockSeat = ({ params }) => room.edge.put(Number(params!['index']), { locked: true });
    room.querySelectorAll('button')[3]!.click();
    await calm();
    expect(room.session.seats.at(3).get()?.locked).to.equal(true);
  });

  it('works inside an element that a script gave the session to', async () => {
    const room = await roomWith('');
    await host(room);
    room.edge.answers.lockSeat = ({ params }) => room.edge.put(Number(params!['index']), { locked: true });
    const box = await fixture('<utd-seat index="1"><button command="--lock">Lock</button></utd-seat>');
    one<HTMLElementTagNameMap['utd-seat']>(box, 'utd-seat').session = room.session;
    one(box, 'button').click();
    await calm();
    expect(room.session.seats.at(1).get()?.locked).to.equal(true);
  });

  it('from elsewhere in the page is refused, as a stranger may have written it', async () => {
    const room = await roomWith(seats(''), 'id="r"');
    await host(room);
    room.querySelectorAll('utd-seat')[3]!.id = 'seat-3';
    const errors = errorsOf(room);
    const box = await fixture(
      '<button command="--lock" commandfor="seat-3">x</button><button command="--end-room" commandfor="r">y</button>',
    );
    for (const button of box.querySelectorAll('button')) await click(button);
    expect(errors).to.deep.equal(['forbidden', 'forbidden']);
    expect([...asked(room, 'lockSeat'), ...asked(room, 'endRoom')]).to.deep.equal([]);
  });
});
