import { expect } from 'chai';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import {
  calm,
  fixture,
  hasFocus,
  one,
  roomWith,
  type TestRoom,
  texts,
  tidy,
} from '../../../test/support/element/fixture.ts';
import { reorderNodes } from '../dom/reorder-nodes.ts';

const people =
  '<utd-participants><ul><template><li><input><b data-utd-text="name"></b></li></template></ul></utd-participants>';

function show(room: TestRoom, ...identities: string[]): Promise<void> {
  room.edge.link.show(person('me'), ...identities.map((identity) => person(identity)));
  return calm();
}

describe('a list', () => {
  afterEach(tidy);

  it('puts its clones behind its template, in the template’s own parent', async () => {
    const room = await roomWith(people);
    await show(room, 'ada', 'ben');
    expect([...one(room, 'ul').children].map(({ localName }) => localName)).to.deep.equal([
      'template',
      'li',
      'li',
      'li',
    ]);
    expect(texts(room, 'b')).to.deep.equal(['ME', 'ADA', 'BEN']);
  });

  it('keeps the nodes of who stays, and with them focus and what was written', async () => {
    const room = await roomWith(people);
    await show(room, 'ada', 'ben', 'eve');
    const input = room.querySelectorAll('input')[2]!;
    input.value = 'half a sent';
    input.focus();
    await show(room, 'zoe', 'eve', 'ben', 'ada');
    await show(room, 'ben', 'zoe');
    expect(texts(room, 'b')).to.deep.equal(['ME', 'BEN', 'ZOE']);
    expect(hasFocus(input)).to.equal(true);
    expect(room.querySelectorAll('input')[1]!.value).to.equal('half a sent');
  });

  it('has its order again with the next change, where another library has moved its clones', async () => {
    const room = await roomWith(people);
    await show(room, 'ada', 'ben', 'eve');
    const list = one(room, 'ul');
    list.append(list.children[2]!);
    list.prepend(list.children[2]!);
    expect(texts(room, 'b')).to.not.deep.equal(['ME', 'ADA', 'BEN', 'EVE']);
    await show(room, 'ada', 'ben', 'eve', 'zoe');
    expect(texts(room, 'b')).to.deep.equal(['ME', 'ADA', 'BEN', 'EVE', 'ZOE']);
    expect(list.firstElementChild!.localName).to.equal('template');
  });

  it('shows everybody once in a copy of the page, as when a page is brought back from one', async () => {
    const room = await roomWith(people);
    await show(room, 'ada');
    const markup = room.innerHTML;
    room.innerHTML = markup;
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['ME', 'ADA']);
    await show(room, 'ben');
    expect(texts(room, 'b')).to.deep.equal(['ME', 'BEN']);
  });

  it('touches no clone when one person changes', async () => {
    const room = await roomWith(people);
    await show(room, 'ada', 'ben');
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((all) => records.push(...all));
    observer.observe(room, { childList: true, subtree: true });
    room.edge.link.show(person('me'), person('ada', { name: 'Countess' }), person('ben'));
    await calm();
    observer.disconnect();
    expect(records.map(({ target }) => target.textContent)).to.deep.equal(['Countess']);
  });

  it('ignores templates of inner lists and items, and finds one that comes later', async () => {
    const room = await roomWith(
      '<utd-seats><utd-seat index="0"><template><i></i></template></utd-seat></utd-seats>',
    );
    expect(room.querySelectorAll('utd-seat')).to.have.length(1);
    one(room, 'utd-seats').insertAdjacentHTML(
      'beforeend',
      '<div><template><u data-utd-text="number"></u></template></div>',
    );
    await calm();
    expect(texts(room, 'u')).to.deep.equal(['1', '2', '3', '4', '5', '6', '7', '8']);
  });

  it('takes the children of a template where a framework has put them there', async () => {
    const room = await roomWith('<utd-seats></utd-seats>');
    const template = document.createElement('template');
    template.append(document.createElement('u'));
    one(room, 'utd-seats').append(template);
    await calm();
    expect(room.querySelectorAll('utd-seats > u')).to.have.length(8);
  });

  it('binds in markup that comes to a clone later', async () => {
    const room = await roomWith(people);
    one(room, 'li').insertAdjacentHTML('beforeend', '<i data-utd-text="role"></i>');
    await calm();
    expect(texts(room, 'i')).to.deep.equal(['listener']);
  });

  it('follows its people again after it was taken out and put back', async () => {
    const room = await roomWith(people);
    await show(room, 'ada');
    const list = one(room, 'utd-participants');
    list.remove();
    await show(room, 'ada', 'ben');
    room.append(list);
    room.edge.link.show(person('me'), person('ada', { name: 'Countess' }), person('ben'));
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['ME', 'Countess', 'BEN']);
  });

  it('shows only a role where it is told so', async () => {
    const room = await roomWith(people);
    room.edge.link.show(person('me'), person('ada', { role: 'host' }));
    await calm();
    const list = one<HTMLElementTagNameMap['utd-participants']>(room, 'utd-participants');
    list.only = 'host';
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['ADA']);
    list.only = '';
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['ME', 'ADA']);
  });

  it('is empty after the session is over', async () => {
    const room = await roomWith(people);
    await room.session.leave();
    await calm();
    expect(room.querySelectorAll('li')).to.have.length(0);
  });

  it('is another list where it shows another room', async () => {
    const box = await fixture('');
    const [lobby, kitchen] = [await roomWith(people), await roomWith('')];
    await show(lobby, 'ada');
    await show(kitchen, 'ada', 'ben');
    kitchen.append(one(lobby, 'utd-participants'));
    await calm();
    kitchen.edge.link.show(person('me'), person('ada', { name: 'Other Ada' }));
    await calm();
    expect(texts(kitchen, 'b')).to.deep.equal(['ME', 'Other Ada']);
    box.remove();
  });
});

describe('arranging nodes by key', () => {
  /** `count` nodes behind an anchor, each a letter. */
  function row(letters: string) {
    const parent = document.createElement('div');
    document.body.append(parent);
    const anchor = document.createElement('template');
    parent.append(anchor);
    const nodes = new Map([...letters].map((letter) => [letter, document.createElement('input')]));
    for (const [letter, node] of nodes) node.id = letter;
    const pick = (some: string) => [...some].map((letter) => nodes.get(letter)!);
    const order = () => [...parent.querySelectorAll('input')].map(({ id }) => id).join('');
    return { parent, anchor, pick, order };
  }

  const orders = ['abcdef', 'fedcba', 'abdcef', 'fabcde', 'bcdefa', 'acebdf', 'ace', 'fb', '', 'dxaye'];

  for (const moving of [true, false])
    it(`gives every order from every other, ${moving ? 'with' : 'without'} moveBefore`, () => {
      for (const from of orders)
        for (const to of orders) {
          const { parent, anchor, pick, order } = row('abcdefxy');
          if (!moving) Object.assign(parent, { moveBefore: undefined });
          reorderNodes(anchor, [], pick(from));
          const focus = [...from].find((letter) => to.includes(letter));
          if (focus) pick(focus)[0]!.focus();
          reorderNodes(anchor, pick(from), pick(to));
          expect(order(), `${from} → ${to}`).to.equal(to);
          if (focus) expect(document.activeElement?.id, `${from} → ${to}`).to.equal(focus);
          parent.remove();
        }
    });

  it('moves as few nodes as possible', () => {
    const { parent, anchor, pick } = row('abcdef');
    reorderNodes(anchor, [], pick('abcdef'));
    const records = new MutationObserver(() => {});
    records.observe(parent, { childList: true });
    reorderNodes(anchor, pick('abcdef'), pick('fabcde'));
    const moved = new Set(
      records.takeRecords().flatMap(({ addedNodes }) => [...addedNodes].map((node) => (node as Element).id)),
    );
    expect([...moved]).to.deep.equal(['f']);
    parent.remove();
  });
});
