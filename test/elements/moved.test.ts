import { expect } from 'chai';
import { person } from '../support/fakes/fake-transport.ts';
import {
  calm,
  fixture,
  hasFocus,
  one,
  roomWith,
  texts,
  tidy,
  type TestRoom,
} from '../support/element/fixture.ts';

type Moving = HTMLElement & { moveBefore(node: Node, before: Node | null): void };

const seat = (index: number) =>
  `<utd-seat index="${index}"><b data-utd-text="number"></b><button command="--take">Sit</button></utd-seat>`;

describe('what is moved in one step', () => {
  afterEach(tidy);

  it('keeps what it shows, its focus and its buttons, and is not asked to begin anew', async () => {
    const room = await roomWith(`${seat(2)}<div></div>`);
    const button = one<HTMLButtonElement>(room, 'button');
    button.focus();
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((all) => records.push(...all));
    const element = one(room, 'utd-seat');
    observer.observe(element, { childList: true, characterData: true, attributes: true, subtree: true });
    (one(room, 'div') as Moving).moveBefore(element, null);
    await calm();
    observer.disconnect();
    expect(hasFocus(button)).to.equal(true);
    expect(records).to.have.length(0);
    room.edge.push(2, { locked: true });
    await calm();
    expect(button.dataset['utdBecause']).to.equal('seat_locked');
  });

  it('into another room shows that one', async () => {
    const [lobby, kitchen] = [await roomWith(seat(0)), await roomWith('', 'id="kitchen"')];
    kitchen.edge.push(0, { locked: true });
    await calm();
    (kitchen as HTMLElement as Moving).moveBefore(one(lobby, 'utd-seat'), null);
    await calm();
    expect(one(kitchen, 'utd-seat').matches(':state(locked)')).to.equal(true);
    expect(one(kitchen, 'button').dataset['utdBecause']).to.equal('seat_locked');
  });

  it('as a client is the same client: the room in it stays joined', async () => {
    const box = await fixture(
      '<utd-client app-id="1234567890"><test-room room="lobby"></test-room></utd-client><div></div>',
    );
    const room = one<TestRoom>(box, 'test-room');
    (one(box, 'div') as Moving).moveBefore(one(box, 'utd-client'), null);
    await room.edge.clock.pass(0);
    await calm();
    expect([room.mints, room.dataset['connection']]).to.deep.equal([1, 'connected']);
  });
});

describe('a clone', () => {
  afterEach(tidy);

  it('knows what it is before it is put in', async () => {
    const known: unknown[] = [];
    const note = ({ target }: Event) => {
      const { localName, index, identity } = target as HTMLElementTagNameMap['utd-seat'] & {
        identity: string;
      };
      if (localName === 'utd-seat') known.push(index);
      if (localName === 'utd-participant') known.push(identity);
    };
    document.addEventListener('context-request', note, true);
    const room = await roomWith(
      `<utd-seats><template><utd-seat></utd-seat></template></utd-seats>
       <utd-participants><template><li><utd-participant></utd-participant></li></template></utd-participants>`,
    );
    room.edge.link.show(person('me'), person('ada'));
    await calm();
    document.removeEventListener('context-request', note, true);
    expect(known).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 'me', 'ada']);
  });

  it('that changes its place keeps its focus, its scroll and what it has loaded', async () => {
    const room = await roomWith(
      `<utd-participants><template><section>
         <b data-utd-text="name"></b><input>
         <div style="height: 20px; overflow: scroll"><p style="height: 500px">x</p></div>
         <iframe></iframe>
       </section></template></utd-participants>`,
    );
    const show = (...people: string[]) => {
      room.edge.link.show(person('me'), ...people.map((each) => person(each)));
      return calm();
    };
    await show('ada', 'ben', 'eve');
    const [, , , eve] = [...room.querySelectorAll('section')];
    const frame = one<HTMLIFrameElement>(eve!, 'iframe');
    frame.contentDocument!.body.textContent = 'written later';
    one(eve!, 'div').scrollTop = 123;
    one(eve!, 'input').focus();
    await show('eve', 'ben', 'ada');
    await show('ben', 'eve');
    expect(texts(room, 'b')).to.deep.equal(['ME', 'BEN', 'EVE']);
    expect(hasFocus(one(eve!, 'input'))).to.equal(true);
    expect(one(eve!, 'div').scrollTop).to.equal(123);
    expect(frame.contentDocument!.body.textContent).to.equal('written later');
  });
});
