import { sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, one, roomWith, tidy, type TestRoom } from '../support/element/fixture.ts';

const inside = `
  <utd-seat index="1"><button id="unseat" command="--unseat">Make get up</button></utd-seat>
  <button id="mic" command="--toggle-microphone">Microphone</button>`;

/** I sit in my room, with the microphone closed; a comment stands beside it. */
async function commented(comment: string) {
  const room = await roomWith(inside, 'id="r" muted');
  room.edge.link.grant(true);
  await room.session.seats.take(0, { microphone: false });
  const box = await fixture(comment);
  const told: string[] = [];
  room.addEventListener('utd-error', ({ detail }) => told.push(detail.code));
  return { room, box, told };
}

const opened = ({ edge }: TestRoom) => edge.tracks.length;
const kicked = ({ edge }: TestRoom) => edge.calls.filter(({ name }) => name === 'kickSeat').length;

describe('a comment that a stranger wrote', () => {
  afterEach(tidy);

  it('opens no microphone by a button that names the room', async () => {
    const { room, box, told } = await commented(
      '<button command="--toggle-microphone" commandfor="r">Next page</button>',
    );
    await click(one(box, 'button'));
    expect([opened(room), told]).to.deep.equal([0, ['forbidden']]);
  });

  it('opens none while such a button is held, nor by the click that ends it', async () => {
    const { room, box } = await commented(
      '<button command="--push-to-talk" commandfor="r">Next page</button>',
    );
    const { x, y } = one(box, 'button').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + 5), Math.round(y + 5)] });
    await sendMouse({ type: 'down' });
    await calm();
    expect(opened(room)).to.equal(0);
    await sendMouse({ type: 'up' });
    await calm();
    expect(opened(room)).to.equal(0);
  });

  it('sits nobody down with an open microphone', async () => {
    const { room, box } = await commented('');
    await room.session.seats.leave();
    box.innerHTML = '<button command="--take-seat" value="2" commandfor="r">Next page</button>';
    await click(one(box, 'button'));
    expect([room.session.seats.mine.get()?.index, opened(room)]).to.deep.equal([2, 0]);
  });

  it('opens no microphone by a label for the page’s own button', async () => {
    const { room, box, told } = await commented('<label for="mic">Next page</label>');
    await click(one(box, 'label'));
    expect([opened(room), told]).to.deep.equal([0, ['forbidden']]);
  });

  it('makes nobody get up by a label for the page’s own button', async () => {
    const { room, box, told } = await commented('<label for="unseat">Next page</label>');
    room.edge.link.show(person('me', { role: 'host' }), person('ben'));
    room.edge.push(1, { identity: 'ben' });
    await calm();
    await click(one(box, 'label'));
    expect([kicked(room), told]).to.deep.equal([0, ['forbidden']]);
    await click(one(room, '#unseat'));
    expect(kicked(room)).to.equal(1);
  });
});

describe('the page’s own', () => {
  afterEach(tidy);

  it('label inside the room opens the microphone', async () => {
    const { room } = await commented('');
    room.insertAdjacentHTML('beforeend', '<label for="mic">Speak</label>');
    await click(one(room, 'label'));
    expect(opened(room)).to.equal(1);
  });

  it('button in an element for the room opens it, wherever that stands', async () => {
    const { room, box } = await commented(
      '<utd-status for="r"><button command="--toggle-microphone" commandfor="r">Microphone</button></utd-status>',
    );
    await click(one(box, 'button'));
    expect(opened(room)).to.equal(1);
  });
});
