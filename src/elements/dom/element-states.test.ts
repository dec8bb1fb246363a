import { expect } from 'chai';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { calm, one, roomWith, tidy } from '../../../test/support/element/fixture.ts';
import { setStates } from './element-states.ts';

const shown = (element: Element) =>
  (element.getAttribute('data-utd-state') ?? '').split(' ').filter(Boolean).toSorted();

describe('data-utd-state', () => {
  afterEach(tidy);

  it('has the states of every tag, as :state() has', async () => {
    const room = await roomWith(`
      <utd-seat index="0"></utd-seat><utd-seat index="1"></utd-seat>
      <utd-participant identity="ada"></utd-participant>
      <utd-requests><template><i></i></template></utd-requests>
      <utd-chat></utd-chat>
      <utd-devices kind="audiooutput"><select></select></utd-devices>`);
    room.edge.link.show(person('me'), person('ada'));
    room.edge.push(0, { identity: 'ada', role: 'host', muted: true });
    room.edge.push(1, { locked: true });
    await calm();
    const all = [...room.querySelectorAll('*'), room].filter((each) => each.localName.includes('-'));
    const known = new Map(all.map((each) => [each, shown(each)]));
    expect(known.get(one(room, '[index="0"]'))).to.deep.equal(['host', 'muted', 'silenced', 'taken']);
    expect(known.get(one(room, '[index="1"]'))).to.deep.equal(['locked']);
    expect(known.get(one(room, 'utd-requests'))).to.deep.equal(['empty']);
    expect(known.get(one(room, 'utd-participant'))).to.include('muted');
    for (const [element, states] of known)
      for (const state of [
        'taken',
        'empty',
        'mine',
        'host',
        'locked',
        'muted',
        'silenced',
        'camera-off',
        'unsupported',
      ])
        expect([element.localName, state, element.matches(`:state(${state})`)]).to.deep.equal([
          element.localName,
          state,
          states.includes(state),
        ]);
  });

  it('is written when a state has changed, and only then', async () => {
    const room = await roomWith('<utd-seat index="0" data-mine="x"></utd-seat>');
    const seat = one(room, 'utd-seat');
    const observer = new MutationObserver(() => {});
    observer.observe(seat, { attributes: true });
    room.edge.push(0, { identity: 'ada', name: 'Ada' });
    await calm();
    expect(observer.takeRecords().length).to.equal(0);
    expect(shown(seat)).to.include('taken');
    expect(seat.dataset['mine']).to.equal('x');
  });

  it('of a copy of the page’s markup is the copy’s own', async () => {
    const room = await roomWith(
      '<utd-seat index="0"></utd-seat><utd-seat index="1" data-utd-state="taken mine"></utd-seat>',
    );
    expect([...room.querySelectorAll('utd-seat')].map(shown)).to.deep.equal([['empty'], ['empty']]);
  });

  for (const [browser, states] of [
    ['has no :state()', undefined],
    [
      'takes only names with dashes',
      {
        add: (name: string) => {
          throw new DOMException(name, 'SyntaxError');
        },
        delete: () => false,
      },
    ],
  ] as const)
    it(`is there in a browser that ${browser}`, () => {
      const element = document.createElement('div');
      const internals = { states } as unknown as ElementInternals; // as older browsers have it
      setStates(element, internals, { taken: true, mine: false });
      expect(shown(element)).to.deep.equal(['taken']);
      setStates(element, internals, { taken: false });
      expect(element.hasAttribute('data-utd-state')).to.equal(false);
    });
});
