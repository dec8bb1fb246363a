import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, fixture, hasFocus, one, roomWith, tidy } from '../../../test/support/element/fixture.ts';

const sit = '<button command="--take-seat" value="2">Sit</button>';

describe('a button', () => {
  afterEach(tidy);

  it('whose command is not possible says why, in a code and in words, and is disabled', async () => {
    const room = await roomWith(sit);
    const button = one<HTMLButtonElement>(room, 'button');
    expect(button.disabled).to.equal(false);
    room.edge.push(2, { identity: 'ada', name: 'Ada' });
    await calm();
    expect(button.disabled).to.equal(true);
    expect(button.dataset['utdBecause']).to.equal('seat_taken');
    expect(button.dataset['utdReason']).to.equal('Somebody sits there. Choose another seat.');
    expect(button.getAttribute('aria-description')).to.equal(button.dataset['utdReason']);
    room.edge.push(2, { identity: null, name: null });
    await calm();
    expect(button.getAttributeNames()).to.have.members(['command', 'value']);
  });

  it('with the focus keeps it, and is disabled when it goes on', async () => {
    const room = await roomWith(`${sit}<button id="next">Next</button>`);
    const button = one<HTMLButtonElement>(room, 'button');
    button.focus();
    room.edge.push(2, { locked: true });
    await calm();
    expect(hasFocus(button)).to.equal(true);
    expect([button.disabled, button.ariaDisabled]).to.deep.equal([false, 'true']);
    one(room, '#next').focus();
    expect([button.disabled, button.ariaDisabled]).to.deep.equal([true, null]);
  });

  it('that gives something up works in an outage, and one that asks for more waits for its end', async () => {
    const labels = {
      '--toggle-microphone': '',
      '--push-to-talk': '',
      '--leave-seat': '',
      '--leave': '',
      '--take-seat': '2',
    };
    const room = await roomWith(
      Object.entries(labels)
        .map(([command, value]) => `<button command="${command}" value="${value}">x</button>`)
        .join(''),
    );
    room.edge.link.grant(true);
    await room.session.seats.take(0);
    await calm();
    room.edge.link.listener!.reconnecting();
    await calm();
    const enabled = () =>
      [...room.querySelectorAll('button')]
        .filter((each) => !each.matches(':disabled, [aria-disabled=true]'))
        .map((each) => each.getAttribute('command'));
    expect(enabled()).to.deep.equal(['--toggle-microphone', '--push-to-talk', '--leave-seat', '--leave']);
    await click(one(room, '[command="--toggle-microphone"]'));
    expect([room.edge.link.published[0]?.muted, room.session.media.micEnabled.get()]).to.deep.equal([
      true,
      false,
    ]);
    expect(enabled()).to.deep.equal(['--leave-seat', '--leave']);
    await click(one(room, '[command="--leave-seat"]'));
    expect(room.session.seats.mine.get()).to.equal(null);
  });

  it('that its author has disabled stays so', async () => {
    const room = await roomWith(sit.replace('button', 'button disabled'));
    const button = one<HTMLButtonElement>(room, 'button');
    for (const identity of ['ada', null]) {
      room.edge.push(2, { identity });
      await calm();
      expect(button.disabled).to.equal(true);
    }
    button.disabled = false;
    await calm();
    expect(button.disabled).to.equal(false);
  });

  it('that its author disables while it is disabled by us stays disabled', async () => {
    const room = await roomWith(sit);
    const button = one<HTMLButtonElement>(room, 'button');
    room.edge.push(2, { locked: true });
    await calm();
    button.disabled = true;
    await calm();
    room.edge.push(2, { locked: false });
    await calm();
    expect(button.disabled).to.equal(true);
  });

  it('that its author enables is disabled again while its command is not possible', async () => {
    const room = await roomWith(sit);
    const button = one<HTMLButtonElement>(room, 'button');
    room.edge.push(2, { locked: true });
    await calm();
    button.disabled = false;
    await calm();
    expect(button.disabled).to.equal(true);
  });

  it('keeps the description that its author gave it', async () => {
    const room = await roomWith(sit.replace('button', 'button aria-description="Mine"'));
    room.edge.push(2, { locked: true });
    await calm();
    expect(one(room, 'button').getAttribute('aria-description')).to.equal('Mine');
  });

  it('keeps the description that its author gives it later', async () => {
    const room = await roomWith(sit);
    const button = one(room, 'button');
    button.setAttribute('aria-description', 'The one in the middle');
    room.edge.push(2, { locked: true });
    await calm();
    expect(button.getAttribute('aria-description')).to.equal('The one in the middle');
    room.edge.push(2, { locked: false });
    await calm();
    expect(button.getAttribute('aria-description')).to.equal('The one in the middle');
  });

  it('that its author describes by another element gets no second description', async () => {
    const room = await roomWith(
      `<p id="why">Mine</p>${sit.replace('button', 'button aria-describedby="why"')}`,
    );
    room.edge.push(2, { locked: true });
    await calm();
    const button = one(room, 'button');
    expect([button.hasAttribute('aria-description'), button.dataset['utdBecause']]).to.deep.equal([
      false,
      'seat_locked',
    ]);
  });

  it('that comes later, or is told another command or value, is up to date', async () => {
    const room = await roomWith('');
    room.edge.push(2, { locked: true });
    room.insertAdjacentHTML('beforeend', `<div>${sit}</div>`);
    await calm();
    const button = one<HTMLButtonElement>(room, 'button');
    expect(button.disabled).to.equal(true);
    button.value = '3';
    await calm();
    expect(button.disabled).to.equal(false);
    button.setAttribute('command', '--leave-seat');
    await calm();
    expect(button.dataset['utdBecause']).to.equal('not_seated');
  });

  for (const [what, change] of [
    ['loses its command', (button: Element) => button.removeAttribute('command')],
    ['gets a command of the platform', (button: Element) => button.setAttribute('command', 'show-modal')],
    ['gets a command of another library', (button: Element) => button.setAttribute('command', '--fly')],
  ] as const)
    it(`that ${what} is enabled, and has no reason left`, async () => {
      const room = await roomWith('<button command="--leave-seat">Get up</button>');
      const beside = await fixture('<button command="--leave-seat">Get up</button>');
      for (const button of [
        one<HTMLButtonElement>(room, 'button'),
        one<HTMLButtonElement>(beside, 'button'),
      ]) {
        expect(button.disabled).to.equal(true);
        change(button);
        await calm();
        expect(button.getAttributeNames().filter((name) => name !== 'command')).to.deep.equal([]);
      }
    });

  it('that was put in while another was being disabled is up to date too', async () => {
    const room = await roomWith(sit);
    room.edge.push(2, { locked: true });
    await Promise.resolve().then(() => room.insertAdjacentHTML('beforeend', sit));
    await calm();
    expect([...room.querySelectorAll('button')].map(({ disabled }) => disabled)).to.deep.equal([true, true]);
  });

  it('that was copied while its command was not possible works once it is, as in a page brought back from a copy', async () => {
    const room = await roomWith(`${sit}${sit.replace('button', 'button disabled aria-description="Mine"')}`);
    room.edge.push(2, { locked: true });
    await calm();
    const copies = await fixture(room.innerHTML);
    room.replaceChildren(...copies.childNodes);
    await calm();
    room.edge.push(2, { locked: false });
    await calm();
    const [ours, authors] = [...room.querySelectorAll('button')];
    expect(ours!.getAttributeNames()).to.have.members(['command', 'value']);
    expect([authors!.disabled, authors!.ariaDescription]).to.deep.equal([true, 'Mine']);
  });

  it('that its author disables while hearing that it is possible stays so', async () => {
    const room = await roomWith(sit);
    const button = one<HTMLButtonElement>(room, 'button');
    room.edge.push(2, { locked: true });
    await calm();
    room.addEventListener('utd-seat-update', () => (button.disabled = true));
    room.edge.push(2, { locked: false });
    await calm();
    expect([button.disabled, button.dataset['utdBecause']]).to.deep.equal([true, undefined]);
  });

  it('that is moved out of the room says that nothing takes its command, and is as before when it is back', async () => {
    const room = await roomWith(sit);
    room.edge.push(2, { locked: true });
    await calm();
    const button = one<HTMLButtonElement>(room, 'button');
    (await fixture('')).append(button);
    await calm();
    expect([button.disabled, button.dataset['utdBecause']]).to.deep.equal([true, 'not_found']);
    room.edge.push(2, { locked: false });
    room.append(button);
    await calm();
    expect(button.getAttributeNames()).to.have.members(['command', 'value']);
  });

  it('elsewhere in the page, with commandfor, knows as well, before the room is there', async () => {
    const box = await fixture('<button command="--leave-seat" commandfor="late">Up</button>');
    const button = one<HTMLButtonElement>(box, 'button');
    await roomWith('', 'id="late"');
    expect(button.dataset['utdBecause']).to.equal('not_seated');
  });

  it('of a seat follows the seat when its index changes', async () => {
    const room = await roomWith('<utd-seat index="0"><button command="--take">Sit</button></utd-seat>');
    room.edge.push(0, { locked: true });
    await calm();
    expect(one<HTMLButtonElement>(room, 'button').disabled).to.equal(true);
    one<HTMLElementTagNameMap['utd-seat']>(room, 'utd-seat').index = 1;
    await calm();
    expect(one<HTMLButtonElement>(room, 'button').disabled).to.equal(false);
  });
});
