import { expect } from 'chai';
import { calm, fixture, one, roomWith, tidy, visible } from '../support/element/fixture.ts';

const display = (element: Element) => getComputedStyle(element).display;

describe('an element of ours', () => {
  afterEach(tidy);

  for (const [tag, box] of [
    ['utd-client', 'contents'],
    ['utd-audio-room', 'contents'],
    ['utd-status', 'contents'],
    ['utd-seats', 'contents'],
    ['utd-participants', 'contents'],
    ['utd-requests', 'contents'],
    ['utd-invitations', 'contents'],
    ['utd-devices', 'contents'],
    ['utd-seat', 'block'],
    ['utd-participant', 'block'],
    ['utd-video', 'block'],
  ] as const)
    it(`<${tag}> is ${box}, and hidden by hidden`, async () => {
      const element = one(await fixture(`<${tag} manual><b>x</b></${tag}>`), tag);
      expect(display(element)).to.equal(box);
      element.hidden = true;
      expect([display(element), visible(one(element, 'b'))]).to.deep.equal(['none', false]);
    });

  it('holds nothing but slots, and a style sheet that no policy has to allow', async () => {
    const room = await roomWith(`
      <utd-status></utd-status><utd-seats><template><utd-seat></utd-seat></template></utd-seats>
      <utd-participants><template><utd-participant></utd-participant></template></utd-participants>`);
    const ours = [room, ...room.querySelectorAll('*')].filter(({ shadowRoot }) => shadowRoot);
    expect(ours.length).to.be.greaterThan(11);
    for (const { shadowRoot, localName } of ours) {
      const others = [...shadowRoot!.querySelectorAll('*')].filter((each) => each.localName !== 'slot');
      expect([localName, others.length]).to.deep.equal([localName, 0]);
      expect([...shadowRoot!.querySelectorAll('[style]')]).to.have.length(0);
    }
  });
});

describe('a slot that is not shown', () => {
  afterEach(tidy);

  it('is hidden and stays: sound in it plays on, and what was written in it is there', async () => {
    const room = await roomWith(
      '<form slot="join"><input name="name"><audio loop></audio><button>Join</button></form>',
    );
    const slot = one(room, 'form').assignedSlot;
    const audio = one<HTMLAudioElement>(room, 'audio');
    const context = new AudioContext();
    const silence = context.createMediaStreamDestination();
    audio.srcObject = silence.stream;
    await audio.play();
    one<HTMLInputElement>(room, 'input').value = 'half a na';
    void room.session.join();
    await calm();
    expect([visible(one(room, 'form')), slot?.hidden]).to.deep.equal([false, true]);
    expect(one(room, 'form').assignedSlot === slot).to.equal(true);
    expect([audio.paused, one<HTMLInputElement>(room, 'input').value]).to.deep.equal([false, 'half a na']);
    await context.close();
  });
});
