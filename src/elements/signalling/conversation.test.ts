import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, fixture, hasFocus, one, texts, tidy } from '../../../test/support/element/fixture.ts';
import { planeWith, type TestSignal } from '../../../test/support/element/signal-fixture.ts';

const messages = '<utd-messages><template><p data-utd-attr-data-mine="mine"><b data-utd-text="name"></b> <span data-utd-text="text"></span></p></template></utd-messages>'; // prettier-ignore
const form = '<form><input name="text"><button>Send</button></form>';
const talk = (attributes = 'with="ada"', inner = messages + form) =>
  `<utd-conversation id="talk" ${attributes}>${inner}</utd-conversation>`;
const group = `group~${'7'.repeat(32)}`;

async function write(signal: TestSignal, text: string): Promise<void> {
  one(signal, '[name="text"]').focus();
  await sendKeys({ type: text });
}

const framed = async () => {
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await calm();
};

describe('A conversation', () => {
  afterEach(tidy);

  it('shows the messages with a person, the oldest first', async () => {
    const signal = await planeWith(talk(), (each) => {
      each.write('ada', 'Hello');
      each.write('ben', 'not for this');
    });
    signal.say('ada', 'Still there?');
    signal.say('ben', 'nor this');
    await calm();
    expect(texts(signal, 'span')).to.deep.equal(['Hello', 'Still there?']);
    expect(texts(signal, 'b')).to.deep.equal(['ADA', 'ADA']);
  });

  it('sends what is written in its form, and shows the message when the engine has it', async () => {
    const signal = await planeWith(talk());
    await write(signal, 'Good evening');
    await click(one(signal, 'button'));
    expect(signal.sent('msg.send')).to.have.length(1);
    expect(signal.sent('msg.send')[0]).to.deep.include({
      to: 'ada',
      content: { text: 'Good evening' },
    });
    expect(texts(signal, 'p[data-mine] span')).to.deep.equal(['Good evening']);
    expect(one<HTMLInputElement>(signal, 'input').value).to.equal('');
  });

  it('keeps the text of a message that the engine has refused, and emits the error', async () => {
    const signal = await planeWith(talk());
    signal.refuse('msg.send', 'forbidden');
    await write(signal, 'Hello');
    await click(one(signal, 'button'));
    expect(signal.failed).to.deep.equal(['forbidden']);
    expect(one<HTMLInputElement>(signal, 'input').value).to.equal('Hello');
  });

  it('that is closed sends nothing, and keeps what is written', async () => {
    const signal = await planeWith(talk(''));
    await write(signal, 'Hello');
    await click(one(signal, 'button'));
    expect([signal.sent('msg.send'), one<HTMLInputElement>(signal, 'input').value]).to.deep.equal([
      [],
      'Hello',
    ]);
  });

  it('without a connection emits the error of a message, and keeps its text', async () => {
    const box = await fixture(
      `<test-signal manual token-url="/signal-token">${talk('with="ada"')}</test-signal>`,
    );
    const signal = one<TestSignal>(box, 'test-signal');
    await write(signal, 'Hello');
    await click(one(signal, 'button'));
    expect(signal.failed).to.deep.equal(['not_joined']);
    expect(one<HTMLInputElement>(signal, 'input').value).to.equal('Hello');
  });

  it('loads earlier messages by a button, for as long as there are any', async () => {
    const inner = messages.replace(
      '<template>',
      '<button command="--load-earlier">Earlier</button><template>',
    );
    const signal = await planeWith(talk('with="ada"', inner), (each) => {
      for (let number = 1; number <= 60; number++) each.write('ada', String(number));
    });
    const button = one<HTMLButtonElement>(signal, 'button');
    expect([texts(signal, 'span')[0], button.disabled]).to.deep.equal(['11', false]);
    await click(button);
    button.blur();
    expect([texts(signal, 'span')[0], button.disabled]).to.deep.equal(['1', true]);
    expect(button.dataset['utdReason']).to.equal('There is nothing from before. Nothing is left to do.');
  });

  it('lets a screen reader announce new messages, and none from before', async () => {
    const signal = await planeWith(talk('', `<div role="log">${messages}</div>`), (each) => {
      each.write('ada', 'before');
    });
    const log = one(signal, '[role="log"]');
    const busy: (readonly [string | null, string | null])[] = [];
    new MutationObserver(() =>
      busy.push([log.querySelector('p:last-child span')!.textContent, log.getAttribute('aria-busy')]),
    ).observe(log, { childList: true, subtree: true });
    one<HTMLElementTagNameMap['utd-conversation']>(signal, '#talk').with = 'ada';
    await calm();
    signal.say('ada', 'new');
    await calm();
    expect(busy).to.deep.equal([
      ['before', 'true'],
      ['new', null],
    ]);
  });

  it('has messages that nobody removes, and a button for that says so', async () => {
    const inner =
      '<utd-messages><template><p><button command="--remove-message">x</button></p></template></utd-messages>';
    const signal = await planeWith(talk('with="ada"', inner), (each) => each.write('ada', 'Hello'));
    const button = one<HTMLButtonElement>(signal, 'p button');
    expect([button.disabled, button.dataset['utdBecause']]).to.deep.equal([true, 'unsupported']);
  });

  it('of a group shows its name and its messages, and writes to the group', async () => {
    const inner = `<h2 data-utd-text="name"></h2><i data-utd-text="members"></i>${messages}${form}`;
    const signal = await planeWith(talk(`group="${group}"`, inner), (each) => {
      each.engine.group(group, 'Chess', ['ada', 'ben', 'me']);
      each.write('ben', 'Who plays?', group);
    });
    await write(signal, 'I do');
    await click(one(signal, 'button'));
    expect(texts(signal, 'h2, i')).to.deep.equal(['Chess', 'ada, BEN, me']);
    expect(texts(signal, 'span')).to.deep.equal(['Who plays?', 'I do']);
    expect(signal.sent('msg.send')[0]).to.deep.include({ group });
  });

  it('shows another conversation when the attribute changes', async () => {
    const signal = await planeWith(talk(), (each) => {
      each.write('ada', 'from Ada');
      each.write('ben', 'from Ben');
    });
    one(signal, '#talk').setAttribute('with', 'ben');
    await calm();
    expect(texts(signal, 'span')).to.deep.equal(['from Ben']);
    one(signal, '#talk').removeAttribute('with');
    await calm();
    expect(texts(signal, 'span')).to.deep.equal([]);
  });

  it('keeps its own messages inside of a media session, and shows none of the room while it is closed', async () => {
    const box = await fixture(
      `<test-room app-id="1234567890" room="lobby"><test-signal manual token-url="/x">${talk('')}</test-signal></test-room>`,
    );
    const signal = one<TestSignal>(box, 'test-signal');
    const room = one(box, 'test-room') as unknown as { session: unknown };
    signal.write('ada', 'Hello');
    await signal.session.connect();
    await calm();
    const list = one(box, 'utd-messages') as unknown as { session: unknown };
    expect(list.session).to.not.equal(room.session);
    one(signal, '#talk').setAttribute('with', 'ada');
    await calm();
    expect(texts(box, 'span')).to.deep.equal(['Hello']);
  });
});

describe('Typing in a conversation', () => {
  afterEach(tidy);

  const types = (signal: TestSignal, on: boolean) =>
    signal.edge.push('typing', { conversation: 'dm~ada~me', from: 'ada', on });

  it('is told to the others while a person writes, and its end when the field is left', async () => {
    const signal = await planeWith(talk());
    await write(signal, 'Hel');
    await calm();
    one(signal, 'input').blur();
    await calm();
    expect(signal.sent('typing')).to.deep.equal([
      { to: 'ada', on: true },
      { to: 'ada', on: false },
    ]);
  });

  it('before the connection, and after it, is told to nobody and is no error', async () => {
    const box = await fixture(
      `<test-signal manual token-url="/x">${talk(`group="${group}"`, form)}</test-signal>`,
    );
    const signal = one<TestSignal>(box, 'test-signal');
    const writeAndLeave = async () => {
      await write(signal, 'Hel');
      one(signal, 'input').blur();
      await calm();
    };
    await writeAndLeave();
    await signal.session.connect();
    await signal.session.disconnect();
    await writeAndLeave();
    expect([signal.failed, signal.sent('typing')]).to.deep.equal([[], []]);
  });

  it('of the others is a state and a name', async () => {
    const signal = await planeWith(
      talk('with="ada"', `${messages}<em data-utd-text="typing"></em>`),
      (each) => each.write('ada', 'Hello'),
    );
    types(signal, true);
    await calm();
    expect(one(signal, '#talk').matches(':state(typing)')).to.equal(true);
    expect(texts(signal, 'em')).to.deep.equal(['ADA']);
    types(signal, false);
    await calm();
    expect(one(signal, '#talk').matches(':state(typing)')).to.equal(false);
    expect(texts(signal, 'em')).to.deep.equal(['']);
  });
});

describe('Unread messages of a conversation', () => {
  afterEach(tidy);

  const read = (signal: TestSignal) => signal.sent('receipt').map(({ offset }) => offset);

  it('are marked as read while the conversation is on screen', async () => {
    const signal = await planeWith(talk(), (each) => each.write('ada', 'Hello'));
    await framed();
    expect(read(signal)).to.deep.equal([1]);
    signal.say('ada', 'Still there?');
    await calm();
    expect(read(signal)).to.deep.equal([1, 2]);
    expect(one(signal, '#talk').hidden).to.equal(false);
  });

  it('stay unread while the conversation is hidden, until it is shown', async () => {
    const signal = await planeWith(`<details>${talk()}</details>`, (each) => each.write('ada', 'Hello'));
    await framed();
    expect(read(signal)).to.deep.equal([]);
    one<HTMLDetailsElement>(signal, 'details').open = true;
    await framed();
    await framed();
    expect(read(signal)).to.deep.equal([1]);
  });

  it('are marked again after the engine has refused', async () => {
    let accept = () => {};
    const signal = await planeWith(talk(), (each) => {
      accept = each.refuse('receipt', 'not_found');
      each.write('ada', 'Hello');
    });
    await framed();
    accept();
    signal.say('ada', 'Still there?');
    await calm();
    expect(signal.failed).to.deep.equal(['not_found']);
    expect(read(signal)).to.deep.equal([1, 2]);
  });
});

describe('A button that opens a conversation', () => {
  afterEach(tidy);

  const opens = (value: string) =>
    `<button command="--open" commandfor="talk" value="${value}">${value}</button>`;
  const inner = `<button id="back" command="--close">Back</button>${messages}<form><input name="text" autofocus></form>`;

  it('shows the conversation of its value, an identity or an id, and says which is shown', async () => {
    const values = ['ada', 'dm~ben~me', group];
    const signal = await planeWith(values.map(opens).join('') + talk('', inner), (each) => {
      each.engine.group(group, 'Chess', ['ada', 'me']);
      each.write('ada', 'from Ada');
      each.write('ben', 'from Ben');
      each.write('ada', 'to all', group);
    });
    const shown: (readonly string[])[] = [];
    for (const button of signal.querySelectorAll<HTMLElement>('[command="--open"]')) {
      await click(button);
      const pressed = texts(signal, '[command="--open"][aria-pressed="true"]');
      shown.push([...pressed, ...texts(signal, 'span')]);
    }
    expect(shown).to.deep.equal([
      ['ada', 'from Ada'],
      ['dm~ben~me', 'from Ben'],
      [group, 'to all'],
    ]);
  });

  it('moves the focus into the conversation, and gets it back when the conversation is closed', async () => {
    const signal = await planeWith(opens('ada') + talk('', inner), (each) => each.write('ada', 'Hello'));
    const open = one(signal, '[command="--open"]');
    expect(one(signal, '#talk').matches(':state(open)')).to.equal(false);
    await click(open);
    expect(one(signal, '#talk').matches(':state(open)')).to.equal(true);
    expect(hasFocus(one(signal, 'input'))).to.equal(true);
    await click(one(signal, '#back'));
    expect(one(signal, '#talk').matches(':state(open)')).to.equal(false);
    expect(hasFocus(open)).to.equal(true);
    expect(texts(signal, 'span')).to.deep.equal([]);
  });
});
