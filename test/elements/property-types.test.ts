import { expect } from 'chai';
import { calm, fixture, one, roomWith, TestRoom, texts, tidy } from '../support/element/fixture.ts';
import { planeWith } from '../support/element/signal-fixture.ts';
import { person } from '../support/fakes/fake-transport.ts';

/** Sets properties as a framework does, whatever their types are. */
const set = (element: Element, properties: object) => Object.assign(element, properties);

describe('A property of another type, as frameworks write it', () => {
  afterEach(tidy);

  it('names the app, the room and the person by numbers', async () => {
    const room = set(document.createElement('test-room'), {
      appId: 1234567890,
      room: 42,
      identity: 7,
      name: 8,
    }) as TestRoom;
    (await fixture('')).append(room);
    await calm();
    expect(room.dataset['connection']).to.equal('connected');
    const { request } = room.edge.calls.find(({ name }) => name === 'mint') as unknown as {
      request: { body: object };
    };
    expect(request.body).to.include({ room_name: '42', identity: '7', name: '8' });
  });

  it('names a person or a conversation by a number', async () => {
    const room = await roomWith('<utd-participant><b data-utd-text="name"></b></utd-participant>');
    room.edge.link.show(person('me'), person('7'));
    set(one(room, 'utd-participant'), { identity: 7 });
    const plane = await planeWith('<utd-conversation><b data-utd-text="identity"></b></utd-conversation>');
    set(one(plane, 'utd-conversation'), { with: 7 });
    await calm();
    expect([...texts(room, 'b'), ...texts(plane, 'b')]).to.deep.equal(['7', '7']);
  });

  it('names a seat by a text, whose button takes it', async () => {
    const room = await roomWith(
      '<utd-seat><button command="--take" data-utd-text="number"></button></utd-seat>',
    );
    room.edge.link.grant(true);
    set(one(room, 'utd-seat'), { index: '3' });
    await calm();
    expect(texts(room, 'button')).to.deep.equal(['4']);
    one(room, 'button').click();
    await calm();
    expect(room.session.seats.mine.get()?.index).to.equal(3);
  });

  for (const [what, clear] of [
    ['removed', (element: Element, name: string) => element.removeAttribute(name)],
    ['empty', (element: Element, name: string) => element.setAttribute(name, '')],
  ] as const)
    it(`is as not set where its attribute is ${what}`, async () => {
      const box = await fixture('<test-room app-id="1234567890" seat-count="4" host-seat="1"></test-room>');
      const room = one<TestRoom>(box, 'test-room');
      for (const name of ['seat-count', 'host-seat']) clear(room, name);
      room.innerHTML = '<utd-seat index="2"><b data-utd-text="number"></b></utd-seat>';
      room.room = 'lobby';
      await calm();
      expect([room.dataset['connection'], ...texts(room, 'b')]).to.deep.equal(['connected', '3']);
      clear(one(room, 'utd-seat'), 'index');
      await calm();
      expect(texts(room, 'b')).to.deep.equal(['1']);
    });
});
