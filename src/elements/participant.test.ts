import { expect } from 'chai';
import { calm, one, roomWith, tidy } from '../../test/support/fixture.ts';
import { person } from '../../test/support/fake-transport.ts';

describe('A person in a room', () => {
  afterEach(tidy);

  const ada = async () => {
    const room = await roomWith('<utd-participant identity="ada"></utd-participant>');
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    const element = one(room, 'utd-participant');
    const shows = () =>
      ['poor', 'lost', 'camera-off', 'sharing'].filter((state) => element.matches(`:state(${state})`));
    return { link: room.edge.link, shows };
  };

  it('shows that the connection is poor or lost, and that it is better again', async () => {
    const { link, shows } = await ada();
    for (const [quality, states] of [
      ['poor', ['poor', 'camera-off']],
      ['lost', ['lost', 'camera-off']],
      ['excellent', ['camera-off']],
    ] as const) {
      link.listener!.quality('ada', quality);
      await calm();
      expect(shows()).to.deep.equal(states);
    }
  });

  it('shows a camera and a screen that are sent', async () => {
    const { link, shows } = await ada();
    link.show(
      person('me'),
      person('ada', { sending: { microphone: false, camera: true, screen_share: true } }),
    );
    await calm();
    expect(shows()).to.deep.equal(['sharing']);
  });
});
