import { expect } from 'chai';
import { click } from '../../../test/support/element/click.ts';
import { calm, one, texts, tidy } from '../../../test/support/element/fixture.ts';
import { planeWith } from '../../../test/support/element/signal-fixture.ts';

const list = `
  <utd-conversations>
    <ul>
      <template>
        <li data-utd-attr-data-id="id">
          <b data-utd-text="name"></b><span data-utd-text="text"></span><i data-utd-text="unread"></i
          ><em data-utd-text="typing"></em><time data-utd-attr-datetime="at"></time
          ><utd-presence><u data-utd-text="identity"></u></utd-presence>
        </li>
      </template>
    </ul>
    <button command="--load-earlier">Earlier</button>
  </utd-conversations>`;
const group = `group~${'7'.repeat(32)}`;

const rows = (root: ParentNode) =>
  [...root.querySelectorAll('li')].map((row) => texts(row, 'b, span, i').join('|'));

describe('The list of conversations', () => {
  afterEach(tidy);

  it('has the newest conversation first, with its last message and what is unread', async () => {
    const signal = await planeWith(list, (each) => {
      each.engine.group(group, 'Chess', ['ada', 'me']);
      each.write('ada', 'to all', group);
      for (const text of ['one', 'two']) each.write('ben', text);
    });
    expect(rows(signal)).to.deep.equal(['BEN|two|2', 'Chess|to all|1']);
    signal.say('ada', 'newer', group);
    signal.say('ada', 'newest', group);
    await calm();
    expect(rows(signal)).to.deep.equal(['Chess|newest|3', 'BEN|two|2']);
    await signal.session.markRead(group);
    await calm();
    expect(rows(signal)[0]).to.equal('Chess|newest|');
  });

  it('binds the id and the time, and in a clone the presence of the other person', async () => {
    const signal = await planeWith(list, (each) => {
      each.engine.group(group, 'Chess', ['me']);
      each.write('ben', 'Hello');
    });
    expect(one(signal, 'li').dataset['id']).to.equal('dm~ben~me');
    expect(one(signal, 'time').getAttribute('datetime')).to.equal('2026-01-01T12:00:01.000Z');
    expect(texts(signal, 'u')).to.deep.equal(['ben', '']);
  });

  it('shows the people who type, and touches no other row', async () => {
    const signal = await planeWith(list, (each) => {
      each.write('ada', 'Hello');
      each.write('ben', 'Hello');
    });
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((all) => records.push(...all));
    observer.observe(signal, { childList: true, subtree: true, attributes: true, characterData: true });
    signal.edge.push('typing', { conversation: 'dm~ada~me', from: 'ada', on: true });
    await calm();
    observer.disconnect();
    expect(texts(signal, 'em').join()).to.equal(',ADA');
    expect(records.map(({ target }) => target.nodeName)).to.deep.equal(['EM']);
  });

  it('is empty by a state, and its button says that nothing is left', async () => {
    const signal = await planeWith(list);
    expect(one(signal, 'utd-conversations').matches(':state(empty)')).to.equal(true);
    const button = one<HTMLButtonElement>(signal, 'button');
    expect(button.dataset['utdReason']).to.equal('There is no further conversation. Nothing is left to do.');
    await click(button);
    expect(signal.sent('conv.list')).to.have.length(1);
  });
});
