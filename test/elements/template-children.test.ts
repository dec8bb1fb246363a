/// <reference types="mocha" />
import { expect } from 'chai';
import { calm, fixture, one, roomWith, type TestRoom, tidy } from '../support/element/fixture.ts';
import { TestSignal } from '../support/element/signal-fixture.ts';

/** A template with children beside its content, as Vue and React make it. */
function templateWith(markup: string): HTMLTemplateElement {
  const template = document.createElement('template');
  const children = document.createElement('div');
  children.innerHTML = markup;
  template.append(...children.childNodes);
  return template;
}

describe('a template whose children a framework put beside its content', () => {
  afterEach(tidy);

  async function seats(markup: string) {
    const room = await roomWith('<utd-seats></utd-seats>');
    const list = one(room, 'utd-seats');
    const template = templateWith(markup);
    list.append(template);
    await calm();
    return { room, list, template };
  }

  it('is the pattern of the clones, and has no seat that lives', async () => {
    const { room, list, template } = await seats(
      '<utd-seat><b slot="taken" data-utd-text="name"></b><button slot="empty" command="--take">Sit</button></utd-seat>',
    );
    room.edge.push(0, { identity: 'ada', name: 'Ada' });
    await calm();
    expect(list.querySelectorAll(':scope > utd-seat')).to.have.length(8);
    expect(one(list, ':scope > utd-seat b').textContent).to.equal('Ada');
    const pattern = one<HTMLElement>(template, 'utd-seat');
    expect([pattern.dataset['utdState'], one(pattern, 'b').textContent]).to.deep.equal([undefined, '']);
    room.edge.push(1, { locked: true });
    await calm();
    expect(one(pattern, 'button').getAttributeNames()).to.deep.equal(['slot', 'command']);
  });

  it('reaches the clones with each change of a text, an attribute or an element', async () => {
    const { list, template } = await seats('<utd-seat><i>Seat</i></utd-seat>');
    const texts = () => [...list.querySelectorAll(':scope > utd-seat')].map((each) => each.innerHTML);
    one(template, 'i').firstChild!.nodeValue = 'Chair';
    await calm();
    expect(texts()).to.deep.equal(Array(8).fill('<i>Chair</i>'));
    one(template, 'i').className = 'label';
    await calm();
    expect(texts()[7]).to.equal('<i class="label">Chair</i>');
    one(template, 'utd-seat').append(document.createElement('hr'));
    await calm();
    expect(texts()).to.deep.equal(Array(8).fill('<i class="label">Chair</i><hr>'));
  });

  it('inside an item keeps its bindings for the items of the inner list', async () => {
    const room = await roomWith(
      '<utd-participant identity="me"><b data-utd-text="name"></b></utd-participant>',
    );
    const template = templateWith('<i data-utd-text="name">as written</i>');
    one(room, 'utd-participant').append(template);
    await calm();
    expect(one(template, 'i').textContent).to.equal('as written');
  });

  it('has no provider that lives, until it is taken out, nor one that is put back', async () => {
    const box = await fixture('');
    const template = templateWith(
      '<test-room app-id="1234567890" room="lobby"><p data-utd-text="x">as written</p></test-room><test-signal token-url="/token"></test-signal><test-room room="lobby"></test-room>',
    );
    const before = template.innerHTML + [...template.children].map((each) => each.outerHTML);
    const failed: string[] = [];
    box.addEventListener('utd-error', ({ detail }) => failed.push(detail.code));
    box.append(template);
    await calm();
    await calm();
    expect(template.innerHTML + [...template.children].map((each) => each.outerHTML)).to.equal(before);
    const room = one<TestRoom>(template, 'test-room');
    expect([room.mints, one<TestSignal>(template, 'test-signal').asked, failed]).to.deep.equal([0, [], []]);
    box.append(room);
    await calm();
    expect([room.dataset['connection'], room.mints]).to.deep.equal(['connected', 1]);
    template.append(room);
    await room.edge.clock.pass(0);
    room.room = 'other';
    await calm();
    expect([room.session.connection.state.get(), room.mints]).to.deep.equal(['disconnected', 1]);
  });
});

describe('a template whose content a framework changes', () => {
  afterEach(tidy);

  const markup =
    '<utd-participants><ul><template><li data-utd-text="name"></li></template><li>the end</li></ul></utd-participants>';

  for (const [what, change] of [
    ['replaces it', ({ content }: HTMLTemplateElement, fresh: Element) => content.replaceChildren(fresh)],
    [
      'changes an attribute in it',
      ({ content }: HTMLTemplateElement) => (content.firstElementChild!.className = 'new'),
    ],
    [
      'puts another template in its place',
      (template: HTMLTemplateElement, fresh: Element) => {
        const other = document.createElement('template');
        other.content.append(fresh);
        template.replaceWith(other);
      },
    ],
  ] as const)
    it(`reaches the clones where it ${what}`, async () => {
      const room = await roomWith(markup);
      const fresh = Object.assign(document.createElement('li'), { className: 'new' });
      fresh.dataset['utdText'] = 'identity';
      change(one<HTMLTemplateElement>(room, 'template'), fresh);
      await calm();
      expect(room.querySelectorAll('li.new')).to.have.length(1);
      expect(room.querySelectorAll('li')).to.have.length(2);
      expect(one(room, 'li.new').textContent).to.match(/^me$/i);
    });
});
