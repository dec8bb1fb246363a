import { expect } from 'chai';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, one, roomWith, texts, tidy, type TestRoom } from '../support/element/fixture.ts';

/** An element of the page that takes no text and no attribute from anybody, once it is told so. */
class Stubborn extends HTMLElement {
  static on = false;

  override setAttribute(name: string, value: string): void {
    if (Stubborn.on) throw new TypeError('not by you');
    super.setAttribute(name, value);
  }
}
customElements.define('stubborn-one', Stubborn);

const bound = '<stubborn-one data-utd-attr-title="name"></stubborn-one><b data-utd-text="name"></b>';

async function errorsOf(room: TestRoom, work: () => void): Promise<unknown[]> {
  const told: unknown[] = [];
  const note = ({ detail }: HTMLElementEventMap['utd-error']) => told.push([detail.code, detail.message]);
  room.addEventListener('utd-error', note);
  Stubborn.on = true;
  work();
  await calm();
  Stubborn.on = false;
  return told;
}

const words = "Could not show 'name' in <stubborn-one>: something unknown went wrong. Try again.";

describe('a binding that the page does not let us write', () => {
  afterEach(tidy);

  it('is an error event of the room, and the others are written', async () => {
    const room = await roomWith(`<utd-seat index="0">${bound}</utd-seat>`);
    const told = await errorsOf(room, () => room.edge.push(0, { identity: 'ada', name: 'Ada' }));
    expect(told).to.deep.equal([['unknown', words]]);
    expect(one(room, 'b').textContent).to.equal('Ada');
  });

  it('is one in plain markup of a list too', async () => {
    const room = await roomWith(`<utd-participants><template><p>${bound}</p></template></utd-participants>`);
    const told = await errorsOf(room, () => room.edge.link.show(person('me'), person('ada')));
    expect(told).to.deep.equal([['unknown', words]]);
    expect(texts(room, 'b')).to.deep.equal(['ME', 'ADA']);
  });
});
