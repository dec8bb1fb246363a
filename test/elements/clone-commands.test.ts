import { expect } from 'chai';
import { click } from '../support/element/click.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, fixture, one, roomWith, type TestRoom, texts, tidy } from '../support/element/fixture.ts';
import type { AudioRoomController } from '../../src/controllers/audio-room-controller.ts';
import type { Commands } from '../../src/elements/commands/command.ts';
import { UTDParticipantsElement } from '../../src/elements/session/participants.ts';

const greeted: string[] = [];

class GreetingList extends UTDParticipantsElement {
  protected override itemCommands(room: AudioRoomController, key: string | number): Commands {
    return {
      '--greet': {
        verdict: () => room.allowed(key === room.identity.get() ? 'join' : 'leave').get(),
        run: async () => void greeted.push(String(key)),
        inside: true,
      },
    };
  }
}
customElements.define('greeting-list', GreetingList);

const greeting = '<button command="--greet" data-utd-text="name"></button>';
const inList = (markup: string) => `<greeting-list><template>${markup}</template></greeting-list>`;

async function withAda(markup: string): Promise<TestRoom> {
  greeted.length = 0;
  const room = await roomWith(markup);
  room.edge.link.show(person('me'), person('ada'));
  await calm();
  return room;
}

const button = (room: TestRoom, name: string) =>
  [...room.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;

describe('the clones of a list', () => {
  afterEach(tidy);

  it('know commands of their own, in plain markup and deep in it', async () => {
    const room = await withAda(inList(`<ul><li>${greeting}</li></ul>`));
    await click(button(room, 'ADA'));
    expect(greeted).to.deep.equal(['ada']);
    expect(button(room, 'ME').dataset['utdBecause']).to.equal('busy');
    expect(button(room, 'ME').disabled).to.equal(true);
  });

  it('are spoken to by a button in an item inside them', async () => {
    const room = await withAda(
      inList(`<p><utd-participant data-utd-attr-identity="identity">${greeting}</utd-participant></p>`),
    );
    expect(texts(room, 'button')).to.deep.equal(['ME', 'ADA']);
    await click(button(room, 'ADA'));
    expect(greeted).to.deep.equal(['ada']);
  });

  it('hand upward what they do not know', async () => {
    const room = await withAda(inList('<p><button command="--leave">Leave</button></p>'));
    await click(button(room, 'Leave'));
    expect(room.dataset['ended']).to.equal('left');
  });

  it('are not told what acts on others from elsewhere in the page', async () => {
    const room = await withAda(inList('<p data-utd-attr-data-who="identity"></p>'));
    one(room, '[data-who="ada"]').id = 'ada';
    const errors: string[] = [];
    room.addEventListener('utd-error', ({ detail }) => errors.push(detail.code));
    const box = await fixture('<button command="--greet" commandfor="ada">Hello</button>');
    await click(one(box, 'button'));
    expect(errors).to.deep.equal(['forbidden']);
    expect(greeted).to.deep.equal([]);
  });

  it('answer in a shadow root of their own, again after they were moved', async () => {
    const room = await withAda('<div></div>');
    const root = one(room, 'div').attachShadow({ mode: 'open' });
    root.innerHTML = inList(`<p>${greeting}</p>`);
    await calm();
    const shown = () => [...root.querySelectorAll('button')].map(({ disabled }) => disabled);
    expect(shown()).to.deep.equal([true, false]);
    const list = root.firstElementChild!;
    list.remove();
    await calm();
    root.append(list);
    await calm();
    await click([...root.querySelectorAll('button')].at(-1)!);
    expect(greeted).to.deep.equal(['ada']);
    expect(shown()).to.deep.equal([true, false]);
  });
});
