import { expect } from 'chai';
import { calm, one, roomWith, tidy } from '../../../test/support/element/fixture.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';

describe('A person in a room', () => {
  afterEach(tidy);

  const ada = async () => {
    const room = await roomWith(
      '<utd-participant identity="ada"><i data-utd-text="quality"></i>: <b data-utd-text="trouble"></b></utd-participant>',
    );
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    const element = one(room, 'utd-participant');
    const shows = () =>
      ['poor', 'lost', 'camera-off', 'sharing'].filter((state) => element.matches(`:state(${state})`));
    return { link: room.edge.link, shows, text: () => element.textContent };
  };

  it('shows that the connection is poor or lost, and that it is better again', async () => {
    const { link, shows } = await ada();
    for (const [quality, states] of [
      ['poor', ['poor', 'camera-off']],
      ['lost', ['lost', 'camera-off']],
      ['excellent', ['camera-off']],
    ] as const) {
      link.listener!.connectionQualityChanged('ada', quality);
      await calm();
      expect(shows()).to.deep.equal(states);
    }
  });

  it('tells how well they are connected, and whether a bad connection is theirs or mine', async () => {
    const { link, text } = await ada();
    const texts: string[] = [];
    for (const [who, quality] of [
      ['ada', 'good'],
      ['ada', 'poor'],
      ['me', 'lost'],
    ] as const) {
      link.listener!.connectionQualityChanged(who, quality);
      await calm();
      texts.push(text());
    }
    expect(texts).to.deep.equal(['good: ', 'poor: theirs', 'poor: mine']);
  });

  it('shows a camera and a screen that are sent', async () => {
    const { link, shows } = await ada();
    link.show(
      person('me'),
      person('ada', { publishing: { microphone: false, camera: true, screen_share: true } }),
    );
    await calm();
    expect(shows()).to.deep.equal(['sharing']);
  });
});
