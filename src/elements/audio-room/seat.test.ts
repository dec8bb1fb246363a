import { expect } from 'chai';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import {
  calm,
  fixture,
  hasFocus,
  one,
  roomWith,
  tidy,
  visible,
} from '../../../test/support/element/fixture.ts';
import { UTDSeatElement } from './seat.ts';

const seats = (inner = '') => `<utd-seats><template><utd-seat>${inner}</utd-seat></template></utd-seats>`;
const states = ['taken', 'empty', 'mine', 'host', 'locked', 'muted', 'silenced', 'away', 'speaking'];
const statesOf = (seat: Element) => states.filter((state) => seat.matches(`:state(${state})`));

describe('a seat', () => {
  afterEach(tidy);

  it('says in states what it is', async () => {
    const room = await roomWith(seats());
    const [first, second, third] = [...room.querySelectorAll('utd-seat')];
    expect(statesOf(first!)).to.deep.equal(['empty']);
    room.edge.link.show(person('me'), person('ada', { microphone: true }));
    room.edge.push(0, { identity: 'ada', role: 'host' });
    room.edge.push(1, { identity: 'me', muted: true, away: true });
    room.edge.push(2, { locked: true });
    room.edge.link.listener!.activeSpeakersChanged(['ada']);
    await calm();
    expect(statesOf(first!)).to.deep.equal(['taken', 'host', 'speaking']);
    expect(statesOf(second!)).to.deep.equal(['taken', 'mine', 'muted', 'silenced', 'away']);
    expect(statesOf(third!)).to.deep.equal(['locked']);
  });

  it('shows the slot of its state', async () => {
    const room = await roomWith(
      seats('<i slot="taken">x</i><i slot="empty">x</i><i slot="locked">x</i><i>x</i>'),
    );
    const shown = () => [...one(room, 'utd-seat').children].filter(visible).map((each) => each.slot);
    expect(shown()).to.deep.equal(['empty', '']);
    room.edge.push(0, { identity: 'ada' });
    await calm();
    expect(shown()).to.deep.equal(['taken', '']);
    room.edge.push(0, { identity: null, locked: true });
    await calm();
    expect(shown()).to.deep.equal(['locked', '']);
  });

  it('hands the focus on when what held it is hidden', async () => {
    const room = await roomWith(
      seats(
        '<button slot="empty" command="--take">Sit</button><span slot="taken"><button id="up">Up</button></span>',
      ),
    );
    one(room, '[slot="empty"]').focus();
    room.edge.push(0, { identity: 'ada' });
    await calm();
    expect(hasFocus(one(room, '#up'))).to.equal(true);
  });

  it('takes the focus itself when nothing in it can, until it goes on', async () => {
    const room = await roomWith(`${seats('<button slot="empty">Sit</button><b slot="taken">x</b>')}<input>`);
    one(room, 'button').focus();
    room.edge.push(0, { identity: 'ada' });
    await calm();
    expect(hasFocus(one(room, 'utd-seat'))).to.equal(true);
    one(room, 'input').focus();
    expect(one(room, 'utd-seat').hasAttribute('tabindex')).to.equal(false);
  });

  it('is disturbed by nobody else’s news: 1,000 speaker events reach 20 seats only where they speak', async () => {
    const room = await roomWith(seats('<b data-utd-text="name"></b>'));
    room.edge.seats = Array.from({ length: 20 }, (_, index) => ({
      ...room.edge.seats[0]!,
      index,
      identity: `p${index}`,
    }));
    room.edge.link.show(
      person('me'),
      ...room.edge.seats.map(({ identity }) => person(identity!, { microphone: true })),
    );
    room.edge.push(0, {});
    await calm();
    const reads = new Map<number, number>();
    const { prototype } = UTDSeatElement as unknown as { prototype: { show(seat: { index: number }): void } };
    const { show } = prototype;
    prototype.show = function (seat) {
      reads.set(seat.index, (reads.get(seat.index) ?? 0) + 1);
      show.call(this, seat);
    };
    for (let round = 0; round < 1000; round++) {
      room.edge.link.listener!.activeSpeakersChanged(round % 2 ? ['p3'] : ['p3', 'p7']);
      await Promise.resolve().then(() => {});
    }
    await calm();
    prototype.show = show;
    expect([...reads.keys()].sort()).to.deep.equal([3, 7]);
    expect(reads.get(3)).to.equal(1);
  });
});

describe('a person', () => {
  afterEach(tidy);

  it('says in states who they are and whether they speak', async () => {
    const room = await roomWith(
      '<utd-participants><template><utd-participant></utd-participant></template></utd-participants>',
    );
    room.edge.link.show(person('me'), person('ada', { microphone: true }));
    room.edge.push(0, { identity: 'ada' });
    room.edge.link.listener!.activeSpeakersChanged(['ada']);
    await calm();
    const of = (element: Element) =>
      ['mine', 'speaking', 'muted', 'silenced'].filter((state) => element.matches(`:state(${state})`));
    expect([...room.querySelectorAll('utd-participant')].map(of)).to.deep.equal([
      ['mine', 'muted'],
      ['speaking'],
    ]);
  });

  it('can be shown alone, by identity', async () => {
    const room = await roomWith(
      '<utd-participant identity="ada"><b data-utd-text="name"></b></utd-participant>',
    );
    expect(one(room, 'b').textContent).to.equal('');
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    expect(one(room, 'b').textContent).to.equal('ADA');
  });
});

describe('a consumer', () => {
  afterEach(tidy);
  const shown = '<b data-utd-text="connection"></b>';

  it('finds a provider that is upgraded later', async () => {
    const box = await fixture(
      `<late-room app-id="1234567890" room="lobby"><utd-status>${shown}</utd-status></late-room>`,
    );
    expect(one(box, 'b').textContent).to.equal('');
    const { TestRoom } = await import('../../../test/support/element/fixture.ts');
    customElements.define('late-room', class extends TestRoom {});
    await calm();
    expect(one(box, 'b').textContent).to.equal('connected');
  });

  it('finds a provider elsewhere by for, before and after it is there', async () => {
    const box = await fixture(`<utd-status for="far">${shown}</utd-status>`);
    expect(one(box, 'b').textContent).to.equal('');
    await roomWith('', 'id="far"');
    await calm();
    expect(one(box, 'b').textContent).to.equal('connected');
  });

  it('with for shows that room, though it stands in another', async () => {
    await roomWith('', 'id="far" identity="x"');
    const room = await roomWith(`<utd-status for="far">${shown}</utd-status>`, 'manual');
    expect(room.dataset['connection']).to.equal('disconnected');
    expect(one(room, 'b').textContent).to.equal('connected');
    one<HTMLElementTagNameMap['utd-status']>(room, 'utd-status').for = '';
    await calm();
    expect(one(room, 'b').textContent).to.equal('disconnected');
  });

  it('that is moved away from its provider shows nothing of it any more', async () => {
    const room = await roomWith(`<utd-status>${shown}</utd-status>`);
    const status = one<HTMLElementTagNameMap['utd-status']>(room, 'utd-status');
    const elsewhere = await fixture('');
    elsewhere.append(status);
    await calm();
    expect(status.session === undefined).to.equal(true);
    expect(one(status, 'b').textContent).to.equal('');
    const other = await roomWith('', 'manual');
    other.append(status);
    await calm();
    expect(one(status, 'b').textContent).to.equal('disconnected');
  });

  it('shows its own room where there are two', async () => {
    const status = `<utd-status>${shown}</utd-status>`;
    const [first, second] = [await roomWith(status), await roomWith(status)];
    await second.session.leave();
    await calm();
    expect([first, second].map((room) => one(room, 'b').textContent)).to.deep.equal([
      'connected',
      'disconnected',
    ]);
  });
});
