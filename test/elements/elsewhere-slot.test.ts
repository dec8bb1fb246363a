import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { calm, fixture, one, tidy, visible, type TestRoom } from '../support/element/fixture.ts';
import { errorOf } from '../../src/errors/errors.ts';

const form = '<form slot="join"><button>Join</button></form>';
const ended = '<p slot="ended">Over <button command="--join">Again</button></p>';
const elsewhere = '<p slot="elsewhere">You are here already. <button command="--join">Join here</button></p>';

/** A room that I am in already, in another place. */
async function inUse(inner: string, attributes = 'takeover="ask"') {
  const box = await fixture(`<test-room room="lobby" ${attributes}>${inner}</test-room>`);
  const room = one<TestRoom>(box, 'test-room');
  const { mint } = room.edge.answers;
  const asked: unknown[] = [];
  room.edge.answers.mint = (request) => {
    const { takeover } = request.body as { takeover: boolean };
    asked.push(takeover);
    return takeover ? mint!(request) : Promise.reject(errorOf('signed_in_elsewhere', request.attempted));
  };
  const errors: string[] = [];
  room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
  room.appId = '1234567890';
  await calm();
  const shown = () => [...room.children].filter(visible).map(({ slot }) => slot);
  return { room, asked, errors, shown };
}

describe('joining where I am already', () => {
  afterEach(tidy);

  it('takes over by itself unless the page wants me to be asked', async () => {
    const { room, asked } = await inUse(elsewhere, '');
    expect(asked).to.deep.equal([true]);
    expect(room.dataset['connection']).to.equal('connected');
  });

  it('is asked for in the slot elsewhere, in place of the others, and done by a person’s click there', async () => {
    const { room, asked, errors, shown } = await inUse(`${ended}${elsewhere}`);
    expect([asked, shown(), errors]).to.deep.equal([[false], ['elsewhere'], ['signed_in_elsewhere']]);
    expect(room.dataset['ended']).to.equal('failed');
    await click(one(room, '[slot="elsewhere"] button'));
    expect(asked).to.deep.equal([false, true]);
    expect([room.dataset['connection'], shown()]).to.deep.equal(['connected', []]);
  });

  it('is asked for after a join form too, and once only', async () => {
    const { room, asked, shown } = await inUse(`${form}${elsewhere}`);
    await click(one(room, 'form button'));
    expect(shown()).to.deep.equal(['elsewhere']);
    await click(one(room, '[slot="elsewhere"] button'));
    await room.session.leave();
    await calm();
    expect(shown()).to.deep.equal(['join']);
    await click(one(room, 'form button'));
    expect([asked, shown()]).to.deep.equal([[false, true, false], ['elsewhere']]);
  });

  it('is not done by a click that a script makes up, nor by a button in another slot', async () => {
    const { room, asked } = await inUse(`${ended}${elsewhere}`);
    one(room, '[slot="elsewhere"] button').click();
    await calm();
    const other = await inUse(ended);
    await click(one(other.room, 'button'));
    expect([asked, other.asked]).to.deep.equal([
      [false, false],
      [false, false],
    ]);
  });

  it('leaves form and end where nobody has written such a slot', async () => {
    const { shown } = await inUse(ended);
    expect(shown()).to.deep.equal(['ended']);
  });

  it('can be done by script', async () => {
    const { room, asked } = await inUse(elsewhere);
    await room.session.join({ takeover: 'take' });
    await calm();
    expect([asked, room.dataset['connection']]).to.deep.equal([[false, true], 'connected']);
  });
});
