import { expect } from 'chai';
import { FakeChat } from '../support/fakes/fake-chat.ts';
import { person } from '../support/fakes/fake-transport.ts';
import { calm, one, roomWith, tidy } from '../support/element/fixture.ts';
import { planeWith } from '../support/element/signal-fixture.ts';

const description = (root: ParentNode, command: string) =>
  one(root, `[command="${command}"]`).getAttribute('aria-description');

const people = (button: string) =>
  `<utd-participants only="speaker"><template><utd-participant>${button}</utd-participant></template></utd-participants>`;
const mute = '<button command="--mute-for-me">Mute</button>';

/** A room with Ada in it, as a speaker. */
async function withAda(markup: string) {
  const room = await roomWith(markup);
  room.edge.link.show(person('ada', { name: 'Ada', role: 'speaker' }));
  await calm();
  return room;
}

describe('The description of a button', () => {
  afterEach(tidy);

  it('is the name of the participant, and follows it', async () => {
    const room = await withAda(people(mute));
    expect(description(room, '--mute-for-me')).to.equal('Ada');
    room.edge.link.show(person('ada', { name: 'Ada L.', role: 'speaker' }));
    await calm();
    expect(description(room, '--mute-for-me')).to.equal('Ada L.');
  });

  it('has the reason behind the name while the command is not possible', async () => {
    const room = await withAda(people('<button command="--kick">Remove</button>'));
    const button = one(room, '[command="--kick"]');
    expect(button.dataset['utdBecause']).to.equal('forbidden_role');
    expect(button.getAttribute('aria-description')).to.equal(`Ada. ${button.dataset['utdReason']}`);
  });

  it('is the number of a seat where nobody sits, and the name of who sits there', async () => {
    const room = await roomWith('<utd-seat index="2"><button command="--take">Sit</button></utd-seat>');
    expect(description(room, '--take')).to.equal('3');
    room.edge.push(2, { identity: 'ada', name: 'Ada' });
    await calm();
    expect(description(room, '--take')).to.match(/^Ada\. Somebody sits there/);
  });

  it('is the beginning of a message, with the name of its sender', async () => {
    const room = await roomWith(
      '<utd-messages><template><p><button command="--remove-message">Remove</button></p></template></utd-messages>',
      'manual',
    );
    const chat = new FakeChat(room.edge);
    await room.session.join();
    await calm();
    chat.say('Good\nevening', 'me');
    chat.say('word '.repeat(50), 'me');
    await calm();
    const [short, long] = [...room.querySelectorAll('button')].map((each) =>
      each.getAttribute('aria-description')!,
    );
    expect(short).to.equal('ME: Good evening');
    expect(long).to.match(/^ME: word word .*…$/);
    expect(long).to.have.length(80);
  });

  it('is the name of who asks to speak', async () => {
    const room = await roomWith(
      '<utd-requests><template><p><button command="--approve">Let speak</button></p></template></utd-requests>',
    );
    room.edge.link.show(person('me', { role: 'host' }), person('ben'));
    const created_at = '2026-01-01T00:00:00Z';
    const request = { id: 'r1', identity: 'ben', name: 'Ben', note: 'please', created_at };
    room.edge.mode = 'request';
    room.edge.queue = ['r1'];
    room.edge.mine = { requests: [request], invitations: [] };
    room.edge.push(7, {});
    await room.session.connection.retry();
    await calm();
    expect(description(room, '--approve')).to.equal('Ben');
  });

  it('is the name of the conversation that a button opens', async () => {
    const signal = await planeWith(
      `<utd-conversations><template><p><button command="--open" commandfor="talk" data-utd-attr-value="id">Open</button></p></template></utd-conversations>
       <utd-conversation id="talk"><button command="--close">Back</button></utd-conversation>`,
      (each) => each.write('ada', 'Hello'),
    );
    expect(description(signal, '--open')).to.equal('ADA');
    one<HTMLElementTagNameMap['utd-conversation']>(signal, '#talk').with = 'ada';
    await calm();
    expect(description(signal, '--close')).to.equal('ADA');
  });

  it('is none where the command is about the whole session', async () => {
    const room = await withAda(people('<button command="--leave">Leave</button>'));
    expect(description(room, '--leave')).to.equal(null);
  });

  for (const attribute of ['aria-label', 'aria-labelledby', 'aria-describedby'])
    it(`is none where the author has ${attribute}`, async () => {
      const room = await withAda(people(mute.replace('<button', `<button ${attribute}="mine"`)));
      expect(description(room, '--mute-for-me')).to.equal(null);
    });

  it('of the author stays', async () => {
    const room = await withAda(people(mute.replace('<button', '<button aria-description="Mine"')));
    expect(description(room, '--mute-for-me')).to.equal('Mine');
  });

  it('stays the reason alone on a button that the author has named', async () => {
    const room = await withAda(people('<button aria-label="Remove Ada" command="--kick">x</button>'));
    const button = one(room, '[command="--kick"]');
    expect(button.getAttribute('aria-description')).to.equal(button.dataset['utdReason']);
  });

  it('is ours in a copy of the page too, and goes on following', async () => {
    const room = await roomWith('<utd-seat index="2"><button command="--take">Sit</button></utd-seat>');
    room.edge.push(2, { identity: 'ada', name: 'Ada' });
    await calm();
    room.innerHTML = String(room.innerHTML);
    room.edge.push(2, { identity: 'ben', name: 'Ben' });
    await calm();
    expect(description(room, '--take')).to.match(/^Ben\. /);
    room.edge.push(2, { identity: null, name: null });
    await calm();
    expect(description(room, '--take')).to.equal('3');
  });
});
