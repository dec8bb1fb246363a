import { expect } from 'chai';
import { person } from '../../../test/support/fakes/fake-transport.ts';
import { calm, one, roomWith, tidy, type TestRoom } from '../../../test/support/element/fixture.ts';

/** So many answers to a translator are one for ever. */
const enough = 50;

/** A page translator: it wraps each new text node, in the observer that sees it. */
function translate(root: Node) {
  const written = { count: 0 };
  const wrap = (text: Text) => {
    if (text.parentElement?.localName === 'font' || !text.data.trim() || written.count++ > enough) return;
    const font = document.createElement('font');
    text.replaceWith(font);
    font.append(`«${text.data}»`);
  };
  const textsIn = (node: Node): Text[] => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const all: Text[] = [];
    if (node instanceof Text) all.push(node);
    while (walker.nextNode()) all.push(walker.currentNode as Text);
    return all;
  };
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) [...addedNodes].flatMap(textsIn).forEach(wrap);
  });
  observer.observe(root, { childList: true, subtree: true });
  textsIn(root).forEach(wrap);
  return written;
}

const list =
  '<utd-participants><template><p>Person <b data-utd-text="name"></b></p></template></utd-participants>';

/** Where something is bound → markup, and how a room changes it. */
const translated: readonly (readonly [
  where: string,
  markup: string,
  selector: string,
  before: string,
  after: string,
])[] = [
  ['the status', '<utd-status><b data-utd-text="count"></b></utd-status>', 'b', '«1»', '«2»'],
  ['an item', '<utd-seat index="0">Seat <b data-utd-text="name"></b></utd-seat>', 'b', '', '«ADA»'],
  ['a clone that is plain markup', list, 'utd-participants p:last-of-type b', '«ME»', '«ADA»'],
  [
    'a list whose template is an item',
    '<utd-participants><template><utd-participant><b data-utd-text="name"></b></utd-participant></template></utd-participants>',
    'utd-participant:last-of-type b',
    '«ME»',
    '«ADA»',
  ],
];

const change = ({ edge }: TestRoom) => {
  edge.link.show(person('me'), person('ada'));
  edge.push(0, { identity: 'ada', name: 'ADA' });
};

describe('a page translator', () => {
  afterEach(tidy);

  for (const [where, markup, selector, before, after] of translated)
    it(`translates the words of ${where}, once for each change of ours`, async () => {
      const room = await roomWith(markup);
      const written = translate(room);
      await calm();
      expect(one(room, selector).textContent).to.equal(before);
      const atRest = written.count;
      await calm();
      expect(written.count).to.equal(atRest);
      expect(atRest).to.be.lessThan(5);
      change(room);
      await calm();
      expect(one(room, selector).textContent).to.equal(after);
      expect(written.count - atRest).to.be.lessThan(5);
    });

  it('translates what a button is described by, and attributes that are bound', async () => {
    const room = await roomWith(
      `<utd-seat index="0"><i data-utd-attr-title="name"></i></utd-seat><button command="--leave-seat">Up</button>`,
    );
    room.edge.push(0, { identity: 'ada', name: 'ADA' });
    await calm();
    const button = one(room, 'button');
    for (const [element, name] of [
      [one(room, 'i'), 'title'],
      [button, 'aria-description'],
      [button, 'data-utd-reason'],
      [room, 'data-connection'],
    ] as const)
      element.setAttribute(name, 'übersetzt');
    room.edge.push(1, { locked: true });
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    const shown = () => [
      one(room, 'i').title,
      button.getAttribute('aria-description'),
      button.dataset['utdReason'],
      room.dataset['connection'],
    ];
    expect(shown()).to.deep.equal(Array(4).fill('übersetzt'));
    room.edge.push(0, { identity: 'ben', name: 'BEN' });
    room.edge.push(2, { identity: 'me' });
    room.edge.link.listener!.reconnecting();
    await calm();
    expect(shown().slice(0, 1).concat(shown().slice(3))).to.deep.equal(['BEN', 'reconnecting']);
  });
});

describe('a copy of bound markup', () => {
  afterEach(tidy);

  it('is written by itself, whatever the original says', async () => {
    const room = await roomWith(
      '<utd-seat index="0"><b data-utd-text="number" data-utd-attr-title="number"></b></utd-seat>',
    );
    const copy = one(room, 'utd-seat').cloneNode(true) as HTMLElement;
    copy.setAttribute('index', '1');
    room.append(copy);
    await calm();
    const texts = [...room.querySelectorAll('b')].map((each) => [each.textContent, each.title]);
    expect(texts).to.deep.equal([
      ['1', '1'],
      ['2', '2'],
    ]);
  });

  it('inside of an item is written on arrival', async () => {
    const room = await roomWith('<utd-seat index="0"><b data-utd-text="number"></b></utd-seat>');
    const copy = one(room, 'b').cloneNode() as HTMLElement;
    one(room, 'utd-seat').append(copy);
    await calm();
    expect(copy.textContent).to.equal('1');
  });
});
