/// <reference types="mocha" />
import { expect } from 'chai';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import {
  calm,
  hasFocus,
  one,
  roomWith,
  texts,
  tidy,
  type TestRoom,
} from '../../../test/support/element/fixture.ts';

const markup = '<utd-devices><label>Microphone <select></select></label></utd-devices>';

const selectOf = (room: TestRoom) => one<HTMLSelectElement>(room, 'select');

/** What a person does with a select, as far as a page sees it. */
async function choose(select: HTMLSelectElement, id: string): Promise<void> {
  select.value = id;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await calm();
}

describe('<utd-devices>', () => {
  afterEach(tidy);

  it('fills the select inside with the microphones, the one that is opened selected', async () => {
    const room = await roomWith(markup);
    expect(texts(room, 'option')).to.deep.equal(['The built-in', 'The headset']);
    expect(selectOf(room).value).to.equal('built-in');
  });

  it('uses what the person chooses', async () => {
    const room = await roomWith(markup);
    await choose(selectOf(room), 'headset');
    expect(room.edge.machine.chosen).to.equal('headset');
    expect(selectOf(room).value).to.equal('headset');
  });

  it('goes back and tells an error where that does not open', async () => {
    const room = await roomWith(markup);
    const codes: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => codes.push(detail.code));
    selectOf(room).append(new Option('Another', 'another'));
    await choose(selectOf(room), 'another');
    expect(codes).to.deep.equal(['invalid_request']);
    expect(selectOf(room).value).to.equal('built-in');
    expect(texts(room, 'option')).to.have.length(2);
  });

  it('keeps focus, options and selection when a microphone comes or goes', async () => {
    const room = await roomWith(markup);
    const select = selectOf(room);
    await choose(select, 'headset');
    select.focus();
    const [first] = select.options;
    room.edge.machine.plug('built-in', 'headset', 'webcam');
    await calm();
    expect([select.value, select.length, hasFocus(select)]).to.deep.equal(['headset', 3, true]);
    expect(select.options[0] === first).to.equal(true);
    room.edge.machine.plug('built-in');
    await calm();
    expect([select.value, select.length]).to.deep.equal(['built-in', 1]);
  });

  it('fills a select that comes later', async () => {
    const room = await roomWith('<utd-devices></utd-devices>');
    one(room, 'utd-devices').append(document.createElement('select'));
    await calm();
    expect(selectOf(room).length).to.equal(2);
  });

  it('fills a select that a framework renders later, deeper inside', async () => {
    const room = await roomWith('<utd-devices><label>Microphone </label></utd-devices>');
    one(room, 'label').insertAdjacentHTML('beforeend', '<select></select>');
    await calm();
    expect(texts(room, 'option')).to.deep.equal(['The built-in', 'The headset']);
  });

  it('takes the sound of the others over to the output that is chosen', async () => {
    const room = await roomWith('<utd-devices kind="audiooutput"><select></select></utd-devices>');
    room.edge.machine.plugOutputs('default', 'desk');
    room.edge.link.show(person('me'), person('ada', { microphone: true }));
    room.edge.push(1, { identity: 'ada' });
    room.edge.link.sound('ada');
    await calm();
    expect(texts(room, 'option')).to.deep.equal(['The default', 'The desk']);
    await choose(selectOf(room), 'desk');
    expect(room.edge.outputs.get('ada')).to.equal('desk');
  });

  it('is unsupported for a kind that cannot be chosen here', async () => {
    const room = await roomWith(`${markup}<utd-devices kind="audiooutput"><select></select></utd-devices>`);
    const states = [...room.querySelectorAll('utd-devices')].map((each) =>
      each.matches(':state(unsupported)'),
    );
    expect(states).to.deep.equal([false, true]);
  });

  it('is unsupported where the page is given no devices', async () => {
    const room = await roomWith(markup, 'manual');
    room.edge.machine.kinds = [];
    await room.session.join();
    await calm();
    expect(one(room, 'utd-devices').matches(':state(unsupported)')).to.equal(true);
  });
});

describe('The button of the loudspeaker', () => {
  afterEach(tidy);

  const button = '<button command="--toggle-speaker">Loudspeaker</button>';

  it('changes to the earpiece and back, and says which', async () => {
    const room = await roomWith(button);
    room.edge.machine.plugOutputs('default', 'Headset earpiece');
    await calm();
    const pressed: (string | null)[] = [];
    for (let clicks = 0; clicks < 3; clicks++) {
      pressed.push(one(room, 'button').ariaPressed);
      one<HTMLButtonElement>(room, 'button').click();
      await calm();
    }
    expect(pressed).to.deep.equal(['true', 'false', 'true']);
  });

  it('says that there is no earpiece', async () => {
    const room = await roomWith(button);
    const { disabled, dataset } = one<HTMLButtonElement>(room, 'button');
    expect([disabled, dataset['utdBecause']]).to.deep.equal([true, 'unsupported']);
  });
});
