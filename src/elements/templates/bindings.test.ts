import { expect } from 'chai';
import { bind } from './bindings.ts';
import { calm, one, roomWith, texts, tidy } from '../../../test/support/element/fixture.ts';

function bound(markup: string, fields: Record<string, unknown>): HTMLElement {
  const box = document.createElement('div');
  box.innerHTML = markup;
  bind(box, fields);
  return box;
}

describe('a binding', () => {
  afterEach(tidy);

  it('writes text as text, whatever it looks like', () => {
    const box = bound('<b data-utd-text="name"></b>', { name: '<img src=x onerror=alert(1)>' });
    expect(one(box, 'b').childElementCount).to.equal(0);
    expect(one(box, 'b').textContent).to.equal('<img src=x onerror=alert(1)>');
  });

  it('writes a date as local time in text, and as ISO in an attribute', () => {
    const at = new Date('2026-01-02T03:04:00Z');
    const box = bound('<time data-utd-text="at" data-utd-attr-datetime="at"></time>', { at });
    expect(one(box, 'time').getAttribute('datetime')).to.equal('2026-01-02T03:04:00.000Z');
    expect(one(box, 'time').textContent).to.match(/:04/);
  });

  it('sets an attribute for true, and removes it for false and nothing', () => {
    const markup = '<i data-utd-attr-data-on="on" data-utd-attr-title="no"></i>';
    expect(one(bound(markup, { on: true, no: null }), 'i').getAttribute('data-on')).to.equal('');
    expect(one(bound(markup, { on: false }), 'i').hasAttribute('data-on')).to.equal(false);
  });

  it('reads own fields only, and no expressions', () => {
    const box = bound(
      '<b data-utd-text="constructor"></b><b data-utd-text="__proto__"></b><b data-utd-text="a.b"></b>',
      { a: { b: 'x' } },
    );
    expect(texts(box, 'b')).to.deep.equal(['', '', '']);
  });

  for (const [tag, attribute, value] of [
    ['img', 'src', 'javascript:alert(1)'],
    ['img', 'src', 'http://tracker.test/a.png'],
    ['img', 'src', 'data:image/svg+xml,<svg/>'],
    ['img', 'src', '/logout'],
    ['img', 'srcset', 'https://a.test/a.png'],
    ['img', 'onerror', 'alert(1)'],
    ['script', 'src', 'https://a.test/a.js'],
    ['iframe', 'src', 'https://a.test/'],
    ['iframe', 'srcdoc', '<script>alert(1)</script>'],
    ['a', 'href', 'javascript:alert(1)'],
    ['a', 'href', ' java\nscript:alert(1)'],
    ['a', 'href', 'data:text/html,x'],
    ['a', 'onclick', 'alert(1)'],
    ['area', 'href', 'https://a.test/'],
    ['form', 'action', 'https://a.test/'],
    ['button', 'formaction', 'https://a.test/'],
    ['button', 'command', '--end-room'],
    ['button', 'commandfor', 'r'],
    ['b', 'style', 'position:fixed'],
    ['b', 'class', 'admin'],
    ['b', 'id', 'x'],
    ['b', 'slot', 'taken'],
    ['b', 'data-utd-text', 'x'],
    ['b', 'is', 'x-y'],
  ] as const)
    it(`does not write ${attribute} of <${tag}> to ${JSON.stringify(value)}`, () => {
      const box = bound(`<${tag} data-utd-attr-${attribute}="it"></${tag}>`, { it: value });
      expect(one(box, tag).hasAttribute(attribute)).to.equal(false);
    });

  it('lets pictures and links lead to the web, and tells them nothing of this page', () => {
    const box = bound(
      '<img data-utd-attr-src="url" data-utd-attr-alt="name"><a data-utd-attr-href="url"></a>',
      {
        url: 'https://a.test/a',
        name: 'Ada',
      },
    );
    expect(one(box, 'img').getAttribute('referrerpolicy')).to.equal('no-referrer');
    expect(one(box, 'img').getAttribute('src')).to.equal('https://a.test/a');
    expect(one(box, 'a').getAttribute('rel')).to.equal('noopener noreferrer');
    expect(one(box, 'a').getAttribute('href')).to.equal('https://a.test/a');
  });

  it('ends at the next item, and holds in nodes that are added later', async () => {
    const room = await roomWith(`
      <utd-status>
        <i data-utd-text="room"></i>
        <utd-seat index="1"><b data-utd-text="number"></b><b data-utd-text="room"></b></utd-seat>
      </utd-status>`);
    expect(texts(room, 'i, b')).to.deep.equal(['lobby', '2', '']);
    one(room, 'utd-seat').insertAdjacentHTML('beforeend', '<p><b data-utd-text="index"></b></p>');
    await calm();
    expect(texts(room, 'b')).to.deep.equal(['2', '', '1']);
  });

  it('that is set or changed later shows the field, in an item and in a clone', async () => {
    const room = await roomWith(
      '<utd-status><b></b></utd-status><utd-participants><template><i data-utd-text="name"></i></template></utd-participants>',
    );
    one(room, 'b').setAttribute('data-utd-text', 'room');
    one(room, 'b').setAttribute('data-utd-attr-title', 'identity');
    one(room, 'i').setAttribute('data-utd-text', 'role');
    await calm();
    expect([...texts(room, 'b'), one(room, 'b').title, ...texts(room, 'i')]).to.deep.equal([
      'lobby',
      'me',
      'listener',
    ]);
  });

  it('touches only what changed', async () => {
    const room = await roomWith(
      '<utd-seat index="0"><b data-utd-text="name"></b><i data-utd-text="number"></i></utd-seat>',
    );
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((all) => records.push(...all));
    observer.observe(room, { childList: true, characterData: true, subtree: true });
    room.edge.push(0, { identity: 'ada', name: 'Ada' });
    await calm();
    observer.disconnect();
    expect(records.map(({ target }) => (target as Element).localName)).to.deep.equal(['b']);
  });
});

describe('the status', () => {
  afterEach(tidy);

  it('says who and where I am, and what went wrong last', async () => {
    const fields = ['connection', 'room', 'identity', 'name', 'role', 'count', 'ended', 'reason', 'error'];
    const room = await roomWith(
      `<utd-status>${fields.map((field) => `<b data-utd-text="${field}"></b>`).join('')}</utd-status>
       <button command="--take-seat" value="0">Sit</button>`,
    );
    const said = () => texts(room, 'b');
    expect(said()).to.deep.equal(['connected', 'lobby', 'me', 'ME', 'listener', '1', '', '', '']);
    delete room.edge.answers.takeSeat;
    one(room, 'button').click();
    await calm();
    expect(said().at(-1)).to.match(/^Could not take seat 1 in 'lobby': /);
    await room.session.leave();
    await calm();
    expect(said().slice(6)).to.deep.equal(["You left 'lobby'.", 'left', '']);
  });
});
