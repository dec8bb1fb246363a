import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { FakeChat } from '../../../test/support/fakes/fake-chat.ts';
import { gate } from '../../../test/support/fakes/chatting.ts';
import { calm, fixture, one, roomWith, type TestRoom, tidy } from '../../../test/support/element/fixture.ts';
import { UTDStreamError } from '../../errors/errors.ts';

const form = '<utd-chat><form><input name="text"><button>Send</button></form></utd-chat>';
const area = '<utd-chat><form><textarea name="text"></textarea><button>Send</button></form></utd-chat>';
const noForm =
  '<utd-chat><textarea name="text"></textarea><button command="--send" value="x">Send</button></utd-chat>';

async function chatIn(markup: string): Promise<TestRoom & { chat: FakeChat; failed: string[] }> {
  const room = await roomWith(markup);
  const failed: string[] = [];
  room.addEventListener('utd-error', ({ detail }) => failed.push(detail.code));
  return Object.assign(room, { chat: new FakeChat(room.edge), failed });
}

const sent = (room: TestRoom) =>
  room.edge.calls.flatMap(({ name, request }) =>
    name === 'sendChat' ? [(request.body as { text: string }).text] : [],
  );

const field = (room: TestRoom) => one<HTMLInputElement>(room, '[name="text"]');

async function type(room: TestRoom, text: string): Promise<void> {
  field(room).focus();
  await sendKeys({ type: text });
}

const press = async (key: string) => (await sendKeys({ press: key }), calm());

describe('writing to the room', () => {
  afterEach(tidy);

  it('sends the field of a form by its button, which is busy meanwhile, and empties it then', async () => {
    const room = await chatIn(form);
    const taken = gate();
    room.edge.answers.sendChat = async ({ body }) => (await taken.promise, room.chat.send(body as never));
    await type(room, 'Good evening');
    const button = one(room, 'button');
    await click(button);
    expect([field(room).value, button.ariaBusy]).to.deep.equal(['Good evening', 'true']);
    taken.open();
    await calm();
    expect([field(room).value, button.hasAttribute('aria-busy')]).to.deep.equal(['', false]);
    expect(sent(room)).to.deep.equal(['Good evening']);
    expect(location.search).to.not.contain('text=');
  });

  it('leaves what has been written since it was sent', async () => {
    const room = await chatIn(form);
    const taken = gate();
    room.edge.answers.sendChat = async ({ body }) => (await taken.promise, room.chat.send(body as never));
    await type(room, 'one');
    await press('Enter');
    await type(room, ' more');
    taken.open();
    await calm();
    expect(field(room).value).to.equal('one more');
  });

  it('takes the same text twice, while it is under way, for one wish', async () => {
    const room = await chatIn(form);
    const taken = gate();
    room.edge.answers.sendChat = async ({ body }) => (await taken.promise, room.chat.send(body as never));
    await type(room, 'hello');
    for (let time = 0; time < 3; time++) await press('Enter');
    taken.open();
    await calm();
    await type(room, 'hello');
    await press('Enter');
    expect(sent(room)).to.deep.equal(['hello', 'hello']);
  });

  it('tells what went wrong, and keeps the text', async () => {
    const room = await chatIn(form);
    room.edge.answers.sendChat = () => Promise.reject(new UTDStreamError('comments_locked', 'send'));
    await type(room, 'no');
    await press('Enter');
    expect(room.failed).to.deep.equal(['comments_locked']);
    expect([field(room).value, one(room, 'button').hasAttribute('aria-busy')]).to.deep.equal(['no', false]);
    field(room).value = 'x'.repeat(2001);
    await press('Enter');
    expect(room.failed).to.deep.equal(['comments_locked', 'invalid_request']);
  });

  it('takes nothing for no wish, and heeds what the form itself demands', async () => {
    const room = await chatIn(form);
    await type(room, '   ');
    await press('Enter');
    field(room).pattern = '[a-z]+';
    field(room).value = '123';
    await press('Enter');
    expect([sent(room), room.failed]).to.deep.equal([[], []]);
  });

  it('keeps the page where it is also where there is no room', async () => {
    const box = await fixture(form);
    const { href } = location;
    one<HTMLFormElement>(box, 'form').requestSubmit();
    await calm();
    expect(location.href).to.equal(href);
  });

  it('leaves alone a form without a field for text, and one that somebody else has sent', async () => {
    const room = await chatIn(
      '<utd-chat><form id="a"><input name="q"></form><form id="b"><input name="text" value="x"></form></utd-chat>',
    );
    one(room, '#b').addEventListener('submit', (event) => event.preventDefault());
    let untouched = false;
    room.addEventListener('submit', (event) => {
      untouched ||= !event.defaultPrevented;
      event.preventDefault();
    });
    one<HTMLFormElement>(room, '#a').requestSubmit();
    one<HTMLFormElement>(room, '#b').requestSubmit();
    await calm();
    expect([untouched, sent(room)]).to.deep.equal([true, []]);
  });

  for (const [what, markup] of [
    ['in a form', area],
    ['without one', noForm],
  ] as const)
    it(`sends by Enter in a textarea ${what}, and breaks the line by Shift+Enter`, async () => {
      const room = await chatIn(markup);
      await type(room, 'one');
      await sendKeys({ down: 'Shift' });
      await press('Enter');
      await sendKeys({ up: 'Shift' });
      await type(room, 'two');
      await press('Enter');
      expect(sent(room)).to.deep.equal(['one\ntwo']);
      expect(field(room).value).to.equal('');
    });

  it('sends nothing while a word is composed, while Enter is held, or where somebody else takes it', async () => {
    const room = await chatIn(area);
    await type(room, 'にほん');
    const enter = (init: KeyboardEventInit) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
      field(room).dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(enter({ isComposing: true })).to.equal(false);
    expect(enter({ keyCode: 229 })).to.equal(false);
    expect(enter({ repeat: true })).to.equal(true);
    field(room).addEventListener('keydown', (event) => event.preventDefault(), { once: true });
    enter({});
    await calm();
    expect(sent(room)).to.deep.equal([]);
    enter({});
    await calm();
    expect(sent(room)).to.deep.equal(['にほん']);
  });

  it('sends by a --send button where the page can have no form', async () => {
    const room = await chatIn(noForm);
    await type(room, 'hello');
    await click(one(room, 'button'));
    expect(sent(room)).to.deep.equal(['hello']);
    expect(field(room).value).to.equal('');
  });

  it('shows that comments are locked, and its button why', async () => {
    const room = await chatIn(`${noForm}<utd-status><i data-utd-attr-data-locked="locked"></i></utd-status>`);
    const chat = one(room, 'utd-chat');
    expect(chat.matches(':state(locked)')).to.equal(false);
    room.edge.link.push({ type: '_chat_lock', epoch: 1, rev: 5, locked: true });
    await calm();
    expect(chat.matches(':state(locked)')).to.equal(true);
    expect(one(room, 'i').hasAttribute('data-locked')).to.equal(true);
    expect(one(room, 'button').dataset['utdBecause']).to.equal('comments_locked');
  });
});
