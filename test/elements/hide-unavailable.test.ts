import { expect } from 'chai';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, hasFocus, one, roomWith, tidy, type TestRoom } from '../support/element/fixture.ts';
import type { Role } from '../../src/protocol/role.ts';

const end = '<button id="end" command="--end-room">End</button>';
const buttons = `${end}<button id="setup" command="--setup-seats" value="4">Four</button><button id="up" command="--leave-seat">Up</button>`;

async function be(room: TestRoom, role: Role): Promise<void> {
  room.edge.link.show(person('me', { role }));
  await calm();
}

const hidden = (room: ParentNode) =>
  [...room.querySelectorAll('button')].filter((each) => each.hidden).map(({ id }) => id);

describe('hide-unavailable', () => {
  afterEach(tidy);

  it('hides what my role may never do, until it may, and nothing that waiting mends', async () => {
    const room = await roomWith(buttons, 'hide-unavailable');
    expect(hidden(room)).to.deep.equal(['end', 'setup']);
    await be(room, 'admin');
    expect(hidden(room)).to.deep.equal(['end']);
    await be(room, 'host');
    expect(hidden(room)).to.deep.equal([]);
    expect(one<HTMLButtonElement>(room, '#up').disabled).to.equal(true);
  });

  it('hides nothing without it, and can be said of a part, of a button, and later', async () => {
    const room = await roomWith(`<p>${end}</p>${end.replace('id="end"', 'id="own" hide-unavailable')}`);
    expect(hidden(room)).to.deep.equal(['own']);
    one(room, 'p').setAttribute('hide-unavailable', '');
    await calm();
    expect(hidden(room)).to.deep.equal(['end', 'own']);
    one(room, 'p').removeAttribute('hide-unavailable');
    await calm();
    expect(hidden(room)).to.deep.equal(['own']);
  });

  it('hides nothing before the join and after the end, and shows nothing in an outage', async () => {
    const room = await roomWith(buttons, 'hide-unavailable manual');
    expect(hidden(room)).to.deep.equal([]);
    await room.session.join();
    await calm();
    expect(hidden(room)).to.deep.equal(['end', 'setup']);
    room.edge.link.listener!.reconnecting();
    await calm();
    expect(hidden(room)).to.deep.equal(['end', 'setup']);
    await room.session.leave();
    await calm();
    expect(hidden(room)).to.deep.equal([]);
  });

  it('waits for a button that has the focus', async () => {
    const room = await roomWith(`${end}<a href="#next">Next</a>`, 'hide-unavailable');
    await be(room, 'host');
    one(room, 'button').focus();
    await be(room, 'listener');
    expect([hasFocus(one(room, 'button')), hidden(room)]).to.deep.equal([true, []]);
    one(room, 'a').focus();
    expect([hasFocus(one(room, 'a')), hidden(room)]).to.deep.equal([true, ['end']]);
  });

  it('leaves hidden what its author has hidden, before and meanwhile', async () => {
    const room = await roomWith(
      `${end.replace('<button', '<button hidden')}<button id="other" command="--setup-seats" value="4">Four</button>`,
      'hide-unavailable',
    );
    one<HTMLButtonElement>(room, '#other').hidden = true;
    await calm();
    await be(room, 'host');
    expect(hidden(room)).to.deep.equal(['end', 'other']);
    for (const each of room.querySelectorAll('button')) each.hidden = false;
    await calm();
    expect(hidden(room)).to.deep.equal([]);
    await be(room, 'listener');
    expect(hidden(room)).to.deep.equal(['end', 'other']);
  });

  it('shows again a button that is moved out of it', async () => {
    const room = await roomWith(end, 'hide-unavailable');
    const button = one<HTMLButtonElement>(room, 'button');
    (await fixture('')).append(button);
    await calm();
    expect(button.hidden).to.equal(false);
  });
});
