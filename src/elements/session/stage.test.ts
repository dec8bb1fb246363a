import { expect } from 'chai';
import { calm, roomWith, texts, tidy } from '../../../test/support/element/fixture.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';

describe('The stage of an audio room', () => {
  afterEach(tidy);

  it('has the participants on seats, in the order of the seats', async () => {
    const room = await roomWith(
      '<utd-stage><template><utd-participant><b data-utd-text="name"></b></utd-participant></template></utd-stage>',
    );
    const { edge } = room;
    edge.link.show(person('me'), person('ada'), person('ben'));
    edge.push(3, { identity: 'ada', name: 'Ada' });
    edge.push(1, { identity: 'ben', name: 'Ben', away: true });
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['BEN', 'ADA']);
    const [, ada] = room.querySelectorAll('utd-participant');
    edge.push(1, { identity: null });
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['ADA']);
    expect(room.querySelector('utd-participant') === ada).to.equal(true);
  });

  it('is empty without a person on a seat, and binds the fields of one whom the media server does not show', async () => {
    const room = await roomWith('<utd-stage><template><i data-utd-text="name"></i></template></utd-stage>');
    expect(room.querySelector('utd-stage')!.matches(':state(empty)')).to.equal(true);
    room.edge.push(0, { identity: 'zoe', name: 'Zoe' });
    await calm();
    expect(texts(room, 'i')).to.deep.equal(['Zoe']);
  });
});
