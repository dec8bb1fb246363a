import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { FakeChat } from '../../../test/support/fakes/fake-chat.ts';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import {
  calm,
  fixture,
  one,
  roomWith,
  type TestRoom,
  texts,
  tidy,
} from '../../../test/support/element/fixture.ts';

const message =
  '<p data-utd-attr-data-mine="mine"><b data-utd-text="name"></b> <span data-utd-text="text"></span></p>';
const list = (inner = message) => `<utd-messages><template>${inner}</template></utd-messages>`;
const scrolling = `<div id="log" style="height: 100px; overflow: auto; font: 20px/20px monospace">${list('<div style="height: 20px" data-utd-text="text"></div>')}</div>`;

type Chatting = TestRoom & { chat: FakeChat };

/** @param before how many messages there are already */
async function chatIn(markup: string, before = 0): Promise<Chatting> {
  const room = (await roomWith(markup, 'manual')) as Chatting;
  room.chat = new FakeChat(room.edge);
  for (let number = 1; number <= before; number++) room.chat.write(String(number));
  await room.session.join();
  await calm();
  return room;
}

const say = async ({ chat }: Chatting, text: string, who?: string) => (chat.say(text, who), calm());

describe('the messages of a chat', () => {
  afterEach(tidy);

  it('are shown one behind another, mine too', async () => {
    const room = await chatIn(list(), 2);
    await say(room, 'three', 'me');
    expect(texts(room, 'span')).to.deep.equal(['1', '2', 'three']);
    expect(texts(room, 'b')).to.deep.equal(['ADA', 'ADA', 'ME']);
    expect(room.querySelectorAll('[data-mine]')).to.have.length(1);
  });

  it('stay text, whatever somebody writes', async () => {
    const hostile = [
      '<img src=x onerror="window.hurt = true"><script>window.hurt = true</script>',
      'javascript:alert(1)',
      '\u202Egnp.exe\u2066',
      '{{7*7}} ${7*7} &lt;b&gt;',
    ];
    const room = await chatIn(
      list('<p><a data-utd-attr-href="text" data-utd-attr-title="text" data-utd-text="text"></a></p>'),
    );
    for (const text of hostile) await say(room, text);
    expect(texts(room, 'a')).to.deep.equal([hostile[0], hostile[1], 'gnp.exe', hostile[3]]);
    expect(room.querySelectorAll('img, script, b, a[href], a > *')).to.have.length(0);
    expect('hurt' in window).to.equal(false);
  });

  it('touch nothing but what is new', async () => {
    const room = await chatIn(list(), 50);
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((all) => records.push(...all));
    observer.observe(room, { childList: true, subtree: true, attributes: true, characterData: true });
    await say(room, 'new');
    observer.disconnect();
    expect(records.map(({ target, addedNodes }) => [target.nodeName, addedNodes.length])).to.deep.equal([
      ['UTD-MESSAGES', 1],
    ]);
  });

  it('are removed each by a button of its own, which says where I may not', async () => {
    const room = await chatIn(
      list(
        '<p><i data-utd-text="text" data-utd-attr-data-removable="removable"></i><button command="--remove-message">x</button></p>',
      ),
      2,
    );
    await say(room, 'mine', 'me');
    expect(room.querySelectorAll('[data-removable]')).to.have.length(1);
    const buttons = () => [...room.querySelectorAll('button')];
    expect(buttons().map(({ disabled }) => disabled)).to.deep.equal([true, true, false]);
    expect(buttons()[0]!.dataset['utdBecause']).to.equal('forbidden_role');
    await click(buttons()[2]!);
    expect(texts(room, 'i')).to.deep.equal(['1', '2']);
    room.edge.link.show(person('me', { role: 'admin' }));
    await calm();
    expect(room.querySelectorAll('[data-removable]')).to.have.length(2);
    await click(buttons()[0]!);
    expect(texts(room, 'i')).to.deep.equal(['2']);
    expect(room.chat.removed).to.deep.equal(['m3', 'm1']);
  });

  it('are not removed by a button that a stranger has put elsewhere', async () => {
    const room = await chatIn(list('<p data-utd-attr-data-id="id">x</p>'));
    await say(room, 'mine', 'me');
    one(room, 'p').id = 'target';
    const box = await fixture('<button command="--remove-message" commandfor="target">Win!</button>');
    await click(one(box, 'button'));
    expect(room.chat.removed).to.deep.equal([]);
  });

  it('of before come by a button, for as long as there are any', async () => {
    const room = await chatIn(
      `<utd-messages><button command="--load-earlier">Earlier</button><template>${message}</template></utd-messages>`,
      80,
    );
    const button = one<HTMLButtonElement>(room, 'button');
    expect([texts(room, 'span').length, button.disabled]).to.deep.equal([50, false]);
    await click(button);
    button.blur();
    expect([texts(room, 'span')[0], button.disabled]).to.deep.equal(['1', true]);
    expect(button.dataset['utdReason']).to.equal('There is nothing from before. Nothing is left to do.');
  });
});

describe('what a screen reader announces of a chat', () => {
  afterEach(tidy);

  const logged = (attributes = 'role="log"') =>
    `<div id="log" ${attributes}><utd-messages><button command="--load-earlier">Earlier</button><template>${message}</template></utd-messages></div>`;

  /** Follows the texts that are placed in a log: first those placed while it was busy, then the others. */
  function placements(log: Element): { readonly quiet: string[]; readonly announced: string[] } {
    const seen = { quiet: [] as string[], announced: [] as string[] };
    new MutationObserver((records) => {
      const into = log.getAttribute('aria-busy') === 'true' ? seen.quiet : seen.announced;
      for (const each of records.flatMap(({ addedNodes }) => [...addedNodes]))
        if (each instanceof Element && each.matches('[data-utd-clone]')) into.push(...texts(each, 'span'));
    }).observe(log, { childList: true, subtree: true });
    return seen;
  }

  /** Waits until a log is not busy any more. */
  const calmed = (log: Element) =>
    new Promise<void>((resolve) => {
      const look = () => !log.hasAttribute('aria-busy') && resolve();
      new MutationObserver(look).observe(log, { attributes: true });
      look();
    });

  /** A room whose chat has messages from before, not joined yet. */
  async function before(markup: string, count: number): Promise<Chatting> {
    const room = (await roomWith(markup, 'manual')) as Chatting;
    room.chat = new FakeChat(room.edge);
    for (let number = 1; number <= count; number++) room.chat.write(String(number));
    return room;
  }

  for (const attributes of ['role="log"', 'aria-live="polite"'])
    it(`is in a log with ${attributes} no message from before, and each new one`, async () => {
      const room = await before(logged(attributes), 80);
      const log = one(room, '#log');
      const seen = placements(log);
      await room.session.join();
      await calm();
      expect([seen.quiet.length, seen.announced]).to.deep.equal([50, []]);
      await calmed(log);
      await click(one(room, 'button'));
      await calm();
      expect([seen.quiet.length, seen.announced]).to.deep.equal([80, []]);
      await calmed(log);
      await say(room, 'new');
      expect([seen.quiet.length, seen.announced]).to.deep.equal([80, ['new']]);
    });

  it('is the first message of an empty room', async () => {
    const room = await before(logged(), 0);
    const seen = placements(one(room, '#log'));
    await room.session.join();
    await calm();
    await say(room, 'first');
    expect(seen).to.deep.equal({ quiet: [], announced: ['first'] });
  });

  it('is a message that comes right behind those from before', async () => {
    const room = await before(logged(), 3);
    const seen = placements(one(room, '#log'));
    await room.session.join();
    await calm();
    await say(room, 'new');
    expect(seen).to.deep.equal({ quiet: ['1', '2', '3'], announced: ['new'] });
  });

  it('is no message that was there before the list', async () => {
    const room = await chatIn('');
    await say(room, 'one');
    room.insertAdjacentHTML('beforeend', '<div id="log" role="log"></div>');
    const log = one(room, '#log');
    const seen = placements(log);
    log.innerHTML = list();
    await calm();
    expect(seen).to.deep.equal({ quiet: ['one'], announced: [] });
  });

  it('is up to the author who has set aria-busy', async () => {
    const room = await before(logged('role="log" aria-busy="false"'), 3);
    await room.session.join();
    await calm();
    expect(texts(room, 'span')).to.have.length(3);
    expect(one(room, '#log').getAttribute('aria-busy')).to.equal('false');
  });
});

describe('the view of a chat', () => {
  afterEach(tidy);

  const log = (room: TestRoom) => one(room, '#log');
  const atEnd = (room: TestRoom) => {
    const { scrollTop, clientHeight, scrollHeight } = log(room);
    return scrollTop + clientHeight === scrollHeight;
  };
  /** The text that stands at its top. */
  const top = (room: TestRoom) => {
    const { left, top: y } = log(room).getBoundingClientRect();
    return document.elementFromPoint(left + 5, y + 5)?.textContent;
  };
  const framed = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  it('is at its end first, and stays there for who is there', async () => {
    const room = await chatIn(scrolling, 20);
    expect(atEnd(room)).to.equal(true);
    await say(room, 'new');
    expect(atEnd(room)).to.equal(true);
  });

  it('stays at its end although a picture in it has grown meanwhile', async () => {
    const room = await chatIn(scrolling, 20);
    (log(room).querySelector('utd-messages > :last-child') as HTMLElement).style.height = '90px';
    await framed();
    await say(room, 'new');
    expect(atEnd(room)).to.equal(true);
  });

  it('stays where somebody reads further up, whatever comes and goes', async () => {
    const room = await chatIn(scrolling, 90);
    log(room).scrollTop = 205;
    await framed();
    const reading = top(room);
    await say(room, 'new');
    await framed();
    expect(top(room)).to.equal(reading);
    room.edge.link.push({ type: '_chat_removed', epoch: 1, rev: 9, id: 'm42' });
    await calm();
    await framed();
    expect(top(room)).to.equal(reading);
    await room.session.chat.loadEarlier();
    await calm();
    await framed();
    expect(top(room)).to.equal(reading);
    log(room).scrollTop = log(room).scrollHeight;
    await say(room, 'newer');
    expect(atEnd(room)).to.equal(true);
  });

  it('stays at the first message when older ones are put before it', async () => {
    const room = await chatIn(scrolling, 90);
    log(room).scrollTop = 0;
    await framed();
    expect(top(room)).to.equal('41');
    await room.session.chat.loadEarlier();
    await calm();
    await framed();
    expect(top(room)).to.equal('41');
  });

  it('keeps its frames at 100 messages a second for 3 seconds, the list being full', async () => {
    const room = await chatIn(
      `<div id="log" style="height: 300px; overflow: auto">${list(`${message.replace('</p>', '')}<button command="--remove-message">x</button></p>`)}</div>`,
    );
    for (let number = 0; number < 300; number++) room.chat.say(String(number));
    await calm();
    const long: number[] = [];
    const observer = new PerformanceObserver((tasks) => {
      long.push(...tasks.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
    const records: MutationRecord[] = [];
    const writes = new MutationObserver((all) => records.push(...all));
    writes.observe(log(room), { childList: true, subtree: true });
    await new Promise<void>((resolve) => {
      let count = 0;
      const timer = setInterval(() => {
        room.chat.say(`message ${++count}`);
        if (count < 300) return;
        clearInterval(timer);
        resolve();
      }, 10);
    });
    await calm();
    observer.disconnect();
    writes.disconnect();
    expect(texts(room, 'span').slice(-1)).to.deep.equal(['message 300']);
    expect(texts(room, 'span')).to.have.length(300);
    // One clone comes and one goes: no more is written for any of them.
    expect(records.length).to.equal(600);
    // A busy machine makes a long task of one or two; where each message were one, there would be sixty.
    expect(long.length).to.be.below(20);
  }).timeout(60_000);
});
